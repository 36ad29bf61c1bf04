"""Worsening: an emergency patient who waits too long gets worse and goes before all others."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import CRITICAL, NOWHERE, SOON, URGENT, Ask, Patient
from sim.rules import admission, modes, transfer, visit
from sim.tables import Tables

_WAITING = (modes.VISITING, modes.BOARDING, modes.BEDDING, modes.CALLING)


def foresee(tables: Tables, now: float, p: Patient) -> None:
    """Fix the instant at which a patient who has come to emergency worsens, unless treated."""
    row = tables.worsening
    rate = row.urgent if p.acuity == URGENT + 1 else row.soon if p.acuity == SOON + 1 else 0.0
    if rate > 0.0 and math.isnan(p.worsens_at):
        u = luck.uniform(p.key, luck.WORSENING)
        p.worsens_at = now + luck.duration(luck.EXPONENTIAL, 1.0 / rate, 0.0, 0.0, u)


def watch(now: float, p: Patient, ask: Ask) -> None:
    """Let a step wait no longer than until the patient worsens.

    A patient who worsens during a service goes first from the next wait on.
    """
    if not p.worsens_at < ask.gives_up or not _may_worsen(p, ask):
        return
    if p.worsens_at <= now:
        worsen(p)
        ask.priority = CRITICAL
    else:
        ask.gives_up = p.worsens_at


def _may_worsen(p: Patient, ask: Ask) -> bool:
    """Say whether the step is a wait of an untreated patient who does not go first already."""
    if ask.station == NOWHERE or p.worsened == 1 or not math.isnan(p.treated_at):
        return False
    return p.mode in _WAITING and CRITICAL < ask.priority <= SOON


def strikes(now: float, p: Patient) -> bool:
    """Say whether a wait has just been given up because the patient has worsened."""
    return p.worsens_at == now and p.worsened == 0


def worsen(p: Patient) -> None:
    """Let the patient go first from now on."""
    p.worsened = 1
    p.priority = CRITICAL


def ask_anew(tables: Tables, p: Patient, ask: Ask) -> int:
    """Ask for the same step again, with its old rank but before all others."""
    worsen(p)
    if p.mode == modes.VISITING:
        p.line -= 1
        return visit.advance(tables, p.asked, p, ask)
    if p.mode == modes.CALLING:
        return transfer.call(tables, p.asked, p, ask, CRITICAL)
    return admission.ask_anew(tables, p.asked, p, ask)
