"""Waits, and times from one event to another."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import CELLS, EVERYWHERE, group, theme
from sim.outcomes.indicators.indicator import LOWER
from sim.outcomes.indicators.kinds import count, spread, still

WAITS: Final = theme(
    group(
        (*CELLS, "spots"),
        ("wait_events", "unserved", "still_waiting"),
        (*EVERYWHERE, ("stage",), ("station",), ("tier", "stage"), ("facility", "stage")),
        *spread(
            "wait",
            "候诊时间",
            "queue at a service",
            unit="minutes",
            matters=1.0,
            still="still_waiting",
            meaning=(
                "Minutes in the queue at a service within its opening hours, of patients whose "
                "service began in the window"
            ),
        ),
        count(
            "wait_unserved",
            "等候未果人次",
            "waits in vain",
            fact="unserved",
            better=LOWER,
            matters_share=0.02,
            meaning="Waits for a service that ended without it: given up, or refused.",
        ),
        still(
            "still_waiting",
            "期末仍在等候人次",
            "still in a queue at the end",
            meaning="Waits for a service that go on at the end; they are in no mean.",
        ),
    ),
    group(
        CELLS,
        ("visit_wait_events", "still_in_visit"),
        EVERYWHERE,
        *spread(
            "visit_wait",
            "每次就诊总等候时间",
            "waiting within a visit",
            unit="minutes",
            matters=2.0,
            still="still_in_visit",
            meaning=(
                "Minutes of a visit spent in queues within opening hours and for results, of those "
                "seen whose visit ended in the window"
            ),
        ),
    ),
    group(
        CELLS,
        ("appointment_days_events", "still_booked"),
        EVERYWHERE,
        *spread(
            "appointment_days",
            "预约等候天数",
            "days until an appointment",
            unit="days",
            matters=0.1,
            still="still_booked",
            meaning=(
                "Days until the ticket that was offered, of patients who came for it in the "
                "window, or did not come, and of those who would not wait for it"
            ),
        ),
        still(
            "still_booked",
            "期末已约待诊人次",
            "still to come with a ticket at the end",
            meaning="Patients with a ticket of a session after the end.",
        ),
    ),
    group(
        CELLS,
        ("visit_wait_events", "still_in_visit"),
        EVERYWHERE,
        *spread(
            "door_to_leave",
            "在院停留时间",
            "door to leaving",
            unit="hours",
            matters=0.1,
            still="still_in_visit",
            meaning=(
                "Hours from arrival to leaving, or to asking for a bed, of patients seen who left "
                "or asked in the window"
            ),
        ),
        still(
            "still_in_visit",
            "期末就诊未结束人次",
            "still in a visit at the end",
            meaning="Visits that go on at the end, seen or not.",
        ),
    ),
    group(
        CELLS,
        ("admission_wait_events", "still_without_bed"),
        EVERYWHERE,
        *spread(
            "admission_wait",
            "入院等候时间",
            "waiting for a bed",
            unit="hours",
            matters=1.0,
            still="still_without_bed",
            meaning=(
                "Hours from first asking for a bed to lying in one, of patients who lay down in "
                "the window"
            ),
        ),
        still(
            "still_without_bed",
            "期末待入院人数",
            "still waiting for a bed at the end",
            meaning=(
                "Patients who wait at the end for a bed, or at home for another day of operation."
            ),
        ),
    ),
)
