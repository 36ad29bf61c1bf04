"""Discharge talks: with whom a nurse talks before they go home, and who comes again then."""

from __future__ import annotations

from sim import luck
from sim.contract import LEAVE, STEP, Ask, Patient
from sim.rules import modes
from sim.rules.asking import delay
from sim.tables import Tables
from sim.tables.codes import DISCHARGE_TALK


def is_due(tables: Tables, p: Patient) -> bool:
    """Say whether a nurse is to talk with a patient whose last stay is over."""
    share = tables.discharge_talk.share
    if share == 0.0 or p.mode != modes.STAYING:
        return False
    return luck.uniform(p.key, luck.DISCHARGE_TALK, p.hop) < share


def talk(tables: Tables, p: Patient, ask: Ask) -> int:
    """Ask for the talk, in the patient's own bed."""
    p.mode = modes.TALKING
    delay(ask, p, DISCHARGE_TALK, tables.discharge_talk.hours)
    ask.station = p.ward
    return STEP


def go_on(p: Patient) -> int:
    """Go home after the talk."""
    p.talked = 1
    return LEAVE


def left(tables: Tables, p: Patient) -> float:
    """Return the share of a patient's chance to come again that is left."""
    return tables.discharge_talk.left if p.talked == 1 else 1.0
