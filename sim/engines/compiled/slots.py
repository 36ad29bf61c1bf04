"""Slots, which are used again, and rows of the record."""

from __future__ import annotations

import math

from sim import episodes
from sim.contract import GAVE_UP, NOWHERE, PLACES, REFUSED, SERVED
from sim.engines.compiled.rows import Machine


def fail(m: Machine, fault: int, w: int) -> None:
    """Note what the rules did wrong; the first fault counts."""
    clock = m.clock[0]
    if clock.fault == 0:
        clock.fault = fault
        clock.fault_work = w


def new_work(m: Machine, e: int) -> int:
    """Return a slot for what the rules will ask for."""
    clock = m.clock[0]
    w = clock.free_work
    if w == NOWHERE:
        w = clock.works
        clock.works += 1
    else:
        clock.free_work = m.work[w].following
    work = m.work[w]
    work.episode = e
    work.started = math.nan
    work.ended = math.nan
    work.outcome = SERVED
    work.joined = NOWHERE
    work.serves = 0
    work.following = NOWHERE
    return w


def free_work(m: Machine, w: int) -> None:
    """Let a slot be used again."""
    clock = m.clock[0]
    m.work[w].following = clock.free_work
    clock.free_work = w


def new_episode(m: Machine) -> int:
    """Put the next newcomer into a slot; return the slot."""
    clock = m.clock[0]
    e = clock.free_episode
    if e == NOWHERE:
        e = clock.episodes
        clock.episodes += 1
    else:
        clock.free_episode = m.episode[e].following
    episode = m.episode[e]
    episode.inside = 1
    episode.step = NOWHERE
    episode.orders = NOWHERE
    episode.out = 0
    episode.steps = 0
    for place in range(PLACES):
        m.place[e][place] = NOWHERE
    _seat(m, e)
    return e


def _seat(m: Machine, e: int) -> None:
    """Give a slot to the next newcomer of the cohort."""
    clock, newcomers = m.clock[0], m.newcomers
    n = clock.newcomer
    clock.newcomer += 1
    m.patient[e] = m.blank[0]
    patient = m.patient[e]
    patient.number = clock.arrived
    patient.key = newcomers.key[n]
    patient.home = newcomers.home[n]
    patient.condition = newcomers.condition[n]
    patient.acuity = newcomers.acuity[n]
    patient.complexity = newcomers.complexity[n]
    patient.onset = newcomers.onset[n]
    patient.bed = newcomers.bed[n]
    patient.residual = newcomers.residual[n]
    patient.person = newcomers.person[n]
    patient.occasion = newcomers.occasion[n]
    clock.arrived += 1


def free_episode(m: Machine, e: int) -> None:
    """Let a slot be used again."""
    clock = m.clock[0]
    m.episode[e].following = clock.free_episode
    clock.free_episode = e


def write(m: Machine, w: int, released: float) -> None:
    """Write down a step or order; a delay, or a step in a kept place, shows no station."""
    clock, work = m.clock[0], m.work[w]
    never = work.outcome in (GAVE_UP, REFUSED)
    shown = work.serves == 1 or never or work.joined != NOWHERE
    row = m.journey[clock.journeys]
    clock.journeys += 1
    row.patient = m.patient[work.episode].number
    row.hop = work.hop
    row.stage = work.stage
    row.facility = work.facility
    row.station = work.station if shown else NOWHERE
    row.priority = work.priority
    row.asked = work.asked
    row.started = work.started
    row.ended = work.ended
    row.released = released
    row.outcome = work.outcome


def write_episode(m: Machine, e: int, left: float) -> None:
    """Write down an episode that ended at ``left`` (NaN: still inside)."""
    clock, patient, course = m.clock[0], m.patient[e], NOWHERE
    if patient.pathway != NOWHERE:
        course = clock.courses
        clock.courses += 1
        episodes.write_course(m.course[course], patient)
    episodes.write_episode(m.leaver[clock.leavers], patient, left, course)
    clock.leavers += 1
