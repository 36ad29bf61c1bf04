"""Chosen: the indicators that the page shows, for which tiers, and their names in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sim.outcomes import headlines
from sim.outcomes.headlines import Headline
from sim.outcomes.indicators import INDICATORS, Indicator, title
from sim.page.read import LEAD, Difference, Mean, Results
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
    """An indicator of all patients or of a tier: one column of the page."""

    indicator: str
    where: dict[str, str] = field(default_factory=dict)

    @property
    def about(self) -> Indicator:
        """Unit, direction, Chinese name and meaning."""
        return INDICATORS[self.indicator]

    @property
    def name(self) -> str:
        """Its name in a sentence, with the tier."""
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


def _measures(*found: Headline) -> tuple[Measure, ...]:
    """Headlines as columns of the page."""
    return tuple(Measure(one.indicator, _where(one.tier)) for one in found)


def _where(tier: str | None) -> dict[str, str]:
    """The cell of a headline's tier."""
    if tier == headlines.LEAD:
        return {"facility": LEAD}
    return {"tier": tier} if tier else {}


WAITS: Final = _measures(*headlines.WAITS)
"""The main waits, on which levers differ most."""

HEADLINE: Final = _measures(*headlines.WAITS, *headlines.TREATMENT)
"""Columns of what each policy changes."""

PLACES: Final = _measures(*headlines.PLACES)
"""Columns of who is treated where."""

BY_WEEK: Final = tuple(one for one in HEADLINE if one in _measures(*headlines.BY_WEEK))
"""Those of the columns that are drawn week by week."""


def present(results: Results, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return the measures for which the baseline has a number."""
    return tuple(one for one in measures if one.mean(results, results.baseline) is not None)
