"""Headlines: the indicators that page and terminal show first, and their tiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators import title

LEAD: Final = "municipal"
"""Stands for the lead where headlines name a tier; the lead is municipal unless a network says
otherwise."""

_SHORT: Final = {LEAD: "lead", "district": "districts"}
"""Short names of tiers; any other goes by its full name."""


@dataclass(frozen=True)
class Headline:
    """An indicator of all patients, or of a tier."""

    indicator: str
    tier: str | None = None
    """LEAD is the hospital that leads, whatever its tier."""

    @property
    def heading(self) -> str:
        """Its name in the terminal."""
        name = title(self.indicator)
        return f"{name}, {_SHORT.get(self.tier, self.tier)}" if self.tier else name


WAITS: Final = (
    Headline("visit_wait_mean", LEAD),
    Headline("visit_wait_mean", "district"),
    Headline("visit_wait_mean", "base"),
    Headline("appointment_days_mean"),
    Headline("admission_wait_mean"),
    Headline("onset_to_treatment_mean"),
)
"""The main waits, on which levers differ most."""

_WORST: Final = Headline("worst_home")

TREATMENT: Final = (
    _WORST,
    Headline("treated_7_days"),
    Headline("treated_30_days"),
    Headline("untreated_share"),
    Headline("decided_rightly"),
    Headline("left_unseen_share"),
    Headline("travel_hours"),
)
"""How many are treated in time, or at all, and at what cost to patients."""

_BYPASS: Final = Headline("bypass")

PLACES: Final = (
    Headline("first_contact_base"),
    _BYPASS,
    Headline("primary_share"),
    Headline("lead_base_could_share"),
    Headline("beyond_share"),
    Headline("referred_up"),
    Headline("self_referred"),
    Headline("referred_down"),
)
"""At which tier patients are treated."""

_EVERY: Final = (*WAITS, *TREATMENT, *PLACES, Headline("bed_use", LEAD))

HEADLINES: Final = tuple(one for one in _EVERY if one != _BYPASS)
"""Headlines in the terminal; the page has the rest."""

BY_WEEK: Final = tuple(one for one in _EVERY if one != _WORST)
"""Headlines whose weeks can be compared; not those of the worst-off home, which may change."""
