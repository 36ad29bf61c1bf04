"""Waits, and how long things take."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, count, spread

WAITS: Final = (
    *spread("wait", "候诊时间", "minutes", "Wait at a service within its opening hours"),
    count(
        "wait_unserved",
        "等候未果人次",
        LOWER,
        "Waits at a service that ended without it: given up, refused, or still waiting at the end.",
    ),
    *spread(
        "visit_wait",
        "每次就诊总等候时间",
        "minutes",
        "Minutes of a visit spent in queues within opening hours and for results",
    ),
    *spread("appointment_days", "预约等候天数", "days", "Days at home until the visit begins"),
    *spread(
        "door_to_leave",
        "在院停留时间",
        "hours",
        "Hours from arrival to leaving, or to asking for a bed",
    ),
    *spread("admission_wait", "入院等候时间", "hours", "Hours from first asking to lying in a bed"),
)
