"""Costs: what a visit and an admission cost, and what the insurance pays of it."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Share
from sim.system.network import Tier

_PRIMARY: Final = (Tier.VILLAGE, Tier.BASE)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Costs:
    """Averages by tier, as they were when shares of first contact were observed; and incentives."""

    visit_cny: dict[Tier, Amount] = field(default_factory=dict)
    """Cost of a visit, drugs and tests included (default 0)."""
    admission_cny: dict[Tier, Amount] = field(default_factory=dict)
    """Cost of an admission (default 0)."""
    visit_reimbursed: dict[Tier, Share] = field(default_factory=dict)
    """Share of it that the insurance pays, with a referral (default 0)."""
    admission_reimbursed: dict[Tier, Share] = field(default_factory=dict)
    """Share of it that the insurance pays, with a referral (default 0)."""
    unreferred_factor: dict[Tier, Share] = field(default_factory=dict)
    """What the insurance pays without a referral, over what it pays with one (default 1);
    emergencies are exempt."""
    primary_bonus: Share = 0.0
    """Differential payment (差异化支付): share of the cost that is paid in addition at the base and
    in villages."""
    unreferred_penalty: Share = 0.0
    """Share of the cost that is paid less at hospitals without a referral; emergencies are
    exempt."""

    def visit(self, tier: Tier, *, referred: bool) -> float:
        """Return what a patient pays for a visit, in CNY."""
        paid = self._paid(self.visit_reimbursed.get(tier, 0.0), tier, referred=referred)
        return self.visit_cny.get(tier, 0.0) * (1.0 - paid)

    def admission(self, tier: Tier, *, referred: bool) -> float:
        """Return what a patient pays for an admission, in CNY."""
        paid = self._paid(self.admission_reimbursed.get(tier, 0.0), tier, referred=referred)
        return self.admission_cny.get(tier, 0.0) * (1.0 - paid)

    def _paid(self, share: float, tier: Tier, *, referred: bool) -> float:
        """The share that the insurance pays."""
        if not referred:
            share *= self.unreferred_factor.get(tier, 1.0)
        if tier in _PRIMARY:
            share += self.primary_bonus
        elif not referred:
            share -= self.unreferred_penalty
        return min(1.0, max(0.0, share))
