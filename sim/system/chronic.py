"""Chronic disease: people in management, their follow-up, and what it prevents."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, ConditionName, HomeName, Share

RECALL_DAYS: Final = 30.0
"""Days between two occasions on which a person may be asked to come."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Management:
    """How far chronic management goes, whatever the disease."""

    reach: Share = 1.0
    """Share of the persons in ``chronic`` who are called in to follow-ups. The others are not:
    their disease is controlled as without them, and they come by themselves, on average
    ``visits_in_demand`` times a year (at most once in 30 days), where residents go."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Chronic:
    """One disease: who is in management and followed person by person."""

    prevalence: Share
    """Share of the residents, of homes with a base, who have it."""
    prevalence_for: dict[HomeName, Share] = field(default_factory=dict)
    """Prevalence where a home differs."""
    managed: Share
    """Share of them who are in management and followed here one by one; the others, who may be in
    management too, come as demand like everybody."""
    visit: ConditionName
    """Condition of a follow-up visit."""
    exacerbation: ConditionName
    """Condition of an exacerbation, with its acuity."""
    recall_days: Annotated[float, Field(ge=RECALL_DAYS, le=3650.0)]
    """Days after a follow-up at which the next is due, in steps of 30; not kept, it is due again
    30 days later."""
    kept: Share
    """Probability that a person who is due comes."""
    at_base: Share = 0.0
    """Share of the follow-ups that are held at the own base; the others where residents go."""
    effective_days: Amount
    """Days for which a follow-up that was held counts."""
    control_followed: Share
    """Share who are controlled while a follow-up counts."""
    control_lapsed: Share
    """Share who are controlled otherwise."""
    exacerbations_controlled: Amount
    """Exacerbations of a controlled person a year."""
    exacerbations_uncontrolled: Amount
    """Exacerbations of a person who is not controlled, a year; not fewer."""
    visits_in_demand: Amount = 0.0
    """Visits of a person a year that the demand of ``visit`` holds already: they are taken out."""
    exacerbations_in_demand: Amount = 0.0
    """Exacerbations a year that the demand of ``exacerbation`` holds already, likewise."""
