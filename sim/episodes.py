"""Episodes: their columns in the record, and how a patient's row fills them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pyarrow as pa

from sim.contract import NOWHERE, STILL_INSIDE, Code, Patient, Short, Tiny
from sim.journeys import NAME
from sim.rules.survival import DEVICE, DOOR_OUT, NEEDLE, TEST

EPISODES = pa.schema(
    [
        ("patient", pa.int32()),
        ("home", NAME),
        ("condition", NAME),
        ("acuity", pa.int8()),  # 1 critical … 4 not urgent
        ("complexity", pa.float64()),  # rank of difficulty within the condition, 0 to 1
        ("onset", pa.float64()),  # hours
        ("resident", pa.bool_()),  # lay in a bed when the run began
        ("first_facility", NAME),  # null: no visit was needed
        ("treated_facility", NAME),  # null: not treated (yet)
        ("treated_at", pa.float64()),  # hours of definitive treatment; NaN: none
        ("left", pa.float64()),  # hours; NaN: still inside
        ("ending", NAME),  # as in contract.ENDINGS: treated, elsewhere, not_needed, not_sought, …
        ("first_decision", NAME),  # right or wrong for the case; null: none
        ("beyond", pa.bool_()),  # treated beyond the facility's capability
        ("base_could", pa.bool_()),  # the own base could have treated it
        ("referred_up", pa.int16()),  # sent up with a letter (上转)
        ("self_referred", pa.int16()),  # went up without a letter
        ("referred_down", pa.int16()),  # sent down (下转), or stepped down as an inpatient
        ("admitted", pa.int16()),  # admissions
        ("operated", pa.int16()),  # operations
        ("returned", pa.bool_()),  # came again within 30 days of having been treated
        ("grade", pa.int8()),  # I to IV of the operation that was planned; 0: none, or not graded
        ("expert", pa.bool_()),  # treated by a visiting expert
        ("green", pa.bool_()),  # used the green channel
        ("brought_in", pa.bool_()),  # came to the first facility by ambulance (120送诊)
        (
            "critical_read",
            NAME,
        ),  # critical finding: here, where recorded, or hub; null: none
        ("travel_hours", pa.float64()),  # one-way hours on the road
        ("out_of_pocket_cny", pa.float64()),  # paid by the patient, for visits and admissions begun
        ("person", pa.int32()),  # number of the chronic person; -1: not one
        ("occasion", NAME),  # what happened to the person: recall, due, held, …; null: nothing
        ("controlled", pa.bool_()),  # a chronic person whose disease was controlled then
        ("refused_by", NAME),  # facility without a ticket in time; null: none, the first if several
        ("refused_at", pa.float64()),  # hours at which it was asked
        ("offered_days", pa.float64()),  # until its first free ticket
        ("worsened", pa.bool_()),  # worsened while waiting
        ("pathway", NAME),  # the time-critical diagnosis; null: none, also in the next columns
        ("symptoms_at", pa.float64()),  # hours of its onset
        ("contact_at", pa.float64()),  # hours of the first arrival at a facility
        ("test_at", pa.float64()),  # hours at which the first test (ECG) was done; NaN: never
        ("needle_at", pa.float64()),  # hours of thrombolysis
        ("device_at", pa.float64()),  # hours at which the device's room began
        ("door_out_at", pa.float64()),  # hours of leaving the first facility for the next
        ("test_in_time", pa.bool_()),  # within its target; so the next three
        ("needle_in_time", pa.bool_()),
        ("device_in_time", pa.bool_()),
        ("door_out_in_time", pa.bool_()),
        ("death_risk", pa.float64()),  # expected mortality
    ]
)
"""Episodes: one row on leaving, or at the horizon."""


@dataclass(slots=True)
class EpisodeRow:
    """A row of the episodes as an engine writes it, with the notes of its hops."""

    patient: Code = 0
    home: Code = 0
    condition: Code = 0
    acuity: Tiny = 0
    complexity: float = 0.0
    onset: float = 0.0
    resident: Tiny = 0
    first_facility: Code = 0
    treated_facility: Code = 0
    treated_at: float = 0.0
    left: float = 0.0
    ending: Tiny = 0
    first_decision: Tiny = 0
    """As in DECISIONS of :mod:`sim.contract`; the next two are as in READERS and OCCASIONS."""
    critical_read: Tiny = 0
    occasion: Tiny = 0
    beyond: Tiny = 0
    base_could: Tiny = 0
    referred_up: Short = 0
    self_referred: Short = 0
    referred_down: Short = 0
    admitted: Short = 0
    operated: Short = 0
    returned: Tiny = 0
    grade: Tiny = 0
    expert: Tiny = 0
    green: Tiny = 0
    brought_in: Tiny = 0
    travel_hours: float = 0.0
    out_of_pocket_cny: float = 0.0
    person: Code = 0
    controlled: Tiny = 0
    refused_by: Code = 0
    refused_at: float = 0.0
    offered_days: float = 0.0
    worsened: Tiny = 0
    notes: int = 0
    """Of each hop, as :mod:`sim.rules.notes` says."""
    course: Code = NOWHERE
    """Position of its course in the block; NOWHERE: it has none."""


@dataclass(slots=True)
class CourseRow:
    """Columns of an episode that only time-critical patients have."""

    pathway: Code = 0
    symptoms_at: float = 0.0
    contact_at: float = 0.0
    test_at: float = 0.0
    needle_at: float = 0.0
    device_at: float = 0.0
    door_out_at: float = 0.0
    test_in_time: Tiny = 0
    needle_in_time: Tiny = 0
    device_in_time: Tiny = 0
    door_out_in_time: Tiny = 0
    death_risk: float = 0.0


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
