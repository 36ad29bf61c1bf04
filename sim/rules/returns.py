"""Returns: patients who come again within 30 days of being treated, once in an episode.

A treatment beyond the facility's capability is not definitive: facility and instant of treatment
are then those of the second time. For all others the first time stands.
"""

from __future__ import annotations

import math

from sim import luck
from sim.contract import NOWHERE, STEP, STILL_INSIDE, TREATED, Ask, Patient, State
from sim.rules import booking, modes, notes, referral, sent_down
from sim.rules.asking import delay
from sim.tables import Tables
from sim.tables.codes import AT_HOME

_ALL_PLACES = 7


def comes_again(tables: Tables, p: Patient) -> bool:
    """Say whether a patient who leaves treated will come again."""
    row = tables.returns
    if row.after_miss == row.otherwise == 0.0 or p.ending != TREATED:
        return False
    if p.returned == 1 or p.bed != NOWHERE:
        return False
    chance = row.after_miss if p.beyond == 1 else row.otherwise
    return luck.uniform(p.key, luck.RETURNS, p.hop) < chance


def go_home(tables: Tables, p: Patient, ask: Ask) -> int:
    """Leave all places and stay at home until the patient comes again."""
    p.mode = modes.AT_HOME
    u = luck.uniform(p.key, luck.RETURN_TIME, p.hop)
    delay(ask, p, AT_HOME, -tables.returns.mean * math.log(1.0 - u * tables.returns.within))
    ask.free = _ALL_PLACES
    return STEP


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Come again, to the same facility or to one above: a new hop."""
    p.returned = 1
    p.facility = p.treated_facility
    target = _target(tables, state, now, p)
    if target != p.facility:
        p.self_referred += 1
        notes.note(p, notes.OWN)
    _forget(p)
    p.hop += 1
    return booking.go(tables, state, now, p, ask, target, _way(tables, p, target))


def _target(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the facility that the patient comes to."""
    if luck.uniform(p.key, luck.RETURN_HIGHER, p.hop) < tables.returns.higher:
        above = referral.first_capable(tables, state, now, p)
        if above != NOWHERE:
            return above
    return p.facility


def _way(tables: Tables, p: Patient, target: int) -> float:
    """Return the hours from home; without such a way, those from the facility before."""
    hours = tables.ways.travel[p.home][target]
    return hours if hours > 0.0 else tables.ways.transfer[p.facility][target]


def _forget(p: Patient) -> None:
    """Begin anew; a treatment beyond capability does not count."""
    p.by_channel = p.called = p.to_operate = p.tries = p.choice = 0
    p.place = NOWHERE
    if p.beyond == 1:
        p.ending = STILL_INSIDE
        p.treated_facility = NOWHERE
        p.treated_at = math.nan
        p.beyond = 0


def settle(p: Patient) -> None:
    """End a return after a right treatment as treated, however the second time ended.

    So end patients who were sent down with a plan and did not come, or got no ticket.
    """
    if (p.returned == 1 or sent_down.is_follow_up(p)) and not math.isnan(p.treated_at):
        p.ending = TREATED
