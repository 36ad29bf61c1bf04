"""Specialty alliances (专科联盟): a letter of a member goes straight to the alliance's lead."""

from __future__ import annotations

from sim.contract import NOWHERE, Patient, State
from sim.rules.ability import can_treat
from sim.tables import Tables


def lead_for(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the lead of the alliance for the case; NOWHERE: there is none, or it cannot treat it.

    Only letters go to the lead. Patients who go up by themselves go as if there were no alliance.
    """
    lead = tables.referral.alliance[p.facility][p.condition].lead
    if lead != NOWHERE and not can_treat(tables, state, now, p, lead):
        return NOWHERE
    return lead
