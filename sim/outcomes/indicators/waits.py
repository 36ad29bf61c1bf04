"""Waits, and how long things take."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, count, spread, still

WAITS: Final = (
    *spread(
        "wait",
        "候诊时间",
        "minutes",
        "Wait at a service within its opening hours, of those whose service began in the window",
        matters=1.0,
    ),
    count(
        "wait_unserved",
        "等候未果人次",
        LOWER,
        "Waits at a service that ended without it: given up, or refused.",
        matters_share=0.02,
    ),
    still(
        "still_waiting",
        "期末仍在等候人次",
        "Waits at a service that go on at the end, which are in no mean.",
    ),
    *spread(
        "visit_wait",
        "每次就诊总等候时间",
        "minutes",
        "Minutes of a visit spent in queues within opening hours and for results, of those seen "
        "whose visit ended in the window",
        matters=2.0,
    ),
    *spread(
        "appointment_days",
        "预约等候天数",
        "days",
        "Days until the ticket that was offered: of those who came for it in the window, or did "
        "not come, and of those who would not wait for it",
        matters=0.1,
    ),
    still("still_booked", "期末已约待诊人次", "Tickets of a session after the end."),
    *spread(
        "door_to_leave",
        "在院停留时间",
        "hours",
        "Hours from arrival to leaving, or to asking for a bed, of those seen who did so in the "
        "window",
        matters=0.1,
    ),
    still("still_in_visit", "期末就诊未结束人次", "Visits that go on at the end, seen or not."),
    *spread(
        "admission_wait",
        "入院等候时间",
        "hours",
        "Hours from first asking to lying in a bed, of those who lay down in the window",
        matters=1.0,
    ),
    still(
        "still_without_bed",
        "期末待入院人数",
        "Patients who wait for a bed at the end, or at home for another day of operation.",
    ),
)
