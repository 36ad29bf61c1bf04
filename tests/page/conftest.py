"""A results folder of an invented consortium: plausible, small, and made of round numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.outcomes.verdicts import Effect, verdict
from sim.study.means import levels
from sim.study.schemas import DIFFERENCES, DRIFT, STUDY_FLOWS, STUDY_KPIS, STUDY_WEEKLY

HOSTILE = "<script>alert(1)</script> & Sons"

FACILITIES = (
    ("town", "base", HOSTILE),
    ("street", "base", "街道社区卫生服务中心"),
    ("branch", "district", "市中心医院分院"),
    ("lead", "municipal", "市中心医院"),
)
HOMES = (("north", HOSTILE, True, 40e3), ("south", "南街", False, 90e3))
SCENARIOS = (
    ("today", "Today", ()),
    ("none", "No consortium", ()),
    ("outreach", "Today + expert outreach", ("outreach",)),
    ("gatekeeping", "Today + gatekeeping", ("gatekeeping",)),
    ("remote", "Today + remote diagnosis", ("remote_diagnosis",)),
)
MOVES = {
    "outreach": [
        {
            "lever": "outreach",
            "role": "expert",
            "giver": "lead",
            "receiver": "branch",
            "hours_lost": 16.0,
            "hours_gained": 13.0,
            "hours_added": 0.0,
        }
    ]
}

PHASES = {
    "outreach": [
        {"first": "2023-02-06", "levers": []},
        {"first": "2023-02-13", "levers": ["outreach"]},
    ]
}
ENTRY = {
    "month": "2023-02",
    "person": HOSTILE,
    "form": "lead",
    "home": "lead",
    "takes": "consultation.internal",
    "at": "branch",
    "gives": None,
    "days": 3,
    "away": 12.0,
    "there": 9.0,
    "worked": 9.0,
    "on_road": 3.0,
    "missing": 11.5,
    "own": 0.5,
    "added": 0.0,
}

TIER_WAITS = {"base": 6.0, "district": 18.0, "municipal": 40.0}  # minutes
FORMS = {"mean": 1.0, "median": 0.8, "p90": 2.1, "p95": 2.8}
RARE = ("admission_wait_mean",)  # cells with fewer than 30 events

EFFECTS = {  # scenario, indicator, tier → difference, half of its interval
    ("outreach", "visit_wait_mean", "municipal"): (-4.0, 1.0),
    ("outreach", "visit_wait_mean", "base"): (0.5, 0.2),
    ("gatekeeping", "visit_wait_mean", "municipal"): (-9.0, 1.5),
    ("gatekeeping", "visit_wait_mean", "base"): (3.0, 0.5),
    ("gatekeeping", "first_contact_base", None): (0.12, 0.01),
    ("gatekeeping", "beyond_share", None): (0.01, 0.004),
    ("none", "onset_to_treatment_mean", None): (2.0, 0.7),
    ("remote", "travel_hours", None): (0.0, 0.0),
}

LEVELS = {  # everybody: value, as in the indicator's unit
    "appointment_days_mean": 2.4,
    "admission_wait_mean": 9.0,
    "worst_home": 31.0,
    "left_unseen_share": 0.031,
    "travel_hours": 0.62,
    "first_contact_base": 0.55,
    "bypass": 0.31,
    "primary_share": 0.48,
    "beyond_share": 0.012,
    "lead_base_could_share": 0.27,
    "referred_up": 1406.0,
    "self_referred": 36200.0,
    "referred_down": 459.0,
}

Cell = dict[str, str]


def _levels() -> list[tuple[str, Cell, float]]:
    """Every number of the baseline."""
    found: list[tuple[str, Cell, float]] = [(name, {}, value) for name, value in LEVELS.items()]
    for form, factor in FORMS.items():
        found.append((f"onset_to_treatment_{form}", {}, 26.0 * factor))
        for home, hours in (("north", 31.0), ("south", 24.0)):
            found.append((f"onset_to_treatment_{form}", {"home": home}, hours * factor))
        for tier, minutes in TIER_WAITS.items():
            found.append((f"visit_wait_{form}", {"tier": tier}, minutes * factor))
            found.append((f"door_to_leave_{form}", {"tier": tier}, minutes / 20 * factor))
            for i, stage in enumerate(("registration", "consultation", "pharmacy")):
                cell = {"tier": tier, "stage": stage}
                found.append((f"wait_{form}", cell, minutes / (i + 1) * factor))
        found.append((f"appointment_days_{form}", {"tier": "municipal"}, 2.4 * factor))
    for need, hours, share in (("urgent_within", 1.5, 0.01), ("waits_beyond", 30.0, 0.2)):
        found.append(("onset_to_treatment_mean", {"need": need}, hours))
        found.append(("untreated_share", {"need": need}, share))
    for tier, share in (("base", 0.45), ("district", 0.3), ("municipal", 0.25)):
        found.append(("treated_share", {"tier": tier}, share))
    for i, (name, _, _) in enumerate(FACILITIES):
        found.append(("staff_hours", {"facility": name}, 400.0 * (i + 1)))
        for j, service in enumerate(("registration", "consultation.general", "pharmacy")):
            station = {"station": f"{name}/{service}"}
            found.append(("station_use", station, 0.3 + 0.2 * j + 0.08 * i))
    found.append(("bed_use", {"station": "lead/ward"}, 0.93))
    return found


def _effect(scenario: str, indicator: str, cell: Cell) -> tuple[float, float]:
    """The difference and half of its interval; nobody can tell unless it is in EFFECTS.

    It would matter, but its interval contains 0.
    """
    if scenario == "today":
        return 0.0, 0.0
    key = (scenario, indicator, cell.get("tier"))
    if key in EFFECTS and set(cell) <= {"tier"}:
        return EFFECTS[key]
    if indicator == "treated_share":
        return 0.0, 0.0
    matters = INDICATORS[indicator].matters_at(LEVELS.get(indicator, 0.0))
    return 1.5 * matters, 4.0 * matters


def _kpis() -> list[dict[str, object]]:
    """Three replications of every number."""
    return [
        {
            "scenario": scenario,
            "replication": replication,
            "indicator": indicator,
            **dict.fromkeys(DIMENSIONS),
            **cell,
            "value": (value + _effect(scenario, indicator, cell)[0]) * (0.99 + 0.01 * replication),
            "events": 12 if indicator in RARE else 900,
            "unit": INDICATORS[indicator].unit,
        }
        for scenario, _, _ in SCENARIOS
        for replication in range(3)
        for indicator, cell, value in _levels()
    ]


def _differences() -> list[dict[str, object]]:
    """Every number of every scenario against today."""
    rows = []
    for scenario, _, _ in SCENARIOS:
        for indicator, cell, value in _levels():
            by, half = _effect(scenario, indicator, cell)
            unit, matters = INDICATORS[indicator].unit, INDICATORS[indicator].matters_at(value)
            events = 12 if indicator in RARE else 900
            same = by == half == 0.0
            rows.append(
                {
                    "scenario": scenario,
                    "indicator": indicator,
                    **dict.fromkeys(DIMENSIONS),
                    **cell,
                    "baseline_mean": value,
                    "scenario_mean": value + by,
                    "difference": by,
                    "low": by - half,
                    "high": by + half,
                    "relative": by / value,
                    "replications": 3,
                    "events": events,
                    "unit": unit,
                    "matters": matters,
                    "verdict": verdict(
                        Effect(unit, by, by - half, by + half, matters, events, same)
                    ),
                }
            )
    return [row for row in rows if row["scenario"] != "today"]


def _weekly() -> list[dict[str, object]]:
    """Four full weeks and a day of what is drawn, the same in each."""
    drawn = [(name, cell, value) for name, cell, value in _levels() if set(cell) <= {"tier"}]
    return [
        {
            "scenario": scenario,
            "replication": replication,
            "week": week,
            "hours": 24.0 if week == 4 else 168.0,
            "indicator": indicator,
            **dict.fromkeys(("tier", "facility", "station")),
            **cell,
            "value": value + _effect(scenario, indicator, cell)[0],
            "events": 900,
            "unit": INDICATORS[indicator].unit,
        }
        for scenario, _, _ in SCENARIOS
        for replication in range(3)
        for week in range(5)
        for indicator, cell, value in drawn
    ]


def drifting(kind: str, indicator: str, *ends: float, **where: str) -> dict[str, object]:
    """A row of what drifts, today if no other scenario is named."""
    none = dict.fromkeys(("tier", "facility", "station"))
    about = {"kind": kind, "scenario": "today", "indicator": indicator, "chance": 0.001}
    unit = INDICATORS[indicator].unit
    return about | none | {"first": ends[0], "last": ends[1], "unit": unit} | where


def _flows() -> list[dict[str, object]]:
    """Ways of patients, in three equal replications."""
    ways = (
        ("home", "base", "first_contact", 110e3),
        ("home", "district", "first_contact", 30e3),
        ("home", "municipal", "first_contact", 70e3),
        ("base", "district", "referred_up", 900.0),
        ("base", "municipal", "self_referred", 30e3),
        ("district", "municipal", "referred_up", 506.0),
        ("municipal", "district", "referred_down", 459.0),
        ("base", "treated", "treated", 80e3),
    )
    return [
        {
            "scenario": scenario,
            "replication": replication,
            "origin": origin,
            "destination": destination,
            "channel": channel,
            "value": value,
            "events": int(value / 52),
        }
        for scenario, _, _ in SCENARIOS
        for replication in range(3)
        for origin, destination, channel, value in ways
    ]


def _study() -> dict[str, object]:
    """What was run, as the store writes it."""
    return {
        "title": "compare",
        "network": "Tiny consortium",
        "baseline": "today",
        "scenarios": [
            {
                "name": name,
                "label": label,
                "levers": list(levers),
                "moves": MOVES.get(name, []),
                "phases": PHASES.get(name, []),
                "diary": [ENTRY] if name != "none" else [],
            }
            for name, label, levers in SCENARIOS
        ],
        "facilities": [
            {"name": name, "tier": tier, "label": label} for name, tier, label in FACILITIES
        ],
        "homes": [
            {"name": name, "label": label, "rural": rural, "population": people}
            for name, label, rural, people in HOMES
        ],
        "seed": 1,
        "replications": 3,
        "days": 7.0,
        "warmup_days": 3.0,
        "confidence": 0.95,
        "engine": "simpy",
        "versions": {"tierflow": "0.1.0", "python": "3.11.7"},
        "commit": "0123abc",
        "overrides": ["run=quick", "policy=[outreach]"],
        "started": "2026-01-05T09:00:00+08:00",
        "seconds": 41.0,
        "complete": True,
    }


def write_drift(folder: Path, rows: list[dict[str, object]]) -> None:
    """Write what drifts."""
    pq.write_table(pa.Table.from_pylist(rows, DRIFT), folder / "drift.parquet")


def make(folder: Path) -> Path:
    """Write the results folder and return it."""
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    kpis = pa.Table.from_pylist(_kpis(), STUDY_KPIS)
    pq.write_table(kpis, folder / "kpis.parquet")
    pq.write_table(levels(kpis), folder / "levels.parquet")
    pq.write_table(
        pa.Table.from_pylist(_differences(), DIFFERENCES), folder / "differences.parquet"
    )
    pq.write_table(pa.Table.from_pylist(_flows(), STUDY_FLOWS), folder / "flows.parquet")
    pq.write_table(pa.Table.from_pylist(_weekly(), STUDY_WEEKLY), folder / "weekly.parquet")
    write_drift(folder, [])
    (folder / "study.json").write_text(json.dumps(_study()), encoding="utf-8")
    for name, _, _ in SCENARIOS:
        (folder / "scenarios" / f"{name}.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of the invented consortium."""
    return make(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def hostile() -> str:
    """A facility's name that would run if it were taken for markup."""
    return HOSTILE
