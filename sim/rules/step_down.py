"""Step-down: eligible, proposed, accepted, and a bed below; the upper bed is kept until then."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import NOWHERE, ORDINARY, SERVED, STEP, TREATED, Ask, Patient
from sim.rules import bounce_back, modes, times, transfer
from sim.rules.asking import delay, service
from sim.rules.stay import last_stay, leaves_at, stay_in_bed
from sim.tables import Tables
from sim.tables.codes import RESIDUAL_STAY, STAY, STEP_DOWN_BED, TRANSFER


def recover(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay until discharge, or only for the acute part if the patient will step down."""
    p.ending = TREATED
    return _stay(tables, now, p, ask, p.in_bed)


def _stay(tables: Tables, now: float, p: Patient, ask: Ask, since: float) -> int:
    """Spend the stay that began at ``since`` in this bed, or only its acute part."""
    share = tables.step_down.acute_share[p.condition]
    acute = max(now, since + (p.discharge - since) * share)
    if agreed(tables, p, p.discharge - acute):
        p.mode = modes.ACUTE
        return stay_in_bed(tables, p, ask, STAY, acute)
    return last_stay(tables, now, p, ask)


def resume(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a stay that began before the run; some step down from the first day on.

    Patients whose acute part is over are not asked: those who agreed to step down have gone.
    """
    spent = _spent(tables, p)
    acute = tables.step_down.acute_share[p.condition] * (spent + p.residual) - spent
    if acute > 0.0 and agreed(tables, p, p.residual - acute):
        p.mode = modes.ACUTE
        return stay_in_bed(tables, p, ask, RESIDUAL_STAY, now + acute)
    p.mode = modes.STAYING
    return stay_in_bed(tables, p, ask, RESIDUAL_STAY, leaves_at(tables, p, p.discharge))


def _spent(tables: Tables, p: Patient) -> float:
    """Return the hours of such a stay that are over, by the luck that drew the rest of it.

    The run meets it at a uniform part of its length. If it is exponential, the hours that are over
    and those that are left are independent.
    """
    time = tables.wards.stay[p.facility][p.condition]
    if time.form == luck.EXPONENTIAL:
        return -time.a * math.log(luck.uniform(p.key, luck.RESIDUAL, 0, 0))
    left = luck.uniform(p.key, luck.RESIDUAL, 0, 1)
    return p.residual * (1.0 - left) / left


def agreed(tables: Tables, p: Patient, left: float) -> bool:
    """Say whether doctor and patient want the recovery to be spent below.

    ``left`` are the hours of the stay after its acute part; nobody asks if the way down is not
    worth it.
    """
    down, here = tables.step_down, p.facility
    if down.downs[here][0].facility == NOWHERE or left < down.least_left:
        return False
    if luck.uniform(p.key, luck.STEP_DOWN_ELIGIBLE, p.hop) >= down.share[p.condition]:
        return False
    if luck.uniform(p.key, luck.STEP_DOWN_PROPOSED, p.hop) >= down.proposed[here]:
        return False
    return luck.uniform(p.key, luck.STEP_DOWN_ACCEPTED, p.hop) < down.accepted[here]


def seek_bed(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Reserve a bed in the next joint ward or lower hospital, keeping the one above.

    A patient who would only spend the rest of the stay below goes home from above when it ends.
    """
    below = tables.step_down.downs[p.facility]
    while below[p.choice].facility != NOWHERE and ward_below(tables, p) == NOWHERE:
        p.choice += 1
    if below[p.choice].facility == NOWHERE:
        return last_stay(tables, now, p, ask)
    p.mode = modes.SEEKING_BELOW
    p.target = below[p.choice].facility
    ward = ward_below(tables, p)
    service(tables, ask, p, STEP_DOWN_BED, ward, 0.0, ORDINARY, now)
    ask.keep = 1 - p.place
    ask.gives_up = now + tables.step_down.hold
    if tables.step_down.recovery[p.target][p.condition].form == NOWHERE:
        ask.gives_up = max(now, min(ask.gives_up, p.discharge))
    return STEP


def ward_below(tables: Tables, p: Patient) -> int:
    """Return the station of the bed that is asked for next, or has been reserved."""
    row = tables.step_down.downs[p.facility][p.choice]
    if row.joint_ward != NOWHERE:
        return row.joint_ward
    return tables.wards.ward[row.facility][p.condition]


def move(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Travel to the reserved bed, giving up the one above; without one, ask for the next."""
    if p.outcome != SERVED:
        p.choice += 1
        return seek_bed(tables, now, p, ask)
    p.mode = modes.MOVING_DOWN
    p.referred_down += 1
    p.hop += 1
    above, p.place = p.place, 1 - p.place
    p.ward = ward_below(tables, p)
    if tables.transfer.for_step_down == 1 and transfer.in_reach(tables, p):
        p.travel_hours += transfer.hours_carried(tables, p)
        transfer.call(tables, now, p, ask, ORDINARY)
        ask.free = 1 << above
        return STEP
    return _by_road(tables, p, ask, above)


def _by_road(tables: Tables, p: Patient, ask: Ask, above: int) -> int:
    """Travel down without an ambulance."""
    hours = tables.ways.transfer[p.facility][p.target]
    p.travel_hours += hours
    delay(ask, p, TRANSFER, hours)
    ask.free = 1 << above
    return STEP


def arrive_below(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Spend the rest of the stay in the lower bed, or a recovery of its own length.

    After a part of the stay the patient may step down from here, too. A patient who has waited in
    vain for an ambulance comes without one.
    """
    if p.outcome != SERVED:
        p.travel_hours -= transfer.hours_carried(tables, p)
        return _by_road(tables, p, ask, 1 - p.place)
    p.facility, p.target = p.target, p.facility  # a patient who gets worse goes back there
    p.choice = 0
    own = tables.step_down.recovery[p.facility][p.condition]
    if own.form != NOWHERE:
        u = luck.uniform(p.key, luck.RECOVERY, p.hop)
        p.discharge = now + times.hours(own, u)
    if bounce_back.gets_worse(tables, p):
        return bounce_back.recover_in_part(tables, now, p, ask)
    return _stay(tables, now, p, ask, now)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who will step down."""
    if p.mode == modes.ACUTE:
        return seek_bed(tables, now, p, ask)
    if p.mode == modes.SEEKING_BELOW:
        return move(tables, now, p, ask)
    return arrive_below(tables, now, p, ask)
