"""cimba: compiled Python over a C engine; stores of arrival times, and a process a doctor.

Patients are numbers in a store here, as in its own M/M/1 example, which is its fast way: a process
a patient would do more for each. It keeps every wait in a data set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cimba

from experiments.peers import Shown
from experiments.peers.network import ARRIVALS, DOCTORS, NEXT, REFERRED, SERVICE


class Queue(cimba.Model):
    """Who waits, as times of joining, and how long everybody has waited."""

    joined: cimba.Store[float]
    waits: cimba.Dataset
    mean_wait: cimba.Output[float]

    @cimba.on_end
    def measure(self) -> None:
        """Hand out the mean."""
        self.mean_wait = self.waits.sample_mean()


class Source(cimba.Model):
    """Patients from outside."""

    queue: cimba.Ref[Queue]
    gap: cimba.Param[float]
    patients: cimba.Output[int]

    @cimba.process
    def arrivals(self) -> None:
        """Send patients to the queue."""
        while True:
            cimba.hold(cimba.random.exponential(self.gap))
            self.patients += 1
            self.queue.joined.put(cimba.now())


class Doctor(cimba.Model):
    """One doctor of a queue."""

    queue: cimba.Ref[Queue]
    onward: cimba.Ref[Queue]
    referred: cimba.Param[float]
    service: cimba.Param[float]

    @cimba.process
    def see(self) -> None:
        """See patients, one after the other, and refer some."""
        while True:
            joined = self.queue.joined.get()
            self.queue.waits.record(cimba.now() - joined)
            cimba.hold(cimba.random.exponential(self.service))
            if cimba.random.uniform() < self.referred:
                self.onward.joined.put(cimba.now())


class Network(cimba.Model):
    """The network."""

    queues: list[Queue]
    sources: list[Source]
    doctors: list[Doctor]

    def __init__(self) -> None:
        """Connect queues, sources and doctors."""
        queues = [Queue() for _ in DOCTORS]
        self.queues = queues
        self.sources = [
            _configured(Source(), queue=queue, gap=1.0 / rate)
            for queue, rate in zip(queues, ARRIVALS, strict=True)
        ]
        self.doctors = [
            _configured(
                Doctor(), queue=queues[i], onward=queues[NEXT[i]], referred=REFERRED[i],
                service=SERVICE,
            )
            for i, doctors in enumerate(DOCTORS)
            for _ in range(doctors)
        ]  # fmt: skip


def _configured(model: Any, **fields: Any) -> Any:
    """A model with its fields set."""
    for name, value in fields.items():
        setattr(model, name, value)
    return model


def prepare(minutes: float, seed: int) -> Callable[[], tuple[Network, Any]]:
    """Return what plays so many minutes."""
    network = Network()
    window = cimba.Window(warmup=0.0, duration=minutes)
    experiment = cimba.Experiment(network, window=window, seed=seed)
    return lambda: (network, experiment.run())


def shown(played: tuple[Network, Any]) -> Shown:
    """Return what the outputs show."""
    network, results = played
    patients = sum(int(results[source].patients[0, 0]) for source in network.sources)
    waits = tuple(float(results[queue].mean_wait[0, 0]) for queue in network.queues)
    return Shown(patients, waits)
