"""Needs: the untreated stand beside the time of those who are treated."""

from __future__ import annotations

from pathlib import Path

from sim.outcomes.facts import NEEDS as COUNTED
from sim.report.needs import NEEDS, by_need
from sim.report.read import results


def test_each_need_has_the_mean_time_beside_the_share_not_treated(folder: Path) -> None:
    found = results(folder)
    table = by_need(found)
    assert len(table.rows) == 2 * len(found.scenarios)
    today = next(row for row in table.rows if row[1] == found.label(found.baseline))
    assert today[0] == NEEDS["urgent_within"]
    assert str(today[2]).startswith("1.5 hours")
    assert (today[3], today[5]) == ("–", "–")
    other = next(row for row in table.rows if row[1] != today[1])
    assert str(other[3]).endswith("cannot tell")


def test_each_need_that_is_counted_has_words() -> None:
    assert tuple(NEEDS) == COUNTED
