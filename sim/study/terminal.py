"""The table in the terminal: what each scenario changes in a dozen headline indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.table import Table

from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.study.pairing import FEW, SAME, UNSURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.study.running import Study

    Cells = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Headline:
    """A column of the table."""

    heading: str
    indicator: str
    tier: str | None = None


HEADLINES: Final = (
    Headline("wait of a visit, lead", "visit_wait_mean", "municipal"),
    Headline("wait of a visit, districts", "visit_wait_mean", "district"),
    Headline("wait of a visit, base", "visit_wait_mean", "base"),
    Headline("until the appointment", "appointment_days_mean"),
    Headline("onset to treatment", "onset_to_treatment_mean"),
    Headline("onset to treatment, worst home", "worst_home"),
    Headline("first contact at the base", "first_contact_base"),
    Headline("visits at the base", "primary_share"),
    Headline("at the lead, base could", "lead_base_could_share"),
    Headline("treated beyond capability", "beyond_share"),
    Headline("referred up", "referred_up"),
    Headline("stepped down", "referred_down"),
    Headline("left unseen", "left_unseen_share"),
    Headline("use of beds, lead", "bed_use", "municipal"),
    Headline("time on the road", "travel_hours"),
)
"""What a planner looks at first; the page has the rest."""

_COLUMNS: Final = 5
"""Columns beside the scenario's name that fit a terminal."""

_SHARES: Final = ("share",)


def table(study: Study) -> Group:
    """Return the paired differences from the baseline, with intervals, for rich to print.

    Shares are in percentage points. Where an interval contains 0 it reads "cannot tell".
    """
    cells = _cells(study)
    names = [one["name"] for one in study.about["scenarios"]]
    others = [name for name in names if name != study.about["baseline"]]
    parts = [HEADLINES[n : n + _COLUMNS] for n in range(0, len(HEADLINES), _COLUMNS)]
    return Group(*(_part(study.about, part, others, cells) for part in parts))


def _part(
    about: Mapping[str, Any], headlines: tuple[Headline, ...], names: list[str], cells: Cells
) -> Table:
    level = f"{about['confidence']:.0%}"
    title = f"Differences from {about['baseline']}, with {level} intervals"
    table = Table(title=title, show_lines=True)
    table.add_column("scenario")
    for one in headlines:
        table.add_column(f"{one.heading}\n({_unit(one)})", justify="right")
    for name in names:
        table.add_row(name, *(_text(cells.get((name, one.heading))) for one in headlines))
    return table


def _unit(headline: Headline) -> str:
    unit = INDICATORS[headline.indicator].unit
    return "percentage points" if unit in _SHARES else unit


def _text(cell: Mapping[str, Any] | None) -> str:
    """A difference with its interval, or why there is none."""
    if cell is None:
        return "none"
    if cell["verdict"] in {FEW, SAME}:
        return str(cell["verdict"])
    factor = 100.0 if cell["unit"] in _SHARES else 1.0
    change = f"{factor * cell['difference']:+.3g}"
    if cell["low"] is None:
        return f"{change}\n{cell['verdict']}"
    interval = f"{factor * cell['low']:+.3g} to {factor * cell['high']:+.3g}"
    doubt = f"\n{UNSURE}" if cell["verdict"] == UNSURE else ""
    return f"{change}\n{interval}{doubt}"


def _cells(study: Study) -> Cells:
    """The rows of the headline indicators, by scenario and heading."""
    wanted = {(one.indicator, one.tier): one.heading for one in HEADLINES}
    found = {}
    for row in study.differences.to_pylist():
        others = [name for name in DIMENSIONS if name != "tier" and row[name] is not None]
        heading = wanted.get((row["indicator"], row["tier"]))
        if heading and not others:
            found[row["scenario"], heading] = row
    return found
