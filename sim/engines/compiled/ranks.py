"""Order: the heap of events, and the queues of works.

Events are a binary heap by instant, kind and order of scheduling. A queue is a pairing heap
(Fredman, Sedgewick, Sleator and Tarjan 1986, doi 10.1007/BF01840439) by priority, since and order
of joining: its links lie in the works, so that all queues share their slots and whoever gives up is
taken out.
"""

from __future__ import annotations

from typing import Final

from sim.contract import NOWHERE
from sim.engines.compiled.rows import TOO_LATE, Event, Machine, Station
from sim.engines.compiled.slots import fail

_KIND: Final = 1 << 56  # more than events are ever scheduled


def schedule(m: Machine, when: float, kind: int, about: int, whom: int) -> None:
    """Let an event happen at an absolute instant, after those of lower kinds."""
    clock = m.clock[0]
    if not when >= clock.now:
        fail(m, TOO_LATE, NOWHERE)
        clock.fault_instant = when
        return
    rank = kind * _KIND + clock.scheduled
    clock.scheduled += 1
    hole = clock.events
    clock.events += 1
    while hole > 0 and _earlier(when, rank, m.event[(hole - 1) // 2]):
        _copy(m.event[(hole - 1) // 2], m.event[hole])
        hole = (hole - 1) // 2
    event = m.event[hole]
    event.when = when
    event.rank = rank
    event.about = about
    event.whom = whom


def kind_of(event: Event) -> int:
    """Return the kind of an event."""
    return event.rank // _KIND


def drop_first(m: Machine) -> None:
    """Take the first event out of the heap."""
    clock = m.clock[0]
    clock.events -= 1
    last = m.event[clock.events]
    hole = 0
    child = _first_child(m, hole)
    while child != NOWHERE and _earlier(m.event[child].when, m.event[child].rank, last):
        _copy(m.event[child], m.event[hole])
        hole = child
        child = _first_child(m, hole)
    _copy(last, m.event[hole])


def _first_child(m: Machine, hole: int) -> int:
    """The earlier of the two below a hole, if there is one."""
    child, events = 2 * hole + 1, m.clock[0].events
    if child >= events:
        return NOWHERE
    other = child + 1
    if other < events and _earlier(m.event[other].when, m.event[other].rank, m.event[child]):
        return other
    return child


def _earlier(when: float, rank: int, than: Event) -> bool:
    return when < than.when or (when == than.when and rank < than.rank)


def _copy(source: Event, target: Event) -> None:
    target.when = source.when
    target.rank = source.rank
    target.about = source.about
    target.whom = source.whom


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
