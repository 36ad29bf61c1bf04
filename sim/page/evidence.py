"""Evidence: compares the effects of levers with published ones, and says why they may differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from sim.outcomes.verdicts import ALIKE, FEW, LESS, MORE, SAME, UNSURE
from sim.outcomes.words import digits, listed
from sim.page.blocks import Cell, Table
from sim.page.chosen import Measure
from sim.page.published import PUBLISHED, Published, Way
from sim.page.read import Difference, Results
from sim.page.sentences import size

AGREES: Final = "agrees"
AGAINST: Final = "contradicts"
ABSENT: Final = "not measured"

_WAYS: Final[dict[str, Way]] = {
    **dict.fromkeys(LESS, "down"),
    **dict.fromkeys(MORE, "up"),
    ALIKE: "none",
    SAME: "none",
}

_OPEN: Final = {
    UNSURE: "The interval contains 0, or there is none: more days or replications may tell.",
    FEW: "Too few events in this run; a longer one may tell.",
    ABSENT: "This network, or so short a run, has none of it.",
}

_COLUMNS: Final = ("Policy", "Published", "Looked at", "Measured here", "Reads", "Why it differs")


@dataclass(frozen=True)
class Found:
    """A published effect, beside the effect of a scenario."""

    scenario: str
    published: Published
    difference: Difference | None
    reads: str
    """AGREES, AGAINST, or a verdict that leaves it open."""

    @property
    def reason(self) -> str:
        """Why the effects differ, or why nothing can be said; empty if they agree."""
        return "" if self.reads == AGREES else _OPEN.get(self.reads, self.published.reason)


def reading(published: Way, verdict: str) -> str:
    """Return how a measured verdict compares with the published direction."""
    if verdict not in _WAYS:
        return verdict
    measured = _WAYS[verdict]
    if measured == published:
        return AGREES
    return ALIKE if measured == "none" else AGAINST


def found(results: Results) -> list[Found]:
    """Return every published effect of levers that are alone in a scenario."""
    rows = []
    for name, lever in _alone(results).items():
        for one in PUBLISHED:
            if one.lever == lever:
                cell = results.difference(one.indicator, name, **one.where)
                reads = reading(one.way, cell.verdict) if cell else ABSENT
                rows.append(Found(name, one, cell, reads))
    return rows


def compared(results: Results) -> Table:
    """Return a table of published effects beside measured ones."""
    note = "Sources are rows of docs/sources.md, where each is told in full."
    rows = tuple(_row(results, one) for one in found(results))
    return Table("Published effects", _COLUMNS, rows, texts=len(_COLUMNS), note=note)


def summary(results: Results) -> tuple[str, ...]:
    """Return sentences: how many effects agree, which levers have none, what is not compared."""
    levers = dict.fromkeys(_alone(results).values())
    known = {one.lever for one in PUBLISHED}
    none = [lever.replace("_", " ") for lever in levers if lever not in known]
    sums = Counter(one.reads for one in found(results))
    counts = [f"{number} “{reads}”" for reads, number in sums.most_common()]
    return (
        *([f"{sums.total()} published effects; they read {listed(counts)}."] if counts else []),
        *([f"No published effect is at hand of {listed(none)}."] if none else []),
        "A scenario with several levers is not compared: each effect is of one by itself.",
    )


def _alone(results: Results) -> dict[str, str]:
    """The scenarios with one lever, at any dose, each with its lever."""
    return {
        str(entry["name"]): entry["levers"][0]
        for entry in results.study["scenarios"]
        if entry["name"] in results.others and len(entry.get("levers", ())) == 1
    }


def _row(results: Results, one: Found) -> tuple[Cell, ...]:
    published = one.published
    reads = Markup('<strong class="against">{}</strong>').format(one.reads)
    return (
        results.label(one.scenario),
        f"{published.effect} ({published.cite}; {published.source})",
        Measure(published.indicator, published.where).name,
        _measured(one.difference),
        reads if one.reads == AGAINST else one.reads,
        one.reason,
    )


def _measured(difference: Difference | None) -> str:
    """A difference with its interval; counts also as a share of the baseline's value."""
    if difference is None or difference.verdict == FEW:
        return "–"
    text = size(difference)
    if difference.unit != "a year" or difference.relative != difference.relative:
        return text
    return f"{text}, {'+' if difference.relative > 0 else ''}{digits(100 * difference.relative)} %"
