"""Does the answer hang on the length of the run? Quick, quarter, year and reference, side by side.

``python -m experiments.settled [OVERRIDES] [levers=a,b] [replications=N] [out=FILE.md]`` plays
today and each lever for four windows and prints Markdown: each headline's level, and each lever's
difference, as ``run=quick`` shows them, over a quarter, over a year with its holidays, and in the
reference: ordinary weeks of a long run, none with a public holiday or within two weeks after one.
A headline of ``run=quick`` is good if it lies within 5 % of the reference, or within the smallest
difference that matters, and its own interval reaches at most 10 % (or as much) to either side;
one whose interval reaches further is named by the page as not known well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sim
from experiments.words import Count, Words, leave, parted
from sim.command import carried_out
from sim.config import levers, load
from sim.outcomes.headlines import HEADLINES, Headline
from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.outcomes.precision import is_rough
from sim.outcomes.words import digits
from sim.scenario import Scenario
from sim.study import Study
from sim.system.faults import Fault, Faults

CLOSE = 0.05
"""Relative distance from the reference that is accepted."""
AFTER_DAYS = 14
"""Days after a holiday in which its backlog may last."""


@dataclass(frozen=True)
class Window:
    """A part of a run that is observed."""

    name: str
    days: float
    warmup_days: float
    replications: int


def windows(scenario: Scenario, replications: int) -> tuple[Window, ...]:
    """Return the windows to compare; the first is that of the scenario's own run."""
    run = scenario.run
    ordinary = ordinary_weeks(scenario)
    return (
        Window("quick", run.days, run.warmup_days, run.replications),
        Window("quarter", 84, run.warmup_days, replications),
        Window("year", 364, 28, replications),
        Window("reference", *ordinary, replications),
    )


def ordinary_weeks(scenario: Scenario) -> tuple[float, float]:
    """Return days and warm-up of the longest stretch of ordinary weeks in the first year.

    It lies at least twelve weeks after the start of the run, and has no public holiday, nor one in
    the two weeks before. Raises :class:`~sim.system.faults.Faults` if there are no such four weeks.
    """
    start = scenario.demand.start
    free = [_is_ordinary(scenario, start + timedelta(n)) for n in range(365)]
    weeks = [all(free[first : first + 7]) for first in range(84, 359, 7)]
    best = max(range(len(weeks)), key=lambda first: _length(weeks, first))
    length = _length(weeks, best)
    if length < 4:  # noqa: PLR2004  (a month)
        expected = "a year with four weeks in a row without a holiday, 12 weeks after its start"
        raise Faults((Fault("demand.start", str(start), expected),))
    return 7.0 * length, 84.0 + 7.0 * best


def _length(weeks: Sequence[bool], first: int) -> int:
    """How many weeks from the first on are ordinary."""
    rest = weeks[first:]
    return rest.index(False) if False in rest else len(rest)


def _is_ordinary(scenario: Scenario, day: date) -> bool:
    """Say whether a day is no holiday, and none was in the two weeks before."""
    days = {day - timedelta(n) for n in range(AFTER_DAYS + 1)}
    return not days & set(scenario.demand.holidays)


def play(scenarios: Mapping[str, Scenario], window: Window) -> Study:
    """Return the study of a window."""
    run = {"days": window.days, "warmup_days": window.warmup_days}
    run["replications"] = window.replications
    chosen = {
        name: replace(one, run=replace(one.run, **run))  # type: ignore[arg-type]
        for name, one in scenarios.items()
    }
    return sim.compare(chosen)


@dataclass(frozen=True)
class Seen:
    """A number as one window shows it."""

    mean: float
    low: float
    high: float

    def told(self, unit: str) -> str:
        """Return the number with its interval; shares as percentages."""
        factor = 100.0 if unit == "share" else 1.0
        mean, low, high = (digits(factor * one) for one in (self.mean, self.low, self.high))
        return f"{mean} [{low} to {high}]"


def cells(study: Study, effects: bool) -> dict[tuple[str, str, str | None], Seen]:
    """Return levels, or differences from today, by scenario, indicator and tier."""
    table, value = (study.differences, "difference") if effects else (study.levels, "mean")
    others = [name for name in DIMENSIONS if name != "tier"]
    return {
        (row["scenario"], row["indicator"], row["tier"]): Seen(row[value], row["low"], row["high"])
        for row in table.to_pylist()
        if all(row[name] is None for name in others) and row["low"] is not None
    }


def judged(one: Headline, level: Seen, quick: Seen, reference: Seen) -> str:
    """Return what the quick number is worth: ``good``, ``rough`` (its interval is wide), or off.

    ``level`` is what the tolerance is a part of: for a difference the level that it changes.
    """
    matters = INDICATORS[one.indicator].matters_at(level.mean)
    if abs(quick.mean - reference.mean) <= max(CLOSE * abs(level.mean), matters):
        rough = is_rough(one.indicator, level.mean, quick.mean - quick.low, quick.high - quick.mean)
        return "rough" if rough else "good"
    apart = quick.low > reference.high or quick.high < reference.low
    return "**off**" if apart else "rough"


def rows(studies: Mapping[str, Study], scenario: str, effects: bool) -> Iterator[str]:
    """Return the lines of a scenario's table."""
    found = {name: cells(study, effects) for name, study in studies.items()}
    level = cells(studies["reference"], effects=False)
    for one in HEADLINES:
        key = (scenario, one.indicator, one.tier)
        seen = {name: found[name].get(key) for name in studies}
        if seen["quick"] is None or seen["reference"] is None:
            continue
        unit = INDICATORS[one.indicator].unit
        shown = " | ".join("–" if each is None else each.told(unit) for each in seen.values())
        verdict = judged(one, level[key], seen["quick"], seen["reference"])
        yield f"| {one.heading}, {'%' if unit == 'share' else unit} | {shown} | {verdict} |"


def tables(studies: Mapping[str, Study], names: Sequence[str]) -> Iterator[str]:
    """Return all tables as lines of Markdown."""
    for effects, kind in ((False, "levels"), (True, "differences from today")):
        for name in names:
            lines = list(rows(studies, name, effects))
            if not lines:
                continue
            yield f"\n### {name}: {kind}\n"
            yield f"| headline | {' | '.join(studies)} | quick is |"
            yield "|---" * (len(studies) + 2) + "|"
            yield from lines


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """Which levers, and how often each window is played."""

    levers: tuple[str, ...] = ()
    """None: all."""
    replications: Count = 4


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 if a quick number is off."""
    return carried_out(lambda: _compared(*parted(Options, arguments)))


def _compared(options: Options, overrides: Sequence[str]) -> int:
    chosen = options.levers or levers()
    base = load(*overrides)
    scenarios = {"today": base} | {
        name: load(*overrides, f"policy=[{name}]") for name in chosen if name != "none"
    }
    spans = windows(base, options.replications)
    studies = {span.name: play(scenarios, span) for span in spans}
    told = (
        f"* {one.name}: {one.days:g} days after {one.warmup_days:g}, "
        f"{one.replications} replications"
        for one in spans
    )
    text = "\n".join([*told, *tables(studies, list(scenarios))])
    leave(f"{text}\n", options.out)
    return 1 if "**off**" in text else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
