"""Order: the events, and the queues of works.

Near events are a heap of four branches, ordered by instant, kind and order of scheduling. All
others wait in chains, one for each span of time, and enter the heap when their span comes. So the
heap stays small, however many patients lie in beds (a calendar queue, Brown 1988, doi
10.1145/63039.63045). A queue is a pairing heap (Fredman, Sedgewick, Sleator and Tarjan 1986, doi
10.1007/BF01840439), ordered by priority, since and order of joining. Its links lie in the works:
all queues share their slots, and a work that gives up can be taken out.
"""

from __future__ import annotations

from typing import Final

from sim.contract import NOWHERE
from sim.engines.compiled.rows import ABOUT_BITS, TOO_LATE, Event, Machine, Station
from sim.engines.compiled.slots import fail

_KIND: Final = 1 << 56  # more events than are ever scheduled
_SPANS_AN_HOUR: Final = 12.0
SPANS: Final = 1 << 12  # chains; a span further ahead shares one with those before it


def schedule(m: Machine, when: float, kind: int, about: int, whom: int) -> int:
    """Let an event happen at an absolute instant, after those of lower kinds; return its rank."""
    clock = m.clock[0]
    rank = kind * _KIND + clock.scheduled
    if not when >= clock.now:
        fail(m, TOO_LATE, NOWHERE)
        clock.fault_instant = when
        return rank
    clock.scheduled += 1
    if when >= m.tables.horizon:
        return rank  # of an event after the horizon
    if span_of(when) <= clock.span:
        _come_near(m, when, rank, whom << ABOUT_BITS | about)
    else:
        _wait_apart(m, when, rank, whom << ABOUT_BITS | about)
    return rank


def span_of(when: float) -> int:
    """Return the number of the span of time in which an instant lies."""
    return int(when * _SPANS_AN_HOUR)


def _come_near(m: Machine, when: float, rank: int, what: int) -> None:
    """Put an event into the heap."""
    clock = m.clock[0]
    clock.events += 1
    _rise(m, clock.events - 1, when, rank, what)


def _wait_apart(m: Machine, when: float, rank: int, what: int) -> None:
    """Put an event into the chain of its span."""
    clock = m.clock[0]
    slot = clock.free_later
    if slot == NOWHERE:
        slot = clock.laters
        clock.laters += 1
    else:
        clock.free_later = m.later[slot].following
    clock.later += 1
    event, chain = m.later[slot], span_of(when) & (SPANS - 1)
    event.when = when
    event.rank = rank
    event.what = what
    event.following = m.chain[chain]
    m.chain[chain] = slot


def go_ahead(m: Machine) -> None:
    """Go on to the next span that has events, if none is near; there must be some."""
    clock = m.clock[0]
    while clock.events == 0:
        clock.span += 1
        chain = clock.span & (SPANS - 1)
        slot = m.chain[chain]
        m.chain[chain] = NOWHERE
        while slot != NOWHERE:
            slot = _sort_in(m, slot, chain)


def _sort_in(m: Machine, slot: int, chain: int) -> int:
    """Put a later event into the heap, or back into its chain if not near; return the next."""
    clock, event = m.clock[0], m.later[slot]
    following = event.following
    if span_of(event.when) > clock.span:
        event.following = m.chain[chain]
        m.chain[chain] = slot
        return following
    _come_near(m, event.when, event.rank, event.what)
    clock.later -= 1
    event.following = clock.free_later
    clock.free_later = slot
    return following


def drop_first(m: Machine) -> None:
    """Take the first event out of the heap: the hole sinks to the end, and the last event fills it.

    The last event mostly belongs near the end: this takes fewer comparisons than to let it sink.
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
    """1 if an event comes before another, else 0; without a branch for the processor to guess."""
    return (one.when < other.when) | ((one.when == other.when) & (one.rank < other.rank))


def _copy(source: Event, target: Event) -> None:
    target.when = source.when
    target.rank = source.rank
    target.what = source.what


def meld(m: Machine, a: int, b: int) -> int:
    """Make one queue of two; return its head."""
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
    """Take a work out of the queue of its station, or out of those that wait apart."""
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
    """Put the head of the works below a work, if any, in its place."""
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
