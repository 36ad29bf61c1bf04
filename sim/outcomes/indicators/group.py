"""Groups of indicators that are counted and split alike, and the themes that they make up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators.indicator import Indicator

Split = tuple[str, ...]
"""Dimensions by which indicators are told apart, taken together."""

ALL: Final[Split] = ()
CELLS: Final = ("places", "homes", "conditions", "needs")
PEOPLE: Final = (ALL, ("home",), ("condition",), ("acuity",))
BY_PLACE: Final = (*PEOPLE, ("tier",), ("facility",))
STATIONED: Final = (ALL, ("tier",), ("facility",), ("station",))
EVERYWHERE: Final = (*BY_PLACE, ("tier", "acuity"))
OF_CASES: Final = (*EVERYWHERE, ("need",))

WEEKS: Final = (ALL, ("tier",))
"""Splits that most groups are told week by week in."""


@dataclass(frozen=True)
class Group:
    """Indicators that are counted together."""

    sheets: tuple[str, ...]
    """Where their facts stand: of a split, in the first that has its dimensions."""
    present: tuple[str, ...]
    """Facts: a cell without any of these has no row; that of all together always has one."""
    splits: tuple[Split, ...]
    """How they are split."""
    indicators: tuple[Indicator, ...]
    weeks: tuple[Split, ...]
    """Of the splits, those that are told week by week too; quantiles are not."""


@dataclass(frozen=True)
class Theme:
    """Groups about one concern: what a file of this folder declares."""

    groups: tuple[Group, ...]
    table: str | None
    """Title of the page's table of them; None: other parts of the page show them."""

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
    """Return a group, whose indicators follow what is said of all of them."""
    return Group(sheets, present, splits, indicators, tuple(one for one in weeks if one in splits))


def theme(*groups: Group, table: str | None = None) -> Theme:
    """Return a theme of some groups."""
    return Theme(groups, table)
