"""Unsettled: sentences on what drifts within a run, and on what that means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sim.clock import DAYS_PER_WEEK
from sim.outcomes.indicators import INDICATORS
from sim.outcomes.words import amount, estimate, listed, measured_in

LEVEL: Final = "level"
EFFECT: Final = "effect"
"""A paired difference from the baseline."""
QUEUE: Final = "queue"

LEAST_WEEKS: Final = 3
"""Fewest full weeks from which drift can be seen."""

Row = Mapping[str, Any]
"""A row of what drifts: see ``DRIFT`` in :mod:`sim.study.schemas`."""

MEANING: Final = (
    "The run is not settled: these numbers depend on how long it is, and the intervals do not "
    "cover that. Take a longer warm-up (run.warmup_days); where a queue grows without end, no "
    "warm-up is long enough: capacity is short."
)
SETTLED: Final = (
    "No headline drifts within the run by more than luck, and no queue grows to its end."
)
TOO_SHORT: Final = (
    f"The run has fewer than {LEAST_WEEKS} full weeks: too short to see whether it is settled."
)

_WITH_NUMBERS: Final = 5
"""How many queues are told with numbers, the fastest-growing first; the others only by name."""
QUEUES: Final = {name: one.queue for name, one in INDICATORS.items() if one.queue}
"""Queues, looked at for each station or facility; so a sentence on one begins."""


@dataclass(frozen=True)
class Names:
    """The names that readers know."""

    scenario: Callable[[str], str]
    measure: Callable[[str, str | None], str]
    """The name of an indicator and its tier."""
    place: Callable[[str], str]
    """The name of a facility or a station."""


def drifting(rows: Sequence[Row], names: Names) -> list[str]:
    """Return sentences on headlines, effects and queues that drift; some cover several queues."""
    told: list[str] = []
    for kind, sentence in ((LEVEL, _level), (EFFECT, _effect)):
        chosen = sorted((row for row in rows if row["kind"] == kind), key=_headline)
        told += [sentence(list(group), names) for _, group in groupby(chosen, _headline)]
    return [*told, *_queues([row for row in rows if row["kind"] == QUEUE], names)]


def meaning(about: Mapping[str, Any], rows: Sequence[Row]) -> str:
    """Return what drift means; ``about`` is the content of ``study.json``."""
    if about["days"] < LEAST_WEEKS * DAYS_PER_WEEK:
        return TOO_SHORT
    calendar = _calendar(about.get("calendar", {}))
    if not rows:
        return SETTLED
    return f"{MEANING} {calendar}".strip()


def _calendar(calendar: Mapping[str, Any]) -> str:
    """Reasons in the calendar why weeks differ."""
    days = calendar.get("holidays", ())
    causes = []
    if days:
        ends = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        number = "a public holiday lies" if len(days) == 1 else f"{len(days)} public holidays lie"
        causes.append(f"{number} in the run ({ends}), and the work left behind is done afterwards")
    if calendar.get("seasonal"):
        causes.append("demand changes with the months")
    if calendar.get("programme"):
        causes.append("levers come and go within the run (programme), which is meant")
    return f"Some of it may be the calendar: {listed(causes)}." if causes else ""


def _headline(row: Row) -> tuple[str, str]:
    return row["indicator"], row["tier"] or ""


def _level(rows: Sequence[Row], names: Names) -> str:
    """A headline that rises or falls, under one scenario or several."""
    name = _begin(names.measure(rows[0]["indicator"], rows[0]["tier"]))
    ways = []
    for word, up in (("rising", True), ("falling", False)):
        chosen = [row for row in rows if (row["last"] > row["first"]) is up]
        if chosen:
            first, *others = chosen
            ends = (amount(first[end], first["unit"]) for end in ("first", "last"))
            text = f"{word} {_from_to(*ends)} under {names.scenario(first['scenario'])}"
            ways.append(text + _likewise(others, names))
    return f"{name}: {'; '.join(ways)}."


def _likewise(rows: Sequence[Row], names: Names) -> str:
    """The other scenarios for which the same is true."""
    if not rows:
        return ""
    return f", and likewise under {listed([names.scenario(row['scenario']) for row in rows])}"


def _from_to(first: str, last: str) -> str:
    return f"from {first} in the first half to {last} in the second"


def _effect(rows: Sequence[Row], names: Names) -> str:
    """Effects that change."""
    name = names.measure(rows[0]["indicator"], rows[0]["tier"])
    changes = [f"{_change(row)} under {names.scenario(row['scenario'])}" for row in rows]
    return f"The effect on {name} changes {'; '.join(changes)}."


def _change(row: Row) -> str:
    """An effect in the first half, and in the second."""
    both, unit = (row["first"], row["last"]), row["unit"]
    ends = (f"{estimate(end, *both, unit)[0]} {measured_in(unit)}" for end in both)
    return _from_to(*ends)


def _queues(rows: Sequence[Row], names: Names) -> Iterator[str]:
    """Queues that grow to the end, the fastest first."""
    ordered = sorted(rows, key=_place)
    places = [list(group) for _, group in groupby(ordered, _place)]
    places.sort(key=lambda group: -max(row["last"] - row["first"] for row in group))
    for group in places[:_WITH_NUMBERS]:
        row = max(group, key=lambda one: one["last"] - one["first"])
        others = [one for one in group if one is not row]
        yield (
            f"{_begin(_where(row, names))} grows to the end, from {row['first']:,.0f} patients on "
            f"average in the first half to {row['last']:,.0f} in the last quarter "
            f"under {names.scenario(row['scenario'])}{_likewise(others, names)}."
        )
    if places[_WITH_NUMBERS:]:
        rest = [_where_and_when(group, names) for group in places[_WITH_NUMBERS:]]
        yield f"So {'does' if len(rest) == 1 else 'do'} {listed(rest)}."


def _place(row: Row) -> tuple[str, str]:
    return row["indicator"], row["station"] or row["facility"]


def _where(row: Row, names: Names) -> str:
    """Which queue it is."""
    return f"{QUEUES[row['indicator']]} {names.place(row['station'] or row['facility'])}"


def _where_and_when(rows: Sequence[Row], names: Names) -> str:
    """Which queue it is, and under which scenarios it grows."""
    scenarios = listed([names.scenario(row["scenario"]) for row in rows])
    return f"{_where(rows[0], names)} (under {scenarios})"


def _begin(text: str) -> str:
    """A text as the beginning of a sentence."""
    return f"{text[0].upper()}{text[1:]}"
