"""Urgent patients: how they are moved between facilities, and who worsens."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, NEITHER, count, spread

CRITICAL: Final = (
    count(
        "ambulance_transfers",
        "急救车转运人次",
        NEITHER,
        "Patients carried to another facility by ambulance, at the facility that sends them.",
    ),
    *spread(
        "ambulance_wait",
        "急救车等候时间",
        "minutes",
        "Minutes from asking for an ambulance until one sets out",
    ),
    count(
        "worsened_waiting",
        "等候期间病情加重例数",
        LOWER,
        "Urgent patients who worsened while they waited.",
    ),
)
