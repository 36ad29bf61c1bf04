"""Each family of indicators on a story whose numbers can be worked out by hand."""

from __future__ import annotations

from math import nan
from typing import Any

import pyarrow.compute as pc
import pytest

from sim.outcomes import INDICATORS, KPIS, outcomes
from sim.outcomes.indicators import DIMENSIONS, GROUPS
from sim.outcomes.tally import tally_of
from sim.rules.notes import ALLIED, DOWN, FORMAL, GREEN, OWN, RECOGNISED, REPEATED, SPARED, UNNEEDED
from tests.outcomes.comparing import assert_same_kpis, near
from tests.outcomes.oracle import expected
from tests.outcomes.stories import Story, noted

YEARLY = 8760.0 / 168.0
CLINIC = "lead/consultation.internal"


def cell(story: Story, indicator: str, **where: Any) -> tuple[float, int] | None:
    """Value and events of one cell; None if it is not there."""
    wanted = dict.fromkeys(DIMENSIONS) | where | {"indicator": indicator}
    rows = outcomes(story.record()).to_pylist()
    found = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    assert len(found) <= 1
    return (found[0]["value"], found[0]["events"]) if found else None


def value(story: Story, indicator: str, **where: Any) -> float:
    """Value of a cell that is there."""
    found = cell(story, indicator, **where)
    assert found is not None
    return found[0]


def flows_of(story: Story) -> list[dict[str, Any]]:
    """Rows of the flows."""
    flows: list[dict[str, Any]] = tally_of(story.record()).flows().to_pylist()
    return flows


@pytest.fixture
def clinic() -> Story:
    """Four patients at the lead's clinic wait 0, 6, 12 and 30 minutes; a fifth gives up."""
    story = Story()
    for number, minutes in enumerate((0, 6, 12, 30)):
        patient = story.patient(home="hill" if number < 2 else "quay", acuity=3)
        story.step(patient, "travel", "lead", 8.0, 8.0, 9.0)
        start = 9.0 + minutes / 60
        story.step(patient, "consultation", CLINIC, 9.0, start, start + 0.5)
    patient = story.patient(ending="gave_up", first_facility="lead")
    story.step(patient, "consultation", CLINIC, 9.0, nan, 11.0, outcome="gave_up")
    return story


def test_the_schema_and_the_order_are_fixed(clinic: Story) -> None:
    first, second = outcomes(clinic.record()), outcomes(clinic.record())
    assert first.schema == KPIS
    assert first.equals(second)


def test_every_indicator_is_counted_once() -> None:
    counted = [one.name for group in GROUPS for one in group.indicators]
    assert sorted(counted) == sorted(INDICATORS)


def test_waits_at_a_service(clinic: Story) -> None:
    assert cell(clinic, "wait_mean") == (pytest.approx(12.0), 4)
    assert near(value(clinic, "wait_median"), 9.0)
    assert near(value(clinic, "wait_p90"), 24.6)  # linear between 12 and 30
    assert near(value(clinic, "wait_p95"), 27.3)
    assert cell(clinic, "wait_mean", home="quay") == (pytest.approx(21.0), 2)
    assert value(clinic, "wait_mean", station=CLINIC) == pytest.approx(12.0)
    assert value(clinic, "wait_mean", tier="municipal", stage="consultation") == pytest.approx(12.0)
    assert value(clinic, "wait_mean", acuity=3) == pytest.approx(12.0)


def test_who_gave_up_is_counted_apart(clinic: Story) -> None:
    assert cell(clinic, "wait_unserved") == (pytest.approx(YEARLY), 1)
    assert cell(clinic, "left_unseen") == (pytest.approx(YEARLY), 1)
    assert cell(clinic, "left_unseen_share", facility="lead") == (1.0, 1)


def test_only_the_window_counts(clinic: Story) -> None:
    """A wait belongs to the instant at which it ends."""
    clinic.window = (9.15, 9.4)
    assert cell(clinic, "wait_mean") == (pytest.approx(12.0), 1)
    assert cell(clinic, "wait_unserved") == (0.0, 0)
    clinic.window = (9.4, 168.0)
    assert cell(clinic, "wait_mean") == (pytest.approx(30.0), 1)
    assert value(clinic, "wait_unserved") == pytest.approx(8760.0 / 158.6)


