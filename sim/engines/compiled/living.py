"""Patients: do what the rules ask for, until they say that the episode is over."""

from __future__ import annotations

import math

from sim.contract import (
    GAVE_UP,
    LEAVE,
    MAX_ORDERS,
    MAX_STEPS,
    NOWHERE,
    ORDER,
    PLACES,
    REFUSED,
)
from sim.engines.compiled.ranks import schedule
from sim.engines.compiled.rows import (
    END,
    GIVING_UP,
    NEVER_LEAVES,
    ORDER_ARRIVES,
    PATIENCE_ENDS,
    PLACE_TAKEN,
    TOO_MANY_ORDERS,
    WAITS_FOR_EVER,
    Machine,
)
from sim.engines.compiled.serving import (
    any_at,
    give_up_places,
    join,
    keeps_any,
    release,
    settle,
    start,
    starts_at_once,
    stop_waiting,
)
from sim.engines.compiled.slots import (
    fail,
    free_episode,
    free_work,
    new_episode,
    new_work,
    write,
    write_episode,
)


def come(m: Machine) -> None:
    """Let the next newcomer of the cohort arrive."""
    e = new_episode(m)
    w = new_work(m, e)
    answer = m.rules.arrive(m.tables, m.state, m.clock[0].now, m.patient[e], m.work[w])
    live(m, w, answer)


def go_on(m: Machine, e: int) -> None:
    """Ask the rules what comes next for a patient, and do it."""
    w = new_work(m, e)
    answer = m.rules.next_step(m.tables, m.state, m.clock[0].now, m.patient[e], m.work[w])
    live(m, w, answer)


def live(m: Machine, w: int, answer: int) -> None:
    """Do what the rules ask for until there is something to wait for, or the episode is over."""
    e = m.work[w].episode
    while answer != LEAVE:
        if not _take(m, w, answer):
            return
        if answer == ORDER:
            _send(m, w)
        elif _begin(m, w):
            return
        w = new_work(m, e)
        answer = m.rules.next_step(m.tables, m.state, m.clock[0].now, m.patient[e], m.work[w])
    free_work(m, w)
    _leave(m, e)


def _take(m: Machine, w: int, answer: int) -> bool:
    """Take over what the rules ask for; endless episodes and too many orders are errors."""
    clock, work = m.clock[0], m.work[w]
    episode = m.episode[work.episode]
    episode.steps += 1
    if episode.steps > MAX_STEPS:
        fail(m, NEVER_LEAVES, w)
        return False
    if answer == ORDER and episode.out == MAX_ORDERS:
        fail(m, TOO_MANY_ORDERS, w)
        return False
    work.is_order = int(answer == ORDER)
    work.hop = m.patient[work.episode].hop
    work.asked = clock.now
    return True


def _leave(m: Machine, e: int) -> None:
    """Give up all places and write down the episode."""
    give_up_places(m, e, (1 << PLACES) - 1)
    settle(m)
    clock, episode = m.clock[0], m.episode[e]
    clock.left += 1
    write_episode(m, e, clock.now)
    episode.inside = 0
    episode.step = NOWHERE
    if episode.orders == NOWHERE:
        free_episode(m, e)


def _begin(m: Machine, w: int) -> bool:
    """Begin a step; say whether there is something to wait for."""
    work, episode = m.work[w], m.episode[m.work[w].episode]
    episode.step = w
    if keeps_any(m, work.episode) and _in_own_place(m, w):
        start(m, w)
        settle(m)
        return True
    awaits_orders = work.after_orders == 1 and episode.orders != NOWHERE
    if not awaits_orders and _starts(m, w):
        return True
    if work.gives_up <= m.clock[0].now:
        _never_starts(m, w, REFUSED)
        return False
    if work.gives_up < math.inf:
        work.patience = schedule(m, work.gives_up, GIVING_UP, PATIENCE_ENDS, w)
    if not awaits_orders:
        join(m, w)
    return True


