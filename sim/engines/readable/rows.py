"""What the readable engine keeps of a patient who is inside, and of each step and order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simpy import Environment

from sim.contract import MAX_ORDERS, MAX_STEPS, NOWHERE, SERVED, Ask, Patient
from sim.engines.readable.ranks import Happening


class Work(Happening, Ask):
    """A step or an order: what the rules asked for, and how far it has come.

    It is also an event, at the end of its service or delay, which its process waits for.
    """

    __slots__ = (
        "asked", "at", "ended", "episode", "hop", "is_order", "joined", "outcome", "started"
    )  # fmt: skip
    hop: int  # of the patient when the rules have answered

    def __init__(self, env: Environment, episode: Episode) -> None:
        """Begin blank; the rules fill in the rest."""
        self.env = env
        self.callbacks = []
        self.episode = episode
        self.is_order = False
        self.asked = env.now
        self.started = math.nan
        self.ended = math.nan
        self.outcome = SERVED
        self.at = NOWHERE  # station whose server it has, or wants
        self.joined = NOWHERE  # order of joining, while waiting

    def tell(self) -> None:
        """Tell the patient's row how the step went."""
        patient = self.episode.patient
        patient.outcome = self.outcome
        patient.asked = self.asked
        patient.started = self.started
        patient.ended = self.ended
        self.episode.step = None


@dataclass(slots=True)
class Episode:
    """What the engine keeps of a patient who is inside, or has orders out."""

    patient: Patient
    steps: int = 0
    step: Work | None = None
    orders: list[Work] = field(default_factory=list)
    places: dict[int, Work] = field(default_factory=dict)

    def count(self, work: Work) -> str | None:
        """Count a step or order; return an error if there are too many, in all or at a time."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return f"patient {self.patient.number} never leaves"
        if work.is_order and len(self.orders) == MAX_ORDERS:
            return f"more than {MAX_ORDERS} orders at a time"
        return None

    def open(self) -> list[Work]:
        """Return all that has not ended: places, orders, step."""
        places = [self.places[place] for place in sorted(self.places)]
        return [*places, *self.orders, *([self.step] if self.step is not None else [])]
