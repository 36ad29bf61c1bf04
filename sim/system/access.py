"""Access: how a patient reaches the first facility."""

from __future__ import annotations

import math

from pydantic.dataclasses import dataclass

from sim.system.choice import Choice
from sim.system.durations import DurationOrNever
from sim.system.family_doctors import FamilyDoctors
from sim.system.fields import STRICT, Amount, SearchDays, Share
from sim.system.network import Tier
from sim.system.tickets import Tickets


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BroughtIn:
    """Urgent patients whom an ambulance brings at the first contact (120送诊).

    It takes them to the emergency department of the facility that they choose, or, if that has
    none, to the nearest one; nobody from a home that has no way there, or one of no length.
    """

    critical: Share = 0.0
    """Share of the critical (acuity 1)."""
    urgent: Share = 0.0
    """Share of the other emergencies (acuity 2)."""
    response_minutes: Amount = 15.0
    """Minutes from the call until the ambulance is there."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Access:
    """First contact and appointments."""

    gatekeeping_compliance: Share = 0.0
    """Share of those who would go to a hospital of ``gatekeeping_from`` with a condition suited to
    the base who go to their own base first."""
    gatekeeping_from: tuple[Tier, ...] = (Tier.MUNICIPAL, Tier.PROVINCIAL, Tier.OUTSIDE)
    """Tiers from which gatekeeping, contracts and drugs in stock send people to their own base;
    outside, not from primary care. The lead is as good as municipal. The branches, which the
    consortium fills, are not among them."""
    compliance_by_acuity: tuple[Amount, Amount] = (1.0, 1.0)
    """Factors on that at acuity 3 and 4; emergencies are exempt."""
    family_doctors: FamilyDoctors = FamilyDoctors()
    """Contracts with family doctors."""
    search_days: SearchDays = math.inf
    """Days ahead that a patient accepts a ticket; after that the visit is given up."""
    closed_to_emergency: tuple[Share, Share, Share, Share] = (0.0, 0.0, 0.0, 0.0)
    """Probability by acuity that whoever finds the chosen clinic closed goes to the nearest
    emergency department; the others wait for its next session."""
    brought_in: BroughtIn = BroughtIn()
    """Who comes by ambulance; all others come by themselves."""
    patience_minutes: tuple[DurationOrNever, DurationOrNever, DurationOrNever, DurationOrNever] = (
        None,
        None,
        None,
        None,
    )
    """Minutes in a queue of a visit after which the patient leaves (未就诊离开), by acuity 1 to 4;
    each queue is another trial of it, or ``never``."""
    tickets: Tickets = Tickets()
    """What gives when tickets run out."""
    no_show: Share = 0.0
    """Probability that a ticket of a later session is not used (爽约); it is lost."""
    rebook: Share = 0.0
    """Share of those who then take another, and come; the others stay away."""
    choice: Choice = Choice()
    """What draws the sick to a facility."""
