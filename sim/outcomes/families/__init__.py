"""How indicators are counted: families of measures of the same facts, split in several ways."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.access import ACCESS
from sim.outcomes.families.beds import BEDS
from sim.outcomes.families.chronic import CHRONIC
from sim.outcomes.families.critical import CRITICAL
from sim.outcomes.families.episodes import EPISODES
from sim.outcomes.families.family import (
    HOURLY,
    ONCE,
    PERSON_YEARLY,
    WEEKLY,
    YEARLY,
    Family,
    Measure,
    Quantile,
)
from sim.outcomes.families.inpatients import INPATIENTS
from sim.outcomes.families.leaving import LEAVING
from sim.outcomes.families.referral import REFERRAL
from sim.outcomes.families.stations import STATIONS
from sim.outcomes.families.surgery import SURGERY
from sim.outcomes.families.tickets import TICKETS
from sim.outcomes.families.visits import VISITS
from sim.outcomes.families.waits import WAITS

FAMILIES: Final = (
    *(*WAITS, *TICKETS, *EPISODES, *ACCESS, *VISITS, *REFERRAL),
    *(*INPATIENTS, *BEDS, *SURGERY, *LEAVING, *STATIONS, *CRITICAL, *CHRONIC),
)
"""All families; together they count every indicator once."""

__all__ = [
    "FAMILIES",
    "HOURLY",
    "ONCE",
    "PERSON_YEARLY",
    "WEEKLY",
    "YEARLY",
    "Family",
    "Measure",
    "Quantile",
]