def test_a_visit_waits_in_queues_and_for_results_but_not_beside_its_orders() -> None:
    story = Story()
    patient = story.patient()
    story.step(patient, "appointment", "lead", 1.0, 1.0, 25.0)
    story.step(patient, "desk", "lead/desk", 25.0, 25.1, 25.2)
    story.step(patient, "laboratory", "lead/readers", 25.2, 26.0, 27.0)
    story.step(patient, "results", "lead", 25.2, 27.0, 27.0)
    story.step(patient, "return_consultation", CLINIC, 27.0, 27.5, 28.0)
    assert value(story, "visit_wait_mean") == pytest.approx(60 * (0.1 + 1.8 + 0.5))
    assert value(story, "appointment_days_mean") == pytest.approx(1.0)
    assert value(story, "door_to_leave_mean", facility="lead") == pytest.approx(3.0)
    assert value(story, "visits", tier="municipal") == pytest.approx(YEARLY)


def test_door_to_leave_ends_where_the_bed_is_asked_for() -> None:
    story = Story()
    patient = story.patient(acuity=2)
    story.step(patient, "travel", "lead", 8.0, 8.0, 9.0)
    story.step(patient, "consultation", CLINIC, 9.0, 9.0, 10.0)
    story.step(patient, "bed", "lead/ward", 10.0, 16.0, 16.0, 88.0)
    story.step(patient, "operation", "lead/theatre", 20.0, 21.0, 22.0)
    story.step(patient, "stay", "lead", 22.0, 22.0, 88.0)
    assert value(story, "door_to_leave_mean") == pytest.approx(1.0)
    assert value(story, "admission_wait_mean", acuity=2) == pytest.approx(6.0)
    assert cell(story, "appointment_days_mean") is None  # an emergency needs none
    assert value(story, "admissions", facility="lead") == pytest.approx(YEARLY)
    assert value(story, "discharges", facility="lead") == pytest.approx(YEARLY)
    assert value(story, "operations") == pytest.approx(YEARLY)
    assert value(story, "stay_days") == pytest.approx(3.0)
    assert value(story, "bed_use", station="lead/ward") == pytest.approx(72.0 / 336.0)
    assert value(story, "station_use", station="lead/theatre") == pytest.approx(1.0 / 40.0)
    assert value(story, "staff_hours", facility="lead") == pytest.approx(2.0)


def test_an_operation_without_a_bed_is_cancelled_and_the_wait_counts_from_the_first_asking() -> (
    None
):
    story = Story()
    patient = story.patient(operated=1)
    story.step(patient, "bed", "lead/ward", 1.0, nan, 25.0, nan, outcome="gave_up")
    story.step(patient, "relisted", "lead", 25.0, 25.0, 97.0)
    story.step(patient, "bed", "lead/ward", 97.0, 101.0, 101.0, 150.0)
    story.step(patient, "operation", "lead/theatre", 110.0, 110.0, 112.0)
    assert value(story, "cancelled_for_bed", facility="lead") == pytest.approx(YEARLY)
    assert value(story, "operations_cancelled") == pytest.approx(YEARLY)
    assert value(story, "cancellation_rate") == pytest.approx(0.5)
    assert cell(story, "admission_wait_mean") == (pytest.approx(100.0), 1)
    assert cell(story, "visits") == (0.0, 0)


def test_who_has_no_way_to_go_is_there_at_once() -> None:
    story = Story()
    patient = story.patient()
    story.step(patient, "consultation", CLINIC, 9.0, 9.25, 10.0)
    assert value(story, "visits", facility="lead") == pytest.approx(YEARLY)
    assert value(story, "door_to_leave_mean") == pytest.approx(1.0)
    assert cell(story, "appointment_days_mean") == (0.0, 1)


def test_a_way_of_no_length_may_be_written_down_or_not() -> None:
    with_row, without = Story(), Story()
    with_row.step(0, "travel", "lead", 9.0)
    for story in (with_row, without):
        patient = story.patient(treated_facility="lead", first_facility="lead", treated_at=10.0)
        story.step(patient, "consultation", CLINIC, 9.0, 9.25, 10.0)
        story.step(patient, "travel", "branch", 10.0, 10.0, 11.0, hop=1)
    assert outcomes(with_row.record()).equals(outcomes(without.record()))


