"""Drift: finds headlines, effects and queues that change within a run by more than luck.

The tests of a scenario are in three families (levels, effects, queues); in each the chance of any
false alarm is 5 %. A drift is reported only if it is large enough to matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
import pyarrow as pa

from sim.outcomes.indicators import INDICATORS, TOO_FEW
from sim.outcomes.unsettled import EFFECT, LEAST_WEEKS, LEVEL, QUEUE, QUEUES
from sim.study.contrasts import chance, growth, halves, holm, trend
from sim.study.schemas import DRIFT
from sim.study.series import Cell, Series, series

_CHANCE: Final = 0.05
_OF_LEVEL: Final = 0.05
"""Least change of a level that is reported, as a share of it."""
_OF_EFFECT: Final = 0.2
"""Least change of an effect, as a share of it (assumed, 0.1 to 0.5)."""
_OF_BASELINE: Final = 0.01
"""Least change of an effect, as a share of the baseline's level (assumed, 0.01 to 0.05)."""
_OF_QUEUE: Final = 0.2
"""Least growth of a queue, as a share of it."""
_PATIENTS: Final = 2.0
"""Least growth of a queue, and its least mean length (assumed, 1 to 10)."""
_LEAST: Final = {"share": 0.005, "minutes": 0.5, "hours": 0.1, "days": 0.02}
"""Least change of a level or an effect by unit (assumed, half to twice as much)."""

Headline = tuple[str, str | None]
"""An indicator, and its tier."""


@dataclass(frozen=True)
class Finding:
    """The result of one test."""

    kind: str
    """LEVEL, EFFECT or QUEUE."""
    scenario: str
    cell: Cell
    first: float
    """Mean of the first half of the weeks."""
    last: float
    """Mean of the second half; of a queue, of the last quarter."""
    chance: float
    """Chance of so large a change by luck; at the end corrected for all tests of the family."""
    matters: bool
    """Whether the change is large enough."""


def drift(weekly: pa.Table, baseline: str, headlines: Sequence[Headline]) -> pa.Table:
    """Return what drifts, as a table of ``DRIFT``; empty with fewer than three full weeks.

    ``weekly`` has the schema ``STUDY_WEEKLY``.
    """
    levels = _headlines(weekly, headlines)
    queues = [one for one in series(weekly, list(QUEUES)) if _is_queue(one)]
    tests = (
        [_changes(LEVEL, one, _OF_LEVEL * _size(one)) for one in levels],
        list(_effects(levels, baseline)),
        [_queue(one) for one in queues],
    )
    return pa.Table.from_pylist([_row(one) for found in tests for one in _sure(found)], DRIFT)


def _row(one: Finding) -> dict[str, object]:
    """A finding as a row."""
    row: dict[str, object] = asdict(one)
    return row | asdict(one.cell) | {"unit": INDICATORS[one.cell.indicator].unit}


def _headlines(weekly: pa.Table, headlines: Sequence[Headline]) -> list[Series]:
    """The series of headlines that have enough weeks, and enough events in each half."""
    wanted = {Cell(*one) for one in headlines}
    found = series(weekly, sorted({indicator for indicator, _ in headlines}))
    return [known for one in found if one.cell in wanted and _is_enough(known := _known(one))]


def _known(one: Series) -> Series:
    """A series up to its last week with a value; later weeks may have too few days left."""
    last = int(np.flatnonzero(~np.isnan(one.value).all(axis=0)).max(initial=-1)) + 1
    return replace(one, value=one.value[:, :last], events=one.events[:, :last])


def _is_enough(one: Series) -> bool:
    if one.weeks < LEAST_WEEKS or np.isnan(one.value).any():
        return False
    half = one.weeks // 2
    return bool(min(one.events[:, :half].sum(), one.events[:, -half:].sum()) >= TOO_FEW)


def _is_queue(one: Series) -> bool:
    """Whether it is the queue of one place, and long enough to be noticed."""
    alone = one.cell.station is not None or one.cell.facility is not None
    return alone and one.weeks >= LEAST_WEEKS and _size(one) >= _PATIENTS


def _effects(levels: Sequence[Series], baseline: str) -> Iterator[Finding]:
    """Tests whether differences from the baseline change, each within its replication."""
    base = {one.cell: one for one in levels if one.scenario == baseline}
    for one in levels:
        if one.scenario != baseline and one.cell in base:
            before = base[one.cell]
            weeks = min(one.weeks, before.weeks)
            by = replace(one, value=one.value[:, :weeks] - before.value[:, :weeks])
            least = (_OF_EFFECT * _size(by), _OF_BASELINE * _size(before), _relevant(before))
            yield _changes(EFFECT, by, max(least))


def _relevant(before: Series) -> float:
    """The smallest difference from the baseline that matters; a smaller one is "about the same"."""
    return INDICATORS[before.cell.indicator].matters_at(_size(before))


def _size(one: Series) -> float:
    """The typical size of values."""
    return abs(float(one.value.mean()))


def _changes(kind: str, one: Series, least: float) -> Finding:
    """Tests whether values change along a line, or from one half to the other."""
    contrasts, half = (trend(one.weeks), halves(one.weeks)), one.weeks // 2
    size = max(abs(float((one.value @ contrast).mean())) for contrast in contrasts)
    return Finding(
        kind=kind,
        scenario=one.scenario,
        cell=one.cell,
        first=float(one.value[:, :half].mean()),
        last=float(one.value[:, -half:].mean()),
        chance=min(1.0, 2.0 * min(chance(one.value, contrast) for contrast in contrasts)),
        matters=size > max(least, _LEAST.get(INDICATORS[one.cell.indicator].unit, 0.0)),
    )


def _queue(one: Series) -> Finding:
    """Tests whether a queue grows to the end."""
    half, quarter = one.weeks // 2, math.ceil(one.weeks / 4)
    mean = one.value.mean(axis=0)
    first, between, last = mean[:half].mean(), mean[half : one.weeks - quarter], mean[-quarter:]
    grows = last.mean() - first > max(_OF_QUEUE * first, _PATIENTS)
    still = last.mean() >= between.mean() if len(between) else True
    return Finding(
        kind=QUEUE,
        scenario=one.scenario,
        cell=one.cell,
        first=float(first),
        last=float(last.mean()),
        chance=chance(one.value, growth(one.weeks)),
        matters=bool(grows and still),
    )


def _sure(tests: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that matter and are more than luck, in the order of the tests."""
    for _, group in groupby(tests, key=lambda one: one.scenario):
        family = list(group)
        chances = holm([one.chance for one in family])
        for one, adjusted in zip(family, chances, strict=True):
            if one.matters and adjusted < _CHANCE:
                yield replace(one, chance=adjusted)
