"""Indicators: each in one record, with how groups of them are counted and split.

Each file is about one concern and reads as a table. A group says where its facts are, which of them
make a row, and how it is split; its indicators follow. ``docs/extending.md`` tells how to add one.
"""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.access import ACCESS
from sim.outcomes.indicators.beds import BEDS
from sim.outcomes.indicators.chronic import CHRONIC
from sim.outcomes.indicators.critical import CRITICAL
from sim.outcomes.indicators.episodes import EPISODES
from sim.outcomes.indicators.group import Group, Theme
from sim.outcomes.indicators.indicator import TOO_FEW, Better, Indicator
from sim.outcomes.indicators.inpatients import INPATIENTS
from sim.outcomes.indicators.leaving import LEAVING
from sim.outcomes.indicators.referral import REFERRAL
from sim.outcomes.indicators.stations import STATIONS
from sim.outcomes.indicators.surgery import SURGERY
from sim.outcomes.indicators.table import CELL, DIMENSIONS, KPIS
from sim.outcomes.indicators.tickets import TICKETS
from sim.outcomes.indicators.treatment import TREATMENT
from sim.outcomes.indicators.visits import VISITS
from sim.outcomes.indicators.waits import WAITS

THEMES: Final = (
    *(WAITS, TICKETS, TREATMENT, EPISODES, ACCESS, VISITS, REFERRAL),
    *(INPATIENTS, BEDS, SURGERY, LEAVING, STATIONS, CRITICAL, CHRONIC),
)
"""All themes, in the order of a report."""

GROUPS: Final = tuple(group for theme in THEMES for group in theme.groups)
"""All groups; each indicator is in one of them."""

INDICATORS: Final = {one.name: one for group in GROUPS for one in group.indicators}
"""All indicators by name, in the order of a report."""


def title(name: str) -> str:
    """Return the English name of an indicator; an unknown name is returned with spaces."""
    return INDICATORS[name].title if name in INDICATORS else name.replace("_", " ")


__all__ = [
    "CELL",
    "DIMENSIONS",
    "GROUPS",
    "INDICATORS",
    "KPIS",
    "THEMES",
    "TOO_FEW",
    "Better",
    "Group",
    "Indicator",
    "Theme",
    "title",
]
