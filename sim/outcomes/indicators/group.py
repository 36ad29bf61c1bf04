"""Groups: indicators that are counted and split alike; themes are made of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators.indicator import Indicator

Split = tuple[str, ...]
"""Dimensions that rows are split by together."""

ALL: Final[Split] = ()
CELLS: Final = ("places", "homes", "conditions", "needs")
PEOPLE: Final = (ALL, ("home",), ("condition",), ("acuity",))
BY_PLACE: Final = (*PEOPLE, ("tier",), ("facility",))
STATIONED: Final = (ALL, ("tier",), ("facility",), ("station",))
EVERYWHERE: Final = (*BY_PLACE, ("tier", "acuity"))
OF_CASES: Final = (*EVERYWHERE, ("need",))

WEEKS: Final = (ALL, ("tier",))
"""Splits in which most groups are reported week by week."""


@dataclass(frozen=True)
class Group:
    """Indicators that are counted together."""

    sheets: tuple[str, ...]
    """Sheets with their facts; a split uses the first sheet that has its dimensions."""
    present: tuple[str, ...]
    """Facts: a cell without any of these has no row; the total always has one."""
    splits: tuple[Split, ...]
    """How they are split."""
    indicators: tuple[Indicator, ...]
    weeks: tuple[Split, ...]
    """The splits that are reported week by week too; quantiles are not."""


@dataclass(frozen=True)
class Theme:
    """Groups about one concern: what a file of this folder declares."""

    groups: tuple[Group, ...]
    table: str | None
    """Title of their table on the page; None: other parts of the page show them."""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators of the theme."""
        return tuple(one for group in self.groups for one in group.indicators)


def group(
    sheets: tuple[str, ...],
    present: tuple[str, ...],
    splits: tuple[Split, ...],
    *indicators: Indicator,
    weeks: tuple[Split, ...] = WEEKS,
) -> Group:
    """Return a group; ``indicators`` come last, after what holds for all of them."""
    return Group(sheets, present, splits, indicators, tuple(one for one in weeks if one in splits))


def theme(*groups: Group, table: str | None = None) -> Theme:
    """Return a theme of some groups."""
    return Theme(groups, table)
