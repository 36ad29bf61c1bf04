"""Conditions: what people fall ill with, and what that asks of the care."""

from __future__ import annotations

from dataclasses import field

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, Share
from sim.system.follow_up import FollowUp


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Condition:
    """One group of illnesses, as finely as the planner needs it."""

    demand_weight: Amount
    """Weight of the condition among all episodes."""
    acuity: tuple[Share, Share, Share, Share]
    """Shares of the triage levels 1 (critical) to 4 (not urgent), adding up to 1."""
    label: str = ""
    """Name for readers."""
    specialty: str = "general"
    """Whose consulting room sees it."""
    suited_to_base: bool = False
    """Whether it is on the list of what the base should see first."""
    repeat_prescription: bool = False
    """Whether the visit is for the same drugs again."""
    needs: dict[str, Amount] = field(default_factory=dict)
    """How often a service is used, relative to the flow's share (1: as the average patient)."""
    minutes: dict[str, Duration] = field(default_factory=dict)
    """Durations of services in minutes, where the condition differs from the flow."""
    follow_up: FollowUp = FollowUp()
    """Further visits of its patients."""
    admission: Share = 0.0
    """Probability that a visit ends in admission, not urgent (acuity 3 and 4)."""
    emergency_admission: Share = 0.0
    """Probability that a visit ends in admission, urgent (acuity 1 and 2)."""
    operation: Share = 0.0
    """Probability that an inpatient is operated on."""
    operation_grades: tuple[Share, Share, Share, Share] | None = None
    """Shares of grades I to IV among its operations, adding up to 1; None: not graded, so that
    whoever operates does all of them."""
    day_surgery: Share = 0.0
    """Share of its planned operations that can be done in a day (日间手术), without a ward bed."""
    stay_factor: Amount = 1.0
    """Length of stay, relative to the ward's."""
    step_down: Share = 0.0
    """Share of inpatients whose recovery could be spent at a lower hospital: of those with as many
    days left as ``step_down.least_days_left`` asks for."""
    acute_share: Share | None = None
    """Part of the stay that must be spent above first; left out: as for everybody
    (``step_down.acute_share``)."""
    informed_by: tuple[str, ...] = ()
    """Modalities of ``remote`` whose reading at the hub tells how hard a case is. Of other
    conditions a reading changes no decision, but for a critical finding."""
    critical: Share = 0.0
    """Probability that an ECG or image of an urgent patient shows a critical finding."""
