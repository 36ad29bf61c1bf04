"""Digest: equal for two studies if and only if their jobs would give the same numbers.

It is made of named parts, to tell what has changed between two calls. A file of arrivals and a
planner's own levers count by their content, which can change under the same name.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import yaml

from sim.study.provenance import version

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Plan

SOURCES = Path(__file__).resolve().parents[1]
"""The package's folder."""

_SAID: Final = {"resolved", "assumptions"}  # no part of what is played
_KNOWN: Final = {"sim", "builtins", "abc", "typing"}
"""Packages whose classes a lever derives from, beside a planner's own."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it


def basis(plan: Plan) -> dict[str, str]:
    """Return everything that the results of a plan depend on: a digest of each part, by name."""
    found = {
        "the version of Tierflow": _digest([version("tierflow"), _sources()]),
        "the baseline": _digest(plan.baseline),
        "the number of replications": _digest(plan.replications),
        "the list of scenarios": _digest(list(plan.scenarios)),
    }
    for name, one in plan.scenarios.items():
        found[f"the scenario {name}"] = _digest(_scenario(one))
        found |= arrivals(one)
        for module, source in _levers(one):
            found[f"the lever's module {module}"] = _digest(source)
    return found


def arrivals(scenario: Scenario) -> dict[str, str]:
    """Return a digest of the file of arrivals as it is now, if there is one, by name."""
    path = scenario.demand.path
    return {} if path is None else {f"the file {path}": _file(Path(path))}


def digest(basis: Mapping[str, str]) -> str:
    """Return one digest of all parts."""
    return _digest(dict(basis))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of parts that changed, are new, or are gone."""
    names = dict.fromkeys([*now, *before])
    return [name for name in names if before.get(name) != now.get(name)]


def _digest(what: Any) -> str:
    return sha256(json.dumps(what, default=str).encode()).hexdigest()


def _scenario(scenario: Scenario) -> list[Any]:
    """A scenario as played and as written, without keys that do not affect numbers."""
    config = yaml.load(scenario.resolved, Loader=_LOADER)
    if isinstance(config, dict):
        config.pop("out", None)
        if isinstance(config.get("run"), dict):
            config["run"].pop("workers", None)
    played = {one.name: _plain(getattr(scenario, one.name)) for one in fields(scenario)}
    played["run"] = {
        one.name: _plain(getattr(scenario.run, one.name))
        for one in fields(scenario.run)
        if one.name != "workers"
    }
    return [config, {name: value for name, value in played.items() if name not in _SAID}]


def _plain(part: Any) -> Any:
    """A part of a scenario as lists and texts; equal parts are equal in every process."""
    if is_dataclass(part) and not isinstance(part, type):
        return [type(part).__qualname__, *(_plain(getattr(part, one.name)) for one in fields(part))]
    if isinstance(part, Mapping):
        return [[_plain(key), _plain(value)] for key, value in part.items()]
    if isinstance(part, set | frozenset):
        return sorted(json.dumps(_plain(one)) for one in part)
    if isinstance(part, list | tuple):
        return [_plain(one) for one in part]
    return repr(part)


def _levers(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Modules of levers that are not part of Tierflow, with their sources."""
    for policy in scenario.policies.values():
        for one in type(policy).__mro__:
            module = inspect.getmodule(one)
            if module is not None and module.__name__.partition(".")[0] not in _KNOWN:
                yield module.__name__, _source(module)


def _source(module: ModuleType) -> str:
    """The source of a module; empty if it has none."""
    return _file(Path(getattr(module, "__file__", None) or ""))


def _file(path: Path) -> str:
    """Digest of a file; empty if there is no file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        whole = sha256()
        while piece := file.read(1 << 20):
            whole.update(piece)
    return whole.hexdigest()


def _sources() -> str:
    """Digest of all modules except the report, which only reads."""
    whole = sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if not name.startswith("report/"):
            whole.update(f"{name}\0".encode() + path.read_bytes())
    return whole.hexdigest()
