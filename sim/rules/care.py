"""Care: the questions of the engines, each handed to the module that it concerns."""

from __future__ import annotations

import math

from sim.contract import (
    DECIDE,
    DUE,
    GAVE_UP,
    LEAVE,
    NOT_NEEDED,
    NOT_SEEN,
    NOT_TAKEN,
    NOWHERE,
    SERVED,
    STEP,
    THERE,
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
    bounce_back,
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
    """Say whether the episode that the cohort holds takes place."""
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
    p.base_could = int(access.base_could_treat(tables, state, now, p))
    answer = access.set_out(tables, state, now, p, ask)
    return _visit(tables, state, now, p, ask) if answer == THERE else answer


def _next(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on after a step: the module that the mode concerns answers.

    A table of functions by concern cannot be compiled: a function that only rules call has no
    address (:mod:`sim.native.parts`). So each concern is tested by name, once, in any order.
    """
    concern = modes.concern(p.mode)
    if concern >= modes.INPATIENT:
        return _inpatient(tables, now, p, ask, concern)
    answer = _outpatient(tables, state, now, p, ask, concern)
    return _visit(tables, state, now, p, ask) if answer == THERE else answer


def _outpatient(
    tables: Tables, state: State, now: float, p: Patient, ask: Ask, concern: int
) -> int:
    """Go on with a patient in a visit or between two visits; the next one may begin."""
    if concern == modes.VISIT:
        answer = _learn(tables, state, p)
    elif concern == modes.REFERRAL:
        answer = referral.go_on(tables, state, now, p, ask)
    elif concern == modes.SENT_DOWN:
        answer = sent_down.go_on(tables, state, now, p, ask)
    elif concern == modes.OUTREACH:
        answer = _with_expert(tables, state, now, p, ask)
    elif concern == modes.BOOKING:
        answer = booking.go_on(tables, state, now, p, ask)
    elif concern == modes.WITHOUT_TICKET:
        answer = without_ticket.go_on(tables, state, now, p, ask)
    elif concern == modes.RETURNS:
        answer = returns.go_on(tables, state, now, p, ask)
    elif concern == modes.TRANSFER:
        answer = transfer.go_on(tables, state, now, p, ask)
    else:
        answer = pathways.go_on(tables, state, now, p, ask)
    return answer


def _inpatient(tables: Tables, now: float, p: Patient, ask: Ask, concern: int) -> int:
    """Go on with a patient who has been admitted or will be."""
    answer = LEAVE  # the last stay is over
    if concern == modes.ADMISSION:
        answer = admission.go_on(tables, now, p, ask)
    elif concern == modes.SURGERY:
        answer = surgery.go_on(tables, now, p, ask)
    elif concern == modes.DAY_SURGERY:
        answer = day_surgery.go_on(tables, now, p, ask)
    elif concern == modes.STEP_DOWN:
        answer = step_down.go_on(tables, now, p, ask)
    elif concern == modes.BOUNCE_BACK:
        answer = bounce_back.go_on(tables, now, p, ask)
    return answer


def _learn(tables: Tables, state: State, p: Patient) -> int:
    """Let residents learn from a step of a visit, and go on with it."""
    if tables.choice.learns == 1:
        choice.learn(tables, state, p)
    return THERE


def _with_expert(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient of the expert; without a consultation, as if there were no expert."""
    answer = outreach.go_on(tables, state, now, p, ask)
    if answer == NOT_SEEN:
        return referral.without_expert(tables, state, now, p, ask)
    return answer


def _visit(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a visit, and at the next facility if the way there takes no time."""
    if p.outcome != SERVED and p.mode == modes.VISITING and visit.leaves_unserved(tables, p):
        return LEAVE
    if p.pathway != NOWHERE and p.mode == modes.VISITING:
        pathways.note_test(tables, now, p)
    answer = THERE
    while answer == THERE:
        if p.mode == modes.ARRIVING:
            _begin(tables, now, p)
        answer = visit.advance(tables, now, p, ask)
        if answer == DECIDE:
            if p.occasion == DUE:
                chronic.hold(state, now, p)
            answer = _decide(tables, state, now, p, ask)
    if answer == LEAVE and sent_down.is_due(tables, p):
        return sent_down.send(tables, p, ask)
    return answer


def _begin(tables: Tables, now: float, p: Patient) -> None:
    """Begin a visit; a patient whom the team of a device expects goes to it at once."""
    if len(tables.pathways.pathway) > 0:
        pathways.enter(tables, now, p)
    visit.begin(tables, now, p)
    if p.clinic == NOWHERE:
        worsening.foresee(tables, now, p)
    if p.pathway != NOWHERE and pathways.passes_by(tables, p):
        visit.to_decision(tables, p)


def _decide(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Decide at the end of a consultation: by a pathway, or as usual."""
    if p.pathway != NOWHERE:
        answer = pathways.decide(tables, state, now, p, ask)
        if answer != NOT_TAKEN:
            return answer
    return referral.decide(tables, state, now, p, ask)


def tick(tables: Tables, state: State, shift: ShiftRow) -> None:
    """Let a clinic go on to the first of its sessions that has not ended."""
    clinic = state.clinic[shift.clinic]
    last = tables.tickets.clinic[shift.clinic].last
    while clinic.current < last and tables.tickets.session[clinic.current].end <= shift.time:
        clinic.current += 1
