"""What the readable engine keeps of a patient who is inside, and of each thing that is done."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simpy import Environment, Event

from sim.contract import NOWHERE, PLACES, SERVED, Ask, Patient


class Work(Event):
    """A step or an order; as an event it happens at the end of the service or delay."""

    def __init__(self, env: Environment, episode: Episode, ask: Ask, *, is_order: bool) -> None:
        """Take over what the rule asked for."""
        super().__init__(env)
        self._ok = True
        self._value = None
        self.episode = episode
        self.ask = ask
        self.is_order = is_order
        self.hop = episode.patient.hop
        self.asked = env.now
        self.started = math.nan
        self.ended = math.nan
        self.outcome = SERVED
        self.joined = NOWHERE  # order of joining, while waiting
        self.serves = False  # whether it holds a server of its own


@dataclass(slots=True)
class Episode:
    """What the engine keeps of a patient who is inside."""

    patient: Patient
    places: list[Work | None] = field(default_factory=lambda: [None] * PLACES)
    orders: list[Work] = field(default_factory=list)
    step: Work | None = None
    steps: int = 0
