"""Tickets: who finds none in time, who is seen beside them, and what that costs the doctors."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, NEITHER, Indicator, count

TICKETS: Final = (
    count(
        "no_ticket",
        "约不到号离开人次",
        LOWER,
        "Patients who asked a clinic and would not wait for its first free ticket; what they then "
        "do is in the other numbers.",
        matters_share=0.02,
    ),
    Indicator(
        "no_ticket_share",
        "约不到号离开率",
        "share",
        LOWER,
        "The same, of all who asked: those and the visits of clinics that a doctor saw.",
        matters=0.002,
    ),
    count(
        "extra_patients",
        "加号人次",
        NEITHER,
        "Patients whom a clinic sees beside the tickets of a session.",
        matters_share=0.02,
    ),
    Indicator(
        "overtime_hours",
        "门诊医生超时出诊时数",
        "hours a week",
        LOWER,
        "Doctor-hours of consultation after the end of the session.",
        absent_is_zero=True,
        matters=1.0,
        matters_share=0.02,
    ),
    Indicator(
        "overtime_share",
        "门诊超时出诊占比",
        "share",
        LOWER,
        "The same, over the doctor-hours of the sessions.",
        matters=0.01,
    ),
)
