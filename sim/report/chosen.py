"""What the page shows: which indicators, of whom, and what they are called in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sim.outcomes.indicators import INDICATORS, Indicator
from sim.report.read import LEAD, Difference, Mean, Results
from sim.system.network import TIER_LABELS, Tier

TIERS: Final = {
    "village": "village stations",
    "base": "base institutions",
    "district": "district hospitals",
    "municipal": "municipal hospitals",
    "provincial": "the provincial hospital",
    "outside": "outside the consortium",
}
"""English names of the tiers, lowest first."""


@dataclass(frozen=True)
class Measure:
    """An indicator of somebody: one column of the page."""

    indicator: str
    where: dict[str, str] = field(default_factory=dict)

    @property
    def about(self) -> Indicator:
        """Unit, direction, Chinese name and meaning."""
        return INDICATORS[self.indicator]

    @property
    def name(self) -> str:
        """What it is called in a sentence, with the tier that it is about."""
        if self.where.get("facility") == LEAD:
            return f"{title(self.indicator)} at the lead hospital"
        tier = self.where.get("tier")
        return f"{title(self.indicator)} at {TIERS[tier]}" if tier else title(self.indicator)

    @property
    def label(self) -> str:
        """Its Chinese name."""
        if self.where.get("facility") == LEAD:
            return f"{self.about.label} · 牵头医院"
        tier = self.where.get("tier")
        return f"{self.about.label} · {TIER_LABELS[Tier(tier)]}" if tier else self.about.label

    def mean(self, results: Results, scenario: str) -> Mean | None:
        """Return its level in a scenario."""
        return results.mean(self.indicator, scenario, **self.where)

    def difference(self, results: Results, scenario: str) -> Difference | None:
        """Return its difference against the baseline."""
        return results.difference(self.indicator, scenario, **self.where)


def title(indicator: str) -> str:
    """Return the English name of an indicator, be it one of another version."""
    return INDICATORS[indicator].title if indicator in INDICATORS else indicator.replace("_", " ")


WAITS: Final = (
    Measure("visit_wait_mean", {"facility": LEAD}),
    Measure("visit_wait_mean", {"tier": "district"}),
    Measure("visit_wait_mean", {"tier": "base"}),
    Measure("appointment_days_mean"),
    Measure("admission_wait_mean"),
    Measure("onset_to_treatment_mean"),
)
"""The main waits, by which the policies are told apart."""

HEADLINE: Final = (
    *WAITS,
    Measure("treated_7_days"),
    Measure("treated_30_days"),
    Measure("untreated_share"),
    Measure("decided_rightly"),
    Measure("worst_home"),
    Measure("left_unseen_share"),
    Measure("travel_hours"),
)
"""Columns of what each policy changes."""

PLACES: Final = (
    Measure("first_contact_base"),
    Measure("bypass"),
    Measure("primary_share"),
    Measure("beyond_share"),
    Measure("lead_base_could_share"),
    Measure("referred_up"),
    Measure("self_referred"),
    Measure("referred_down"),
)
"""Columns of who is treated where."""


def present(results: Results, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return the measures of which the baseline has a number."""
    return tuple(one for one in measures if one.mean(results, results.baseline) is not None)
