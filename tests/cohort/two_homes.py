"""A small land for the tests of the cohort: two homes, two illnesses, one ward."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from sim.cohort import Cohort
from sim.cohort.drawing import Drawing, first_choice
from sim.cohort.people import COLUMNS
from sim.scenario import Demand, Profile
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration
from sim.system.network import Facility, FirstContact, Home, Network, Tier, Ward
from sim.system.services import Care

START = date(2026, 1, 1)  # a Thursday
BEGIN = 72.0
EVEN = Profile(hours=(1.0,) * 24, weekdays=(1.0,) * 7)
CLINIC = Profile(
    hours=(*(0.0,) * 8, *(3.0,) * 4, *(1.0,) * 5, *(0.0,) * 7),
    weekdays=(2.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5),
    months=(1.5, *(1.0,) * 11),
    holiday_factor=0.25,
)
HOLIDAYS = (date(2026, 1, 1), date(2026, 2, 17))
SIX_DAYS = Duration(mean=6.0)
DEMAND = Demand(start=START, planned=CLINIC, urgent=EVEN, holidays=HOLIDAYS)


def home(population: float, to: str, **more: Any) -> Home:
    contact = FirstContact(suited={to: 1.0}, not_suited={to: 1.0}, emergency={to: 1.0})
    return Home(
        population=population,
        episodes_per_head=4.0,
        first_contact=contact,
        travel_minutes={to: 10.0},
        **more,
    )


def system(
    north: float = 2000.0, beds: int = 0, stay: Duration = SIX_DAYS, ward: Ward | None = None
) -> System:
    """Two homes, two conditions, and a hospital with a ward: this one, or one of so many beds."""
    ward = ward or Ward(beds=beds, occupancy=0.8, stay_days=stay)
    facilities = {
        "station": Facility(tier=Tier.BASE),
        "hospital": Facility(tier=Tier.MUNICIPAL, ward=ward),
    }
    homes = {"north": home(north, "station"), "south": home(1000.0, "hospital", mix={"heart": 3.0})}
    heart = Condition(
        demand_weight=1.0,
        acuity=(0.1, 0.3, 0.4, 0.2),
        admission=0.1,
        emergency_admission=0.5,
        stay_factor=2.0,
    )
    cough = Condition(demand_weight=3.0, acuity=(0.0, 0.0, 0.25, 0.75), admission=0.02)
    return System(
        network=Network(facilities=facilities, homes=homes),
        conditions={"cough": cough, "heart": heart},
        care=Care(flows={}, timetables={}),
        remote={},
    )


def drawing(where: System, demand: Demand, until: float, seed: int = 1) -> Drawing:
    """All that the first replication of a system without levers is drawn from."""
    return Drawing(where, first_choice(where, demand), demand, until, seed, 0)


def columns(cohort: Cohort, rows: Any = slice(None)) -> dict[str, list[Any]]:
    """The columns of some rows as lists, with what is not there as None."""
    whole = {name: getattr(cohort, name)[rows].tolist() for name in COLUMNS}
    return {
        k: [None if isinstance(x, float) and math.isnan(x) else x for x in column]
        for k, column in whole.items()
    }
