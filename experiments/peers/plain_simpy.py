"""SimPy as its tutorials teach it: a resource a queue, a process a patient, request, timeout."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from simpy import Environment, Event, Resource

from experiments.peers import Shown
from experiments.peers.network import ARRIVALS, DOCTORS, NEXT, REFERRED, SERVICE


@dataclass
class Model:
    """The network, and what has been recorded of it."""

    env: Environment
    luck: random.Random
    doctors: list[Resource]
    waits: list[list[float]] = field(default_factory=lambda: [[] for _ in DOCTORS])
    patients: int = 0

    def arrivals(self, at: int) -> Generator[Event]:
        """Send patients to a queue."""
        while True:
            yield self.env.timeout(self.luck.expovariate(ARRIVALS[at]))
            self.patients += 1
            self.env.process(self.patient(at))

    def patient(self, at: int) -> Generator[Event]:
        """Wait, see a doctor, and do the same once more where one is referred to."""
        while True:
            asked = self.env.now
            with self.doctors[at].request() as request:
                yield request
                self.waits[at].append(self.env.now - asked)
                yield self.env.timeout(self.luck.expovariate(1.0 / SERVICE))
            if self.luck.random() >= REFERRED[at]:
                return
            at = NEXT[at]


def prepare(minutes: float, seed: int) -> Callable[[], Model]:
    """Return what plays so many minutes and keeps every wait in a list."""

    def play() -> Model:
        env = Environment()
        model = Model(env, random.Random(seed), [Resource(env, doctors) for doctors in DOCTORS])
        for at in range(len(ARRIVALS)):
            env.process(model.arrivals(at))
        env.run(until=minutes)
        return model

    return play


def shown(played: Model) -> Shown:
    """Return what the lists show."""
    return Shown(played.patients, tuple(sum(waits) / len(waits) for waits in played.waits))
