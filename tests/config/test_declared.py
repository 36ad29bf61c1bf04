"""Levers by name: nothing is imported that does not declare one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.config.levers import lever_class, target_fault

HEAD = """
from pathlib import Path
Path({mark!r}).touch()
"""
LEVER = """
from pydantic.dataclasses import dataclass
{imports}

@dataclass(frozen=True)
class Mine({base}):
    def apply(self, system):
        return system
"""


@pytest.fixture
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that is there once a module of this test was imported."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path / "imported"
    for name in set(sys.modules) - before:
        if name.startswith("own_"):
            del sys.modules[name]


def write(mark: Path, name: str, text: str) -> None:
    """Write a module that leaves the mark when it is imported."""
    file = mark.parent / f"{name.replace('.', '/')}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD.format(mark=str(mark)) + text, "utf-8")


def lever(target: object) -> object:
    return lever_class({"_target_": target})


@pytest.mark.parametrize(
    "text",
    [
        "class Mine: pass\n",
        "class Other: pass\nclass Mine(Other): pass\n",
        "def Mine(): pass\n",
        "from os import system as Mine\n",
        "from own_a import Mine\n",  # of itself
        "class Mine(Mine): pass\n",
        "class Policy: pass\nclass Mine(Policy): pass\n",
        "from ........ import Policy\nclass Mine(Policy): pass\n",
        "this is no Python\n",
        "import sim.policies.base\nMine = sim.policies.base.Policy\n",
        "\x00",
    ],
)
def test_a_module_without_such_a_lever_is_not_imported(text: str, mark: Path) -> None:
    write(mark, "own_a", text)
    assert lever("own_a.Mine") is None
    assert lever("own_a.None_such") is None
    assert not mark.exists()


@pytest.mark.parametrize(
    ("imports", "base"),
    [
        ("from sim.policies.base import Policy", "Policy"),
        ("from sim.policies.base import Policy as P", "P"),
        ("import sim.policies.base", "sim.policies.base.Policy"),
        ("import sim.policies.base as b", "b.Policy"),
        ("from sim.policies import base", "base.Policy"),
        ("from sim.policies.step_down import StepDown", "StepDown"),
        ("from sim.policies.base import Policy\nclass First(Policy): pass", "First"),
        ("if True:\n    from sim.policies.base import Policy", "Policy"),
        ("from own_base.deep.first import First", "First"),
    ],
)
def test_a_lever_is_found_however_its_base_is_named(imports: str, base: str, mark: Path) -> None:
    first = "from sim.policies.base import Policy\nclass First(Policy): pass\n"
    write(mark, "own_base.deep.first", first)  # in folders without __init__
    write(mark, "own_levers_here", LEVER.format(imports=imports, base=base))
    found = lever("own_levers_here.Mine")
    assert isinstance(found, type)
    assert found.__name__ == "Mine"
    assert mark.exists()


def test_a_lever_of_a_package_is_found_where_the_package_offers_it(mark: Path) -> None:
    imports = "from sim.policies.base import Policy"
    write(mark, "own_pack.one", LEVER.format(imports=imports, base="Policy"))
    write(mark, "own_pack.__init__", "from .one import Mine\n")
    assert isinstance(lever("own_pack.Mine"), type)


@pytest.mark.parametrize(
    "target",
    ["..x.y", "x", ".", "", None, 3, "a b.c", "os.system", "antigravity.Policy", "builtins.eval",
     "sim.policies.base.Policy", "nowhere.at.All", "own_a.b.c.d", "/tmp/x.y", "a-b.c"],
)  # fmt: skip
def test_no_other_name_is_a_lever(target: object) -> None:
    before = set(sys.modules)
    assert lever(target) is None
    assert target_fault("x", {"_target_": target}).key == "policy.x._target_"
    assert set(sys.modules) == before


@pytest.mark.parametrize("end", ["1 / 0", "raise SystemExit(3)", "import nowhere_at_all"])
def test_a_module_that_fails_is_a_fault_that_says_so(end: str, mark: Path) -> None:
    imports = "from sim.policies.base import Policy"
    write(mark, "own_fails", LEVER.format(imports=imports, base="Policy") + end)
    fault = target_fault("x", {"_target_": "own_fails.Mine"})
    assert "its module fails with " in fault.expected