def test_a_bed_or_an_order_alone_is_no_visit() -> None:
    story = Story()
    patient = story.patient()
    story.step(patient, "bed", "lead/ward", 9.0, 9.0, 9.0, 20.0)
    story.step(patient, "laboratory", "lead/readers", 8.0, 8.5, 9.0)
    assert cell(story, "appointment_days_mean") is None
    assert cell(story, "visits") == (0.0, 0)


def test_beds_are_used_by_residents_and_by_those_still_inside() -> None:
    story = Story(window=(0.0, 168.0))
    resident = story.patient(resident=True, onset=0.0)
    story.step(resident, "bed", "lead/ward", 0.0, 0.0, 0.0, 48.0)
    inside = story.patient(left=nan, ending="inside")
    story.step(inside, "bed", "lead/ward", 100.0, 120.0, 120.0, nan, outcome="inside")
    assert value(story, "bed_use", tier="municipal") == pytest.approx((48.0 + 48.0) / 336.0)
    assert cell(story, "admissions") == (pytest.approx(YEARLY), 1)
    assert cell(story, "discharges") == (pytest.approx(YEARLY), 1)
    assert cell(story, "admission_wait_mean") == (pytest.approx(20.0), 1)
    assert cell(story, "inside_end") == (1.0, 1)


def test_episodes_from_onset_to_treatment() -> None:
    story = Story()
    treated = {"treated_facility": "town", "first_facility": "town", "ending": "treated"}
    story.patient(**treated, treated_at=5.0, travel_hours=0.5)
    story.patient(
        **treated | {"treated_facility": "lead"}, treated_at=11.0, beyond=True, travel_hours=1.5
    )
    story.patient(first_facility="elsewhere", ending="elsewhere", treated_at=2.0)
    story.patient(**treated, treated_at=7.0, onset=-10.0, travel_hours=1.0)  # fell ill before
    story.patient(**treated, treated_at=-0.5, onset=-9.0, left=-0.5)  # treated before the window
    story.patient(**treated, treated_at=400.0, left=400.0)  # and after it
    assert cell(story, "onset_to_treatment_mean") == (pytest.approx(31 / 3), 3)
    assert value(story, "onset_to_treatment_mean", tier="municipal") == pytest.approx(10.0)
    assert cell(story, "beyond_share") == (pytest.approx(1 / 3), 3)
    assert cell(story, "treated_share", tier="base") == (0.5, 4)
    assert cell(story, "treated_share", tier="district") == (0.0, 4)
    assert cell(story, "treated_share", tier="outside") == (0.25, 4)
    assert cell(story, "travel_hours") == (pytest.approx(1.0), 3)


def test_first_contact_and_bypass() -> None:
    story = Story()
    story.patient(first_facility="town", base_could=True)
    story.patient(first_facility="lead", base_could=True)
    story.patient(first_facility="lead", base_could=True)
    story.patient(first_facility="lead", base_could=True, acuity=1)  # an emergency
    story.patient(first_facility="lead", base_could=False)
    story.patient(first_facility="elsewhere", base_could=True)
    assert cell(story, "first_contact_base") == (pytest.approx(1 / 5), 5)
    assert cell(story, "bypass") == (pytest.approx(2 / 3), 3)


def test_visits_at_the_lead_that_the_base_could_have_treated() -> None:
    story = Story()
    for where, base_could in ((CLINIC, True), (CLINIC, False), ("town/consultation.general", True)):
        patient = story.patient(base_could=base_could)
        facility = where.partition("/")[0]
        story.step(patient, "travel", facility, 8.0, 8.0, 9.0)
        story.step(patient, "consultation", where, 9.0, 9.0, 9.5)
    assert cell(story, "lead_base_could") == (pytest.approx(YEARLY), 1)
    assert cell(story, "lead_base_could_share") == (0.5, 2)
    assert cell(story, "primary_share") == (pytest.approx(1 / 3), 3)
    assert cell(story, "visits", facility="town") == (pytest.approx(YEARLY), 1)


