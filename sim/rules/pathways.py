"""Time-critical pathways: once the diagnosis is known, device, thrombolysis or transfer."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import CRITICAL, NOT_TAKEN, NOWHERE, SERVED, Ask, Patient, State
from sim.rules import admission, critical_values, letters, modes, notes, survival, times, transfer
from sim.rules.asking import delay, service
from sim.rules.treatment import treated
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import ACTIVATION, DEVICE, NEEDLE


def enter(tables: Tables, now: float, p: Patient) -> None:
    """Note at the first contact whether the patient has a time-critical diagnosis, and which."""
    if p.hop > 0 or not urgent(p):
        return
    u = luck.uniform(p.key, luck.PATHWAY)
    for code in range(len(tables.pathways.pathway)):
        row = tables.pathways.pathway[code]
        if row.condition == p.condition:
            if 0.0 <= u < row.share:
                p.pathway = code
                p.contact_at = now
                before = times.hours(row.onset_to_call, luck.uniform(p.key, luck.SYMPTOMS))
                p.symptoms_at = p.onset - before
                survival.judge(tables, p)
            u -= row.share


def note_test(tables: Tables, now: float, p: Patient) -> None:
    """Stop the clock of the first test if that is what has just been done."""
    tells = tables.pathways.first_test[p.pathway][p.line] == 1
    if tells and p.outcome == SERVED and math.isnan(p.test_at):
        p.test_at = now
        survival.keep_time(p, survival.TEST, now, tables.pathways.pathway[p.pathway].test_target)


def passes_by(tables: Tables, p: Patient) -> bool:
    """Say whether a patient who arrives goes past the emergency department."""
    if p.diagnosed == 0 or tables.pathways.device[p.pathway][p.facility] == NOWHERE:
        return False
    return luck.uniform(p.key, luck.BYPASS) < tables.pathways.bypass


def decide(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide for a patient of a pathway; NOT_TAKEN: the doctor decides as usual."""
    if p.returned == 1:
        p.diagnosed = 0
        return NOT_TAKEN
    critical_values.call(tables, p)
    if p.diagnosed == 0 and not _known(tables, p):
        return NOT_TAKEN
    p.diagnosed = 1
    if _device_meant(tables, p) and tables.pathways.device[p.pathway][p.facility] != NOWHERE:
        return _activate(tables, p, ask)
    if _needle_given(tables, now, p):
        u = luck.uniform(p.key, luck.NEEDLE_TIME)
        p.mode = modes.NEEDLING
        return delay(ask, p, NEEDLE, times.hours(tables.pathways.pathway[p.pathway].needle, u))
    return _ship(tables, state, now, p, ask)


def _known(tables: Tables, p: Patient) -> bool:
    """Say whether doctor or hub sees the diagnosis, and the patient agrees to the pathway."""
    seen = max(tables.referral.recognition[p.facility], p.hub_recognition)
    if p.critical != NOWHERE:
        seen = 1.0
    if luck.uniform(p.key, luck.DIAGNOSED, p.hop) >= seen:
        return False
    return luck.uniform(p.key, luck.AGREED) < tables.pathways.pathway[p.pathway].agrees


def _device_meant(tables: Tables, p: Patient) -> bool:
    """Say whether the device is meant for the patient."""
    return luck.uniform(p.key, luck.DEVICE_MEANT) < tables.pathways.pathway[p.pathway].device_share


def _needle_given(tables: Tables, now: float, p: Patient) -> bool:
    """Say whether the patient has thrombolysis here: in time, and where it is worth it."""
    row = tables.pathways.pathway[p.pathway]
    if now - p.symptoms_at >= row.needle_window or not math.isnan(p.needle_at):
        return False
    if tables.pathways.device[p.pathway][p.facility] != NOWHERE:
        return True
    target = tables.pathways.device_from[p.pathway][p.facility]
    if target != NOWHERE and _device_meant(tables, p) and _near(tables, p, target):
        return False
    return luck.uniform(p.key, luck.LYSIS) < tables.pathways.lysis


def _near(tables: Tables, p: Patient, target: int) -> bool:
    """Say whether the way to the device is too short for thrombolysis to be worth it."""
    return (
        tables.ways.ambulance[p.facility][target]
        <= tables.pathways.pathway[p.pathway].needle_beyond
    )


def _ship(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Send the patient to the nearest facility with the device, to go before all others there."""
    target = tables.pathways.device_from[p.pathway][p.facility]
    at_centre = tables.pathways.device[p.pathway][p.facility] != NOWHERE
    if target == NOWHERE or at_centre:
        return NOT_TAKEN
    p.target = target
    p.by_channel = 1
    share = tables.pathways.pathway[p.pathway].formal_share
    if letters.written(tables, p, share, luck.FORMAL_TRANSFER):
        p.referred_up += 1
        _note_letter(tables, p)
    else:
        p.self_referred += 1
        notes.note(p, notes.OWN)
    return transfer.set_out(tables, state, now, p, ask)


def _note_letter(tables: Tables, p: Patient) -> None:
    """Note a letter; after a critical value it is by the green channel, if there is one."""
    if p.called == 1 and tables.referral.green_use > 0.0:
        p.green = 1
        notes.note(p, notes.GREEN)
    else:
        notes.note(p, notes.FORMAL)


def _activate(tables: Tables, p: Patient, ask: Ask) -> int:
    """Wait for consent and the team, which has been told if the diagnosis was made elsewhere."""
    u = luck.uniform(p.key, luck.ACTIVATION)
    hours = times.hours(tables.pathways.pathway[p.pathway].activation, u)
    if p.hop > 0:
        hours *= 1.0 - tables.pathways.prewarning
    p.mode = modes.ACTIVATING
    return delay(ask, p, ACTIVATION, hours)


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient before or after thrombolysis or the device."""
    if p.mode == modes.NEEDLING:
        return _needled(tables, state, now, p, ask)
    if p.mode == modes.ACTIVATING:
        p.mode = modes.IN_DEVICE
        time = tables.pathways.pathway[p.pathway].device
        hours = times.hours(time, luck.uniform(p.key, luck.DEVICE_TIME))
        station = tables.pathways.device[p.pathway][p.facility]
        return service(tables, ask, p, DEVICE, station, hours, CRITICAL, now)
    return _opened(tables, state, now, p, ask)


def _needled(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on to the device after thrombolysis, or into a bed here."""
    p.needle_at = now
    survival.keep_time(p, survival.NEEDLE, now, tables.pathways.pathway[p.pathway].needle_target)
    survival.judge(tables, p)
    answer = NOT_TAKEN
    if _device_meant(tables, p):
        answer = _ship(tables, state, now, p, ask)
    if answer != NOT_TAKEN:
        return answer
    _treated_here(p, now)
    return admission.treat(tables, state, now, p, ask)


def _opened(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go into a bed after the device."""
    row = tables.pathways.pathway[p.pathway]
    p.device_at = p.started
    _treated_here(p, p.device_at)
    target = row.device_target if p.hop == 0 else row.device_transferred_target
    survival.keep_time(p, survival.DEVICE, p.device_at, target)
    survival.judge(tables, p)
    return admission.treat(tables, state, now, p, ask)


def _treated_here(p: Patient, instant: float) -> None:
    """Note where and when the patient was treated: the facility has what the pathway needs."""
    p.treated_facility = p.facility
    p.beyond = 0
    treated(p, instant)
