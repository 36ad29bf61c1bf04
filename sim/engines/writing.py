"""Writing: a row of the episodes, made from the patient's row."""

from __future__ import annotations

import math

from sim.contract import NOWHERE, STILL_INSIDE, Patient
from sim.journeys import CourseRow, EpisodeRow
from sim.rules.survival import DEVICE, DOOR_OUT, NEEDLE, TEST


def write_episode(row: EpisodeRow, p: Patient, left: float, course: int) -> None:
    """Write down an episode that ended at ``left`` (NaN: still inside), with its course."""
    row.left = left
    row.ending = STILL_INSIDE if math.isnan(left) else p.ending
    row.course = course
    _write_person(row, p)
    _write_treatment(row, p)
    _write_moves(row, p)
    _write_refusal(row, p)


def _write_person(row: EpisodeRow, p: Patient) -> None:
    """Write who fell ill, and how."""
    row.patient = p.number
    row.home = p.home
    row.condition = p.condition
    row.acuity = p.acuity
    row.complexity = p.complexity
    row.onset = p.onset
    row.resident = int(p.bed != NOWHERE)
    row.base_could = p.base_could
    row.worsened = p.worsened
    row.person = p.person
    row.occasion = p.occasion
    row.controlled = p.controlled


def _write_treatment(row: EpisodeRow, p: Patient) -> None:
    """Write where the patient was treated, and how."""
    row.first_facility = p.first_facility
    row.treated_facility = p.treated_facility
    row.treated_at = p.treated_at
    row.first_decision = p.decided
    row.beyond = p.beyond
    row.admitted = p.admitted
    row.operated = p.operated
    row.grade = p.grade
    row.expert = p.expert
    row.critical_read = p.critical
    row.returned = p.returned


def _write_moves(row: EpisodeRow, p: Patient) -> None:
    """Write how the patient went, and what it cost."""
    row.referred_up = p.referred_up
    row.self_referred = p.self_referred
    row.referred_down = p.referred_down
    row.green = p.green
    row.brought_in = p.brought_in
    row.travel_hours = p.travel_hours
    row.out_of_pocket_cny = p.out_of_pocket_cny
    row.notes = p.notes


def _write_refusal(row: EpisodeRow, p: Patient) -> None:
    """Write which facility had no ticket in time."""
    row.refused_by = p.refused_by
    row.refused_at = p.refused_at
    row.offered_days = p.offered_days


def write_course(row: CourseRow, p: Patient) -> None:
    """Write down the clocks of a time-critical patient."""
    row.pathway = p.pathway
    row.symptoms_at = p.symptoms_at
    row.contact_at = p.contact_at
    row.test_at = p.test_at
    row.needle_at = p.needle_at
    row.device_at = p.device_at
    row.door_out_at = p.door_out_at
    row.test_in_time = int(p.in_time & TEST != 0)
    row.needle_in_time = int(p.in_time & NEEDLE != 0)
    row.device_in_time = int(p.in_time & DEVICE != 0)
    row.door_out_in_time = int(p.in_time & DOOR_OUT != 0)
    row.death_risk = p.death_risk
