"""Idle: one episode in an empty system, where what the rules ask for is done at once.

It asks the rules what an engine would ask them. There are no queues: nobody waits for a server. It
can be compiled, or played in plain Python. The caller sees each step and order before the next one
is asked for::

    answer = set_out(idle)
    while answer != LEAVE:
        ...  # idle.ask[0] is being done, from idle.going[0].start to .end
        answer = go_on(idle, answer)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

from sim import rules as care
from sim.contract import GAVE_UP, ORDER, SERVED, Ask, Patient, State
from sim.engines.entries import Rules
from sim.tables import Tables


@dataclass(slots=True)
class Going:
    """How far an episode has come. Instants are in hours."""

    now: float = 0.0
    """When the rules were asked."""
    start: float = 0.0
    """When the step or order starts."""
    end: float = 0.0
    """When it ends; the delay of an order comes on top."""
    back: float = -math.inf
    """When all orders are back."""
    awaits: int = 1
    """1: a step that waits for orders starts when they are back; 0: it starts at once."""
    outcome: int = SERVED
    """How the step ends."""


class Idle(Protocol):
    """An empty system and the one patient in it."""

    rules: Rules
    tables: Tables
    state: State
    patient: list[Patient]  # one row
    ask: list[Ask]  # one row
    going: list[Going]  # one row


@dataclass
class Alone:
    """An :class:`Idle` in plain Python."""

    tables: Tables
    state: State
    patient: list[Patient]
    rules: Rules = care
    ask: list[Ask] = field(default_factory=lambda: [Ask()])
    going: list[Going] = field(default_factory=lambda: [Going()])


def set_out(g: Idle) -> int:
    """Begin the patient's episode; return what the rules answer."""
    going = g.going[0]
    going.now = g.patient[0].onset
    going.back = going.now
    answer = g.rules.arrive(g.tables, g.state, going.now, g.patient[0], g.ask[0])
    _start(g)
    return answer


def go_on(g: Idle, answer: int) -> int:
    """Go on after the step or order that was answered last; return what the rules answer."""
    p, going = g.patient[0], g.going[0]
    if answer == ORDER:
        going.back = max(going.back, going.end + g.ask[0].delay)
    else:
        p.outcome = going.outcome
        p.asked = going.now
        p.started = going.start
        p.ended = going.end
        going.now = going.end
    answer = g.rules.next_step(g.tables, g.state, going.now, p, g.ask[0])
    _start(g)
    return answer


def wait_in_vain(g: Idle) -> None:
    """Let the patient wait for the step until patience ends, and not get it."""
    going = g.going[0]
    going.end = g.ask[0].gives_up
    going.outcome = GAVE_UP


def _start(g: Idle) -> None:
    """Start what is asked for."""
    ask, going = g.ask[0], g.going[0]
    waits = ask.after_orders == 1 and going.awaits == 1
    going.start = max(going.now, going.back) if waits else going.now
    lasts = math.isnan(ask.until)
    going.end = going.start + ask.duration if lasts else max(going.start, ask.until)
    going.outcome = SERVED
