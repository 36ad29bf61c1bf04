"""Weekly: indicators week by week, to see whether they drift within a run.

They are the indicators of the groups, with the same facts. Quantiles, readings and the worst-off
home are left out: they need more than sums by week and tier. A week has 168 hours, counted from the
begin of the window; the last one may be shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from sim.clock import HOURS_PER_WEEK
from sim.contract import NOWHERE
from sim.outcomes.facts import HEADS, TIERS, WEEK_CELLS
from sim.outcomes.frame import Setting
from sim.outcomes.holding import held_of
from sim.outcomes.indicators import GROUPS, INDICATORS, Group
from sim.outcomes.indicators.measure import Sum
from sim.outcomes.kpis import Cells, column, measured, named, said_of
from sim.outcomes.parts import Parts
from sim.outcomes.sheets import (
    Codes,
    Counted,
    Numbers,
    Order,
    Sheet,
    cell_facts,
    station_facts,
    ticket_facts,
    where,
)

_SPLIT: Final = ("tier", "facility", "station")

WEEKLY: Final = pa.schema(
    [
        pa.field("week", pa.int32()),  # from 0
        pa.field("hours", pa.float64()),  # of the week, within the window
        pa.field("indicator", pa.string()),
        *(pa.field(name, pa.string()) for name in _SPLIT),  # null: all of them together
        pa.field("value", pa.float64()),  # in the indicator's unit
        pa.field("events", pa.int64()),  # visits, episodes, patients … behind the value
        pa.field("unit", pa.string()),
    ]
)
"""Outcomes of one replication, week by week: one row a week, indicator and cell."""


def weekly(setting: Setting, counted: Counted) -> pa.Table:
    """Return indicators by week as a table of the schema ``WEEKLY``, in a fixed order."""
    order = Order(setting.names)
    sheets = _sheets(setting, counted, order)
    hours = week_hours(setting)
    cells = [
        part
        for group in GROUPS
        for dimensions in group.weeks
        for part in _cells(group, ("week", *dimensions), sheets, hours)
    ]
    return _table(cells, hours, order)


def week_hours(setting: Setting) -> Numbers:
    """Return the hours of each week."""
    frame = setting.frame
    begun = np.arange(frame.size.weeks) * HOURS_PER_WEEK
    hours: Numbers = np.minimum(begun + HOURS_PER_WEEK, frame.last - frame.first) - begun
    return hours


def _cells(
    group: Group, dimensions: tuple[str, ...], sheets: Mapping[str, Sheet], hours: Numbers
) -> Iterator[Cells]:
    """The rows of a group in some dimensions, if its facts are counted by week."""
    found = [name for name in group.sheets if name in sheets and sheets[name].has(dimensions)]
    if not found:
        return
    parts = Parts(sheets[found[0]], dimensions, np.zeros((1, 1)))
    there = _there(group, parts, len(hours))
    said = said_of(hours[parts.keys["week"]])
    for one in group.indicators:
        if isinstance(one.measure, Sum) and one.measure.weekly:
            value, events = measured(one.measure, parts, said)
            rows = np.flatnonzero(there & ~np.isnan(value))
            keys = {name: places[rows] for name, places in parts.keys.items()}
            yield Cells(one.name, keys, value[rows], events[rows])


def _there(group: Group, parts: Parts, weeks: int) -> Numbers:
    """Which parts have a row: a part with events in any week has a row in every week."""
    if parts.size == weeks:  # all together
        return np.ones(weeks, np.bool_)
    facts = np.sum([parts.sum(fact) for fact in group.present], axis=0)
    return np.tile(facts.reshape(weeks, -1).any(axis=0), weeks)


def _table(cells: Sequence[Cells], hours: Numbers, order: Order) -> pa.Table:
    """The table of all rows: by indicator, by name (totals last) and then by week."""
    names = list(INDICATORS)
    sizes = [one.size for one in cells]
    indicator = np.repeat([names.index(one.indicator) for one in cells], sizes)
    week, *keys = (column(cells, name) for name in ("week", *_SPLIT))
    last = [np.where(key == NOWHERE, np.iinfo(np.int64).max, key) for key in keys]
    rows = np.lexsort([week, *reversed(last), indicator])
    week, indicator = week[rows], indicator[rows]
    columns = [
        pa.array(week, pa.int32()),
        pa.array(hours[week]),
        named(names, indicator, pa.string()),
        *(
            named(order.names[name], key[rows], pa.string())
            for name, key in zip(_SPLIT, keys, strict=True)
        ),
        pa.array(np.concatenate([one.value for one in cells])[rows]),
        pa.array(np.concatenate([one.events for one in cells])[rows].astype(np.int64)),
        named([INDICATORS[name].unit for name in names], indicator, pa.string()),
    ]
    return pa.table(columns, schema=WEEKLY)


def _sheets(setting: Setting, counted: Counted, order: Order) -> dict[str, Sheet]:
    """Sheets by the names that groups use; each has every row in every week."""
    found = {
        "places": _places(setting, counted, order),
        "kinds": _kinds(setting, counted),
        "tiers": _tiers(setting, counted, order),
        "stations": _stations(setting, counted, order),
        "tickets": _tickets(setting, counted, order),
    }
    return {name: sheet.ordered() for name, sheet in found.items()}


def _places(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Weeks with a tier."""
    size = setting.frame.size
    tier = np.arange(NOWHERE, len(TIERS))
    keys = _by_week(size.weeks, {"tier": order.places("tier", tier)})
    facts, _ = cell_facts(counted, size.week_cells, size.weeks * WEEK_CELLS)
    return Sheet(keys, facts, {})


