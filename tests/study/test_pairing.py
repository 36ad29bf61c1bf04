"""Paired differences, with scipy as the oracle where no tail is longer than the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import ttest_rel

from sim.study.pairing import differences
from sim.study.schemas import DIFFERENCES, STUDY_KPIS


def kpis(*cells: tuple[str, str, list[float | None], int], **where: Any) -> pa.Table:
    """A table of KPIs: scenario, indicator, its values by replication, events in each."""
    rows = [
        {"scenario": scenario, "replication": number, "indicator": name, "value": value}
        | {"events": events, "unit": "minutes" if name.startswith("wait") else "a year"}
        | where
        for scenario, name, values, events in cells
        for number, value in enumerate(values)
        if value is not None
    ]
    return pa.Table.from_pylist(rows, STUDY_KPIS)


def only(table: pa.Table, indicator: str = "wait_mean") -> dict[str, Any]:
    """The one row of an indicator."""
    (row,) = [row for row in table.to_pylist() if row["indicator"] == indicator]
    return dict(row)


@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_where_no_tail_is_longer_the_interval_is_the_paired_t(confidence: float) -> None:
    before = np.array([21.0, 18.0, 30.0, 12.0, 20.0, 26.0, 17.0, 24.0])
    after = before - 1.0 + 0.5 * np.array([-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0])
    table = differences(
        kpis(
            ("today", "wait_mean", before.tolist(), 90), ("more", "wait_mean", after.tolist(), 80)
        ),
        "today",
        confidence,
    )
    row, oracle = only(table), ttest_rel(after, before).confidence_interval(confidence)
    assert table.schema == DIFFERENCES
    assert (row["low"], row["high"]) == pytest.approx((oracle.low, oracle.high))
    assert row["difference"] == pytest.approx((after - before).mean())
    assert row["relative"] == pytest.approx((after - before).mean() / before.mean())
    assert (row["events"], row["replications"], row["verdict"]) == (80, 8, "shorter")


def test_the_interval_reaches_further_into_the_long_tail() -> None:
    before = np.full(8, 20.0)
    after = before - np.array([0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 1.0, 4.0])  # some gain much
    table = kpis(
        ("today", "wait_mean", before.tolist(), 90), ("more", "wait_mean", after.tolist(), 80)
    )
    row, student = only(differences(table, "today")), ttest_rel(after, before).confidence_interval()
    assert row["low"] < student.low - 0.5
    assert row["high"] == pytest.approx(student.high)


@pytest.mark.parametrize(
    ("before", "after", "events", "verdict"),
    [
        ([1.0, 2.0, 3.0], [2.0, 3.1, 4.0], 100, "longer"),
        ([1.0, 2.0, 3.0], [1.9, 2.9, 3.9], 100, "about the same"),  # a minute matters
        ([1.0, 2.0, 3.0], [1.9, 2.9, 4.0], 100, "about the same"),
        ([1.0, 2.0, 3.0], [9.0, 1.0, 8.5], 100, "cannot tell"),
        ([1.0, 2.0, 3.0], [9.0, -9.0, 6.5], 100, "about the same"),  # whatever the interval
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], 100, "no change"),
        ([1.0, 2.0, 3.0], [2.0, 3.1, 4.0], 29, "too few"),
        ([1.0], [2.0], 100, "cannot tell"),
        ([1.0], [1.2], 100, "about the same"),
        ([3.0, 4.0], [1.5, 2.5], 100, "shorter"),  # the same in both: no spread
    ],
)
def test_verdicts(before: list[float], after: list[float], events: int, verdict: str) -> None:
    table = kpis(("today", "wait_mean", before, events), ("more", "wait_mean", after, events))
    assert only(differences(table, "today"))["verdict"] == verdict


def test_one_replication_has_no_interval() -> None:
    table = kpis(("today", "wait_mean", [1.0], 100), ("more", "wait_mean", [3.0], 100))
    row = only(differences(table, "today"))
    assert (row["difference"], row["low"], row["high"]) == (2.0, None, None)


def test_without_spread_the_interval_is_the_difference() -> None:
    table = kpis(("today", "visits", [100.0, 200.0], 90), ("more", "visits", [101.0, 201.0], 90))
    row = only(differences(table, "today"), "visits")
    assert (row["low"], row["high"], row["verdict"]) == (1.0, 1.0, "about the same")


def test_a_count_matters_from_a_share_of_the_baseline_on_and_one_a_month() -> None:
    table = kpis(
        ("today", "visits", [5000.0, 5010.0], 90), ("more", "visits", [5055.0, 5065.0], 90)
    )
    row = only(differences(table, "today"), "visits")
    assert (row["matters"], row["verdict"]) == (pytest.approx(50.05), "more")
    small = kpis(("today", "visits", [20.0, 20.0], 90), ("more", "visits", [9.0, 9.0], 90))
    row = only(differences(small, "today"), "visits")
    assert (row["matters"], row["verdict"]) == (12.0, "about the same")


@pytest.mark.parametrize(("after", "events"), [([0.0, 0.0], 0), ([None, None], 0)])
def test_a_count_that_stops_altogether_is_judged(after: list[float | None], events: int) -> None:
    table = kpis(
        ("today", "referred_up", [50.0, 54.0], 52),
        ("more", "referred_up", after, events),
        ("more", "visits", [9.0, 9.0], 9),
    )
    row = only(differences(table, "today"), "referred_up")
    assert (row["events"], row["difference"], row["verdict"]) == (52, -52.0, "fewer")


def test_a_mean_behind_which_few_are_in_one_scenario_is_not_judged() -> None:
    table = kpis(("today", "wait_mean", [50.0, 54.0], 52), ("more", "wait_mean", [10.0, 14.0], 29))
    row = only(differences(table, "today"))
    assert (row["events"], row["verdict"]) == (29, "too few")


def test_a_count_that_is_not_there_was_zero_but_a_mean_was_not() -> None:
    table = kpis(
        ("today", "referred_up", [50.0, None, 70.0], 40),
        ("more", "referred_up", [60.0, 60.0, 60.0], 40),
        ("today", "wait_mean", [1.0, None, 3.0], 40),
        ("more", "wait_mean", [2.0, 2.0, 5.0], 40),
        ("today", "visits", [9.0, 9.0, 9.0], 40),
    )
    found = differences(table, "today")
    counts, waits = only(found, "referred_up"), only(found)
    assert (counts["baseline_mean"], counts["replications"]) == (40.0, 3)
    assert (waits["baseline_mean"], waits["replications"]) == (2.0, 2)


def test_cells_are_told_apart() -> None:
    here = kpis(("today", "visits", [1.0], 9), ("more", "visits", [2.0], 9), tier="base")
    there = kpis(("today", "visits", [5.0], 9), ("more", "visits", [9.0], 9), home="base")
    found = differences(pa.concat_tables([here, there]), "today").to_pylist()
    assert {(row["tier"], row["home"], row["difference"]) for row in found} == {
        ("base", None, 1.0),
        (None, "base", 4.0),
    }


def test_an_unknown_baseline_is_an_error() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        differences(kpis(("today", "visits", [1.0], 9)), "yesterday")
