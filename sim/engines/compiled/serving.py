"""Stations: who starts, who waits, and what happens when a server comes free."""

from __future__ import annotations

import math

from sim.contract import NOWHERE, PLACES
from sim.engines.compiled.ranks import meld, schedule, without
from sim.engines.compiled.rows import (
    END,
    SERVER_COMES_FREE,
    WORK_ENDS,
    Machine,
    Work,
)
from sim.engines.compiled.slots import free_work, write
from sim.engines.reserve import kept_free
from sim.tables.stations import ShiftRow


def follow(m: Machine, shift: ShiftRow) -> None:
    """Let a station follow the timetable; one that grows starts its queue."""
    station, counts = m.station[shift.station], m.state.station[shift.station]
    capacity = shift.capacity
    if capacity == 0 and counts.capacity > 0:
        station.closed_at = m.clock[0].now
    if capacity > 0:
        station.queue = meld(m, station.queue, station.later)
        station.later = NOWHERE
    if capacity > 0 or station.runs_over == 0:
        station.servers = capacity
    counts.capacity = capacity
    _do_next(m, shift.station)


def serve(m: Machine, code: int) -> None:
    """Serve the queue of a station, as far as it can be."""
    _do_next(m, code)
    settle(m)


def admits(m: Machine, work: Work) -> bool:
    """Say whether a work of that rank may be served before the next opening."""
    if m.state.station[work.station].capacity > 0:
        return True
    station = m.station[work.station]
    return station.runs_over == 1 and work.since < station.closed_at


def has_server(m: Machine, code: int, priority: int) -> bool:
    """Say whether a server is free for a priority; kept servers are not free."""
    servers = m.station[code].servers
    kept = kept_free(m.tables.stations.reserve[code][priority], servers)
    return servers - m.state.station[code].busy > kept


def starts_at_once(m: Machine, w: int) -> bool:
    """Start a work if a server may take it now; say whether it starts."""
    work = m.work[w]
    if not has_server(m, work.station, work.priority) or not admits(m, work):
        return False
    work.serves = 1
    start(m, w)
    return True


def join(m: Machine, w: int) -> None:
    """Join the queue, or wait apart until the station opens."""
    clock, work = m.clock[0], m.work[w]
    work.joined = clock.joined
    work.child = NOWHERE
    clock.joined += 1
    clock.waiting += 1
    m.state.station[work.station].waiting += 1
    station = m.station[work.station]
    if admits(m, work):
        station.queue = meld(m, station.queue, w)
    else:
        station.later = meld(m, station.later, w)


def keeps_any(m: Machine, e: int) -> bool:
    """Say whether a patient keeps a place."""
    return any_at(m, e, NOWHERE)


def any_at(m: Machine, e: int, station: int) -> bool:
    """Say whether a patient keeps a place at a station; NOWHERE: at any."""
    for place in range(PLACES):
        w = m.place[e][place]
        if w != NOWHERE and (station == NOWHERE or m.work[w].station == station):
            return True
    return False


def stop_waiting(m: Machine, w: int) -> None:
    """Leave the queue."""
    work = m.work[w]
    without(m, m.station[work.station], w)
    work.joined = NOWHERE
    m.state.station[work.station].waiting -= 1
    m.clock[0].waiting -= 1


def start(m: Machine, w: int) -> None:
    """Take a server, schedule the end, then give up places (by :func:`settle`)."""
    work, now = m.work[w], m.clock[0].now
    work.started = now
    work.patience = NOWHERE
    if work.serves == 1:
        m.state.station[work.station].busy += 1
    end = now + work.duration if math.isnan(work.until) else work.until
    schedule(m, end, END, WORK_ENDS, w)
    if work.free != 0:
        give_up_places(m, work.episode, work.free)


def give_up_places(m: Machine, e: int, places: int) -> None:
    """Give up a set of places, lowest first (by :func:`settle`)."""
    for place in range(PLACES - 1, -1, -1):
        w = m.place[e][place]
        if places >> place & 1 and w != NOWHERE:
            m.place[e][place] = NOWHERE  # an order that starts meanwhile may free the same set
            _do_next(m, -1 - w)


def release(m: Machine, w: int) -> None:
    """Leave a server: write down the work; the server turns over and serves the next."""
    work, now = m.work[w], m.clock[0].now
    free = now + work.turnover
    write(m, w, free)
    if free > now:
        schedule(m, free, END, SERVER_COMES_FREE, work.station)
    else:
        come_free(m, work.station)


def come_free(m: Machine, code: int) -> None:
    """Let a server that has come free serve the queue (by :func:`settle`)."""
    m.state.station[code].busy -= 1
    _do_next(m, code)


def settle(m: Machine) -> None:
    """Hand on servers and give up places until nothing is left to do, depth first."""
    clock = m.clock[0]
    while clock.jobs > 0:
        job = m.job[clock.jobs - 1]
        if job < 0:
            clock.jobs -= 1
            _leave_place(m, -1 - job)
        elif not _serve_one(m, job):
            clock.jobs -= 1


def _do_next(m: Machine, job: int) -> None:
    """Put a job on top of the list: serve a station, or (negative) give up a place."""
    clock = m.clock[0]
    m.job[clock.jobs] = job
    clock.jobs += 1


def _serve_one(m: Machine, code: int) -> bool:
    """Start the head of a queue if it can start; say whether it starts."""
    w = m.station[code].queue
    if w == NOWHERE or not has_server(m, code, m.work[w].priority):
        return False
    stop_waiting(m, w)
    m.work[w].serves = 1
    start(m, w)
    return True


def _leave_place(m: Machine, w: int) -> None:
    """Leave the server of a work that was kept as a place."""
    release(m, w)
    free_work(m, w)
