"""Green channel (绿色通道): priority and kept capacity for urgent patients who are referred up."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GreenChannel(Policy):
    """Urgent formal referrals go before all others, and rooms and beds are kept for them."""

    use: Share
    """Share of the urgent formal referrals that go by it."""
    kept_share: Share
    """Share of emergency rooms and ward beds, where referrals go, kept for these and for critical
    patients: at least one where there are two."""

    def apply(self, system: System) -> System:
        """Raise use and kept share to the dose."""
        channel = system.referral.green_channel
        raised = replace(
            channel,
            use=max(channel.use, self.use),
            kept_share=max(channel.kept_share, self.kept_share),
        )
        return replace(system, referral=replace(system.referral, green_channel=raised))
