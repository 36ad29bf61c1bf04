"""Referral between tiers, and the green channel for the urgent ones."""

from __future__ import annotations

from dataclasses import field

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, FacilityName, Share
from sim.system.network import Tier


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GreenChannel:
    """Priority and kept capacity for urgent patients who are referred up."""

    use: Share = 0.0
    """Share of the urgent formal referrals that go by it."""
    kept_share: Share = 0.0
    """Share of the receiving hospital's emergency rooms and ward beds kept for urgent patients."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Referral:
    """What happens to a case beyond the facility's capability."""

    recognition: dict[Tier, Share] = field(default_factory=dict)
    """Probability that the doctor sees a case beyond the facility, by tier (default 1).
    A facility may have its own."""
    unnecessary: dict[Tier, Share] = field(default_factory=dict)
    """Probability that the doctor takes a case within the facility for one beyond it, by tier
    (default 0): an unnecessary referral, if the patient then goes."""
    acceptance: Share = 1.0
    """Probability that the patient then goes on."""
    formal_share: dict[Tier, Share] = field(default_factory=dict)
    """Share of those who go on with a formal referral (上转), by tier (default 1); the others
    go by themselves."""
    processing_minutes: Amount = 0.0
    """Minutes that the referral office takes for a formal referral that is not urgent."""
    fixed: dict[FacilityName, dict[FacilityName, Share]] = field(default_factory=dict)
    """Plain mode: after a visit at the first, the probability of going on to each other; the rest
    go home. It replaces the decision by capability at the facilities that it names."""
    green_channel: GreenChannel = GreenChannel()
    """Priority for urgent formal referrals."""
