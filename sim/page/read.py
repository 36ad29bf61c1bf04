"""Read: opens a results folder and gives its numbers by indicator, scenario and place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from sim.outcomes.indicators import DIMENSIONS
from sim.page.columns import KINDS
from sim.page.door import OLDER, refused, study_of, tables_of

LEAD: Final = "(the lead)"
"""Stands for the facility that leads the consortium."""
MUNICIPAL: Final = "municipal"
"""The tier that stands for the lead if results do not name the lead."""

Where = frozenset[tuple[str, str]]
"""The cell of a number, such as ``{("tier", "base")}``; empty: the total."""


@dataclass(frozen=True)
class Mean:
    """One indicator of one scenario: the mean of its replications."""

    where: Mapping[str, str]
    value: float
    events: float
    """Events behind it in a replication, on average."""
    low: float
    high: float
    """Ends of the interval; NaN: one replication only."""


@dataclass(frozen=True)
class Difference:
    """One indicator of one scenario against the baseline: paired, with its interval."""

    where: Mapping[str, str]
    scenario: str
    indicator: str
    baseline_mean: float
    scenario_mean: float
    difference: float
    """Scenario less baseline."""
    low: float
    high: float
    """Ends of the interval; NaN: one replication only."""
    verdict: str
    unit: str
    relative: float
    """Difference over the baseline's value; NaN where that is 0."""
    matters: float
    """Smallest difference that matters to a planner here."""


@dataclass(frozen=True)
class Flow:
    """People a year who went from one place to another: the mean of the replications."""

    origin: str
    destination: str
    channel: str
    value: float


@dataclass(frozen=True)
class Results:
    """A results folder, read."""

    folder: Path
    study: Mapping[str, Any]
    """The content of ``study.json``."""
    means: Mapping[tuple[str, str], Mapping[Where, Mean]]
    """Cells by indicator and scenario."""
    differences: Mapping[tuple[str, str], Mapping[Where, Difference]]
    """Differences by indicator and scenario."""
    flows: Mapping[str, tuple[Flow, ...]]
    """Flows by scenario."""
    tables: Mapping[str, pa.Table]
    """All tables of the page, by name."""

    @property
    def baseline(self) -> str:
        """Name of the scenario that all others are compared with."""
        return str(self.study["baseline"])

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of all scenarios: the baseline, then the others in the order of the study."""
        return (self.baseline, *self.others)

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the scenarios that are compared with the baseline."""
        names = (str(scenario["name"]) for scenario in self.study["scenarios"])
        return tuple(name for name in names if name != self.baseline)

    def label(self, name: str) -> str:
        """Return the label of a scenario."""
        for entry in self.study["scenarios"]:
            if entry["name"] == name:
                return str(entry.get("label") or name)
        return name

    def place(self, name: str) -> str:
        """Return the name of a facility or home, with its official one beside."""
        for entry in (*self.study.get("facilities", ()), *self.study.get("homes", ())):
            if entry["name"] == name and entry.get("label"):
                return f"{name} {entry['label']}"
        return name

    def station(self, name: str) -> str:
        """Return the name of a station (``facility/service``) for readers."""
        facility, _, service = name.partition("/")
        return f"{self.place(facility)} · {service.replace('_', ' ')}"

    @property
    def lead_tier(self) -> str:
        """Tier of the hospital that leads the consortium."""
        tiers = {one["name"]: str(one.get("tier")) for one in self.study.get("facilities", ())}
        return tiers.get(self.study.get("lead"), MUNICIPAL)

    @property
    def lead_is_alone(self) -> bool:
        """Whether the numbers of the lead's tier are its own."""
        tiers = [str(one.get("tier")) for one in self.study.get("facilities", ())]
        return tiers.count(self.lead_tier) == 1

    def mean(self, indicator: str, scenario: str, **where: str) -> Mean | None:
        """Return the number of exactly this cell; None: there is none."""
        return self.means.get((indicator, scenario), {}).get(self._cell(where))

    def difference(self, indicator: str, scenario: str, **where: str) -> Difference | None:
        """Return the difference in exactly this cell; None: there is none."""
        return self.differences.get((indicator, scenario), {}).get(self._cell(where))

    def _cell(self, where: Mapping[str, str]) -> Where:
        """The cell for some dimensions; the lead becomes its facility, if the results name it."""
        if where.get("facility") != LEAD:
            return frozenset(where.items())
        lead = self.study.get("lead")
        others = {name: value for name, value in where.items() if name != "facility"}
        own = ("facility", str(lead)) if lead else ("tier", MUNICIPAL)
        return frozenset([*others.items(), own])

    def over(self, indicator: str, scenario: str, *dimensions: str, **where: str) -> list[Mean]:
        """Return the cells that are split by exactly these dimensions, within ``where``."""
        wanted = {*dimensions, *where}
        cells = self.means.get((indicator, scenario), {})
        return [
            cell
            for key, cell in cells.items()
            if {name for name, _ in key} == wanted and key >= frozenset(where.items())
        ]

    def values(self, indicator: str, dimension: str) -> tuple[str, ...]:
        """Return the values of a dimension that the indicator is split by, sorted."""
        found = {
            cell.where[dimension]
            for scenario in self.scenarios
            for cell in self.over(indicator, scenario, dimension)
        }
        return tuple(sorted(found))