def test_the_share_of_primary_care_is_of_all_visits_outside_ones_too() -> None:
    """But not of those of homes of which only some episodes are described."""
    story = Story()
    for where, home in (("lead", "hill"), ("town", "quay"), ("lead", "far"), ("town", "far")):
        room = CLINIC if where == "lead" else "town/consultation.general"
        patient = story.patient(first_facility=where, home=home)
        story.step(patient, "consultation", room, 9.0, 9.0, 9.5)
    for where in ("surgery", "surgery", "elsewhere"):
        story.patient(first_facility=where, ending="elsewhere")
    story.patient(first_facility="surgery", ending="elsewhere", home="far")
    story.patient(first_facility="surgery", ending="elsewhere", onset=-1.0)  # before the window
    assert cell(story, "primary_share") == (pytest.approx(3 / 5), 5)
    assert cell(story, "primary_share", home="hill") == (0.5, 4)
    assert cell(story, "primary_share", home="quay") == (1.0, 1)
    assert cell(story, "first_contact_base") == (0.5, 4)  # of the consortium's own
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_referrals_up_are_told_from_those_who_go_by_themselves() -> None:
    story = Story()
    for formal in (1, 1, 0):
        patient = story.patient(notes=noted(FORMAL if formal else OWN))
        story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
        story.step(patient, "travel", "lead", 4.0, 4.0, 5.0, hop=1)
    aside = story.patient(notes=noted(FORMAL))  # a letter to who sends nobody down
    story.step(aside, "travel", "town", 2.0, 2.0, 3.0)
    story.step(aside, "travel", "branch", 4.0, 4.0, 5.0, hop=1)
    down = story.patient(referred_down=1)
    story.step(down, "step_down_bed", "branch/ward", 10.0, 12.0, 12.0, 60.0, facility="lead")
    story.step(down, "transfer", "branch", 12.0, 12.0, 13.0, hop=1)
    assert cell(story, "referred_up", facility="town") == (pytest.approx(3 * YEARLY), 3)
    assert cell(story, "self_referred", tier="base") == (pytest.approx(YEARLY), 1)
    assert cell(story, "referred_down", facility="lead") == (pytest.approx(YEARLY), 1)
    assert cell(story, "down_up_ratio", facility="lead") == (pytest.approx(0.5), 1)
    assert cell(story, "down_up_ratio", facility="branch") == (0.0, 0)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])
    assert cell(story, "admissions", facility="branch") == (pytest.approx(YEARLY), 1)


def test_referrals_are_appropriate_where_the_case_was_beyond_who_refers() -> None:
    story = Story()
    for what in (FORMAL, FORMAL | UNNEEDED, GREEN, GREEN, OWN, OWN | UNNEEDED):
        patient = story.patient(notes=noted(what))
        story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
        story.step(patient, "travel", "lead", 4.0, 4.0, 5.0, hop=1)
    assert cell(story, "appropriate_referrals", facility="town") == (0.75, 4)
    assert cell(story, "self_referral_share", tier="base") == (pytest.approx(1 / 3), 6)
    assert cell(story, "avoidable_share", tier="base") == (pytest.approx(1 / 3), 6)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_first_decisions_are_those_of_members_below_the_lead() -> None:
    story = Story()
    for facility, decided in (
        *(("town", "right"), ("town", "wrong"), ("branch", "right"), ("town", None)),
        *(("lead", "wrong"), ("elsewhere", "wrong")),
    ):
        story.patient(first_facility=facility, first_decision=decided)
    assert cell(story, "decided_rightly") == (pytest.approx(2 / 3), 3)
    assert cell(story, "decided_rightly", facility="town") == (0.5, 2)
    assert cell(story, "untreated", facility="town") == (pytest.approx(3 * YEARLY), 3)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_cases_are_told_apart_by_urgency_and_what_the_own_base_could_treat() -> None:
    story = Story()
    for acuity, base_could, hours in ((1, True, 2.0), (2, False, 5.0), (4, False, 30.0)):
        who = {"acuity": acuity, "base_could": base_could, "first_facility": "lead"}
        story.patient(**who, onset=1.0, treated_at=1.0 + hours, treated_facility="lead")
    story.patient(acuity=3, base_could=False, ending="untreated", first_facility="town")
    hours = {
        need: value(story, "onset_to_treatment_mean", need=need)
        for need in ("urgent_within", "urgent_beyond", "waits_beyond")
    }
    assert hours == {"urgent_within": 2.0, "urgent_beyond": 5.0, "waits_beyond": 30.0}
    assert cell(story, "untreated_share", need="waits_beyond") == (0.5, 2)
    assert cell(story, "untreated_share", need="urgent_beyond") == (0.0, 1)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_who_is_brought_in_is_counted_where_the_ambulance_goes_and_nobody_is_no_row() -> None:
    story = Story()
    for facility, acuity in (("lead", 1), ("lead", 2), ("branch", 2), ("elsewhere", 2)):
        story.patient(brought_in=True, first_facility=facility, acuity=acuity)
    story.patient(brought_in=True, first_facility="lead", acuity=2, left=nan)
    story.patient(first_facility="town", acuity=2)
    assert cell(story, "brought_in") == (pytest.approx(3 * YEARLY), 3)
    assert cell(story, "brought_in", facility="lead") == (pytest.approx(2 * YEARLY), 2)
    assert cell(story, "brought_in", facility="town") is None
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])
    alone = Story()
    alone.patient(first_facility="town", acuity=2)
    assert cell(alone, "brought_in") is None
    assert_same_kpis(outcomes(alone.record()), expected(alone.record())[0])


