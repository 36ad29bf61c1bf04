"""Weekly: each week shows what the definitions say of a window that is that week."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from sim.clock import HOURS_PER_WEEK
from sim.config import levers, load
from sim.native.compiling import usable
from sim.outcomes.tally import machine_code, plain_python, tally_of
from sim.replication import Run, run
from tests.outcomes.comparing import bits
from tests.outcomes.oracle import expected
from tests.outcomes.stories import Story

EVERY_LEVER = (f"policy=[{','.join(levers())}]", "name=every_lever")
OF_THE_RUN = (
    *("station_use", "bed_use", "overtime_share"),
    *("treated_7_days", "treated_30_days", "reading_on_time"),
)
"""They hang on the whole run too, which the oracle takes for the week: hours that a station has in
it, and days that are left in it."""
SPLIT = ("tier", "facility", "station")

Cells = dict[tuple[Any, ...], tuple[float, int]]


@pytest.fixture(scope="module")
def played() -> Run:
    scenario = load("network=three_tier", *EVERY_LEVER, "run.days=9", "run.warmup_days=0.3")
    return run(scenario, 0)


def test_each_week_is_what_the_definitions_in_sql_say_of_a_window_that_is_that_week(
    played: Run,
) -> None:
    first, last = played.record.window
    weeks = [(first, first + HOURS_PER_WEEK), (first + HOURS_PER_WEEK, last)]
    for week, window in enumerate(weeks):
        found = _cells(played.weekly, week)
        kpis = _cells(expected(replace(played.record, window=window))[0])
        assert len(found) > 100
        for cell, (value, events) in found.items():
            if cell[0] not in OF_THE_RUN and (value, events) != (0.0, 0):
                assert math.isclose(value, kpis[cell][0], rel_tol=1e-9, abs_tol=1e-9), (cell, week)
                assert events == kpis[cell][1], (cell, week)


def test_a_cell_that_the_definitions_have_is_missing_in_no_week(played: Run) -> None:
    first, last = played.record.window
    kpis = _cells(expected(replace(played.record, window=(first + HOURS_PER_WEEK, last)))[0])
    weekly = set(_cells(played.weekly, 1))
    kpis = {cell: found for cell, found in kpis.items() if cell[0] not in OF_THE_RUN}
    groups = {(cell[0], *(name is None for name in cell[1:])) for cell in weekly}
    told = [cell for cell in kpis if (cell[0], *(name is None for name in cell[1:])) in groups]
    assert len(told) > 100
    assert set(told) <= weekly


def test_beds_of_constant_number_have_their_part_of_the_hours() -> None:
    story = Story(window=(0.0, 400.0))
    patient = story.patient()
    story.step(patient, "bed", "lead/ward", 100.0, 100.0, 350.0, 350.0)
    record = story.record()
    use = {week: _cells(tally_of(record).weekly(), week) for week in range(3)}
    beds = ("bed_use", None, None, None)
    # The lead has two beds of 336 hours and the branch one of 168, in 400 hours that are open.
    whole = (336.0 + 168.0) / 400.0
    assert use[0][beds] == (pytest.approx(68.0 / (168.0 * whole)), 1)
    assert use[1][beds] == (pytest.approx(168.0 / (168.0 * whole)), 1)
    assert use[2][beds] == (pytest.approx(14.0 / (64.0 * whole)), 1)


def test_tickets_are_held_from_asking_until_the_visit_or_the_end() -> None:
    story = Story(window=(10.0, 190.0))
    for times, outcome in (((0.0, 0.0, 100.0), "served"), ((170.0, 170.0, math.nan), "inside")):
        story.step(story.patient(), "appointment", "lead", *times, outcome=outcome)
    story.step(story.patient(), "no_show", "town", 20.0, 20.0, 30.0)
    weekly = tally_of(story.record()).weekly()
    lead, every = ("booked_ahead", None, "lead", None), ("booked_ahead", None, None, None)
    first, second = _cells(weekly, 0), _cells(weekly, 1)
    assert first[lead] == (pytest.approx((90.0 + 8.0) / 168.0), 2)
    assert first[every] == (pytest.approx((90.0 + 8.0 + 10.0) / 168.0), 3)
    assert second[lead] == (pytest.approx(1.0), 1)  # all of the 12 hours that the week has
    assert set(weekly["hours"].to_pylist()) == {168.0, 12.0}


def test_a_week_with_a_rounding_error_is_none() -> None:
    record = Story(window=(7.2, 7.2 + 2 * 168.0 + 1e-12)).record()
    assert set(tally_of(record).weekly()["week"].to_pylist()) == {0, 1}


@pytest.mark.skipif(not usable(), reason="machine code needs the extra fast")
def test_machine_code_and_plain_python_count_weeks_to_the_same_bits(played: Run) -> None:
    for program in (machine_code(), plain_python()):
        assert bits(tally_of(played.record, program).weekly()) == bits(played.weekly)


def _cells(table: pa.Table, week: int | None = None) -> Cells:
    """Values and events of a table of outcomes, of one week, by indicator, tier, facility, station.

    Cells that lie in other dimensions are left out.
    """
    others = {"home", "condition", "acuity", "stage"} & {*table.column_names}
    return {
        (row["indicator"], *(row[name] for name in SPLIT)): (row["value"], row["events"])
        for row in table.to_pylist()
        if row.get("week") == week and all(row[name] is None for name in others)
    }
