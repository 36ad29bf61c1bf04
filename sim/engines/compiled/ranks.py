"""Order: the heap of events, and the queues of works.

Events are a binary heap by instant, kind and order of scheduling. A queue is a pairing heap
(Fredman, Sedgewick, Sleator and Tarjan 1986, doi 10.1007/BF01840439) by priority, since and order
of joining: its links lie in the works, so that all queues share their slots and whoever gives up is
taken out.
"""

from __future__ import annotations

from typing import Final

from sim.contract import NOWHERE
from sim.engines.compiled.rows import ABOUT_BITS, TOO_LATE, Event, Machine, Station
from sim.engines.compiled.slots import fail

_KIND: Final = 1 << 56  # more than events are ever scheduled


def schedule(m: Machine, when: float, kind: int, about: int, whom: int) -> int:
    """Let an event happen at an absolute instant, after those of lower kinds; return its rank."""
    clock = m.clock[0]
    rank = kind * _KIND + clock.scheduled
    if not when >= clock.now:
        fail(m, TOO_LATE, NOWHERE)
        clock.fault_instant = when
        return rank
    clock.scheduled += 1
    clock.events += 1
    _rise(m, clock.events - 1, when, rank, whom << ABOUT_BITS | about)
    return rank


def drop_first(m: Machine) -> None:
    """Take the first event out of the heap: the hole sinks to the end, and the last one fills it.

    The last event mostly belongs near the end, so that this compares less than to let it sink.
    """
    clock = m.clock[0]
    events = clock.events - 1
    clock.events = events
    hole, first = 0, 1
    while first + 3 < events:
        one = first + _earlier(m.event[first + 1], m.event[first])
        other = first + 2 + _earlier(m.event[first + 3], m.event[first + 2])
        child = other if _earlier(m.event[other], m.event[one]) else one
        _copy(m.event[child], m.event[hole])
        hole, first = child, 4 * child + 1
    if first < events:
        child = first
        for other in range(first + 1, events):
            child = other if _earlier(m.event[other], m.event[child]) else child
        _copy(m.event[child], m.event[hole])
        hole = child
    last = m.event[events]
    _rise(m, hole, last.when, last.rank, last.what)


def _rise(m: Machine, hole: int, when: float, rank: int, what: int) -> None:
    """Put an event into a hole, after those above it that are later have come down."""
    while hole > 0:
        above = m.event[(hole - 1) >> 2]
        if above.when < when or (above.when == when and above.rank < rank):
            break
        _copy(above, m.event[hole])
        hole = (hole - 1) >> 2
    event = m.event[hole]
    event.when = when
    event.rank = rank
    event.what = what


def _earlier(one: Event, other: Event) -> int:
    """1 if an event comes before another, else 0: without a branch, which would be a guess."""
    return (one.when < other.when) | ((one.when == other.when) & (one.rank < other.rank))


def _copy(source: Event, target: Event) -> None:
    target.when = source.when
    target.rank = source.rank
    target.what = source.what


def meld(m: Machine, a: int, b: int) -> int:
    """Return the head of two queues as one."""
    if a == NOWHERE:
        return b
    if b == NOWHERE:
        return a
    if _precedes(m, b, a):
        a, b = b, a
    first = m.work[a].child
    m.work[b].sibling = first
    m.work[b].before = a
    if first != NOWHERE:
        m.work[first].before = b
    m.work[a].child = b
    return a


def _precedes(m: Machine, a: int, b: int) -> bool:
    one, other = m.work[a], m.work[b]
    if one.priority != other.priority:
        return one.priority < other.priority
    if one.since != other.since:
        return one.since < other.since
    return one.joined < other.joined


def without(m: Machine, station: Station, w: int) -> None:
    """Take a work out of the queue of its station, or from those who wait apart."""
    heir = _paired(m, m.work[w].child)
    if w == station.queue:
        station.queue = heir
    elif w == station.later:
        station.later = heir
    else:
        _replace(m, w, heir)


def _paired(m: Machine, first: int) -> int:
    """Make one heap of siblings: two and two, then the pairs from the last."""
    pairs = NOWHERE
    while first != NOWHERE:
        second = m.work[first].sibling
        rest = NOWHERE if second == NOWHERE else m.work[second].sibling
        pair = meld(m, first, second)
        m.work[pair].sibling = pairs
        pairs, first = pair, rest
    head = NOWHERE
    while pairs != NOWHERE:
        rest = m.work[pairs].sibling
        head = meld(m, head, pairs)
        pairs = rest
    return head


def _replace(m: Machine, w: int, heir: int) -> None:
    """Put the head of what was below a work, if any, in its place."""
    before, sibling = m.work[w].before, m.work[w].sibling
    follower = sibling if heir == NOWHERE else heir
    if m.work[before].child == w:
        m.work[before].child = follower
    else:
        m.work[before].sibling = follower
    if heir != NOWHERE:
        m.work[heir].before = before
        m.work[heir].sibling = sibling
    if sibling != NOWHERE:
        m.work[sibling].before = before if heir == NOWHERE else heir
