"""Sentences below the table in the terminal, which help to read its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.outcomes.headlines import HEADLINES
from sim.outcomes.indicators import TOO_FEW
from sim.outcomes.kept import sentence as kept_free
from sim.outcomes.precision import is_rough, told
from sim.outcomes.precision import sentence as not_known_well
from sim.outcomes.shortage import INDICATOR
from sim.outcomes.shortage import sentence as short_of_tickets
from sim.outcomes.words import said_of
from sim.study.places import main_rows
from sim.study.terminal import settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sim.study.running import Study


def below(study: Study) -> list[str]:
    """Return remarks, drift, clinics short of tickets, beds kept free, and uncertain numbers."""
    mixes = [f"{name}: {text}" for text, name in said_of(study.about["scenarios"]).items()]
    return [*mixes, *settled(study), *_shortages(study), *_kept(study), *_precision(study)]


def _kept(study: Study) -> list[str]:
    """Each scenario whose levers keep beds free."""
    scenarios = study.about.get("scenarios", [])
    found = {one["name"]: kept_free(one.get("kept", [])) for one in scenarios}
    return [f"{name}: {sentence}" for name, sentence in found.items() if sentence]


def _shortages(study: Study) -> list[str]:
    """Each scenario in which clinics run out of tickets."""
    clinics: dict[str, dict[str, float]] = {}
    for row in study.levels.to_pylist():
        if row["indicator"] == INDICATOR and row["station"] is not None:
            clinics.setdefault(row["scenario"], {})[row["station"]] = row["mean"]
    found = {name: short_of_tickets(shares) for name, shares in clinics.items()}
    return [f"{name}: {sentence}" for name, sentence in found.items() if sentence]


def _precision(study: Study) -> list[str]:
    """The headlines of the baseline whose intervals are wide."""
    cells = {
        (row["indicator"], row["tier"]): row
        for row in main_rows(study.levels, study.about).to_pylist()
        if row["scenario"] == study.about["baseline"]
    }
    rough = [
        told(one.heading, cell["unit"], cell["mean"], cell["low"], cell["high"])
        for one in HEADLINES
        if (cell := cells.get((one.indicator, one.tier))) and _is_rough(cell)
    ]
    return [not_known_well(rough)] if rough else []


def _is_rough(cell: Mapping[str, Any]) -> bool:
    """Say whether a level is uncertain; the table itself marks too few events."""
    if cell["low"] is None or cell["events"] < TOO_FEW:
        return False
    down, up = cell["mean"] - cell["low"], cell["high"] - cell["mean"]
    return is_rough(cell["indicator"], cell["mean"], down, up)
