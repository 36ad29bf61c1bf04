"""The frame of a tally: what it needs to know of the world, as rows and as names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.clock import HOURS_PER_WEEK
from sim.outcomes.facts import ACUITIES, NEEDS, TIERS, WEEK_CELLS
from sim.outcomes.rows import FacilityRow, Frame, Kind, OpeningRow, SizeRow, StageRow, StationRow
from sim.system.network import Tier

_NOTHING = 1e-9
"""A smaller part of a week than this is rounding."""

Codes = npt.NDArray[np.int32]
Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Names:
    """The names that codes stand for, in the order of the codes."""

    homes: Sequence[str]
    conditions: Sequence[str]
    facilities: Sequence[str]
    stages: Sequence[str]
    stations: Sequence[str]


@dataclass(frozen=True)
class Setting:
    """The names, stations and window of a run."""

    names: Names
    frame: Frame
    capacity_hours: npt.NDArray[np.float64]
    """Server-hours of each station in the window."""
    staffed: npt.NDArray[np.int64]
    """Most servers that each station has at a time, surge beds apart."""
    beds: npt.NDArray[np.bool_]
    """Whether the servers of each station are beds."""

    def kinds(self, home: Column, condition: Column, acuity: Column, resident: Column) -> Codes:
        """Return the kind of each patient, as a code, from columns of the cohort."""
        who = home.astype(np.int32)  # one column, since there may be millions of patients
        who *= len(self.names.conditions)
        who += condition
        who *= ACUITIES
        who += acuity
        who -= 1
        who *= 2
        who += resident
        return who


def setting_of(
    names: Names, tables: Mapping[str, pa.Table], window: tuple[float, float]
) -> Setting:
    """Return a setting; ``tables`` are those of a record that do not depend on luck."""
    stations = tables["stations"].to_pylist()
    position = {row["station"]: row for row in stations}
    ordered = [position[name] for name in names.stations]
    openings = _openings(names, tables["openings"])
    frame = Frame(
        size=_size(names, window),
        kind=_kinds(names, tables["homes"]),
        stage=list(_stages(names, tables["stages"])),
        facility=list(_facilities(names, tables["facilities"])),
        station=list(_stations(names, ordered, openings)),
        opening=[row for rows in openings for row in rows] or [OpeningRow(0.0, 0.0, 0.0)],
        first=window[0],
        last=window[1],
    )
    hours = np.array([row["capacity_hours"] for row in ordered], np.float64)
    beds = np.array([row["kind"] == "bed" for row in ordered], np.bool_)
    staffed = np.array([row["servers"] for row in ordered], np.int64)
    return Setting(names, frame, hours, staffed, beds)


def _size(names: Names, window: tuple[float, float]) -> SizeRow:
    """The number of cells: of homes, then of conditions, needs, places, weeks and spots."""
    needs = len(names.homes) + len(names.conditions)
    places = needs + len(NEEDS)
    week_cells = places + (len(names.facilities) + 1) * ACUITIES
    weeks = max(1, math.ceil((window[1] - window[0]) / HOURS_PER_WEEK - _NOTHING))
    return SizeRow(
        stages=len(names.stages),
        facilities=len(names.facilities),
        stations=len(names.stations),
        weeks=weeks,
        needs=needs,
        places=places,
        week_cells=week_cells,
        spots=week_cells + weeks * WEEK_CELLS,
    )


def _kinds(names: Names, about: pa.Table) -> list[Kind]:
    """All kinds, in the order of their codes; ``about`` is the table of homes."""
    parts = _column(about, "home", "partial")
    partial = [int(parts[name]) for name in names.homes]
    homes, conditions = range(len(names.homes)), range(len(names.conditions))
    return [
        Kind(home, len(names.homes) + condition, acuity + 1, resident, partial[home])
        for home, condition, acuity, resident in product(
            homes, conditions, range(ACUITIES), range(2)
        )
    ]


def _column(table: pa.Table, key: str, value: str) -> dict[str, Any]:
    """The values of one column of a table, by the names in another."""
    return dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))


def _stages(names: Names, stages: pa.Table) -> Iterator[StageRow]:
    """The rows of stages."""
    known = {row["stage"]: row for row in stages.to_pylist()}
    for name in names.stages:
        row = known[name]
        yield StageRow(
            in_bed=int(row["in_bed"]),
            order=int(row["kind"] == "order"),
            results=int(row["kind"] == "results"),
            doctor=int(row["doctor"]),
            reading=int(row["reading"]),
            target=math.nan if row["target_minutes"] is None else row["target_minutes"],
        )


def _facilities(names: Names, facilities: pa.Table) -> Iterator[FacilityRow]:
    """The rows of facilities."""
    tiers = _column(facilities, "facility", "tier")
    primary = _column(facilities, "facility", "primary")
    lead = _column(facilities, "facility", "lead")
    for name in names.facilities:
        tier = Tier(tiers[name])
        yield FacilityRow(
            tier=TIERS.index(tier),
            network=int(tier != Tier.OUTSIDE),
            consortium=int(tier not in (Tier.OUTSIDE, Tier.PROVINCIAL)),
            primary=int(primary[name]),
            lead=int(lead[name]),
        )


def _stations(
    names: Names, stations: list[dict[str, object]], openings: list[list[OpeningRow]]
) -> Iterator[StationRow]:
    """The rows of stations, in the order of their codes."""
    facility = {name: code for code, name in enumerate(names.facilities)}
    first = 0
    for row, opened in zip(stations, openings, strict=True):
        last = first + len(opened)
        yield StationRow(
            facility=facility[str(row["facility"])],
            ward=int(str(row["service"]).split(".")[0] == "ward"),
            clinic=int(row["kind"] == "clinic"),
            runs_over=int(bool(row["runs_over"])),
            first=first,
            last=last,
        )
        first = last


def _openings(names: Names, openings: pa.Table) -> list[list[OpeningRow]]:
    """The openings of each station, in order of time."""
    by_station: dict[str, list[OpeningRow]] = {name: [] for name in names.stations}
    columns = (openings[name].to_pylist() for name in ("station", "opens", "closes"))
    for station, opens, closes in zip(*columns, strict=True):
        rows = by_station[station]
        before = rows[-1].before + (rows[-1].closes - rows[-1].opens) if rows else 0.0
        rows.append(OpeningRow(opens, closes, before))
    return list(by_station.values())
