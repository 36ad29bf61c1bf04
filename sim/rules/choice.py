"""Choice: the utility of each facility, and what recent patients teach about waits.

Where shares of first contact were observed, the logit is incremental (pivot-point; Koppelman 1983,
Transportation 10:35): the logarithm of the share plus the change in utility since. Elsewhere the
utility is whole. Luck is one Gumbel draw for each facility: a patient's choice changes only if
utilities do.
"""

from __future__ import annotations

import math

from sim import luck
from sim.contract import NOWHERE, SERVED, Patient, State
from sim.rules import booking, modes
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.choice import OptionRow
from sim.tables.codes import CLINIC, EMERGENCY, NOT_SUITED, SUITED

AT_FIRST = 100.0
"""How many patients the expected wait at the begin of a run counts for: soon outweighed."""


def reason_of(tables: Tables, p: Patient) -> int:
    """Return which of the observed shares apply to the patient."""
    if urgent(p):
        return EMERGENCY
    return SUITED if tables.access.suited[p.condition] == 1 else NOT_SUITED


def chosen(tables: Tables, state: State, p: Patient) -> int:
    """Return the facility of the greatest utility; NOWHERE: stays at home.

    A patient with one option who cannot stay at home needs no luck.
    """
    whole = tables.choice.whole[p.home]
    options = tables.choice.option[p.home][_occasion(tables, p)]
    chosen, best = NOWHERE, -math.inf
    if whole == 1:
        best = _at_home(tables, p)
    elif options[1].facility == NOWHERE:
        return options[0].facility
    for option in options:
        if option.facility == NOWHERE:
            break
        worth = _worth(tables, state, p, option)
        if worth > best:
            chosen, best = option.facility, worth
    return chosen


def _worth(tables: Tables, state: State, p: Patient, option: OptionRow) -> float:
    """Return the utility of a facility, luck included."""
    u = luck.uniform(p.key, luck.FIRST_CONTACT, 0, option.luck)
    worth = option.utility + luck.gumbel(u)
    if tables.choice.weighs == 1:
        worth += weighed(tables, state, p, option.facility)
    return worth


def _occasion(tables: Tables, p: Patient) -> int:
    """Return the index of the home's options for the patient: by acuity, or by observed shares."""
    return p.acuity - 1 if tables.choice.whole[p.home] == 1 else reason_of(tables, p)


def _at_home(tables: Tables, p: Patient) -> float:
    """Return the utility of staying at home, luck included."""
    utility = tables.choice.stays_home[p.acuity - 1]
    if utility == -math.inf:
        return utility
    return utility + luck.gumbel(luck.uniform(p.key, luck.STAYING_HOME))


def another(tables: Tables, state: State, now: float, p: Patient, refused: int) -> int:
    """Return the facility to go to when another has no ticket; NOWHERE: there is none.

    The luck is that of the first choice. Open are facilities that would see the patient in time,
    and those outside the network.
    """
    chosen, best = NOWHERE, -math.inf
    for option in tables.choice.option[p.home][_occasion(tables, p)]:
        if option.facility == NOWHERE:
            break
        if option.facility == refused or not _open_to(tables, state, now, p, option.facility):
            continue
        worth = _worth(tables, state, p, option)
        if worth > best:
            chosen, best = option.facility, worth
    return chosen


def _open_to(tables: Tables, state: State, now: float, p: Patient, facility: int) -> bool:
    """Say whether a facility would see the patient in time; those outside always do."""
    if tables.access.outside[facility] == 1:
        return True
    return booking.has_place(tables, state, now, p, facility)


def weighed(tables: Tables, state: State, p: Patient, facility: int) -> float:
    """Return the utility of trust, cost and waits, or of their change since shares were observed.

    The wait in the rooms is what residents have learnt; the wait for a ticket is what the clinic
    would say now. The two do not overlap. Emergencies weigh trust only.
    """
    appeal = tables.choice.appeal[facility][p.condition]
    whole = tables.choice.whole[p.home] == 1
    if urgent(p):
        return appeal.whole if whole else appeal.gained
    wait, ticket = expected_wait(state, facility), _ticket(tables, state, p, facility)
    if whole:
        worth, cost = appeal.whole, appeal.cost_whole
    else:
        worth, cost = appeal.gained, appeal.cost_gained
        wait -= tables.choice.expected_wait[facility]
        ticket -= tables.choice.expected_ticket[facility]
    return worth + cost + tables.choice.wait * wait + tables.choice.ticket * ticket


def expected_wait(state: State, facility: int) -> float:
    """Return the hours that residents expect to wait in the rooms of a facility."""
    return state.expected[facility].wait


def _ticket(tables: Tables, state: State, p: Patient, facility: int) -> float:
    """Return the hours that the patient would wait for a ticket; 0 where none is needed."""
    clinic = tables.tickets.consulting[facility][p.condition]
    if tables.choice.ticket == 0.0 or clinic == NOWHERE:
        return 0.0
    earliest = p.onset + tables.ways.travel[p.home][facility]
    return booking.ticket_wait(tables, state, p, clinic, earliest)


def learn(tables: Tables, state: State, p: Patient) -> None:
    """Learn the wait of a patient whose first consultation in a clinic has ended.

    The wait runs from coming to the clinic until the doctor begins. The expected wait is a mean
    over patients, in which each counts e-fold less after ``memory`` hours.
    """
    seen = p.mode == modes.VISITING and p.clinic != NOWHERE and p.outcome == SERVED
    if not seen or math.isnan(p.came) or tables.flows.line[p.line].station != CLINIC:
        return
    expected = state.expected[p.facility]
    left = math.exp((expected.at - p.ended) / tables.choice.memory)
    expected.patients = expected.patients * left + 1.0
    expected.wait += (p.started - p.came - expected.wait) / expected.patients
    expected.at = p.ended
    p.came = math.nan
