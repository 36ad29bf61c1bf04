"""Green channel (绿色通道): priority and kept capacity for urgent patients who are referred up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import KeptBeds, Policy
from sim.system import System
from sim.system.fields import STRICT, Count, FacilityName, Share
from sim.system.urgent_letters import channel_beds

Beds = dict[FacilityName, dict[str, Count]]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GreenChannel(Policy):
    """Urgent formal referrals go before all others, and beds are kept for them."""

    use: Share
    """Share of the urgent formal referrals that go by it."""
    kept_beds: Beds | None = None
    """Beds kept for these and for critical patients, by facility and ward; left out: as many as
    those who come by it take, by arrivals and stay, rounded up; none where they fill less than
    half a bed."""
    kept_rooms: dict[FacilityName, Count] | None = None
    """Rooms kept for them by facility with an emergency department; left out: none, since they go
    first there."""

    def apply(self, system: System) -> System:
        """Raise the share, and the beds and rooms that are kept, to the dose."""
        channel = system.referral.green_channel
        if self.use == 0.0 and not self.kept_beds and not self.kept_rooms:
            return system
        use, there = max(channel.use, self.use), channel.kept_beds or {}
        beds = channel_beds(system, use) if self.kept_beds is None else self.kept_beds
        raised = replace(
            channel,
            use=use,
            kept_beds={
                name: _most(there.get(name, {}), beds.get(name, {})) for name in {**there, **beds}
            },
            kept_rooms=_most(channel.kept_rooms or {}, self.kept_rooms or {}),
        )
        return replace(system, referral=replace(system.referral, green_channel=raised))

    def keeps(self, system: System) -> tuple[KeptBeds, ...]:
        """Return the beds that the lever keeps free, beyond those already kept."""
        there = system.referral.green_channel.kept_beds or {}
        after = self.apply(system).referral.green_channel.kept_beds or {}
        more = (
            KeptBeds(name, ward, beds - there.get(name, {}).get(ward, 0))
            for name, wards in after.items()
            for ward, beds in wards.items()
        )
        return tuple(kept for kept in more if kept.beds > 0)


def _most(present: Mapping[str, int], dose: Mapping[str, int]) -> dict[str, int]:
    """For each name the larger of two numbers."""
    return {name: max(present.get(name, 0), dose.get(name, 0)) for name in {**present, **dose}}
