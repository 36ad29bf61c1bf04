"""Access: which facility first."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import NOWHERE, Patient
from sim.rules.prescriptions import returns_to_base
from sim.rules.triage import urgent
from sim.tables.rows import EMERGENCY, NOT_SUITED, SUITED, Tables


def first_contact(tables: Tables, p: Patient) -> int:
    """Return the facility that the patient goes to first.

    A multinomial logit over the options of the home, whose luck is one Gumbel a facility, so that
    a choice changes only when utilities do; then drugs in stock and gatekeeping send some of those
    who can wait and would go to a hospital of the network to their own base. Who goes outside the
    network is out of its reach.
    """
    reason = _reason(tables, p)
    chosen = _chosen(tables, p, reason)
    if tables.facility[chosen].outside == 1:
        return chosen
    if reason != EMERGENCY and returns_to_base(tables, p, chosen):
        return tables.home[p.home].base
    if reason == SUITED and _complies(tables, p):
        return tables.home[p.home].base
    return chosen


def _chosen(tables: Tables, p: Patient, reason: int) -> int:
    """Return the facility of the greatest utility; who has one option needs no luck."""
    options = tables.option[p.home][reason]
    if options[1].facility == NOWHERE:
        return options[0].facility
    chosen, best = NOWHERE, -math.inf
    for option in options:
        if option.facility == NOWHERE:
            break
        u = luck.uniform(p.key, luck.FIRST_CONTACT, 0, option.luck)
        worth = option.utility + luck.gumbel(u)
        if worth > best:
            chosen, best = option.facility, worth
    return chosen


def _reason(tables: Tables, p: Patient) -> int:
    """Which of the observed shares apply."""
    if urgent(p):
        return EMERGENCY
    return SUITED if tables.condition[p.condition].suited == 1 else NOT_SUITED


def _complies(tables: Tables, p: Patient) -> bool:
    """Say whether gatekeeping makes the patient go to the own base first."""
    if tables.home[p.home].base == NOWHERE:
        return False
    return luck.uniform(p.key, luck.COMPLIANCE) < tables.settings.gatekeeping


def base_could_treat(tables: Tables, p: Patient) -> bool:
    """Say whether the own base is capable of the case."""
    base = tables.home[p.home].base
    return base != NOWHERE and p.complexity <= tables.capability[base][p.condition]
