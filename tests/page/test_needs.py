"""Needs: the untreated stand beside the time of those who are treated."""

from __future__ import annotations

from pathlib import Path

from sim.outcomes.facts import NEEDS as COUNTED
from sim.page.needs import NEEDS, by_need
from sim.page.read import results


def test_each_need_has_the_mean_time_beside_the_share_not_treated(folder: Path) -> None:
    found = results(folder)
    table = by_need(found)
    assert table.columns == ("Cases", "", *map(found.label, (found.baseline, *found.others)))
    first, second = table.rows[:2]
    assert first[:2] == (NEEDS["urgent_within"], "onset to treatment")
    assert str(first[2]).startswith("1.5 hours")
    assert second[:2] == (NEEDS["urgent_within"], "not treated")
    assert all(str(cell).endswith("cannot tell") for cell in (*first[3:], *second[3:]))
    assert [row[0] for row in table.rows[2:]] == [NEEDS["waits_beyond"]] * 2


def test_each_need_that_is_counted_has_words() -> None:
    assert tuple(NEEDS) == COUNTED