def results(folder: Path) -> Results:
    """Return the content of a results folder.

    Raises :class:`~sim.system.faults.Faults` if the folder is missing, is not a results folder, or
    has an unfinished study.
    """
    _check(folder)
    study = study_of(folder)
    if not study.get("complete", False):
        raise refused(folder, "a finished study (run the same command again to finish it)")
    tables = tables_of(folder, study)
    return Results(
        folder=folder,
        study=study,
        means=_means(tables["levels"]),
        differences=_differences(tables["differences"]),
        flows=_flows(tables["flows"], study),
        tables=tables,
    )


def rows_of(query: str, table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows of a query over ``table``, called ``found`` in it, as dictionaries."""
    with duckdb.connect() as store:
        store.register("found", table)
        answer = store.execute(query)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _check(folder: Path) -> None:
    """Raise Faults that name missing files."""
    if not folder.is_dir():
        raise refused(folder, "a results folder, but there is no such folder")
    files = ["study.json", *(f"{table}.parquet" for table in KINDS)]
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        lacks = f"a results folder, but it has no {', '.join(missing)}"
        raise refused(folder, f"{lacks} {OLDER}")


def _where(row: Mapping[str, Any]) -> dict[str, str]:
    """The dimensions that a row is split by."""
    return {name: str(row[name]) for name in DIMENSIONS if row[name] is not None}


def _means(levels: pa.Table) -> dict[tuple[str, str], dict[Where, Mean]]:
    """Means over the replications that have a value, by indicator and scenario."""
    means: dict[tuple[str, str], dict[Where, Mean]] = {}
    for row in rows_of("select * from found order by all", levels):
        where = _where(row)
        value, low, high = (_number(row[name]) for name in ("mean", "low", "high"))
        mean = Mean(where, value, row["events"], low, high)
        cells = means.setdefault((row["indicator"], row["scenario"]), {})
        cells[frozenset(where.items())] = mean
    return means


def _differences(table: pa.Table) -> dict[tuple[str, str], dict[Where, Difference]]:
    """Differences against the baseline, by indicator and scenario."""
    found: dict[tuple[str, str], dict[Where, Difference]] = {}
    for row in rows_of("select * from found order by all", table):
        where = _where(row)
        difference = Difference(
            where=where,
            scenario=row["scenario"],
            indicator=row["indicator"],
            baseline_mean=_number(row["baseline_mean"]),
            scenario_mean=_number(row["scenario_mean"]),
            difference=_number(row["difference"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            verdict=row["verdict"],
            unit=row["unit"],
            relative=_number(row["relative"]),
            matters=row["matters"],
        )
        cells = found.setdefault((difference.indicator, difference.scenario), {})
        cells[frozenset(where.items())] = difference
    return found


def _number(value: float | None) -> float:
    """A number, or NaN where the file has none."""
    return math.nan if value is None else value


def _flows(flows: pa.Table, study: Mapping[str, Any]) -> dict[str, tuple[Flow, ...]]:
    """People a year on average, by scenario."""
    query = """
        select scenario, origin, destination, channel, sum(value order by replication) as total
        from found group by all order by all
    """
    replications = max(1, int(study["replications"]))
    found: dict[str, list[Flow]] = {}
    for row in rows_of(query, flows):
        ends = (row["origin"], row["destination"], row["channel"])
        found.setdefault(row["scenario"], []).append(Flow(*ends, row["total"] / replications))
    return {scenario: tuple(some) for scenario, some in found.items()}
