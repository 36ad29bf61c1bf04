"""What is measured: each indicator with its Chinese name, unit, direction and meaning."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.access import ACCESS
from sim.outcomes.indicators.beds import BEDS
from sim.outcomes.indicators.chronic import CHRONIC
from sim.outcomes.indicators.critical import CRITICAL
from sim.outcomes.indicators.episodes import EPISODES
from sim.outcomes.indicators.indicator import CELL, DIMENSIONS, KPIS, TOO_FEW, Better, Indicator
from sim.outcomes.indicators.inpatients import INPATIENTS
from sim.outcomes.indicators.leaving import LEAVING
from sim.outcomes.indicators.referral import REFERRAL
from sim.outcomes.indicators.stations import STATIONS
from sim.outcomes.indicators.surgery import SURGERY
from sim.outcomes.indicators.tickets import TICKETS
from sim.outcomes.indicators.visits import VISITS
from sim.outcomes.indicators.waits import WAITS

INDICATORS: Final = {
    indicator.name: indicator
    for indicator in (
        *(*WAITS, *TICKETS, *EPISODES, *ACCESS, *VISITS, *REFERRAL),
        *(*INPATIENTS, *BEDS, *SURGERY, *LEAVING, *STATIONS, *CRITICAL, *CHRONIC),
    )
}
"""All indicators by name, in the order of a report."""

__all__ = ["CELL", "DIMENSIONS", "INDICATORS", "KPIS", "TOO_FEW", "Better", "Indicator"]
