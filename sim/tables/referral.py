"""Referral: who goes with a letter, and which alliance a case belongs to."""

from __future__ import annotations

from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.tables.codes import BY_NEED
from sim.tables.names import Names
from sim.tables.rows import AllianceRow


def formal_shares(system: System) -> list[float]:
    """Return the share of letters by what is needed, in the order of the codes."""
    share = system.referral.formal_share
    return [share.critical, share.urgent, share.operation, share.others]


def own_share(share: float | None) -> float:
    """Return a share of letters that is the same for all; BY_NEED if none is given."""
    return BY_NEED if share is None else share


def alliance_rows(system: System, names: Names, name: str) -> list[AllianceRow]:
    """Return the alliance of a facility for each condition."""
    own = {
        alliance.specialty: AllianceRow(
            lead=names.facilities.index(alliance.lead),
            processing=alliance.processing_minutes * HOURS_PER_MINUTE,
            formal_share=own_share(alliance.formal_share),
        )
        for alliance in system.referral.alliances
        if name in alliance.members
    }
    none = AllianceRow(NOWHERE, 0.0, 0.0)
    return [own.get(condition.specialty, none) for condition in system.conditions.values()]
