"""The rules of care: pure functions of numbers, which an engine plays.

They are written once for every engine: plain Python on scalars and rows, ``math`` only, no
objects, strings or draws. What they change is State and the patient's own row.
"""

from __future__ import annotations

import math

from sim.contract import (
    DUE,
    GAVE_UP,
    LEAVE,
    NOT_NEEDED,
    NOWHERE,
    SERVED,
    STEP,
    Ask,
    ClinicState,
    ExpectedState,
    Patient,
    PersonState,
    SessionState,
    State,
    StationState,
)
from sim.rules import (
    access,
    admission,
    booking,
    choice,
    chronic,
    day_surgery,
    modes,
    outreach,
    pathways,
    referral,
    returns,
    sent_down,
    step_down,
    surgery,
    transfer,
    visit,
    without_ticket,
    worsening,
)
from sim.rules.prescriptions import visit_needed
from sim.tables import Tables
from sim.tables.stations import ShiftRow


def initial(tables: Tables) -> State:
    """Return the state in which a run begins."""
    diseases = tables.chronic.disease
    return State(
        clinic=[ClinicState(row.first) for row in tables.tickets.clinic],
        session=[SessionState() for _ in tables.tickets.session],
        station=[StationState() for _ in tables.stations.station],
        expected=[
            ExpectedState(wait, choice.AT_FIRST, tables.begin)
            for wait in tables.choice.expected_wait
        ],
        person=[PersonState() for _ in range(diseases[-1].last if diseases else 0)],
    )


def arrive(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Begin an episode: answer LEAVE, or STEP with the first step in ``ask``."""
    answer = _arrive(tables, state, now, p, ask)
    if answer == STEP and p.worsens_at < math.inf:  # few ever do
        worsening.watch(now, p, ask)
    return answer


def _happens(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether what the cohort holds takes place."""
    if p.person == NOWHERE:
        return visit_needed(tables, p)
    return chronic.happens(tables, state, now, p)


def next_step(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on after a step, whose outcome stands in the patient's row: LEAVE, STEP or ORDER."""
    if p.outcome == GAVE_UP and worsening.strikes(now, p):
        return worsening.ask_anew(tables, p, ask)
    answer = _next(tables, state, now, p, ask)
    if answer == LEAVE:
        answer = _leave(tables, p, ask)
    if answer == STEP and p.worsens_at < math.inf:  # few ever do
        worsening.watch(now, p, ask)
    return answer


def _leave(tables: Tables, p: Patient, ask: Ask) -> int:
    """End an episode, unless the patient is to come again."""
    if returns.comes_again(tables, p):
        return returns.go_home(tables, p, ask)
    returns.settle(p)
    return LEAVE


def _arrive(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Begin an episode."""
    if p.bed >= 0:
        return admission.resume(tables, now, p, ask)
    if not _happens(tables, state, now, p):
        p.ending = NOT_NEEDED
        return LEAVE
    p.base_could = int(access.base_could_treat(tables, p))
    answer = access.set_out(tables, state, now, p, ask)
    return _visit(tables, state, now, p, ask) if answer == booking.THERE else answer


def _next(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on after a step."""
    if p.mode <= modes.LAST_VISIT:
        if tables.choice.learns == 1:
            choice.learn(tables, state, p)
        return _visit(tables, state, now, p, ask)
    if p.mode <= modes.LAST_REFERRAL:
        if p.mode == modes.FOLLOWING_UP:
            answer = sent_down.come(tables, state, now, p, ask)
        else:
            answer = transfer.leave_for_target(tables, state, now, p, ask)
        return _visit(tables, state, now, p, ask) if answer == booking.THERE else answer
    if p.mode <= modes.LAST_OUTREACH:
        answer = outreach.go_on(tables, state, now, p, ask)
        if answer == outreach.NOT_SEEN:
            answer = referral.without_expert(tables, state, now, p, ask)
        return _visit(tables, state, now, p, ask) if answer == booking.THERE else answer
    if p.mode <= modes.STAYING:
        return _inpatient(tables, now, p, ask)
    answer = _between(tables, state, now, p, ask)
    return _visit(tables, state, now, p, ask) if answer == booking.THERE else answer


def _between(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient between two visits, who may be at the next one."""
    if p.mode <= modes.AT_HOME:
        return returns.go_on(tables, state, now, p, ask)
    if p.mode == modes.REFUSED:
        return without_ticket.go_on(tables, state, now, p, ask)
    if p.mode <= modes.LAST_TRANSFER:
        return transfer.go_on(tables, state, now, p, ask)
    return pathways.go_on(tables, state, now, p, ask)


def _visit(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a visit, and at the next facility if the way there has no length."""
    if p.outcome != SERVED and p.mode == modes.VISITING and visit.leaves_unserved(tables, p):
        return LEAVE
    if p.pathway != NOWHERE and p.mode == modes.VISITING:
        pathways.note_test(tables, now, p)
    answer = booking.THERE
    while answer == booking.THERE:
        if p.mode == modes.ARRIVING:
            _begin(tables, now, p)
        answer = visit.advance(tables, now, p, ask)
        if answer == visit.DECIDE:
            if p.chronic == DUE:
                chronic.hold(state, now, p)
            answer = _decide(tables, state, now, p, ask)
    if answer == LEAVE and sent_down.is_due(tables, p):
        return sent_down.send(tables, p, ask)
    return answer


def _begin(tables: Tables, now: float, p: Patient) -> None:
    """Begin a visit; who is known to the team of a device goes to it at once."""
    if len(tables.pathways.pathway) > 0:
        pathways.enter(tables, now, p)
    visit.begin(tables, now, p)
    if p.clinic == NOWHERE:
        worsening.foresee(tables, now, p)
    if p.pathway != NOWHERE and pathways.passes_by(tables, p):
        visit.to_decision(tables, p)


def _decide(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide at the end of a consultation: by a pathway, or as for anybody."""
    if p.pathway != NOWHERE:
        answer = pathways.decide(tables, state, now, p, ask)
        if answer != pathways.NOT_TAKEN:
            return answer
    return referral.decide(tables, state, now, p, ask)


def _inpatient(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who has been admitted, or is to be."""
    if p.mode <= modes.LAST_ADMISSION:
        return admission.go_on(tables, now, p, ask)
    if modes.DAY_LISTED <= p.mode <= modes.DAY_RECOVERING:
        return day_surgery.go_on(tables, now, p, ask)
    if p.mode <= modes.LAST_SURGERY:
        return surgery.go_on(tables, now, p, ask)
    if p.mode <= modes.LAST_STEP_DOWN:
        return step_down.go_on(tables, now, p, ask)
    return LEAVE


def tick(tables: Tables, state: State, shift: ShiftRow) -> None:
    """Let a clinic go on to the first of its sessions that has not ended."""
    clinic = state.clinic[shift.clinic]
    last = tables.tickets.clinic[shift.clinic].last
    while clinic.current < last and tables.tickets.session[clinic.current].end <= shift.time:
        clinic.current += 1
