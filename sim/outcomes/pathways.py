"""Pathways: the clocks of a time-critical patient, at the facility of the first contact."""

from __future__ import annotations

import math

from sim.clock import MINUTES_PER_HOUR
from sim.episodes import CourseRow
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


def count_course(t: Books, facility: int, course: CourseRow, kind: Kind) -> None:
    """Count a patient of a pathway, for the facility of the first contact."""
    count_everywhere(t, kind, facility, TIME_CRITICAL)
    add_everywhere(t, kind, facility, DEATH_RISK, course.death_risk)
    _clock(t, facility, kind, course.test_at - course.contact_at, CONTACT_TO_TEST)
    _clock(t, facility, kind, course.needle_at - course.contact_at, CONTACT_TO_NEEDLE)
    _clock(t, facility, kind, course.device_at - course.contact_at, CONTACT_TO_DEVICE)
    _clock(t, facility, kind, course.door_out_at - course.contact_at, DOOR_IN_DOOR_OUT)
    _in_time(t, facility, kind, course.test_in_time, TEST_IN_TIME)
    _in_time(t, facility, kind, course.needle_in_time, NEEDLE_IN_TIME)
    _in_time(t, facility, kind, course.device_in_time, DEVICE_IN_TIME)
    _in_time(t, facility, kind, course.door_out_in_time, DOOR_OUT_IN_TIME)
    opened = course.device_at if math.isnan(course.needle_at) else course.needle_at
    if not math.isnan(opened):
        count_everywhere(t, kind, facility, REPERFUSED)
        hours = opened - course.symptoms_at
        add_everywhere(t, kind, facility, ONSET_TO_REPERFUSION, hours)


def _clock(t: Books, facility: int, kind: Kind, hours: float, what: int) -> None:
    """Count the minutes from the first contact, if the clock was stopped."""
    if not math.isnan(hours):
        add_everywhere(t, kind, facility, what, MINUTES_PER_HOUR * hours)


def _in_time(t: Books, facility: int, kind: Kind, in_time: int, what: int) -> None:
    """Count what was done within its target."""
    if in_time == 1:
        count_everywhere(t, kind, facility, what)
