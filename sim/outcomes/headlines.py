"""Headlines: the indicators that page and terminal show first, and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators import title

LEAD: Final = "municipal"
"""What stands for the lead where headlines name a tier: it is of this one unless a network says
otherwise."""

_SHORT: Final = {LEAD: "lead", "district": "districts"}
"""Tiers in a few letters; any other goes by its name."""


@dataclass(frozen=True)
class Headline:
    """An indicator of everybody, or of a tier."""

    indicator: str
    tier: str | None = None
    """LEAD is the hospital that leads, whatever its tier."""

    @property
    def heading(self) -> str:
        """What it is called in the terminal."""
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
"""The main waits, by which the policies are told apart."""

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
"""Who is treated in time, or at all, and at what trouble."""

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
"""Who is treated where."""

_EVERY: Final = (*WAITS, *TREATMENT, *PLACES, Headline("bed_use", LEAD))

HEADLINES: Final = tuple(one for one in _EVERY if one != _BYPASS)
"""Those of the terminal; the page has the rest."""

BY_WEEK: Final = tuple(one for one in _EVERY if one != _WORST)
"""Those of which one week can be held beside another: which home is worst off may change."""
