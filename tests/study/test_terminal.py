"""The table in the terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from sim.outcomes import INDICATORS
from sim.outcomes.words import estimate
from sim.study import Study, compare, table
from sim.study.terminal import HEADLINES
from tests.study import fakes


def shown(study: Study) -> str:
    """The table as text on a wide terminal, its blanks made one."""
    page = StringIO()
    Console(width=300, file=page).print(table(study))
    return " ".join(page.getvalue().split())


def test_headlines_are_indicators() -> None:
    assert {one.indicator for one in HEADLINES} <= set(INDICATORS)


def test_a_difference_is_shown_with_its_interval() -> None:
    study = compare(fakes.scenarios(), play=fakes.play)
    (row,) = [
        row
        for row in study.differences.to_pylist()
        if row["indicator"] == "visit_wait_mean"
        and row["tier"] == "municipal"
        and row["acuity"] is None
    ]
    text = shown(study)
    by, interval = estimate(row["difference"], row["low"], row["high"], row["unit"])
    assert f"{by} minutes {interval}" in text
    assert "no change" in text  # of first contacts


def test_without_an_interval_it_cannot_tell() -> None:
    text = shown(compare(fakes.scenarios(), replications=1, play=fakes.play))
    assert "cannot tell" in text