def _kinds(setting: Setting, counted: Counted) -> Sheet:
    """Weeks."""
    head = counted.week_head
    facts = {name: head[:, what] for what, name in enumerate(HEADS)}
    return Sheet({"week": np.arange(setting.frame.size.weeks)}, facts, {})


def _tiers(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Weeks, once for each tier that has a facility."""
    tiers = np.array(sorted({row.tier for row in setting.frame.facility}), np.int64)
    treated = counted.week_head[:, [HEADS.index(f"treated_{tier}") for tier in TIERS]]
    keys = _by_week(setting.frame.size.weeks, {"tier": order.places("tier", tiers)})
    facts = {
        "treated_here": treated[:, tiers].ravel(),
        "treated_anywhere": np.repeat(treated.sum(axis=1), len(tiers)),
    }
    return Sheet(keys, facts, {})


def _stations(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Weeks with a station."""
    size = setting.frame.size
    facility = np.array([row.facility for row in setting.frame.station], np.int64)
    stations = order.places("station", np.arange(size.stations))
    keys = _by_week(size.weeks, where(setting, order, facility) | {"station": stations})
    held = counted.held.reshape(size.weeks, held_of(size))[:, : size.stations].ravel()
    return Sheet(
        keys, station_facts(setting, held, _capacity(setting), counted.audits.by_week()), {}
    )


def _capacity(setting: Setting) -> Numbers:
    """Server-hours by week and station, divided in proportion to the station's open hours."""
    frame = setting.frame
    begun = frame.first + np.arange(frame.size.weeks) * HOURS_PER_WEEK
    ended = begun + week_hours(setting)
    opens, closes = (
        np.array([getattr(one, name) for one in frame.opening])[:, None]
        for name in ("opens", "closes")
    )
    opened = np.zeros((frame.size.weeks, frame.size.stations))
    for code, row in enumerate(frame.station):
        of_it = slice(row.first, row.last)
        part = np.minimum(ended, closes[of_it]) - np.maximum(begun, opens[of_it])
        opened[:, code] = np.maximum(part, 0.0).sum(axis=0)
    whole = np.maximum(opened.sum(axis=0), np.finfo(np.float64).tiny)
    return np.asarray(setting.capacity_hours * opened / whole).ravel()


def _tickets(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Weeks with a facility, or with none."""
    size = setting.frame.size
    keys = _by_week(size.weeks, where(setting, order, np.arange(NOWHERE, size.facilities)))
    held = counted.held.reshape(size.weeks, held_of(size))[:, size.stations :].ravel()
    return Sheet(keys, ticket_facts(held["served"], held["hours"]), {})


def _by_week(weeks: int, keys: Mapping[str, Codes]) -> dict[str, Codes]:
    """Repeat rows for each week."""
    count = len(next(iter(keys.values())))
    repeated = {name: np.tile(places, weeks) for name, places in keys.items()}
    return {"week": np.repeat(np.arange(weeks), count)} | repeated
