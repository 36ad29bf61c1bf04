"""Plan: the scenarios of a study, their baseline, how often they are played, and where to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim import replication
from sim.scenario import Keep, Scenario, wrong_name
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

if TYPE_CHECKING:
    from sim.scenario import Run

Play = Callable[[Scenario, int, Keep], replication.Run]
"""A function that plays a replication of a scenario, as :func:`sim.replication.run` does, and keeps
some of its journeys. It must be importable by name."""


@dataclass(frozen=True)
class Job:
    """One replication of one scenario."""

    scenario: str
    replication: int


@dataclass(frozen=True)
class Plan:
    """What a study should do. Raises :class:`~sim.system.faults.Faults` if it makes no sense."""

    scenarios: Mapping[str, Scenario]
    """Scenarios by their names in the results, in the order of the results."""
    baseline: str
    """Name of the scenario that all others are compared with."""
    out: Path | None = None
    """Results folder; None: keep the results in memory only."""
    title: str = "compare"
    """Name of the study."""
    overrides: tuple[str, ...] = ()
    """The overrides on the command line."""
    command: tuple[str, ...] = ()
    """The words before the overrides, such as ``compare``; empty: not from the command line."""
    remarks: tuple[str, ...] = ()
    """Sentences for readers on how the scenarios were chosen."""
    overwrite: bool = False
    """Whether results of another study in the folder may be replaced."""

    def __post_init__(self) -> None:
        """Check the names, and that all scenarios run in the same way."""
        faults = [*self._name_faults(), *self._run_faults()]
        if faults:
            raise Faults(tuple(faults))

    @property
    def run(self) -> Run:
        """How all scenarios are run."""
        return self.scenarios[self.baseline].run

    @property
    def replications(self) -> int:
        """Replications of each scenario."""
        return self.run.replications

    def jobs(self) -> list[Job]:
        """All jobs, replication by replication: so an interrupted study has whole pairs."""
        return [Job(name, n) for n in range(self.replications) for name in self.scenarios]

    def _name_faults(self) -> list[Fault]:
        names = list(self.scenarios)
        faults = [
            Fault("scenario", name, expected)
            for i, name in enumerate(names)
            if (expected := _wanted(name, names[:i]))
        ]
        if self.baseline not in names:
            expected = f"one of {', '.join(names)}"
            faults.append(Fault("baseline", self.baseline, expected, nearest(self.baseline, names)))
        return faults

    def _run_faults(self) -> list[Fault]:
        if self.baseline not in self.scenarios:
            return []
        return [
            Fault(f"{name}.run.{key}", str(value), f"{wanted}, as in {self.baseline}")
            for name, one in self.scenarios.items()
            for key, wanted in asdict(self.run).items()
            if (value := getattr(one.run, key)) != wanted
        ]


def _wanted(name: str, others: Sequence[str]) -> str:
    """What was expected instead of a scenario's name; empty if the name is good."""
    if name.casefold() in {other.casefold() for other in others}:
        return "a name that differs from the others by more than capitals"
    return wrong_name(name)
