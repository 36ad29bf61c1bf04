"""Referral: which alliance a case belongs to."""

from __future__ import annotations

from sim.contract import NOWHERE
from sim.system import System
from sim.tables.names import Names
from sim.tables.rows import AllianceRow
from sim.tables.stations import MINUTES


def alliance_rows(system: System, names: Names, name: str) -> list[AllianceRow]:
    """Return the alliance of a facility for each condition."""
    own = {
        alliance.specialty: AllianceRow(
            lead=names.facilities.index(alliance.lead),
            processing=alliance.processing_minutes * MINUTES,
            formal_share=alliance.formal_share,
        )
        for alliance in system.referral.alliances
        if name in alliance.members
    }
    none = AllianceRow(NOWHERE, 0.0, 0.0)
    return [own.get(condition.specialty, none) for condition in system.conditions.values()]
