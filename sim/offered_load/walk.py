"""Walk: plays episodes in an empty system, one by one; it can be compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.contract import LEAVE, MAX_STEPS, NOWHERE, PLACES, Patient
from sim.engines.idle import Idle, go_on, set_out


@dataclass(slots=True)
class Kept:
    """A server that the patient keeps as a place."""

    station: int = NOWHERE
    since: float = 0.0


class Ground(Idle, Protocol):
    """Everything that walks read and keep."""

    blank: list[Patient]  # one row: a patient of the stream before the episode
    kept: list[Kept]  # [place]
    weight: list[float]  # [part] how many patients of a batch each patient of a part stands for
    key: list[int]  # [patient of the call]; so the next three
    acuity: list[int]
    complexity: list[float]
    onset: list[float]
    slot: list[int]  # [session] column of ``tickets``
    hours: list[list[float]]  # [batch][station] server-hours of work
    tickets: list[list[float]]  # [batch][slot] tickets that were taken


def play(g: Ground, batches: int, size: int) -> int:
    """Let batches walk, in parts of ``size`` patients; write down the work of each batch."""
    number = 0
    for batch in range(batches):
        for part in range(len(g.weight)):
            for _ in range(size):
                _seat(g, number)
                _episode(g, batch, g.weight[part])
                number += 1
            _count_tickets(g, batch, g.weight[part])
    return number


def _seat(g: Ground, number: int) -> None:
    """Write the next patient into the row."""
    g.patient[0] = g.blank[0]
    p = g.patient[0]
    p.key = g.key[number]
    p.acuity = g.acuity[number]
    p.complexity = g.complexity[number]
    p.onset = g.onset[number]
    for place in range(PLACES):
        g.kept[place].station = NOWHERE


def _episode(g: Ground, batch: int, weight: float) -> None:
    """Play an episode as far as the tables reach. Nobody waits for orders."""
    going = g.going[0]
    going.awaits = 0
    answer = set_out(g)
    for _ in range(MAX_STEPS):
        if answer == LEAVE or going.now >= g.tables.horizon:
            break
        _take(g, batch, weight, going.now, going.end)
        _give_up(g, batch, weight, going.now, g.ask[0].free)
        answer = go_on(g, answer)
    _give_up(g, batch, weight, going.now, (1 << PLACES) - 1)


def _take(g: Ground, batch: int, weight: float, now: float, end: float) -> None:
    """Take a server for a step, or keep it from now on; a kept place is taken already."""
    ask = g.ask[0]
    if ask.station == NOWHERE:
        return
    for place in range(PLACES):
        if g.kept[place].station == ask.station:
            return
    if ask.keep == NOWHERE:
        g.hours[batch][ask.station] += weight * (end - now + ask.turnover)
    else:
        g.kept[ask.keep].station = ask.station
        g.kept[ask.keep].since = now


def _give_up(g: Ground, batch: int, weight: float, now: float, places: int) -> None:
    """Give up places, given as a set of bits."""
    for place in range(PLACES):
        kept = g.kept[place]
        if places >> place & 1 and kept.station != NOWHERE:
            g.hours[batch][kept.station] += weight * (now - kept.since)
            kept.station = NOWHERE


def _count_tickets(g: Ground, batch: int, weight: float) -> None:
    """Write down the tickets that were taken, then give them back."""
    for number in range(len(g.state.session)):
        session = g.state.session[number]
        g.tickets[batch][g.slot[number]] += weight * session.taken
        session.taken = 0
        session.referred = 0
