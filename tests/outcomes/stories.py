"""Tiny records written by hand: a lead hospital, a township centre, an outside clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import nan
from typing import Any

import pyarrow as pa

from sim import journeys
from sim.episodes import EPISODES
from sim.journeys import Record
from sim.rules.notes import (
    BITS,
    FORMAL,
    HOPS,
    RECOGNISED,
    REPEATED,
    SPARED,
    UNNEEDED,
    WAY,
    WAYS,
)
from sim.tables.codes import IN_BED
from sim.tables.codes import STAGES as OWN_STAGES

STATIONS = (
    # station, facility, service, kind, runs_over, servers, capacity_hours
    ("lead/desk", "lead", "desk", "service", True, 1, 40.0),
    ("lead/consultation.internal", "lead", "consultation.internal", "clinic", True, 1, 40.0),
    ("lead/theatre", "lead", "theatre", "theatre", False, 1, 40.0),
    ("lead/ward", "lead", "ward", "bed", True, 2, 336.0),
    ("lead/readers", "lead", "readers", "reading", False, 1, 168.0),
    ("branch/ward", "branch", "ward", "bed", True, 1, 168.0),
    ("branch/expert.internal", "branch", "expert.internal", "expert", True, 1, 8.0),
    ("town/consultation.general", "town", "consultation.general", "clinic", True, 1, 40.0),
)
FACILITIES = (
    ("lead", "municipal", "Lead", False, True),
    ("branch", "district", "Branch", False, False),
    ("town", "base", "Town", True, False),
    ("elsewhere", "outside", "Elsewhere", False, False),
    ("surgery", "outside", "A doctor's surgery elsewhere", True, False),
)
HOMES = (
    ("hill", "Hill", True, 1000.0, False),
    ("quay", "Quay", False, 2000.0, False),
    ("far", "Far away", False, 9000.0, True),
)
STAGES = (
    # stage, kind, doctor, in_bed, reading, target_minutes
    ("laboratory", "order", False, False, False, nan),
    ("ecg_reading", "order", False, False, True, 30.0),
    ("results", "results", False, False, False, nan),
    *(
        (name, "service", True, False, False, nan)
        for name in ("consultation", "return_consultation")
    ),
    ("desk", "service", False, False, False, nan),
    *((name, "delay", name == "expert", name in IN_BED, False, nan) for name in OWN_STAGES),
)
"""Services of the stories, and the stages that every record has."""
FLAGS = {
    "unneeded": UNNEEDED,
    "repeated": REPEATED,
    "recognised": RECOGNISED,
    "spared": SPARED,
}
WEEK = (0.0, 168.0)
CLOCKS = ("symptoms_at", "contact_at", "test_at", "needle_at", "device_at", "door_out_at")
IN_TIME = ("test_in_time", "needle_in_time", "device_in_time", "door_out_in_time")


@dataclass
class Story:
    """What happened, told row by row."""

    window: tuple[float, float] = WEEK
    openings: tuple[tuple[str, float, float], ...] = tuple(
        (station[0], 0.0, 400.0) for station in STATIONS
    )
    steps: list[dict[str, Any]] = field(default_factory=list)
    patients: list[dict[str, Any]] = field(default_factory=list)

    def patient(self, **facts: Any) -> int:
        """Add a patient who fell ill at hour 1 on the hill; return the number."""
        number = len(self.patients)
        usual = {
            "patient": number,
            "home": "hill",
            "condition": "cough",
            "acuity": 3,
            "complexity": 0.5,
            "onset": 1.0,
            "resident": False,
            "first_facility": None,
            "treated_facility": None,
            "treated_at": nan,
            "left": 100.0,
            "ending": "untreated",
            "first_decision": None,
            "beyond": False,
            "base_could": False,
            "referred_up": 0,
            "self_referred": 0,
            "referred_down": 0,
            "admitted": 0,
            "operated": 0,
            "returned": False,
            "grade": 0,
            "expert": False,
            "green": False,
            "brought_in": False,
            "critical_read": None,
            "travel_hours": 0.0,
            "out_of_pocket_cny": 0.0,
            "person": -1,
            "occasion": None,
            "controlled": False,
            "notes": 0,
            "worsened": False,
            "pathway": None,
            **dict.fromkeys(CLOCKS, nan),
            **dict.fromkeys(IN_TIME, False),
            "death_risk": 0.0,
        }
        self.patients.append(usual | facts)
        return number

    def step(self, patient: int, stage: str, where: str, *times: float, **facts: Any) -> None:
        """Add a step at ``facility`` or ``facility/station`` with asked, started, ended, released.

        A later time that is left out is like the one before it.
        """
        asked, started, ended, released = (*times, *times[-1:] * 4)[:4]
        facility, _, station = where.partition("/")
        usual = {
            "patient": patient,
            "hop": 0,
            "stage": stage,
            "facility": facility,
            "station": where if station else None,
            "priority": 3,
            "asked": asked,
            "started": started,
            "ended": ended,
            "released": released if station else nan,
            "outcome": "served",
        }
        self.steps.append(usual | facts)

    def record(self) -> Record:
        """The story as a record."""
        return Record(
            journeys=pa.Table.from_pylist(self.steps, journeys.JOURNEYS),
            episodes=pa.Table.from_pylist(self.patients, EPISODES),
            hops=pa.Table.from_pylist(list(self._hops()), journeys.HOPS),
            counts=journeys.COUNTS.empty_table(),
            stocks=journeys.STOCKS.empty_table(),
            stations=_table(STATIONS, journeys.STATIONS),
            openings=_table(self.openings, journeys.OPENINGS),
            facilities=_table(FACILITIES, journeys.FACILITIES),
            homes=_table(self._homes(), journeys.HOMES),
            stages=_table(self._stages(), journeys.STAGES),
            window=self.window,
            engine="told",
            seconds=0.0,
        )

    def _hops(self) -> Iterator[dict[str, Any]]:
        """What is noted of hops, where something is."""
        for one in self.patients:
            for hop in range(HOPS):
                what = one["notes"] >> (BITS * hop) & ((1 << BITS) - 1)
                if what:
                    way = {"way": WAYS[(what & WAY) - FORMAL] if what & WAY else None}
                    flags = {name: what & bit != 0 for name, bit in FLAGS.items()}
                    yield {"patient": one["patient"], "hop": hop} | way | flags

    def _stages(self) -> tuple[tuple[Any, ...], ...]:
        """The usual stages, and any other service that somebody asks for."""
        others = {step["stage"] for step in self.steps} - {stage[0] for stage in STAGES}
        return STAGES + tuple((n, "service", False, False, False, nan) for n in sorted(others))

    def _homes(self) -> tuple[tuple[Any, ...], ...]:
        """The usual homes, and any other that somebody lives in."""
        usual = {home[0] for home in HOMES}
        others = {patient["home"] for patient in self.patients} - usual
        return HOMES + tuple((name, name, False, 500.0, False) for name in sorted(others))


def noted(*hops: int) -> int:
    """What is noted of the hops of an episode, in their order."""
    return sum(what << (BITS * hop) for hop, what in enumerate(hops))


def _table(rows: tuple[tuple[Any, ...], ...], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
