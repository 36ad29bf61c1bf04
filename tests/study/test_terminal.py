"""The table in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

from rich.console import Console
from rich.table import Table

from sim.outcomes import INDICATORS
from sim.outcomes.headlines import HEADLINES
from sim.outcomes.words import amount, between, estimate
from sim.study import Study, compare, levels, table
from tests.study import fakes


def shown(study: Study, draw: Callable[[Study], Table] = table) -> str:
    """A table as text on a wide terminal, its blanks made one."""
    page = StringIO()
    Console(width=300, file=page).print(draw(study))
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


def test_no_number_is_cut_off_on_a_terminal_of_100_columns() -> None:
    today, more = fakes.scenarios().values()
    long = "+".join(["today", *["a lever with a long name"] * 3])
    study = compare({"today": today, long: more}, play=fakes.play)
    page = StringIO()
    Console(width=100, file=page).print(table(study))
    assert "…" not in page.getvalue()


def test_without_an_interval_it_cannot_tell() -> None:
    text = shown(compare(fakes.scenarios(), replications=1, play=fakes.play))
    assert "cannot tell" in text


def test_a_level_is_shown_with_its_interval() -> None:
    study = compare({"today": fakes.scenarios(4)["today"]}, play=fakes.play)
    (row,) = [
        row
        for row in study.levels.to_pylist()
        if row["indicator"] == "visit_wait_mean"
        and row["tier"] == "municipal"
        and row["acuity"] is None
    ]
    text = shown(study, levels)
    mean, interval = amount(row["mean"], "minutes"), between(row["low"], row["high"], "minutes")
    assert row["low"] < row["mean"] < row["high"]
    assert f"waiting within a visit, lead {mean} {interval}" in text
    assert "95% interval" in text
    assert "first contact at the base 0 % [0.00 to 2.28]" in text  # none of 160 people
    assert "formal referrals up 0 a year too few" in text


def test_a_level_of_one_replication_says_so() -> None:
    study = compare({"today": fakes.scenarios(1)["today"]}, play=fakes.play)
    assert "minutes one replication" in shown(study, levels)
