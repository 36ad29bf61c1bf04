"""One replication, with what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from sim.engines import play
from sim.journeys import Record
from sim.outcomes import outcomes
from sim.scenario import Scenario


@dataclass(frozen=True)
class Run:
    """A replication that has been played."""

    record: Record
    """All that it left behind."""

    @property
    def journeys(self) -> pa.Table:
        """One row a step."""
        return self.record.journeys

    @property
    def episodes(self) -> pa.Table:
        """One row a patient."""
        return self.record.episodes

    @property
    def counts(self) -> pa.Table:
        """What stations hold, every hour."""
        return self.record.counts

    @cached_property
    def kpis(self) -> pa.Table:
        """All indicators."""
        return outcomes(self.record)


def run(scenario: Scenario, replication: int) -> Run:
    """Play one replication."""
    return Run(play(scenario, replication))
