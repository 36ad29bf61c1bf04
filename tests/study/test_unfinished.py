"""Means behind which many still wait, in the terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

import sim
from sim.outcomes.indicators import INDICATORS
from sim.outcomes.unfinished import LIMIT, MARK, like, open_share, still
from sim.study import Study, compare, levels, table
from sim.study.unfinished import unfinished


def queue(scale: float, days: float = 20.0) -> Study:
    """One server, with 0.8 times ``scale`` the work that it can do."""
    scenario = sim.load(
        "case=mm1", f"run.days={days}", "run.warmup_days=0", f"demand.scale={scale}"
    )
    return compare({"today": scenario}, replications=2)


def shown(study: Study) -> str:
    """The levels as text on a wide terminal, blanks made one."""
    page = StringIO()
    Console(width=400, file=page).print(levels(study))
    return " ".join(page.getvalue().split())


def test_a_queue_that_grows_is_marked() -> None:
    """With a load of 2.4, 1.4 of 2.4 who ask are not served."""
    study = queue(3.0)
    shares = unfinished(study.headlines)
    assert shares["today", "visit_wait_mean", "district"] == pytest.approx(1.4 / 2.4, abs=0.05)
    text = shown(study)
    assert f"waiting within a visit, districts {MARK}" in text
    assert "still wait at the end" in text
    assert f"days until an appointment {MARK}" not in text


def test_a_queue_in_balance_is_not_marked() -> None:
    study = queue(0.5)
    assert unfinished(study.headlines) == {}
    assert MARK not in shown(study)


def test_differences_are_marked_where_either_scenario_leaves_many_out() -> None:
    usual, full = (
        sim.load("case=mm1", "run.days=20", "run.warmup_days=0", f"demand.scale={n}")
        for n in (0.5, 3.0)
    )
    page = StringIO()
    study = compare({"today": usual, "more": full}, replications=3)
    Console(width=400, file=page).print(table(study))
    assert f"waiting within a visit, districts {MARK}" in page.getvalue()


def test_the_share_is_of_all_who_asked() -> None:
    assert open_share(0.0, 0.0) == 0.0
    assert open_share(95.0, 5.0) == pytest.approx(0.05)
    assert open_share(0.0, 3.0) == 1.0
    assert 0.02 <= LIMIT <= 0.10


def test_every_wait_says_who_is_left_out() -> None:
    stems = ("wait", "visit_wait", "door_to_leave", "appointment_days", "admission_wait")
    told = {still(f"{stem}_{form}") for stem in stems for form in ("mean", "median", "p90", "p95")}
    told |= {still(like("worst_home")), still("onset_to_treatment_mean")}
    assert told <= set(INDICATORS)
    assert still("bed_use") is None
    assert all(INDICATORS[name].absent_is_zero for name in told if name)
