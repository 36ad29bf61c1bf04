"""The system that a planner describes: frozen dataclasses, one concern a file."""

from __future__ import annotations

from dataclasses import field

from pydantic.dataclasses import dataclass

from sim.system.access import Access
from sim.system.admission import Admission
from sim.system.chronic import Chronic, Management
from sim.system.conditions import Condition
from sim.system.costs import Costs
from sim.system.diary import Posting
from sim.system.fields import STRICT
from sim.system.network import Network
from sim.system.outreach import Outreach
from sim.system.pathways import ChestPainCentre, Pathway
from sim.system.prescriptions import Prescriptions
from sim.system.referral import Referral
from sim.system.remote import Reading
from sim.system.returns import Returns
from sim.system.services import Care
from sim.system.step_down import StepDown
from sim.system.surgery import Surgery
from sim.system.transfer import Transfer
from sim.system.worsening import Worsening


@dataclass(frozen=True, kw_only=True, config=STRICT)
class System:
    """A consortium: who is there, how visits go, and the doses of the programmes."""

    network: Network
    """Facilities and homes."""
    conditions: dict[str, Condition]
    """Conditions by name."""
    care: Care
    """Flows of services and opening times."""
    access: Access = Access()
    """First contact and appointments."""
    costs: Costs = Costs()
    """What patients pay."""
    referral: Referral = Referral()
    """Referral up and the green channel."""
    admission: Admission = Admission()
    """From the decision to admit to discharge."""
    remote: dict[str, Reading]
    """Remote reading by modality (``ecg``, ``imaging``)."""
    outreach: Outreach = Outreach()
    """Expert clinics at the members."""
    diary: dict[str, Posting] = field(default_factory=dict)
    """Hours that named people spend away from their usual posts, by a name for each."""
    step_down: StepDown = StepDown()
    """Inpatients who recover at a lower hospital."""
    transfer: Transfer = Transfer()
    """Ambulances and stabilisation of those who are moved between facilities."""
    worsening: Worsening = Worsening()
    """Urgent patients who worsen while they wait."""
    returns: Returns = Returns()
    """Patients who come again."""
    pathways: dict[str, Pathway] = field(default_factory=dict)
    """Time-critical pathways by name."""
    chest_pain_centre: ChestPainCentre = ChestPainCentre()
    """Chest pain centres and their like: what the members can do for the pathways."""
    surgery: Surgery = Surgery()
    """Operations by grade."""
    prescriptions: Prescriptions = Prescriptions()
    """Repeat prescriptions."""
    chronic: dict[str, Chronic] = field(default_factory=dict)
    """People in management by their disease."""
    chronic_management: Management = Management()
    """Who of them is called in to follow-ups."""


__all__ = ["System"]
