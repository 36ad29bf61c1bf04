"""Means behind which many still wait, on the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.outcomes.unfinished import MARK
from sim.page.assembly import draw
from sim.page.chosen import Measure
from sim.page.read import Mean, Results, results
from sim.page.tables import matrix
from sim.page.unfinished import beside, share, warning

WAIT = Measure("visit_wait_mean", {"tier": "municipal"})
WHERE = frozenset({("tier", "municipal")})


def with_many(folder: Path, waiting: float) -> Results:
    """The invented results, with so many still in a visit at the lead, in today and no other."""
    found = results(folder)
    cell = {WHERE: Mean({"tier": "municipal"}, waiting, waiting, waiting, waiting)}
    return replace(found, means={**found.means, ("still_in_visit", "today"): cell})


def test_nobody_who_waits_is_no_mark(folder: Path) -> None:
    found = results(folder)
    assert share(found, "visit_wait_mean", "today", tier="municipal") == 0.0
    assert warning(found, [WAIT]) == ""
    assert MARK not in draw(found)


def test_many_who_wait_are_a_mark_and_a_warning(folder: Path) -> None:
    """Each cell of the invented results has 900 events."""
    found = with_many(folder, 100.0)
    assert share(found, "visit_wait_mean", "today", tier="municipal") == 0.1
    assert share(found, "visit_wait_mean", "none", tier="municipal") == 0.0
    assert beside(found, "40", "visit_wait_p90", "today", tier="municipal") == f"40 {MARK}"
    assert matrix(found, "", [WAIT]).columns[0].today.endswith(MARK)
    page = draw(found)
    assert "waiting within a visit at the lead hospital 10 %" in page
    assert MARK in page.split("The answer", 2)[-1]


def test_few_who_wait_are_none(folder: Path) -> None:
    found = with_many(folder, 40.0)
    assert warning(found, [WAIT]) == ""
