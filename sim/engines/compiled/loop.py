"""The loop: events in their order, until an instant; and who is inside when it stops."""

from __future__ import annotations

import math

from sim.contract import INSIDE, MAX_STEPS, NOWHERE, PLACES
from sim.engines.compiled.living import come, deliver, end_order, end_step, give_up
from sim.engines.compiled.ranks import drop_first, kind_of
from sim.engines.compiled.rows import (
    ARRIVAL,
    AUDIT,
    AUDIT_HOURS,
    COHORT,
    DONE,
    END,
    FAULT,
    GIVING_UP,
    ORDER_ARRIVES,
    ROOM,
    SERVER_COMES_FREE,
    TIMETABLE,
    Clock,
    Machine,
)
from sim.engines.compiled.serving import come_free, follow, settle
from sim.engines.compiled.slots import write, write_episode


def play(m: Machine, until: float) -> int:
    """Play all events before an instant; come back earlier for room, patients, or a fault."""
    clock = m.clock[0]
    while clock.fault == 0:
        if clock.newcomer == clock.newcomers and clock.to_come > 0:
            return COHORT
        if not _has_room(m):
            return ROOM
        kind = _next_kind(m)
        if _instant(m, kind) >= until:
            return DONE
        clock.now = _instant(m, kind)
        _happen(m, kind)
    return FAULT


def need(clock: Clock) -> int:
    """Return the room for whatever one event may lead to, in slots and rows.

    It starts no more works than wait or are asked for in it. Each schedules its arrival, its giving
    up and its end, gives up at most three places, each with a row and a turnover, and writes a row.
    """
    return (3 + PLACES) * (clock.waiting + MAX_STEPS + 2)


def _has_room(m: Machine) -> bool:
    """Say whether there is room for the next event."""
    clock = m.clock[0]
    room = need(clock)
    return (
        clock.works + room < len(m.work)
        and clock.episodes < len(m.episode)
        and clock.events + room < len(m.event)
        and room < len(m.job)
        and clock.journeys + room < len(m.journey)
        and clock.leavers < len(m.leaver)
        and clock.counts + len(m.station) <= len(m.count)
    )


def _next_kind(m: Machine) -> int:
    """The kind of the next event: at equal instants the lowest."""
    kind = TIMETABLE
    if _instant(m, END) < _instant(m, kind):
        kind = END
    if _instant(m, ARRIVAL) < _instant(m, kind):
        kind = ARRIVAL
    if _instant(m, AUDIT) < _instant(m, kind):
        kind = AUDIT
    return kind


def _instant(m: Machine, kind: int) -> float:
    """When the next event of a kind happens; END stands for giving up too."""
    clock = m.clock[0]
    if kind == TIMETABLE:
        return m.tables.shift[clock.shift].time if clock.shift < len(m.tables.shift) else math.inf
    if kind == ARRIVAL:
        return m.newcomer[clock.newcomer].onset if clock.newcomer < clock.newcomers else math.inf
    if kind == AUDIT:
        return clock.audit
    return m.event[0].when if clock.events > 0 else math.inf


def _happen(m: Machine, kind: int) -> None:
    """Play the next event, which is of a kind."""
    if kind == TIMETABLE:
        _turn(m)
    elif kind == ARRIVAL:
        come(m)
    elif kind == AUDIT:
        _audit(m)
    else:
        event = m.event[0]
        kind, about, whom = kind_of(event), event.about, event.whom
        drop_first(m)
        if kind == GIVING_UP:
            give_up(m, whom, about)
        else:
            _end(m, about, whom)


def _end(m: Machine, about: int, whom: int) -> None:
    """Play the end of a service, delay, order or turnover."""
    if about == SERVER_COMES_FREE:
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
    shift = m.tables.shift[clock.shift]
    clock.shift += 1
    if shift.station == NOWHERE:
        m.rules.tick(m.tables, m.state, shift)
    else:
        follow(m, shift)
        settle(m)


def _audit(m: Machine) -> None:
    """Count who waits and who is served, at every station."""
    clock = m.clock[0]
    for code in range(len(m.station)):
        station, row = m.station[code], m.count[clock.counts]
        clock.counts += 1
        row.time = clock.now
        row.station = code
        row.waiting = station.waiting
        row.busy = station.busy
        row.capacity = station.capacity
    clock.audit = clock.now + AUDIT_HOURS


def write_inside(m: Machine, episodes: list[int], first: int) -> int:
    """Write down whoever is still inside, in the order given, from the ``first`` on.

    Return how many of them are done: fewer than all when the blocks want emptying.
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
