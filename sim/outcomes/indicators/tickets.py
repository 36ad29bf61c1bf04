"""Tickets: patients who find none in time, extra patients, and the doctors' overtime."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, STATIONED, group, theme
from sim.outcomes.indicators.indicator import LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import WEEKLY, Sum

TICKETS: Final = theme(
    group(
        (*CELLS, "spots"),
        ("asked_ticket",),
        (*BY_PLACE, ("station",)),
        count(
            "no_ticket",
            "约不到号离开人次",
            "asked in vain for a ticket",
            fact="refused_ticket",
            better=LOWER,
            matters_share=0.02,
            meaning=(
                "Patients who asked a clinic and would not wait for its first free ticket; other "
                "indicators count what they do then."
            ),
        ),
        share(
            "no_ticket_share",
            "约不到号离开率",
            "of those asking, without a ticket in time",
            fact="refused_ticket",
            among="asked_ticket",
            better=LOWER,
            matters=0.002,
            meaning=(
                "The same, of all who asked: these patients, and clinic visits seen by a doctor."
            ),
        ),
    ),
    group(
        CELLS,
        ("extra_patients",),
        BY_PLACE,
        count(
            "extra_patients",
            "加号人次",
            "seen beside the tickets",
            fact="extra_patients",
            better=NEITHER,
            matters_share=0.02,
            meaning="Extra patients, whom a clinic sees beside the tickets of a session.",
        ),
    ),
    group(
        ("stations",),
        ("clinics",),
        STATIONED,
        Indicator(
            "overtime_hours",
            "门诊医生超时出诊时数",
            "hours of clinics after the session",
            measure=Sum("overtime", events=("consulted",), said=WEEKLY, needs="clinics"),
            unit="hours a week",
            better=LOWER,
            matters=1.0,
            matters_share=0.02,
            absent_is_zero=True,
            meaning="Doctor-hours of consultation after the end of the session.",
        ),
        Indicator(
            "overtime_share",
            "门诊超时出诊占比",
            "hours after the session, of those of sessions",
            measure=Sum("overtime", events=("consulted",), over="session_hours"),
            unit="share",
            better=LOWER,
            matters=0.01,
            meaning="The same, over the doctor-hours of the sessions.",
        ),
    ),
    table="Tickets, and doctors' overtime",
)
