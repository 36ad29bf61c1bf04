"""Pathways: the clocks of a time-critical patient, for where the first contact was."""

from __future__ import annotations

import math

from sim.clock import MINUTES_PER_HOUR
from sim.contract import NOWHERE, Patient
from sim.outcomes.cells import add_everywhere, count_everywhere
from sim.outcomes.facts import (
    CONTACT_TO_DEVICE,
    CONTACT_TO_NEEDLE,
    CONTACT_TO_TEST,
    DEATH_RISK,
    DEVICE_IN_TIME,
    DOOR_IN_DOOR_OUT,
    DOOR_OUT_IN_TIME,
    NEEDLE_IN_TIME,
    ONSET_TO_REPERFUSION,
    REPERFUSED,
    TEST_IN_TIME,
    TIME_CRITICAL,
)
from sim.outcomes.rows import Books, Kind

_TEST, _NEEDLE, _DEVICE, _DOOR_OUT = 1, 2, 4, 8
"""Bits of Patient.in_time."""


def count_pathway(t: Books, patient: Patient, kind: Kind) -> None:
    """Count a patient of a pathway, if it is one."""
    if patient.pathway == NOWHERE:
        return
    facility = patient.first_facility
    count_everywhere(t, kind, facility, TIME_CRITICAL)
    add_everywhere(t, kind, facility, DEATH_RISK, patient.death_risk)
    _clock(t, patient, kind, patient.test_at, CONTACT_TO_TEST)
    _clock(t, patient, kind, patient.needle_at, CONTACT_TO_NEEDLE)
    _clock(t, patient, kind, patient.device_at, CONTACT_TO_DEVICE)
    _clock(t, patient, kind, patient.door_out_at, DOOR_IN_DOOR_OUT)
    _in_time(t, patient, kind, _TEST, TEST_IN_TIME)
    _in_time(t, patient, kind, _NEEDLE, NEEDLE_IN_TIME)
    _in_time(t, patient, kind, _DEVICE, DEVICE_IN_TIME)
    _in_time(t, patient, kind, _DOOR_OUT, DOOR_OUT_IN_TIME)
    opened = patient.device_at if math.isnan(patient.needle_at) else patient.needle_at
    if not math.isnan(opened):
        count_everywhere(t, kind, facility, REPERFUSED)
        hours = opened - patient.symptoms_at
        add_everywhere(t, kind, facility, ONSET_TO_REPERFUSION, hours)


def _clock(t: Books, patient: Patient, kind: Kind, instant: float, what: int) -> None:
    """Count the minutes from the first contact, if the clock was stopped."""
    if not math.isnan(instant):
        minutes = MINUTES_PER_HOUR * (instant - patient.contact_at)
        add_everywhere(t, kind, patient.first_facility, what, minutes)


def _in_time(t: Books, patient: Patient, kind: Kind, bit: int, what: int) -> None:
    """Count what was done within its target."""
    if patient.in_time & bit != 0:
        count_everywhere(t, kind, patient.first_facility, what)
