"""Terminal: the table of what each scenario changes in the headline indicators."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sim.outcomes.headlines import BY_WEEK, HEADLINES, LEAD, Headline
from sim.outcomes.indicators import TOO_FEW
from sim.outcomes.unfinished import marked, meaning
from sim.outcomes.unsettled import Names, drifting
from sim.outcomes.unsettled import meaning as drift_meaning
from sim.outcomes.verdicts import ALIKE, FEW, SAME, UNSURE
from sim.outcomes.words import amount, between, estimate, measured_in
from sim.study.places import main_rows
from sim.study.unfinished import Cell, unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.study.running import Study

    Cells = Mapping[tuple[str, str], Mapping[str, Any]]


def watched(of_lead: str = LEAD) -> tuple[tuple[str, str | None], ...]:
    """Return the headlines whose weeks are tested for drift.

    Weeks are known by tier: the lead's tier stands for the lead.
    """
    found = [(one.indicator, of_lead if one.tier == LEAD else one.tier) for one in BY_WEEK]
    return tuple(dict.fromkeys(found))


_HEADINGS: Final = {(one.indicator, one.tier): one.heading for one in HEADLINES}

_OPEN: Final = (ALIKE, UNSURE, SAME, FEW)


def table(study: Study) -> Table:
    """Return the paired differences from the baseline, with intervals, for rich to print.

    Shares are in percentage points. Only differences that matter and whose interval excludes 0 are
    listed; below them stands how many others there are, and why.
    """
    about, cells = study.about, _cells(study)
    open_shares, baseline = unfinished(study.headlines), about["baseline"]
    title = f"Differences from {baseline}"
    shown = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("scenario")
    shown.add_column(baseline, justify="right", no_wrap=True)
    shown.add_column("difference", justify="right", no_wrap=True)
    shown.add_column(f"{about['confidence']:.0%} interval", no_wrap=True)
    names = [scenario["name"] for scenario in about["scenarios"]]
    for name in names:
        if name != baseline:
            _add(shown, name, cells, _marks(open_shares, name, baseline))
    _say(shown, _marks(open_shares, *names))
    return shown


def levels(study: Study) -> Table:
    """Return the headline indicators of a single scenario, with intervals, for rich to print."""
    name = study.about["scenarios"][0]["name"]
    shown = Table(title=name, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("indicator")
    shown.add_column("mean", justify="right", no_wrap=True)
    shown.add_column(f"{study.about['confidence']:.0%} interval", no_wrap=True)
    rows = main_rows(study.levels, study.about).to_pylist()
    cells = {_heading(row): row for row in rows if row["scenario"] == name}
    marks = _marks(unfinished(study.headlines), name)
    for one in HEADLINES:
        if one.heading in cells:
            heading = marked(one.heading, one.heading in marks)
            shown.add_row(heading, *_level(cells[one.heading]))
    _say(shown, marks)
    return shown


def settled(study: Study) -> list[str]:
    """Return sentences on what drifts within the run; or why drift cannot be seen."""
    rows = study.drift.to_pylist()
    names = Names(scenario=str, measure=_named, place=str)
    return [*drifting(rows, names), drift_meaning(study.about, rows)]


def _named(indicator: str, tier: str | None) -> str:
    """The name of an indicator in the table."""
    return Headline(indicator, tier).heading


def _level(cell: Mapping[str, Any]) -> tuple[str, str]:
    """A level with its unit, and its interval or why there is none."""
    mean, unit = amount(cell["mean"], cell["unit"]), cell["unit"]
    if cell["events"] < TOO_FEW:
        return mean, FEW
    if cell["low"] is None:
        return mean, "one replication"
    return mean, between(cell["low"], cell["high"], unit)


def _marks(open_shares: Mapping[Cell, float], *scenarios: str) -> dict[str, float]:
    """Headlines that leave out many who still wait in any of the scenarios, with their share."""
    worst: dict[str, float] = {}
    for (scenario, indicator, tier), share in open_shares.items():
        heading = _HEADINGS.get((indicator, tier))
        if heading and scenario in scenarios:
            worst[heading] = max(share, worst.get(heading, 0.0))
    return worst


def _say(shown: Table, marks: Mapping[str, float]) -> None:
    """Explain below a table what its marks mean."""
    if marks:
        shown.caption = meaning(marks)
        shown.caption_justify = "left"


def _add(shown: Table, name: str, cells: Cells, marks: Mapping[str, float]) -> None:
    """Add a scenario's lines."""
    shown.add_section()
    shown.add_row(Text(name, style="bold"))
    others: Counter[str] = Counter()
    for one in HEADLINES:
        cell = cells.get((name, one.heading))
        if cell is None or cell["verdict"] in _OPEN:
            others[FEW if cell is None else cell["verdict"]] += 1
        else:
            shown.add_row(f"  {marked(one.heading, one.heading in marks)}", *_numbers(cell))
    rest = ", ".join(f"{others[why]} {why}" for why in _OPEN if others[why])
    if rest:
        shown.add_row(Text(f"  {rest}", style="dim"))


def _numbers(cell: Mapping[str, Any]) -> tuple[str, str, str]:
    """The baseline's level, the difference with its unit, and the interval."""
    unit = cell["unit"]
    ends = cell["low"], cell["high"]
    by, interval = estimate(cell["difference"], *ends, unit, least=cell["matters"])
    level = amount(cell["baseline_mean"], "share" if unit == "share" else "")
    return level, f"{by} {measured_in(unit)}", interval


def _cells(study: Study) -> Cells:
    """The rows of the headline indicators, by scenario and heading."""
    rows = main_rows(study.differences, study.about).to_pylist()
    return {(row["scenario"], heading): row for row in rows if (heading := _heading(row))}


def _heading(row: Mapping[str, Any]) -> str | None:
    """The heading of a main row of results, if it is a headline."""
    return _HEADINGS.get((row["indicator"], row["tier"]))
