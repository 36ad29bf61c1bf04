"""One declaration an indicator: what it says is counted, split, named and told everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from experiments.indicators import row
from sim.outcomes import indicators, kpis, outcomes, weekly
from sim.outcomes.indicators import DIMENSIONS, GROUPS, INDICATORS, THEMES
from sim.outcomes.indicators.indicator import LOWER
from sim.outcomes.indicators.kinds import share
from sim.outcomes.tally import tally_of
from sim.page.chosen import Measure
from tests.outcomes.stories import Story

ROOT = Path(__file__).parents[2]
CLINIC = "lead/consultation.internal"

NEW = share(
    "in_vain_share",
    "等候未果率",
    "of waits, in vain",
    fact="unserved",
    among="wait_events",
    better=LOWER,
    matters=0.01,
    meaning="Waits at a service that ended without it, over those that ended with it.",
)

SPELLING = {
    # what is shown, and what is published, is a choice of indicators
    "sim/outcomes/headlines.py",
    "sim/outcomes/shortage.py",
    "sim/page/moving.py",
    "sim/page/needs.py",
    "sim/page/published.py",
    "sim/page/sentences.py",
    "sim/page/waiting.py",
    "sim/page/weeks.py",
    "sim/study/swept.py",
    # facts and columns of a record, some of which an indicator is named after
    "sim/contract.py",
    "sim/episodes.py",
    "sim/outcomes/facts.py",
    "sim/outcomes/sheets.py",
    "sim/tables/codes.py",
    # a kind of what drifts
    "sim/outcomes/unsettled.py",
}
"""Files that spell a name which is an indicator's too."""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more indicator, in the group of waits: all that its file would change."""
    first, *others = GROUPS
    more = replace(first, indicators=(*first.indicators, NEW))
    named = INDICATORS | {NEW.name: NEW}
    for module in (indicators, kpis, weekly):
        monkeypatch.setattr(module, "GROUPS", (more, *others))
        monkeypatch.setattr(module, "INDICATORS", named)
    monkeypatch.setattr("sim.page.chosen.INDICATORS", named)
    monkeypatch.setattr("experiments.indicators.GROUPS", (more, *others))


@pytest.fixture
def story() -> Story:
    """Four patients are served at the lead's clinic, a fifth gives up."""
    story = Story()
    for _ in range(4):
        story.step(story.patient(), "consultation", CLINIC, 9.0, 9.5, 10.0)
    patient = story.patient(ending="gave_up", first_facility="lead")
    story.step(patient, "consultation", CLINIC, 9.0, nan, 11.0, outcome="gave_up")
    return story


@pytest.mark.usefixtures("declared")
def test_a_share_of_facts_that_there_are_is_declared_and_counted(story: Story) -> None:
    found = [one for one in outcomes(story.record()).to_pylist() if one["indicator"] == NEW.name]
    assert {(one["value"], one["events"], one["unit"]) for one in found} == {(0.25, 4, "share")}
    splits = [tuple(name for name in DIMENSIONS if one[name] is not None) for one in found]
    assert {("home",), ("station",), ("tier", "stage"), ()} <= set(splits)
    assert splits[-1] == ()  # all together stands last
    weeks = tally_of(story.record()).weekly().to_pylist()
    assert {one["tier"] for one in weeks if one["indicator"] == NEW.name} == {None, "municipal"}


@pytest.mark.usefixtures("declared")
def test_it_is_called_by_its_names_on_the_page_and_in_the_list_of_all() -> None:
    assert Measure(NEW.name).name == "of waits, in vain"
    assert Measure(NEW.name).label == "等候未果率"
    assert row(NEW).startswith(
        "| `in_vain_share` | of waits, in vain | 等候未果率 | share | lower |"
    )
    assert row(NEW).endswith("tier and stage; facility and stage |")


def test_every_split_has_dimensions_in_their_order_and_its_weeks_are_among_them() -> None:
    for group in GROUPS:
        assert set(group.weeks) <= set(group.splits)
        assert all(set(split) <= set(DIMENSIONS) for split in group.splits)
        assert len(set(group.splits)) == len(group.splits)


def test_what_an_indicator_says_of_another_is_of_one_that_there_is() -> None:
    named = {name for one in INDICATORS.values() for name in (one.still, one.like) if name}
    assert named <= set(INDICATORS)
    assert all(INDICATORS[one.still].absent_is_zero for one in INDICATORS.values() if one.still)


def test_themes_hold_every_indicator_once() -> None:
    names = [one.name for theme in THEMES for one in theme.indicators]
    assert names == list(INDICATORS)


def test_only_files_that_choose_indicators_spell_their_names() -> None:
    declaring = "sim/outcomes/indicators/"
    files = {path.relative_to(ROOT).as_posix(): path for path in ROOT.glob("sim/**/*.py")}
    spelling = {
        name
        for name, path in files.items()
        if not name.startswith(declaring) and INDICATORS.keys() & set(_texts(path))
    }
    assert spelling == SPELLING


def test_the_example_of_the_documents_stands_in_its_file() -> None:
    text = (ROOT / "docs/extending.md").read_text("utf-8")
    shown = text[text.index("    group(\n") : text.index("\n    )\n")].splitlines()
    table = (ROOT / "sim/outcomes/indicators/tickets.py").read_text("utf-8").splitlines()
    assert [line for line in shown if line not in table] == []


def _texts(path: Path) -> Iterator[str]:
    """The texts of a program."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
