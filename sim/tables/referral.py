"""Referral: how many patients go with a letter, and which alliance a case belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.network import Facility, Tier
from sim.tables.codes import BY_NEED
from sim.tables.names import Names


@dataclass(slots=True)
class AllianceRow:
    """The alliance of a facility for a condition."""

    lead: int  # facility; NOWHERE: no alliance
    processing: float  # hours
    formal_share: float  # the same for all; BY_NEED: by what they need


@dataclass(slots=True)
class ReferralTables:
    """The doctor's decision, and the way up and down with a letter or without."""

    recognition: list[float]  # [facility]
    unnecessary: list[float]  # [facility] of the doubtful cases
    acceptance: float
    refers: list[list[int]]  # [facility] facilities above, first choice first, then NOWHERE
    formal: list[float]  # [need] share of letters: critical, urgent, operation, others
    processing: float  # hours of a letter
    office: list[int]  # [facility] station
    alliance: list[list[AllianceRow]]  # [facility][condition]
    green_use: float
    green_ambulance: int  # 1: the channel has ambulances of its own
    mutual: float  # results that a patient brings are accepted
    sent_down: list[float]  # [facility] share of the outpatients
    follow_up: float  # hours until the visit of those who are sent down
    plain: list[int]  # [facility] 1: goes on by fixed probabilities
    fixed: list[list[float]]  # [facility][facility] cumulative probability


def lower_referral(system: System, names: Names) -> ReferralTables:
    """Return the tables of the doctor's decision."""
    referral, facilities = system.referral, system.network.facilities
    known, doubted = referral.recognition, referral.unnecessary
    return ReferralTables(
        recognition=[_own(one.recognition, known, one, 1.0) for one in facilities.values()],
        unnecessary=[_own(one.unnecessary, doubted, one, 0.0) for one in facilities.values()],
        acceptance=referral.acceptance,
        refers=[_codes(names, facility.refers_to) for facility in facilities.values()],
        formal=formal_shares(system),
        processing=referral.processing_minutes * HOURS_PER_MINUTE,
        office=names.stations_of("referral_office"),
        alliance=[alliance_rows(system, names, name) for name in facilities],
        green_use=referral.green_channel.use,
        green_ambulance=int(referral.green_channel.ambulance),
        mutual=referral.mutual_recognition,
        sent_down=[referral.sent_down.get(one.tier, 0.0) for one in facilities.values()],
        follow_up=referral.follow_up_days * HOURS_PER_DAY,
        plain=[int(name in referral.fixed) for name in facilities],
        fixed=[_routes(system, names, name) for name in facilities],
    )


def _own(own: float | None, by_tier: dict[Tier, float], facility: Facility, other: float) -> float:
    """The share of a facility: its own, else its tier's, else ``other``."""
    return by_tier.get(facility.tier, other) if own is None else own


def _codes(names: Names, facilities: Sequence[str]) -> list[int]:
    """Codes of facilities, filled up with NOWHERE."""
    codes = [names.facilities.index(name) for name in facilities]
    return codes + [NOWHERE] * (len(names.facilities) + 1 - len(codes))


def _routes(system: System, names: Names, name: str) -> list[float]:
    """Cumulative probabilities of going on to each facility, in the plain mode."""
    total, result = 0.0, []
    for target in names.facilities:
        total += system.referral.fixed.get(name, {}).get(target, 0.0)
        result.append(total)
    return result


def formal_shares(system: System) -> list[float]:
    """Return the share of letters by what patients need, in the order of the codes."""
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
