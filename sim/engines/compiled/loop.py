"""The loop: events in their order until an instant, and the patients inside when it stops."""

from __future__ import annotations

import math

from sim.contract import INSIDE, MAX_STEPS, NOWHERE, PLACES
from sim.engines.compiled.living import come, deliver, end_order, end_step, give_up
from sim.engines.compiled.ranks import drop_first, go_ahead
from sim.engines.compiled.rows import (
    ABOUT,
    ABOUT_BITS,
    COHORT,
    DONE,
    FAULT,
    ORDER_ARRIVES,
    PATIENCE_ENDS,
    ROOM,
    SERVER_COMES_FREE,
    Clock,
    Machine,
)
from sim.engines.compiled.serving import come_free, follow, serve, settle
from sim.engines.compiled.slots import write, write_episode
from sim.journeys import AUDIT_HOURS, STOCKS_EVERY


def play(m: Machine, until: float) -> int:
    """Play all events before an instant; return earlier for more room, more patients, or a fault.

    At equal instants the timetable comes first, then ends and giving up, arrivals, audits.
    """
    clock = m.clock[0]
    _look_ahead(m)
    while clock.fault == 0:
        if clock.newcomer == clock.newcomers and clock.to_come > 0:
            return COHORT
        if not _has_room(m):
            return ROOM
        shift, arrival = clock.shift_at, clock.arrival_at
        if clock.events == 0 and clock.later > 0:
            go_ahead(m)
        end = m.event[0].when if clock.events > 0 else math.inf
        now = min(shift, end, arrival, clock.audit)
        if now >= until:
            return DONE
        clock.now = now
        if shift == now:
            _turn(m)
        elif end == now:
            _end(m)
        elif arrival == now:
            come(m)
            _look_ahead(m)
        else:
            _audit(m)
    return FAULT


def begin_phase(m: Machine, start: float) -> None:
    """Begin a phase of a programme, whose tables are there: serve every queue, in station order."""
    m.clock[0].now = start
    for code in range(len(m.station)):
        serve(m, code)


def _look_ahead(m: Machine) -> None:
    """Note when the next event of the timetable and the next arrival are."""
    clock, shifts = m.clock[0], m.tables.stations.shift
    clock.shift_at = shifts[clock.shift].time if clock.shift < len(shifts) else math.inf
    coming = clock.newcomer < clock.newcomers
    clock.arrival_at = m.newcomers.onset[clock.newcomer] if coming else math.inf


def need(clock: Clock) -> int:
    """Return how many slots and rows one event may take at most.

    An event starts no more works than wait or are asked for during it. Each work schedules its
    arrival, its giving up and its end, gives up at most three places, each with a row and a
    turnover, and writes a row.
    """
    return (3 + PLACES) * (clock.waiting + MAX_STEPS + 2)


def _has_room(m: Machine) -> bool:
    """Say whether there is room for the next event."""
    clock = m.clock[0]
    room = need(clock)
    return (
        clock.works + room < len(m.work)
        and clock.episodes < len(m.episode)
        and clock.events + clock.later + room < len(m.event)
        and clock.laters + room < len(m.later)
        and room < len(m.job)
        and clock.journeys + room < len(m.journey)
        and clock.leavers < len(m.leaver)
        and clock.counts + len(m.station) <= len(m.count)
        and clock.stocks + len(m.tables.stocks.stock) <= len(m.stock)
    )


def _end(m: Machine) -> None:
    """Play the end of a service, delay, order, turnover or patience."""
    event = m.event[0]
    rank, about, whom = event.rank, event.what & ABOUT, event.what >> ABOUT_BITS
    drop_first(m)
    if about == PATIENCE_ENDS:
        give_up(m, whom, rank)
    elif about == SERVER_COMES_FREE:
        come_free(m, whom)
        settle(m)
    elif about == ORDER_ARRIVES:
        deliver(m, whom)
    elif m.work[whom].is_order == 1:
        end_order(m, whom)
    else:
        end_step(m, whom)


def _turn(m: Machine) -> None:
    """Play an event of the timetable."""
    clock = m.clock[0]
    shift = m.tables.stations.shift[clock.shift]
    clock.shift += 1
    _look_ahead(m)
    if shift.station == NOWHERE:
        m.rules.tick(m.tables, m.state, shift)
    else:
        follow(m, shift)
        settle(m)


def _audit(m: Machine) -> None:
    """Count who waits and who is served at every station; once a day, value the stocks."""
    clock = m.clock[0]
    for code in range(len(m.station)):
        station, row = m.state.station[code], m.count[clock.counts]
        clock.counts += 1
        row.time = clock.now
        row.station = code
        row.waiting = station.waiting
        row.busy = station.busy
        row.capacity = station.capacity
    if clock.audits % STOCKS_EVERY == 0:
        _audit_stocks(m)
    clock.audits += 1
    clock.audit = clock.now + AUDIT_HOURS


def _audit_stocks(m: Machine) -> None:
    """Write down the value of every stock."""
    clock, stocks = m.clock[0], m.tables.stocks.stock
    for number in range(len(stocks)):
        stock, row = stocks[number], m.stock[clock.stocks]
        clock.stocks += 1
        row.time = clock.now
        row.name = stock.name
        row.facility = stock.facility
        row.what_for = stock.what_for
        row.value = m.rules.value_of(m.tables, m.state, clock.now, stock)


def write_inside(m: Machine, episodes: list[int], first: int) -> int:
    """Write down the patients who are still inside, in the order given, from the ``first`` on.

    Return how many are done: fewer than all when a block is full.
    """
    for number in range(first, len(episodes)):
        if not _has_room(m):
            return number
        e = episodes[number]
        for place in range(PLACES):
            if m.place[e][place] != NOWHERE:
                _write_open(m, m.place[e][place])
        order = m.episode[e].orders
        while order != NOWHERE:
            _write_open(m, order)
            order = m.work[order].following
        if m.episode[e].step != NOWHERE:
            _write_open(m, m.episode[e].step)
        if m.episode[e].inside == 1:
            write_episode(m, e, math.nan)
    return len(episodes)


def _write_open(m: Machine, w: int) -> None:
    m.work[w].outcome = INSIDE
    write(m, w, math.nan)
