"""One measurement: the seconds of a task, and the most memory that its process has had."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Literal, cast

import sim
from experiments.peers import Peer
from experiments.peers.network import ARRIVALS
from experiments.peers.tierflow import Tierflow
from sim.clock import HOURS_PER_DAY, Calendar
from sim.cohort import draw
from sim.config import levers
from sim.keeping import recorded
from sim.scenario import Scenario

Case = Literal["jiangmen", "three_tier", "growth", "sweep"]

ENGINES: Final = ("compiled", "simpy")
PEERS: Final = {"plain_simpy": "simpy", "ciw": "ciw", "cimba": "cimba", "floor": "numba"}
"""The other systems, with the library that each needs."""
FILES: Final = {"ciw": "ciw_model", "cimba": "cimba_model"}
"""Files of :mod:`experiments.peers` that cannot be named like the library."""
MIB: Final = 1024.0  # the system counts in KiB


@dataclass(frozen=True)
class Task:
    """What one process measures again and again."""

    case: Case
    system: str
    size: float
    """Days of ``jiangmen``, replications of ``sweep``, else expected patients."""
    workers: int = 1


@dataclass(frozen=True)
class Measured:
    """One measurement."""

    patients: int
    seconds: float
    peak_mib: float
    """The most memory that the process, of several workers the largest, has had so far."""


def installed(system: str) -> bool:
    """Say whether the library that a system needs is there."""
    return find_spec({"compiled": "numba", **PEERS}.get(system, "simpy")) is not None


def measure(task: Task, share: float, seed: int) -> Measured:
    """Do a share of a task's work once."""
    size = task.size * share
    if task.case == "jiangmen":
        patients, seconds = _jiangmen(task.system, size, seed)
    elif task.case == "sweep":
        patients, seconds = _sweep(max(task.workers, round(size)), task.workers, seed)
    elif task.case == "growth":
        patients, seconds = _growth(size, seed)
    else:
        patients, seconds = _queues(task.system, size, seed)
    return Measured(patients, seconds, _peak(task))


def _peak(task: Task) -> float:
    """The most memory of this process, of several workers that of the largest, which has ended."""
    who = resource.RUSAGE_CHILDREN if task.workers > 1 else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / MIB


def _jiangmen(engine: str, days: float, seed: int) -> tuple[int, float]:
    """The consortium at full volume with every lever on; patients and seconds."""
    every = f"policy=[{','.join(levers())}]"
    run = ("name=every_lever", f"run.days={days!r}", "run.warmup_days=0", f"run.seed={seed}")
    scenario = sim.load("network=jiangmen", every, *run, f"engine={engine}")
    begun = time.perf_counter()
    record = recorded(scenario, 0)
    return len(record.episodes), time.perf_counter() - begun


def _queues(system: str, patients: float, seed: int) -> tuple[int, float]:
    """Three queues with referral; patients and seconds."""
    peer = peer_of(system)
    work = peer.prepare(patients / sum(ARRIVALS), seed)
    begun = time.perf_counter()
    played = work()
    seconds = time.perf_counter() - begun
    return peer.shown(played).patients, seconds


def _growth(patients: float, seed: int) -> tuple[int, float]:
    """The same queues for longer: indicators, and the journeys of a sample; patients, seconds."""
    scenario = Tierflow("compiled").scenario(patients / sum(ARRIVALS), seed)
    begun = time.perf_counter()
    sim.run(scenario, record="sample")
    seconds = time.perf_counter() - begun
    return _patients(scenario, 0), seconds


def _sweep(replications: int, workers: int, seed: int) -> tuple[int, float]:
    """Replications of the default run of the consortium, indicators included."""
    run = ("run=quick", f"run.seed={seed}", f"run.workers={workers}")
    scenario = sim.load("network=jiangmen", *run, "engine=compiled")
    begun = time.perf_counter()
    sim.compare({"today": scenario}, replications=replications)
    seconds = time.perf_counter() - begun
    return sum(_patients(scenario, number) for number in range(replications)), seconds


def _patients(scenario: Scenario, replication: int) -> int:
    """Patients of one replication, whom a study does not count."""
    system, demand, run = scenario.system, scenario.demand, scenario.run
    days = run.warmup_days + run.days
    until = Calendar(demand.start).begin + days * HOURS_PER_DAY
    return len(draw(system, demand, until, run.seed, replication))


def peer_of(system: str) -> Peer:
    """Return what plays the three queues under a name."""
    if system in ENGINES:
        return Tierflow(system)
    return cast("Peer", import_module(f"experiments.peers.{FILES.get(system, system)}"))
