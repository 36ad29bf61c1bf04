"""Choice: the utility of each facility, and what recent patients teach about waits.

Where shares of first contact were observed, the logit is incremental (pivot-point; Koppelman 1983,
Transportation 10:35): the logarithm of the share, and what has changed since. Elsewhere it is
whole. The choice's luck is one Gumbel a facility, so that it changes only when utilities do.
"""

from __future__ import annotations

import math

from sim import luck
from sim.contract import NOWHERE, SERVED, Patient, State
from sim.rules import modes
from sim.rules.triage import urgent
from sim.tables.codes import CLINIC
from sim.tables.rows import Tables


def chosen(tables: Tables, state: State, p: Patient, reason: int) -> int:
    """Return the facility of the greatest utility, NOWHERE to stay at home.

    Who has one option, and may not stay at home, needs no luck.
    """
    whole = tables.home[p.home].whole
    options = tables.option[p.home][p.acuity - 1 if whole == 1 else reason]
    chosen, best = NOWHERE, -math.inf
    if whole == 1:
        best = _at_home(tables, p)
    elif options[1].facility == NOWHERE:
        return options[0].facility
    for option in options:
        if option.facility == NOWHERE:
            break
        u = luck.uniform(p.key, luck.FIRST_CONTACT, 0, option.luck)
        worth = option.utility + luck.gumbel(u)
        if tables.choice.weighs == 1:
            worth += weighed(tables, state, p, option.facility)
        if worth > best:
            chosen, best = option.facility, worth
    return chosen


def _at_home(tables: Tables, p: Patient) -> float:
    """Return what staying at home is worth, luck included."""
    utility = tables.stays_home[p.acuity - 1]
    if utility == -math.inf:
        return utility
    return utility + luck.gumbel(luck.uniform(p.key, luck.STAYING_HOME))


def weighed(tables: Tables, state: State, p: Patient, facility: int) -> float:
    """Return the utility of trust, cost and expected wait: whole, or of their change.

    Emergencies ask for trust only.
    """
    appeal, wait = tables.appeal[facility][p.condition], state.expected[facility].wait
    if tables.home[p.home].whole == 1:
        worth, cost = appeal.whole, appeal.cost_whole
    else:
        worth, cost = appeal.gained, appeal.cost_gained
        wait -= tables.facility[facility].expected_wait
    return worth if urgent(p) else worth + cost + tables.choice.wait * wait


def learn(tables: Tables, state: State, p: Patient) -> None:
    """Learn the wait of a patient whose first consultation in a clinic has ended.

    It runs from the instant at which the patient could have been there and the clinic registers
    (``wanted``) until the doctor begins, so that it is congestion alone: neither the way nor the
    night.
    """
    seen = p.mode == modes.VISITING and p.clinic != NOWHERE and p.outcome == SERVED
    if not seen or math.isnan(p.wanted) or tables.line[p.line].station != CLINIC:
        return
    expected, memory = state.expected[p.facility], tables.choice.memory
    expected.wait = memory * expected.wait + (1.0 - memory) * max(0.0, p.started - p.wanted)
    p.wanted = math.nan