def test_who_is_spared_the_way_up_is_counted_where_the_recording_was_made() -> None:
    story = Story()
    for what in (SPARED, SPARED, 0):
        patient = story.patient(notes=noted(what))
        story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
        story.step(patient, "consultation", "town/consultation.general", 3.0, 3.5, 4.0)
    assert cell(story, "spared_moves", facility="town") == (pytest.approx(2 * YEARLY), 2)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_a_referral_takes_from_the_decision_to_the_doctor_above() -> None:
    story = Story()
    for what, hours in ((FORMAL, 2.0), (ALLIED, 1.0), (GREEN, 0.5), (OWN, 0.0)):
        patient = story.patient(notes=noted(what))
        story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
        stage = "ambulance" if what == GREEN else "referral_office"
        story.step(patient, stage, "town", 4.0 - hours, 4.0 - hours, 4.0)
        story.step(patient, "travel", "lead", 4.0, 4.0, 5.0, hop=1)
        story.step(patient, "consultation", CLINIC, 5.0, 5.5, 6.0, hop=1)
    assert cell(story, "formal_referral_mean", facility="town") == (pytest.approx(3.0), 2)
    assert cell(story, "alliance_referral_mean") == (pytest.approx(2.5), 1)
    assert cell(story, "green_referral_mean") == (pytest.approx(2.0), 1)
    assert cell(story, "self_referral_mean") == (pytest.approx(1.5), 1)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_outpatients_sent_down_and_inpatients_who_step_down_are_told_apart() -> None:
    story = Story()
    patient = story.patient(notes=noted(DOWN), referred_down=1)
    story.step(patient, "travel", "lead", 2.0, 2.0, 3.0)
    story.step(patient, "sent_down", "town", 4.0, 4.0, 50.0, hop=1)
    waiting = story.patient(notes=noted(DOWN), referred_down=1)
    story.step(waiting, "travel", "lead", 2.0, 2.0, 3.0)
    story.step(waiting, "sent_down", "town", 4.0, 4.0, nan, hop=1, outcome="inside")
    inpatient = story.patient(referred_down=1)
    story.step(inpatient, "step_down_bed", "branch/ward", 9.0, 9.0, 9.0, 60.0, facility="lead")
    assert cell(story, "referred_down", facility="lead") == (pytest.approx(3 * YEARLY), 3)
    assert cell(story, "stepped_down", facility="lead") == (pytest.approx(YEARLY), 1)
    assert cell(story, "appointment_days_mean", facility="town") == (0.0, 1)
    told = {(row["origin"], row["destination"], row["channel"]) for row in flows_of(story)}
    assert ("municipal", "base", "referred_down") in told
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_tests_are_repeated_or_their_results_accepted() -> None:
    story = Story()
    for what in (REPEATED, RECOGNISED, RECOGNISED, 0):
        patient = story.patient(notes=noted(OWN, what))
        story.step(patient, "travel", "town", 2.0, 2.0, 3.0)
        story.step(patient, "travel", "lead", 4.0, 4.0, 5.0, hop=1)
    assert cell(story, "repeated_tests", facility="lead") == (pytest.approx(YEARLY), 1)
    assert cell(story, "mutual_recognition", tier="municipal") == (pytest.approx(2 / 3), 3)
    assert_same_kpis(outcomes(story.record()), expected(story.record())[0])


