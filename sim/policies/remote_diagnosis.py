"""Remote diagnosis (远程诊断): the members' ECGs and images are read at the hub."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Amount, FacilityName, Share, nearest
from sim.system.network import Tier
from sim.system.remote import Reading

_BELOW = (Tier.VILLAGE, Tier.BASE, Tier.DISTRICT)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RemoteDiagnosis(Policy):
    """More members are connected and send more; the hub's own readers do the reading."""

    share: dict[str, Share]
    """Share of the members' recordings that is sent to the hub, by modality; one that is left out
    stays as it is."""
    members: tuple[FacilityName, ...] = ()
    """Members to connect; left empty: every facility below that records the modality."""
    delay_minutes: Amount | None = None
    """Minutes until a recording has reached the hub; left out: as it is."""
    critical_first: bool = True
    """Whether recordings of urgent patients are read before all others."""

    def apply(self, system: System) -> System:
        """Connect the members and raise the share to the dose.

        Raises :class:`~sim.system.faults.Faults` for a modality that the system has not.
        """
        unknown = [name for name in self.share if name not in system.remote]
        if unknown:
            expected = f"one of {', '.join(system.remote)}"
            found = [(name, nearest(name, system.remote)) for name in unknown]
            raise Faults(tuple(Fault(f"share.{n}", n, expected, hint) for n, hint in found))
        doses = {name: share for name, share in self.share.items() if share > 0.0}
        if not doses:
            return system
        if not any(system.remote[name].hub for name in doses):
            expected = f"a modality that has a hub (remote.{next(iter(doses))}.hub)"
            raise Faults((Fault("share", ", ".join(doses), expected),))
        raised = {name: self._raised(system, name, share) for name, share in doses.items()}
        return replace(system, remote={**system.remote, **raised})

    def _raised(self, system: System, modality: str, share: float) -> Reading:
        """One modality with the dose; unchanged without a hub, or if no member records it."""
        reading = system.remote[modality]
        members = dict.fromkeys([*reading.members, *(self.members or recorders(system, modality))])
        if not members or reading.hub is None:
            return reading
        return replace(
            reading,
            members=tuple(members),
            share=max(reading.share, share),
            delay_minutes=reading.delay_minutes
            if self.delay_minutes is None
            else self.delay_minutes,
            critical_first=reading.critical_first or self.critical_first,
        )


def recorders(system: System, modality: str) -> list[str]:
    """Return the facilities below the hub whose flows record a modality."""
    return [
        name
        for name, facility in system.network.facilities.items()
        if facility.tier in _BELOW
        and any(
            line.reading == modality
            for flow in (facility.clinic, facility.emergency)
            if flow is not None
            for line in system.care.flows[flow]
        )
    ]