def _in_own_place(m: Machine, w: int) -> bool:
    """Say whether a step is at the station of a kept place; else it must not wait for ever."""
    work = m.work[w]
    if work.station != NOWHERE and any_at(m, work.episode, work.station):
        return True
    can_wait = work.station != NOWHERE or work.after_orders == 1
    if can_wait and work.gives_up == math.inf:
        fail(m, WAITS_FOR_EVER, w)
    return False


def _starts(m: Machine, w: int) -> bool:
    """Start a step or order if there is a server, or it needs none; say whether it starts."""
    if m.work[w].station == NOWHERE:
        start(m, w)
    elif not starts_at_once(m, w):
        return False
    settle(m)
    return True


def give_up(m: Machine, w: int, rank: int) -> None:
    """Stop waiting, unless the work has started, and go on with the episode.

    ``rank`` is that of the event; by now the slot may hold another work.
    """
    work = m.work[w]
    if work.patience != rank:
        return
    e = work.episode
    if work.joined != NOWHERE:
        stop_waiting(m, w)
    _never_starts(m, w, GAVE_UP)
    go_on(m, e)


def _never_starts(m: Machine, w: int, outcome: int) -> None:
    """Write down a step that never started."""
    work = m.work[w]
    work.ended = m.clock[0].now
    work.outcome = outcome
    work.patience = NOWHERE
    _tell(m, w)
    write(m, w, math.nan)
    free_work(m, w)


def end_step(m: Machine, w: int) -> None:
    """Keep, turn over or hand on the server; then ask the rules."""
    work = m.work[w]
    e, keep = work.episode, work.keep
    work.ended = m.clock[0].now
    _tell(m, w)
    if work.serves == 0:
        write(m, w, math.nan)
        free_work(m, w)
    elif keep == NOWHERE:
        release(m, w)
        settle(m)
        free_work(m, w)
    elif keep < PLACES and m.place[e][keep] == NOWHERE:
        m.place[e][keep] = w
    else:
        fail(m, PLACE_TAKEN, w)
        return
    go_on(m, e)


def _tell(m: Machine, w: int) -> None:
    """Tell the patient's row how the step went."""
    work = m.work[w]
    patient = m.patient[work.episode]
    patient.outcome = work.outcome
    patient.asked = work.asked
    patient.started = work.started
    patient.ended = work.ended
    m.episode[work.episode].step = NOWHERE


def _send(m: Machine, w: int) -> None:
    """Send off an order, which reaches its station after its delay."""
    work, episode = m.work[w], m.episode[m.work[w].episode]
    episode.out += 1
    if episode.orders == NOWHERE:
        episode.orders = w
    else:
        last = episode.orders
        while m.work[last].following != NOWHERE:
            last = m.work[last].following
        m.work[last].following = w
    if work.delay > 0.0:
        schedule(m, m.clock[0].now + work.delay, END, ORDER_ARRIVES, w)
    else:
        deliver(m, w)


def deliver(m: Machine, w: int) -> None:
    """Start an order, or let it queue."""
    if not _starts(m, w):
        join(m, w)


def end_order(m: Machine, w: int) -> None:
    """Hand on the server; the patient who waits for the last order goes on."""
    work = m.work[w]
    e = work.episode
    work.ended = m.clock[0].now
    if work.serves == 1:
        release(m, w)
        settle(m)
    else:
        write(m, w, math.nan)
    _is_back(m, w)
    episode = m.episode[e]
    if episode.orders != NOWHERE:
        return
    if episode.inside == 0:
        free_episode(m, e)
    elif episode.step != NOWHERE and m.work[episode.step].after_orders == 1:
        start(m, episode.step)
        settle(m)


def _is_back(m: Machine, w: int) -> None:
    """Take an order from the patient's list."""
    episode, following = m.episode[m.work[w].episode], m.work[w].following
    episode.out -= 1
    if episode.orders == w:
        episode.orders = following
    else:
        before = episode.orders
        while m.work[before].following != w:
            before = m.work[before].following
        m.work[before].following = following
    free_work(m, w)
