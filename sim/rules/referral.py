"""Referral: treat here, wait for the visiting expert, or go up, with a letter or without."""

from __future__ import annotations

from sim import luck
from sim.contract import (
    LEAVE,
    NOWHERE,
    ORDINARY,
    RIGHTLY,
    TREATED,
    UNTREATED,
    WRONGLY,
    Ask,
    Patient,
    State,
)
from sim.rules import (
    ability,
    admission,
    alliance,
    critical_values,
    letters,
    modes,
    notes,
    outreach,
    sent_down,
    visit,
)
from sim.rules.asking import service
from sim.rules.transfer import leave_for_target, set_out
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import BY_NEED, REFERRAL_OFFICE


def decide(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide at the end of the consultation what happens to the patient."""
    if sent_down.is_follow_up(p):
        return visit.advance(tables, now, p, ask)
    critical_values.call(tables, p)
    if tables.referral.plain[p.facility] == 1:
        return _fixed_route(tables, state, now, p, ask)
    if _thought_beyond(tables, state, now, p):
        if outreach.books(tables, state, now, p):
            note_first(p, 1)  # the expert lends the ability
            return outreach.wait_for_expert(tables, state, now, p, ask)
        return _up(tables, state, now, p, ask)
    return _keep(tables, state, now, p, ask)


def without_expert(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide for a patient who came for the expert in vain, as if there were no expert."""
    p.mode = modes.VISITING
    p.clinic = tables.tickets.consulting[p.facility][p.condition]
    return _up(tables, state, now, p, ask)


def _up(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Send up a case that is thought beyond this facility, if another can treat it."""
    target, lead = first_capable(tables, state, now, p), alliance.lead_for(tables, state, now, p)
    if target == NOWHERE and lead == NOWHERE:
        return _keep(tables, state, now, p, ask)
    if not is_beyond(tables, state, now, p):
        admission.plan_operation_above(tables, state, now, p)
    return _send_up(tables, state, now, p, ask, target, lead)


def _keep(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Treat the case here, unless it needs an operation above."""
    admission.plan_operation_above(tables, state, now, p)
    target = admission.operated_above(tables, state, now, p)
    if target != NOWHERE:
        return _send_up(tables, state, now, p, ask, target, NOWHERE)
    note_first(p, int(not is_beyond(tables, state, now, p)))
    return admission.treat(tables, state, now, p, ask)


def note_first(p: Patient, fits: int) -> None:
    """Note whether a decision fits the case, if it is the first of the episode."""
    if p.hop == 0 and p.decided == NOWHERE:
        p.decided = RIGHTLY if fits == 1 else WRONGLY


def is_beyond(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the case is beyond the facility."""
    return not ability.can_treat(tables, state, now, p, p.facility)


def is_doubtful(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the case is near the limit of the facility, on this side of it.

    There are as many doubtful cases as cases beyond the facility: one that treats nine of ten
    doubts the ninth. A facility that can treat all has no doubt.
    """
    limit = ability.limit(tables, state, now, p, p.facility)
    return limit - (1.0 - limit) < p.complexity <= limit


def first_capable(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the first facility, of those that this one refers to, that can treat the case."""
    for target in tables.referral.refers[p.facility]:
        if target == NOWHERE or ability.can_treat(tables, state, now, p, target):
            return target
    return NOWHERE


def _thought_beyond(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the doctor thinks the case beyond the facility, rightly or not.

    A reading at the hub that tells how hard the case is corrects errors of both kinds.
    """
    if is_beyond(tables, state, now, p):
        return _recognised(tables, p)
    chance = tables.referral.unnecessary[p.facility]
    if chance == 0.0 or not is_doubtful(tables, state, now, p):
        return False
    u = luck.uniform(p.key, luck.UNNECESSARY, p.hop)
    if u < chance * (1.0 - p.hub_recognition):
        return True
    if u < chance and _would_go(tables, state, now, p):
        notes.note(p, notes.SPARED)
    return False


def _recognised(tables: Tables, p: Patient) -> bool:
    """Say whether the doctor sees that the case is beyond the facility."""
    if p.critical != NOWHERE or p.returned == 1:
        return True
    chance = max(tables.referral.recognition[p.facility], p.hub_recognition)
    return luck.uniform(p.key, luck.RECOGNITION, p.hop) < chance


def _would_go(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the patient would be sent up and go, if the doctor thought the case beyond."""
    willing = luck.uniform(p.key, luck.ACCEPTANCE, p.hop) < tables.referral.acceptance
    target, lead = first_capable(tables, state, now, p), alliance.lead_for(tables, state, now, p)
    return willing and (target != NOWHERE or lead != NOWHERE)


def _send_up(
    tables: Tables, state: State, now: float, p: Patient, ask: Ask, target: int, lead: int
) -> int:
    """Send the patient up, if willing: with a letter, or by oneself.

    A letter goes to ``lead``, the lead of an alliance, if there is one; all others go to
    ``target``. Patients whose case is not beyond and who do not want to go are treated here.
    """
    needed = (
        is_beyond(tables, state, now, p)
        or admission.operated_above(tables, state, now, p) != NOWHERE
    )
    note_first(p, int(needed))
    if luck.uniform(p.key, luck.ACCEPTANCE, p.hop) >= tables.referral.acceptance:
        if not needed:
            return admission.treat(tables, state, now, p, ask)
        p.ending = UNTREATED
        return LEAVE
    if not needed:
        notes.note(p, notes.UNNEEDED)
    p.by_channel = 0
    p.target = target if target != NOWHERE else lead
    if letters.written(tables, p, _share_of_letters(tables, p, lead), luck.FORMAL):
        return _refer(tables, state, now, p, ask, lead)
    p.self_referred += 1
    notes.note(p, notes.OWN)
    return leave_for_target(tables, state, now, p, ask)


def _share_of_letters(tables: Tables, p: Patient, lead: int) -> float:
    """Return the alliance's share of letters, if there is a ``lead``; else BY_NEED."""
    return (
        BY_NEED
        if lead == NOWHERE
        else tables.referral.alliance[p.facility][p.condition].formal_share
    )


def _refer(tables: Tables, state: State, now: float, p: Patient, ask: Ask, lead: int) -> int:
    """Refer with a letter, within an alliance if it has a lead for the case.

    Urgent patients go at once. The others go when the letter is ready; it may queue at the office.
    """
    hours, way = tables.referral.processing, notes.FORMAL
    if lead != NOWHERE:
        p.target, way = lead, notes.ALLIED
        hours = tables.referral.alliance[p.facility][p.condition].processing
    p.referred_up += 1
    if urgent(p) and _by_channel(tables, p):
        p.by_channel = p.green = 1
        way = notes.GREEN
    notes.note(p, way)
    if urgent(p):
        return set_out(tables, state, now, p, ask)
    p.mode = modes.REFERRED
    office = tables.referral.office[p.facility]
    return service(tables, ask, p, REFERRAL_OFFICE, office, hours, ORDINARY, now)


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who has the letter."""
    return leave_for_target(tables, state, now, p, ask)


def _by_channel(tables: Tables, p: Patient) -> bool:
    """Say whether an urgent patient goes by the green channel; after a critical value all do."""
    use = tables.referral.green_use
    if p.called == 1:
        return use > 0.0
    return luck.uniform(p.key, luck.GREEN, p.hop) < use


def _fixed_route(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on by fixed probabilities, or leave treated."""
    u = luck.uniform(p.key, luck.FIXED_ROUTE, p.hop)
    chances = tables.referral.fixed[p.facility]
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