def test_who_goes_up_both_ways_is_counted_by_each() -> None:
    story = Story()
    patient = story.patient(notes=noted(FORMAL, OWN))
    ways = (("town", 0), ("branch", 1), ("lead", 2), ("branch", 3))
    for facility, hop in reversed(ways):  # the rows of a visit may end later than those of the next
        story.step(patient, "travel", facility, 2.0 + hop, 2.0 + hop, 3.0 + hop, hop=hop)
    assert cell(story, "referred_up", facility="town") == (pytest.approx(YEARLY), 1)
    assert cell(story, "self_referred", facility="branch") == (pytest.approx(YEARLY), 1)
    assert cell(story, "received_up", facility="branch") == (pytest.approx(YEARLY), 1)
    assert cell(story, "received_up", facility="lead") == (0.0, 0)
    told = {(row["origin"], row["destination"], row["channel"]) for row in flows_of(story)}
    assert told == {
        ("base", "district", "referred_up"),
        ("district", "municipal", "self_referred"),
        ("municipal", "district", "level"),  # down, but not from bed to bed
    }


def test_flows_begin_at_home_and_end_with_treatment() -> None:
    story = Story()
    story.patient(first_facility="town", treated_facility="lead", treated_at=3.0)
    story.patient(first_facility=None, ending="elsewhere")
    story.patient(first_facility="town", onset=-2.0)  # before the window
    told = [tuple(row.values()) for row in flows_of(story)]
    assert told == [
        ("home", "base", "first_contact", pytest.approx(YEARLY), 1),
        ("home", "outside", "first_contact", pytest.approx(YEARLY), 1),
        ("municipal", "treated", "treated", pytest.approx(YEARLY), 1),
        ("outside", "treated", "treated", pytest.approx(YEARLY), 1),
    ]


def test_remote_readings_are_those_read_elsewhere() -> None:
    story = Story()
    patient = story.patient()
    for where, minutes in (("town", 12.0), ("town", 48.0), ("lead", 6.0)):
        ended = 9.0 + minutes / 60
        read = (9.0, 9.0, ended)
        story.step(patient, "ecg_reading", "lead/readers", *read, facility=where)
    assert cell(story, "remote_readings", stage="ecg_reading") == (pytest.approx(2 * YEARLY), 2)
    assert value(story, "reading_mean") == pytest.approx(30.0)
    assert near(value(story, "reading_p95"), 46.2)
    assert cell(story, "reading_on_time") == (0.5, 2)
    assert cell(story, "own_reading_mean") == (pytest.approx(6.0), 1)


def test_expert_hours() -> None:
    story = Story(window=(0.0, 336.0))
    patient = story.patient(expert=True, treated_facility="branch", treated_at=10.0)
    story.step(patient, "expert", "branch/expert.internal", 9.0, 9.5, 10.0)
    assert cell(story, "expert_hours", facility="branch") == (pytest.approx(0.25), 1)
    assert cell(story, "expert_treated") == (pytest.approx(8760.0 / 336.0), 1)


def test_the_worst_off_home_needs_enough_patients() -> None:
    story = Story()
    for home, hours, patients in (("hill", 6.0, 30), ("quay", 2.0, 30), ("few", 50.0, 29)):
        for _ in range(patients):
            story.patient(home=home, treated_facility="town", treated_at=1.0 + hours)
    everywhere = (30 * 6.0 + 30 * 2.0 + 29 * 50.0) / 89
    assert cell(story, "worst_home") == (pytest.approx(6.0), 30)
    assert cell(story, "worst_home_gap") == (pytest.approx(6.0 - everywhere), 30)


def test_a_patient_without_a_facility_belongs_to_no_facility() -> None:
    story = Story()
    story.patient(first_facility=None, ending="not_needed")
    table = outcomes(story.record())
    assert pc.sum(table["events"]).as_py() == 0


def test_every_story_agrees_with_the_definitions_in_sql(clinic: Story) -> None:
    record = clinic.record()
    assert_same_kpis(outcomes(record), expected(record)[0])
