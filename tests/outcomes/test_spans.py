"""Spans of time: none is cut off by the run, and what is not over is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import nan

import pytest

import sim
from sim.journeys import Record
from sim.keeping import recorded
from sim.outcomes import outcomes
from sim.outcomes.tally import tally_of
from sim.replication import run
from tests.outcomes.comparing import assert_same_kpis
from tests.outcomes.oracle import expected
from tests.outcomes.stories import Story, noted
from tests.outcomes.test_outcomes import CLINIC, YEARLY, cell

DAY = 24.0


@pytest.fixture
def story() -> Iterator[Story]:
    """A story that in the end agrees with the definitions in SQL."""
    told = Story()
    yield told
    record = told.record()
    assert_same_kpis(outcomes(record), expected(record)[0])


def test_a_stay_is_bed_days_in_the_window_over_beds_left_in_it(story: Story) -> None:
    """Of three stays one began before the window and one goes on after it."""
    resident = story.patient(resident=True, onset=0.0)
    story.step(resident, "bed", "lead/ward", 0.0, 0.0, 0.0, 48.0)
    whole = story.patient()
    story.step(whole, "bed", "lead/ward", 10.0, 20.0, 20.0, 92.0)
    inside = story.patient(left=nan, ending="inside")
    story.step(inside, "bed", "lead/ward", 48.0, 48.0, 48.0, nan, outcome="inside")
    assert cell(story, "stay_days", facility="lead") == (pytest.approx((2 + 3 + 5) / 2), 2)


def test_a_wait_for_a_bed_counts_when_it_is_over_and_is_told_while_it_is_not(story: Story) -> None:
    story.window = (24.0, 168.0)
    long = story.patient()
    story.step(long, "bed", "lead/ward", 1.0, 101.0, 101.0, 150.0)
    still = story.patient(left=nan, ending="inside")
    story.step(still, "bed", "lead/ward", 2.0, nan, nan, nan, outcome="inside")
    listed = story.patient(left=nan, ending="inside")
    story.step(listed, "bed", "lead/ward", 3.0, nan, 27.0, nan, outcome="gave_up")
    story.step(listed, "relisted", "lead", 27.0, 27.0, nan, outcome="inside")
    assert cell(story, "admission_wait_mean") == (pytest.approx(100.0), 1)
    assert cell(story, "still_without_bed", tier="municipal") == (2.0, 2)


def test_waits_that_go_on_are_told_from_those_in_vain(story: Story) -> None:
    """Both whenever they began; who came before the window and is served in it waited, too."""
    story.window = (24.0, 168.0)
    for asked, started, ended, outcome in (
        (2.0, 26.0, 27.0, "served"),
        (3.0, nan, 28.0, "gave_up"),
        (4.0, nan, nan, "inside"),
        (30.0, nan, nan, "inside"),
    ):
        patient = story.patient(left=nan if outcome == "inside" else ended)
        story.step(patient, "consultation", CLINIC, asked, started, ended, outcome=outcome)
    assert cell(story, "wait_mean", station=CLINIC) == (pytest.approx(60 * 24.0), 1)
    assert cell(story, "wait_unserved", station=CLINIC) == (pytest.approx(8760 / 144), 1)
    where = {"facility": "lead", "stage": "consultation"}
    assert cell(story, "still_waiting", **where) == (2.0, 2)
    assert cell(story, "still_in_visit", tier="municipal") == (2.0, 2)
    assert cell(story, "visit_wait_mean") == (pytest.approx(60 * 24.0), 1)


def test_who_has_a_ticket_at_the_end_is_booked(story: Story) -> None:
    story.window = (24.0, 168.0)
    came = story.patient()
    story.step(came, "appointment", "lead", 0.0, 0.0, 48.0)
    booked = story.patient(left=nan, ending="inside")
    story.step(booked, "appointment", "lead", 100.0, 100.0, nan, outcome="inside")
    unused = story.patient(left=nan, ending="inside")
    story.step(unused, "no_show", "lead", 100.0, 100.0, nan, outcome="inside")
    assert cell(story, "appointment_days_mean", facility="lead") == (2.0, 1)
    assert cell(story, "still_booked") == (2.0, 2)
    assert cell(story, "still_in_visit") == (0.0, 0)


def test_a_referral_counts_when_the_doctor_above_is_seen(story: Story) -> None:
    story.window = (24.0, 168.0)
    patient = story.patient(notes=noted(1))
    story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
    story.step(patient, "referral_office", "town", 4.0, 4.0, 5.0)
    story.step(patient, "travel", "lead", 6.0, 6.0, 30.0, hop=1)
    story.step(patient, "consultation", CLINIC, 30.0, 34.0, 35.0, hop=1)
    assert cell(story, "formal_referral_mean", facility="town") == (pytest.approx(30.0), 1)
    assert cell(story, "referred_up") == (0.0, 0)  # it began before


def test_days_that_are_blocked_or_below_count_within_the_window(story: Story) -> None:
    """Of one step-down the wait began before the window, and the other goes on after it."""
    story.window = (24.0, 168.0)
    first = story.patient(referred_down=1)
    story.step(first, "step_down_bed", "branch/ward", 0.0, 48.0, 48.0, 96.0, facility="lead")
    second = story.patient(referred_down=1, left=nan, ending="inside")
    story.step(second, "step_down_bed", "branch/ward", 120.0, 144.0, 144.0, nan, facility="lead")
    waits = story.patient(left=nan, ending="inside")
    story.step(
        waits, "step_down_bed", "branch/ward", 156.0, nan, nan, nan, facility="lead",
        outcome="inside",
    )  # fmt: skip
    yearly = 8760 / 144
    assert cell(story, "blocked_days") == (pytest.approx((1 + 1 + 0.5) * yearly), 3)
    assert cell(story, "step_down_days") == (pytest.approx((2 + 1) * yearly), 2)
    assert cell(story, "days_per_step_down") == (pytest.approx(2 + 1), 1)  # one has left


def test_who_bounces_back_is_of_those_who_leave_the_bed_below(story: Story) -> None:
    """Two leave it, one of them for a bed above; a third lies there at the end."""
    for released in (40.0, 60.0, nan):
        patient = story.patient(referred_down=1, left=released)
        story.step(patient, "step_down_bed", "branch/ward", 9.0, 9.0, 9.0, released,
                   facility="lead")  # fmt: skip
        if released == 40.0:
            story.step(patient, "bed_above", "lead/ward", 39.0, 40.0, 40.0, 90.0, facility="branch")
    assert cell(story, "bounce_back_share") == (0.5, 2)


def test_who_is_bound_to_come_again_has_come_again(story: Story) -> None:
    """Be it after the end; who leaves for good the second time is no new one."""
    seen = {"first_facility": "lead", "ending": "treated", "treated_facility": "lead"}
    good = story.patient(**seen, treated_at=10.0, left=10.0)
    again = story.patient(**seen, treated_at=10.0, left=60.0, returned=True)
    bound = story.patient(**seen, treated_at=150.0, left=nan)
    for patient, leaves in ((good, 10.0), (again, 10.0), (bound, 150.0)):
        story.step(patient, "consultation", CLINIC, leaves - 1, leaves - 1, leaves)
    story.step(again, "at_home", "lead", 10.0, 10.0, 58.0)
    story.step(again, "consultation", CLINIC, 58.0, 59.0, 60.0, hop=1)
    story.step(bound, "at_home", "lead", 150.0, 150.0, nan, outcome="inside")
    assert cell(story, "returned_share", facility="lead") == (pytest.approx(2 / 3), 3)


def test_who_is_to_come_again_after_a_miss_is_not_treated_yet(story: Story) -> None:
    seen = {"first_facility": "lead", "ending": "treated", "treated_facility": "lead"}
    for beyond in (True, False):
        patient = story.patient(**seen, treated_at=10.0, left=nan, beyond=beyond)
        story.step(patient, "consultation", CLINIC, 9.0, 9.0, 10.0)
        story.step(patient, "at_home", "lead", 10.0, 10.0, nan, outcome="inside")
    assert cell(story, "onset_to_treatment_mean") == (pytest.approx(9.0), 1)
    assert cell(story, "beyond_share") == (0.0, 1)
    assert cell(story, "still_untreated", facility="lead") == (1.0, 1)


def test_treated_within_days_is_of_those_who_have_so_many_left(story: Story) -> None:
    story.window = (0.0, 40 * DAY)
    seen = {"first_facility": "town", "ending": "treated", "treated_facility": "lead"}
    for onset, days in ((1.0, 2), (2.0, 7), (3.0, 8), (20 * DAY, 1), (34 * DAY, 1)):
        treated = onset + days * DAY
        story.patient(**seen, onset=onset, treated_at=treated, left=treated)
    story.patient(first_facility="town", onset=4.0, left=9.0, ending="no_ticket")
    story.patient(first_facility="town", onset=5.0, left=nan, ending="inside")
    assert cell(story, "treated_7_days", tier="base") == (0.5, 6)
    assert cell(story, "treated_30_days") == (pytest.approx(3 / 5), 5)
    assert cell(story, "onset_to_treatment_mean", facility="lead") == (
        pytest.approx(19 / 5 * DAY),
        5,
    )


def test_a_window_without_so_many_days_says_nothing_of_them(story: Story) -> None:
    story.window = (0.0, 6 * DAY)
    story.patient(
        first_facility="town", ending="treated", treated_facility="town", treated_at=2.0, left=3.0
    )
    assert cell(story, "treated_7_days") is None
    assert cell(story, "treated_30_days") is None


def test_untreated_are_all_who_end_so_of_those_who_came(story: Story) -> None:
    for ending in ("no_ticket", "gave_up", "untreated", "no_show", "elsewhere"):
        story.patient(first_facility="town", ending=ending)
    story.patient(first_facility="town", ending="treated", treated_facility="lead", treated_at=5.0)
    story.patient(first_facility=None, ending="not_sought")
    story.patient(first_facility="town", ending="inside", left=nan)
    assert cell(story, "untreated_share", tier="base") == (pytest.approx(4 / 6), 6)
    assert cell(story, "left_unseen_share", facility="town") == (pytest.approx(2 / 6), 6)
    assert cell(story, "left_unseen") == (pytest.approx(2 * YEARLY), 2)
    assert cell(story, "still_untreated") == (1.0, 1)


def test_a_report_counts_when_it_comes_and_a_promise_if_it_can_be_kept(story: Story) -> None:
    """The target is 30 minutes: of who asked a quarter of an hour before the end nothing is due."""
    story.window = (24.0, 168.0)
    patient = story.patient()
    for asked, ended in ((23.0, 25.0), (30.0, 30.2), (30.0, nan), (167.75, 167.8), (167.75, nan)):
        outcome = "served" if ended > 0.0 else "inside"
        story.step(
            patient, "ecg_reading", "lead/readers", asked, asked, ended, ended, facility="town",
            outcome=outcome,
        )  # fmt: skip
    assert cell(story, "reading_mean") == (pytest.approx((120 + 12 + 3) / 3), 3)
    assert cell(story, "reading_on_time") == (0.5, 2)
    assert cell(story, "remote_readings") == (pytest.approx(4 * 8760 / 144), 4)


@cache
def overloaded() -> Record:
    """A queue with 2.4 times the work that it can do, from empty."""
    return recorded(sim.load("case=mm1", "run.days=20", "run.warmup_days=0", "demand.scale=3"), 0)


def test_all_who_asked_are_served_or_still_wait() -> None:
    record = overloaded()
    events = {
        row["indicator"]: row["events"]
        for row in tally_of(record).kpis().to_pylist()
        if row["station"] is not None
    }
    assert events["wait_unserved"] == 0
    assert events["wait_mean"] + events["still_waiting"] == record.journeys.num_rows
    assert events["still_waiting"] > events["wait_mean"]


def test_use_counts_the_part_of_what_goes_on_that_lies_in_the_window() -> None:
    """A server that is never idle once somebody has come is used from then to the end."""
    record = overloaded()
    first = record.journeys["asked"].to_numpy().min()
    begin, end = record.window
    use = [
        row["value"]
        for row in tally_of(record).kpis().to_pylist()
        if row["indicator"] == "station_use" and row["station"] is not None
    ]
    assert use == [pytest.approx((end - first) / (end - begin), rel=1e-12)]


SETTLED = ("stay_days", "returned_share", "treated_7_days", "untreated_share", "beyond_share")
"""What a short run must show as a long one does, however long it has run before."""


@pytest.mark.slow
@pytest.mark.parametrize("indicator", SETTLED)
def test_a_number_is_the_same_however_long_the_run_has_run_before(indicator: str) -> None:
    """Within 15 %, for the luck of four weeks; stays were 27 % short, returns a quarter."""
    early, late = (sum(levels(days)[indicator]) for days in (3, 60))
    assert early == pytest.approx(late, rel=0.15)


@cache
def levels(warmup: int) -> dict[str, list[float]]:
    """Indicators of everybody in four replications of four weeks."""
    scenario = sim.load(
        "network=three_tier", "run.days=28", f"run.warmup_days={warmup}", "demand.holidays=[]"
    )
    found: dict[str, list[float]] = {name: [] for name in SETTLED}
    for replication in range(4):
        for row in run(scenario, replication).kpis.to_pylist():
            where = [row[name] for name in ("tier", "facility", "home", "condition", "acuity")]
            if row["indicator"] in found and not any(where):
                found[row["indicator"]].append(row["value"])
    return found
