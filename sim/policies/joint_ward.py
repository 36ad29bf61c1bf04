"""Joint ward (联合病房): beds at a member, run by the lead's staff together with its own."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy, StaffMove, leading
from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Amount, Count, FacilityName, Share
from sim.system.step_down import JointWard as Ward


@dataclass(frozen=True, kw_only=True, config=STRICT)
class JointWard(Policy):
    """A joint ward for those who step down, in beds that the member has."""

    beds: Count
    """Beds of the member's ward that become the joint ward's."""
    proposed: Share
    """Probability above that step-down is proposed to an eligible patient."""
    accepted: Share
    """Probability that the patient then agrees."""
    nurse_hours_per_bed_week: Amount
    """Hours of nurses a week from above for each bed (for reporting)."""
    above: FacilityName | None = None
    """Hospital whose patients recover there; left out: the one that leads."""
    below: FacilityName | None = None
    """Member; left out: the first with a ward of those that the hospital steps down to."""

    def apply(self, system: System) -> System:
        """Raise the member's joint ward to the dose.

        Raises :class:`~sim.system.faults.Faults` if there is no hospital above or below.
        """
        if self.beds == 0:
            return system
        ward = self._raised(system)
        others = tuple(w for w in system.step_down.joint_wards if not _same(w, ward))
        return replace(system, step_down=replace(system.step_down, joint_wards=(*others, ward)))

    def moves(self, system: System) -> tuple[StaffMove, ...]:
        """Return the nurses' hours that go with the beds."""
        if self.beds == 0:
            return ()
        ward = self._raised(system)
        present = sum(w.beds for w in system.step_down.joint_wards if _same(w, ward))
        hours = (ward.beds - present) * self.nurse_hours_per_bed_week
        if hours == 0.0:
            return ()
        return (StaffMove("nurse, joint ward", ward.above, ward.below, hours, hours),)

    def _raised(self, system: System) -> Ward:
        """The joint ward, no smaller than it is already."""
        above = self.above or leading(system, "above", "shares a ward")
        below = self.below or _first_with_ward(system, above)
        ward = Ward(
            above=above,
            below=below,
            beds=self.beds,
            proposed=self.proposed,
            accepted=self.accepted,
        )
        for present in system.step_down.joint_wards:
            if _same(present, ward):
                ward = replace(
                    ward,
                    beds=max(present.beds, ward.beds),
                    proposed=max(present.proposed, ward.proposed),
                    accepted=max(present.accepted, ward.accepted),
                )
        return ward


def _same(one: Ward, other: Ward) -> bool:
    """Whether two joint wards have the same hospitals."""
    return (one.above, one.below) == (other.above, other.below)


def _first_with_ward(system: System, above: str) -> str:
    """The first hospital below that has a ward to take beds from."""
    for name in system.network.facilities[above].steps_down_to:
        if system.network.facilities[name].ward is not None:
            return name
    expected = f"a member with a ward, since {above} steps down to none"
    raise Faults((Fault("below", "(left out)", expected),))
