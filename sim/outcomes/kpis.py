"""KPIs: all indicators of a run as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa

from sim.clock import HOURS_PER_DAY, HOURS_PER_WEEK, HOURS_PER_YEAR
from sim.contract import NOWHERE
from sim.outcomes.frame import Setting
from sim.outcomes.indicators import DIMENSIONS, GROUPS, INDICATORS, KPIS, Group
from sim.outcomes.indicators.measure import (
    HOURLY,
    ONCE,
    PERSON_YEARLY,
    WEEKLY,
    YEARLY,
    Quantile,
    Sum,
)
from sim.outcomes.parts import Parts
from sim.outcomes.sheets import Codes, Counted, Numbers, Order, sheets_of
from sim.system.chronic import RECALL_DAYS

Number = float | Numbers
"""One number for all parts, or one for each."""


@dataclass(frozen=True)
class Cells:
    """Rows of one indicator in some dimensions."""

    indicator: str
    keys: Mapping[str, Codes]
    """By dimension, the position of each row's name."""
    value: Numbers
    events: Numbers

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.value)


def kpis(setting: Setting, counted: Counted) -> pa.Table:
    """Return all indicators as a table of the schema ``KPIS``, in a fixed order."""
    order = Order(setting.names)
    sheets = sheets_of(setting, counted, order)
    said = said_of(setting.frame.last - setting.frame.first)
    found: dict[tuple[str, tuple[str, ...]], Parts] = {}
    cells: list[Cells] = []
    for group in GROUPS:
        for dimensions in group.splits:
            sheet = next(name for name in group.sheets if sheets[name].has(dimensions))
            at = sheet, dimensions
            if at not in found:
                found[at] = Parts(sheets[sheet], dimensions, counted.bins)
            cells += _cells(group, found[at], said)
    return _table(cells, order)


def said_of(hours: Number) -> dict[str, Number]:
    """Return the factor on an amount of ``hours`` for each way to say it (a year, a week …)."""
    return {
        ONCE: 1.0,
        HOURLY: 1.0 / hours,
        YEARLY: HOURS_PER_YEAR / hours,
        WEEKLY: HOURS_PER_WEEK / hours,
        PERSON_YEARLY: HOURS_PER_YEAR / HOURS_PER_DAY / RECALL_DAYS,
    }


def _cells(group: Group, parts: Parts, said: Mapping[str, Number]) -> Iterator[Cells]:
    """The rows of a group, for the parts that have any of it; the total always has a row."""
    there = np.sum([parts.sum(fact) for fact in group.present], axis=0) > 0
    if not parts.keys:
        there[:] = True
    for one in group.indicators:
        if isinstance(one.measure, Quantile):
            value, events = parts.quantile(one.measure.amount, one.measure.share)
        else:
            value, events = measured(one.measure, parts, said)
        rows = np.flatnonzero(there & ~np.isnan(value))
        keys = {name: places[rows] for name, places in parts.keys.items()}
        yield Cells(one.name, keys, value[rows], events[rows])


def measured(measure: Sum, parts: Parts, said: Mapping[str, Number]) -> tuple[Numbers, Numbers]:
    """Return the value (NaN: none) and the events of each part."""
    value = parts.sum(measure.fact) * said[measure.said]
    if measure.over is not None:
        over = parts.sum(measure.over)
        value = np.divide(value, over, where=over > 0, out=np.full(parts.size, np.nan))
    if measure.needs is not None:
        value = np.where(parts.sum(measure.needs) > 0, value, np.nan)
    events = [parts.sum(fact) for fact in measure.events]
    return value, reduce(np.minimum, events)


def _table(cells: Sequence[Cells], order: Order) -> pa.Table:
    """The table of all rows, by indicator and then by name, totals last."""
    names = list(INDICATORS)
    sizes = [one.size for one in cells]
    indicator = np.repeat([names.index(one.indicator) for one in cells], sizes)
    keys = {name: column(cells, name) for name in DIMENSIONS}
    last = {
        name: np.where(key == NOWHERE, len(order.names[name]), key) for name, key in keys.items()
    }
    rows = np.lexsort([*reversed(last.values()), indicator])
    columns = [
        named(names, indicator[rows], pa.string()),
        *(named(order.names[name], keys[name][rows], KPIS.field(name).type) for name in DIMENSIONS),
        pa.array(np.concatenate([one.value for one in cells])[rows]),
        pa.array(np.concatenate([one.events for one in cells])[rows].astype(np.int64)),
        named([INDICATORS[name].unit for name in names], indicator[rows], pa.string()),
    ]
    return pa.table(columns, schema=KPIS)


def column(cells: Sequence[Cells], dimension: str) -> Codes:
    """Return the positions of the names of all rows in a dimension."""
    every = np.full(max(one.size for one in cells), NOWHERE)
    return np.concatenate([one.keys.get(dimension, every[: one.size]) for one in cells])


def named(names: Sequence[Any], places: Codes, kind: pa.DataType) -> pa.Array:
    """Return the names at some positions; null at NOWHERE."""
    return pa.array(names, kind).take(pa.array(places, mask=places == NOWHERE))
