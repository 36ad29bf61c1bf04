"""Chronic management at the base (慢病基层管理): followed up at home, and more often."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.clock import DAYS_PER_YEAR
from sim.policies.base import Policy
from sim.system import System
from sim.system.chronic import RECALL_DAYS, Chronic, Management
from sim.system.fields import STRICT, Amount, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChronicManagement(Policy):
    """People in management are called in, at their own base, and at least so often."""

    reach: Share = 0.0
    """Share of them who are called in at least."""
    at_base: Share
    """Share of the follow-ups that are held at the own base."""
    visits_a_year: Amount
    """Follow-ups that are due in a year at least, at most one in 30 days."""

    def apply(self, system: System) -> System:
        """Raise all three to the dose, for every disease."""
        raised = {name: self._raised(row) for name, row in system.chronic.items()}
        reach = max(system.chronic_management.reach, self.reach)
        return replace(system, chronic=raised, chronic_management=Management(reach=reach))

    def _raised(self, row: Chronic) -> Chronic:
        days = row.recall_days
        if self.visits_a_year > 0.0:
            days = max(RECALL_DAYS, min(days, DAYS_PER_YEAR / self.visits_a_year))
        return replace(row, at_base=max(row.at_base, self.at_base), recall_days=days)
