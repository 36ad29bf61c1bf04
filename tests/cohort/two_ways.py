"""The small land with a choice: both homes have patients at the station and at the hospital."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from two_homes import BEGIN, DEMAND, system

from sim.cohort import Cohort, draw
from sim.cohort.reference import Reference, reference
from sim.system import System
from sim.system.network import FirstContact

STATION, HOSPITAL = 0, 1
UNTIL = BEGIN + 96.0  # four days
MIXED = FirstContact(
    suited={"station": 0.7, "hospital": 0.3},
    not_suited={"station": 0.5, "hospital": 0.5},
    emergency={"station": 0.1, "hospital": 0.9},
)


def land(**changes: Any) -> System:
    """Both homes choose; coughs suit the station."""
    here = system()
    homes = {name: replace(home, first_contact=MIXED) for name, home in here.network.homes.items()}
    conditions = {**here.conditions}
    conditions["cough"] = replace(conditions["cough"], suited_to_base=True)
    network = replace(here.network, homes=homes)
    return replace(here, network=network, conditions=conditions, **changes)


LAND = land()
REFERENCE: Reference = reference(LAND)
NAMES = "time,home,condition,facility"


def written(folder: Path, *rows: str, names: str = NAMES) -> Path:
    path = folder / "arrivals.csv"
    path.write_text("\n".join([names, *rows]) + "\n", encoding="utf-8")
    return path


def beside(path: Path, where: System = LAND, until: float = UNTIL, seed: int = 1) -> Cohort:
    """The patients of a file and those beside them."""
    return draw(where, replace(DEMAND, path=str(path), beside=True), until, seed, 0)


def alone(path: Path, where: System = LAND, until: float = UNTIL, seed: int = 1) -> Cohort:
    """The patients of a file."""
    return draw(where, replace(DEMAND, path=str(path)), until, seed, 0)


def chosen(cohort: Cohort, first: Reference = REFERENCE) -> list[int]:
    """Where each patient would come first."""
    who = cohort.key, cohort.home, cohort.condition, cohort.acuity
    found: list[int] = first.chosen(*who).tolist()
    return found


def rows_of(*hours: float, condition: str = "heart", home: str = "north") -> Sequence[str]:
    return [f"{hour},{home},{condition},hospital" for hour in hours]
