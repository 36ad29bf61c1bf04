"""Step-down: inpatients who go to a lower hospital to recover."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Count, EndingPatience, FacilityName, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class JointWard:
    """A ward at a lower hospital that the doctors of both hospitals run, for step-downs alone."""

    above: FacilityName
    """Hospital whose patients recover there, and whose doctors round there too."""
    below: FacilityName
    """Lower hospital whose ward gives up the beds."""
    beds: Count
    """Beds, taken out of those of the single ward below."""
    proposed: Share = 0.0
    """Probability above that step-down is proposed to an eligible patient, where it is higher."""
    accepted: Share = 0.0
    """Probability that the patient then agrees, where it is higher."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StepDown:
    """Who steps down: eligible (by condition), proposed, accepted, and a bed below."""

    proposed: Share = 0.0
    """Probability that the doctor proposes it to an eligible patient."""
    accepted: Share = 0.0
    """Probability that the patient then agrees."""
    acute_share: Share = 0.6
    """Part of the stay that must be spent above first."""
    least_days_left: Amount = 0.0
    """Days of the stay that must be left after that part; whoever has fewer is not eligible."""
    bounce_back: Share = 0.0
    """Share of those who stepped down who get worse below and need a bed above again."""
    bounce_back_hours: EndingPatience = 24.0
    """Hours that these wait, below, for a bed where they came from; then they stay."""
    hold_hours: EndingPatience = 48.0
    """Hours that the upper bed is kept while waiting for one below; then the patient stays."""
    joint_wards: tuple[JointWard, ...] = ()
    """Joint wards (联合病房), whose beds patients ask for first."""
