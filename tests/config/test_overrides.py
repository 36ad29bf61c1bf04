"""Overrides: taken as they are meant, or refused with what would have been right."""

from __future__ import annotations

import pytest
from hydra.core.override_parser.types import ChoiceSweep, QuotedString
from hypothesis import example, given
from hypothesis import strategies as st

from sim.config.overrides import parsed
from sim.config.words import shown
from sim.system.faults import Fault

PATHS = [
    "到达.csv", "arrivals(1).csv", "a，b.csv", "a=b.csv", "C:\\数据\\新 1.csv", "2023.10",
    "it's.csv", "a[1].csv", "{x}.csv", "my file.csv", "007", "true", "a&b;c<d>.csv", "_u4e1c_",
    "'quoted.csv",
]  # fmt: skip


def taken(word: str, *, sweep: bool = False) -> list[str]:
    """The texts that an override gives."""
    faults: list[Fault] = []
    (override,) = parsed(word, faults, sweep=sweep)
    assert faults == []
    value = override.value()
    values = value.list if isinstance(value, ChoiceSweep) else [value]
    return [shown(one.text if isinstance(one, QuotedString) else str(one)) for one in values]


@pytest.mark.parametrize("path", [*PATHS, "a,b.csv"])
def test_a_text_is_taken_as_it_is_written(path: str) -> None:
    assert taken(f"demand.path={path}") == [path]


def test_a_sweep_over_texts_has_them_as_they_are_written() -> None:
    assert taken(f"demand.path={','.join(PATHS)}", sweep=True) == PATHS
    assert taken("network.label='a,b',c", sweep=True) == ["a,b", "c"]
    assert taken("network.label=choice(东,西)", sweep=True) == ["东", "西"]


def refusal(word: str) -> Fault:
    faults: list[Fault] = []
    assert parsed(word, faults, sweep=True) == []
    (fault,) = faults
    return fault


@pytest.mark.parametrize(
    "word",
    [
        "hydra.sweep.subdir=../../x", "hydra.run.dir=/", "+hydra.callbacks.x._target_=os.mkdir",
        "hydra={}", "~hydra", "hydra.sweeper._target_=os.mkdir", "hydra.searchpath=[/]",
        "hydra/job_logging=none", "hydra.sweeper={_target_: os.mkdir}", "hydra/output=default",
    ],
)  # fmt: skip
def test_how_hydra_works_is_not_to_be_changed(word: str) -> None:
    assert "a key of the model; of Hydra" in refusal(word).expected


@pytest.mark.parametrize("word", ["hydra/launcher=joblib", "hydra.sweeper.max_batch_size=2"])
def test_how_a_sweep_is_launched_may_be_chosen(word: str) -> None:
    faults: list[Fault] = []
    assert parsed(word, faults, sweep=True)
    assert faults == []


@pytest.mark.parametrize(
    "value", ["${oc.env:HOME}", "'${oc.env:HOME}'", "[${now:%Y}]", "${${x}:HOME}", "x${hydra:job}"]
)
@pytest.mark.parametrize("key", ["network.label", "run.days", "network"])
def test_an_override_asks_nothing_of_the_machine(key: str, value: str) -> None:
    assert "nothing is asked of the machine" in refusal(f"{key}={value}").expected


@pytest.mark.parametrize("bracket", ["[", "{", "(", "[{("])
def test_what_nests_too_deep_is_refused(bracket: str) -> None:
    assert "at most 50 brackets" in refusal(f"run.days={bracket * 100_000}").expected


@pytest.mark.parametrize(
    ("word", "cure"),
    [
        ("run.days＝3", "＝ is full-width, write ="),
        ("run.seed=1，2", "， is full-width, write ,"),
        ("policy=［outreach］", "［ is full-width, write ["),
        ("network.homes.hill.mix={cough：2}", "： is full-width, write :"),
    ],
)
def test_a_separator_of_full_width_is_named_with_its_cure(word: str, cure: str) -> None:
    assert cure in refusal(word).expected


def test_a_full_width_sign_in_quotes_is_part_of_a_name() -> None:
    assert taken("network.homes.hill.base='东，西'") == ["东，西"]
    assert taken("network.facilities.hill.refers_to=['东，西']") == ["['东，西']"]


WORDS = st.text(st.sampled_from("ab1.=[]{}(),:'\"\\+~$ ，＝东-_/@*?|<>\t\n\x00") | st.characters())


@given(WORDS, st.booleans())
@example("=", False)
@example("network.label=", True)
@example("policy=[[" + "[" * 40, False)
def test_any_word_is_taken_or_refused(word: str, sweep: bool) -> None:
    faults: list[Fault] = []
    found = parsed(word, faults, sweep=sweep)
    assert len(found) + len(faults) == 1


@given(st.sampled_from(["network.label", "demand.path"]), WORDS)
def test_any_text_without_references_and_quotes_is_taken_as_it_is(key: str, text: str) -> None:
    if text.strip() not in ("", "null") and not {"'", '"', "$"} & {*text} and text.isprintable():
        assert taken(f"{key}={text}") == [text.strip()]
