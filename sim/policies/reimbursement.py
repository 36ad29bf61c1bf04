"""Reimbursement (差异化支付): the insurance pays more below, and less above without a referral."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Reimbursement(Policy):
    """Patients who can wait weigh what they would pay; emergencies are exempt."""

    primary_bonus: Share
    """Share of the cost that is paid in addition at the base and in villages."""
    unreferred_penalty: Share
    """Share of the cost that is paid less at hospitals without a referral."""

    def apply(self, system: System) -> System:
        """Raise both incentives to the dose."""
        present = system.costs
        costs = replace(
            present,
            primary_bonus=max(present.primary_bonus, self.primary_bonus),
            unreferred_penalty=max(present.unreferred_penalty, self.unreferred_penalty),
        )
        return replace(system, costs=costs)
