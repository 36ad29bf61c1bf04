"""The floor: the least that an event loop in machine code can do for this network.

Arrays, a heap of instants, times of joining; luck is drawn where it is needed. There are no
patients, rules, timetables or tables: whatever a simulator offers comes on top of this.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np
import numpy.typing as npt

from experiments.peers import Shown
from experiments.peers.network import ARRIVALS, DOCTORS, NEXT, REFERRED, SERVICE, flows

RATES: Final = np.array(ARRIVALS)
SERVERS: Final = np.array(DOCTORS)
ONWARD: Final = np.array(NEXT)
SHARE: Final = np.array(REFERRED)
QUEUES: Final = len(ARRIVALS)
ROOM: Final = 1 << 12
"""Patients for whom a queue has room; the longest of these stays far below a hundred."""


@numba.njit
def _push(heap: Any, kind: Any, size: int, instant: float, what: int) -> int:
    """Add an event: its instant and what happens; return the new size."""
    at = size
    while at > 0 and heap[(at - 1) >> 1] > instant:
        heap[at], kind[at] = heap[(at - 1) >> 1], kind[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at], kind[at] = instant, what
    return size + 1


@numba.njit
def _drop_first(heap: Any, kind: Any, size: int) -> int:
    """Remove the first event; return the new size."""
    size -= 1
    instant, what, at = heap[size], kind[size], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= instant:
            break
        heap[at], kind[at] = heap[child], kind[child]
        at = child
    heap[at], kind[at] = instant, what
    return size


@numba.njit
def _play(minutes: float, luck: Any, wait: Any, where: Any) -> tuple[int, int]:
    """Play, and fill in the waits of all visits and their queues; return patients and visits."""
    heap, kind = np.empty(SERVERS.sum() + QUEUES), np.empty(SERVERS.sum() + QUEUES, np.int64)
    joined = np.empty((QUEUES, ROOM))
    first, waiting, free = np.zeros(QUEUES, np.int64), np.zeros(QUEUES, np.int64), SERVERS.copy()
    size = patients = visits = 0
    for q in range(QUEUES):
        size = _push(heap, kind, size, luck.exponential(1.0 / RATES[q]), QUEUES + q)
    while heap[0] < minutes:
        now, what = heap[0], kind[0]
        size = _drop_first(heap, kind, size)
        joins = q = what % QUEUES
        if what >= QUEUES:  # somebody comes from outside
            patients += 1
            size = _push(heap, kind, size, now + luck.exponential(1.0 / RATES[q]), what)
        else:  # a doctor of q has finished
            free[q] += 1
            joins = ONWARD[q] if luck.random() < SHARE[q] else -1
        if joins >= 0:
            if waiting[joins] == ROOM:
                raise OverflowError("a queue is longer than there is room for")
            joined[joins, (first[joins] + waiting[joins]) & (ROOM - 1)] = now
            waiting[joins] += 1
        for at in (q, joins):
            if at >= 0 and free[at] > 0 and waiting[at] > 0:
                if visits == len(wait):
                    raise OverflowError("more visits than there is room for")
                wait[visits], where[visits] = now - joined[at, first[at] & (ROOM - 1)], at
                visits += 1
                first[at] += 1
                waiting[at] -= 1
                free[at] -= 1
                size = _push(heap, kind, size, now + luck.exponential(SERVICE), at)
    return patients, visits


Waits = tuple[int, npt.NDArray[np.float64], npt.NDArray[np.int8]]
"""Patients, and for every visit its wait and its queue."""


def prepare(minutes: float, seed: int) -> Callable[[], Waits]:
    """Return what plays so many minutes and keeps every wait in an array."""

    def play() -> Waits:
        expected = float(flows().sum()) * minutes
        room = math.ceil(expected + 20.0 * math.sqrt(expected)) + 100
        wait, where = np.empty(room), np.empty(room, np.int8)
        patients, visits = _play(minutes, np.random.default_rng(seed), wait, where)
        return patients, wait[:visits], where[:visits]

    return play


def shown(played: Waits) -> Shown:
    """Return what the arrays show."""
    patients, wait, where = played
    return Shown(patients, tuple(float(wait[where == q].mean()) for q in range(QUEUES)))
