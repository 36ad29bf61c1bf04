"""Sent down with a plan: outpatients of a hospital who have their follow-up at the own base."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, TREATED, Ask, Patient, State
from sim.rules import booking, modes, notes
from sim.rules.asking import delay
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import SENT_DOWN


def is_follow_up(p: Patient) -> bool:
    """Say whether the present visit is the one that was planned above."""
    return notes.way(p, p.hop - 1) == notes.DOWN


def is_due(tables: Tables, p: Patient) -> bool:
    """Say whether a patient, treated here and not urgent, is sent down after the visit."""
    share = tables.referral.sent_down[p.facility]
    if (
        share == 0.0
        or tables.referral.plain[p.facility] == 1
        or p.ending != TREATED
        or p.treated_facility != p.facility
    ):
        return False
    base = tables.access.home[p.home].base
    if base in (NOWHERE, p.facility) or urgent(p) or p.hop >= notes.HOPS or is_follow_up(p):
        return False
    return luck.uniform(p.key, luck.SENT_DOWN, p.hop) < share


def send(tables: Tables, p: Patient, ask: Ask) -> int:
    """Send the patient home, to come to the own base when the follow-up is due: a new hop.

    Tests at the follow-up are new ones, not repeats.
    """
    notes.note(p, notes.DOWN)
    p.referred_down += 1
    p.hop += 1
    p.mode = modes.FOLLOWING_UP
    p.facility = p.target = tables.access.home[p.home].base
    p.by_channel = 0
    p.tested = 0
    return delay(ask, p, SENT_DOWN, tables.referral.follow_up)


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go to the own base for an ordinary visit; without a ticket there is no follow-up."""
    return booking.go(tables, state, now, p, ask, p.target, tables.ways.travel[p.home][p.target])
