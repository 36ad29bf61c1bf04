"""Referral: treat here, wait for the visiting expert, or go up, formally or by oneself."""

from __future__ import annotations

from sim import luck
from sim.contract import LEAVE, NOWHERE, TREATED, UNTREATED, Ask, Patient, State
from sim.rules import admission, modes, notes, outreach
from sim.rules.asking import delay
from sim.rules.transfer import leave_for_target, set_out
from sim.rules.triage import urgent
from sim.tables.rows import REFERRAL_OFFICE, Tables


def decide(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide at the end of the consultation what happens to the patient."""
    if tables.facility[p.facility].fixed == 1:
        return _fixed_route(tables, state, now, p, ask)
    if _thought_beyond(tables, p):
        if outreach.books(tables, state, now, p):
            return outreach.wait_for_expert(tables, state, now, p, ask)
        target = first_capable(tables, p)
        if target != NOWHERE:
            return _send_up(tables, state, now, p, ask, target)
    target = admission.operated_above(tables, p)
    if target != NOWHERE:
        return _send_up(tables, state, now, p, ask, target)
    return admission.treat(tables, now, p, ask)


def is_beyond(tables: Tables, p: Patient) -> bool:
    """Say whether the case is beyond the facility."""
    return p.complexity > tables.capability[p.facility][p.condition]


def first_capable(tables: Tables, p: Patient) -> int:
    """Return the first facility that this one refers to and that can treat the case."""
    for target in tables.refers[p.facility]:
        if target == NOWHERE or p.complexity <= tables.capability[target][p.condition]:
            return target
    return NOWHERE


def _thought_beyond(tables: Tables, p: Patient) -> bool:
    """Say whether the doctor takes the case for one beyond the facility, rightly or not.

    An expert at the hub who has looked at it corrects both errors.
    """
    if is_beyond(tables, p):
        return _recognised(tables, p)
    chance = tables.facility[p.facility].unnecessary * (1.0 - p.hub_recognition)
    return chance > 0.0 and luck.uniform(p.key, luck.UNNECESSARY, p.hop) < chance


def _recognised(tables: Tables, p: Patient) -> bool:
    """Say whether the doctor sees that the case is beyond the facility."""
    if p.critical == 1:
        return True
    chance = max(tables.facility[p.facility].recognition, p.hub_recognition)
    return luck.uniform(p.key, luck.RECOGNITION, p.hop) < chance


def _send_up(tables: Tables, state: State, now: float, p: Patient, ask: Ask, target: int) -> int:
    """Send the patient up, if willing: formally, through the referral office, or by oneself.

    Who need not have gone and does not want to is treated here.
    """
    needed = is_beyond(tables, p) or admission.operated_above(tables, p) != NOWHERE
    if luck.uniform(p.key, luck.ACCEPTANCE, p.hop) >= tables.settings.acceptance:
        if not needed:
            return admission.treat(tables, now, p, ask)
        p.ending = UNTREATED
        return LEAVE
    if not needed:
        notes.note(p, notes.UNNEEDED)
    p.target = target
    p.by_channel = 0
    if luck.uniform(p.key, luck.FORMAL, p.hop) < tables.facility[p.facility].formal_share:
        return _refer(tables, state, now, p, ask)
    p.self_referred += 1
    notes.note(p, notes.OWN)
    return leave_for_target(tables, state, now, p, ask)


def _refer(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Refer formally: urgent patients at once, the others when the letter is ready."""
    p.referred_up += 1
    if urgent(p):
        p.by_channel = int(luck.uniform(p.key, luck.GREEN, p.hop) < tables.settings.green_use)
        p.green = max(p.green, p.by_channel)
    notes.note(p, notes.GREEN if p.by_channel == 1 else notes.FORMAL)
    if urgent(p):
        return set_out(tables, state, now, p, ask)
    p.mode = modes.REFERRED
    return delay(ask, p, REFERRAL_OFFICE, tables.settings.processing)


def _fixed_route(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on by fixed probabilities, or leave treated."""
    u = luck.uniform(p.key, luck.FIXED_ROUTE, p.hop)
    chances = tables.fixed[p.facility]
    for target in range(len(chances)):
        if u < chances[target]:
            p.target = target
            p.referred_up += 1
            notes.note(p, notes.FORMAL)
            return leave_for_target(tables, state, now, p, ask)
    p.treated_facility = p.facility
    p.treated_at = now
    p.ending = TREATED
    return LEAVE
