"""Cells: count and measure an event in every cell that it belongs to."""

from __future__ import annotations

from sim.clock import HOURS_PER_WEEK
from sim.contract import NOWHERE
from sim.episodes import EpisodeRow
from sim.journeys import JourneyRow
from sim.outcomes.bins import bin_of
from sim.outcomes.facts import ACUITIES, AMOUNTS, BINNED, WEEK_CELLS
from sim.outcomes.rows import Books, Kind
from sim.system.acuity import LAST_URGENT

_AMOUNTS = len(AMOUNTS)


def observed(t: Books, instant: float) -> bool:
    """Say whether an instant lies in the window; NaN does not.

    If it does, its week is noted; what is counted afterwards counts for that week.
    """
    within = t.frame.first <= instant < t.frame.last
    if within:
        t.used[0].week = week_at(t, instant)
    return within


def week_at(t: Books, instant: float) -> int:
    """Return the week of an instant of the window."""
    week = int((instant - t.frame.first) / HOURS_PER_WEEK)
    return min(week, t.frame.size.weeks - 1)


def place_of(t: Books, kind: Kind, facility: int) -> int:
    """Return the cell of a facility (NOWHERE: none) and the person's acuity."""
    return t.frame.size.places + (facility + 1) * ACUITIES + kind.acuity - 1


def week_of(t: Books, facility: int) -> int:
    """Return the cell of the noted week and the tier of a facility (NOWHERE: none)."""
    tier = NOWHERE if facility == NOWHERE else t.frame.facility[facility].tier
    return t.frame.size.week_cells + t.used[0].week * WEEK_CELLS + tier + 1


def spot_of(t: Books, row: JourneyRow) -> int:
    """Return the cell of a stage at a station, for patients of a facility."""
    size = t.frame.size
    number = (row.station * size.stages + row.stage) * (size.facilities + 1) + row.facility + 1
    if t.cell[number] == 0:
        t.cell[number] = _new_spot(t, row)
    return t.cell[number]


def _new_spot(t: Books, row: JourneyRow) -> int:
    """Return a cell for a spot."""
    used = t.used[0]
    spot = t.spot[used.cells - t.frame.size.spots]
    spot.stage = row.stage
    spot.station = row.station
    spot.facility = row.facility
    used.cells += 1
    return used.cells - 1


def add(t: Books, cell: int, what: int, value: float) -> None:
    """Add a value to an amount of a cell."""
    number = _bin(t, what, value)
    _add(t, cell, what, value, number)


def _bin(t: Books, what: int, value: float) -> int:
    """The bin of a value, if the amount has bins."""
    if what >= BINNED:
        return 0
    number = bin_of(value)
    t.used[0].last_bin = max(t.used[0].last_bin, number)
    return number


def _add(t: Books, cell: int, what: int, value: float, number: int) -> None:
    """Add a value whose bin is ``number``."""
    _add_plain(t, cell, what, value)
    if what < BINNED:
        amount = t.amount[cell * _AMOUNTS + what]
        if amount.bins == 0:
            amount.bins = t.used[0].bins
            t.used[0].bins += 1
        t.bins[amount.bins][number] += 1


def _add_plain(t: Books, cell: int, what: int, value: float) -> None:
    """Add a value of an amount without bins."""
    amount = t.amount[cell * _AMOUNTS + what]
    amount.events += 1
    amount.total += value


def count_everywhere(t: Books, kind: Kind, facility: int, what: int) -> None:
    """Count for the home, the condition, the facility with the acuity, and the week."""
    t.count[kind.home][what] += 1
    t.count[kind.condition][what] += 1
    count_there(t, kind, facility, what)


def count_case(t: Books, episode: EpisodeRow, kind: Kind, facility: int, what: int) -> None:
    """Count everywhere, and for the need of the case (``NEEDS``)."""
    count_everywhere(t, kind, facility, what)
    if kind.partial == 0:
        t.count[_need_of(t, episode, kind)][what] += 1


def add_to_need(t: Books, episode: EpisodeRow, kind: Kind, what: int, value: float) -> None:
    """Add a value for the need of the case."""
    if kind.partial == 0:
        add(t, _need_of(t, episode, kind), what, value)


def _need_of(t: Books, episode: EpisodeRow, kind: Kind) -> int:
    """Return the cell of the need of a case."""
    waits = 2 if kind.acuity > LAST_URGENT else 0
    return t.frame.size.needs + waits + 1 - episode.base_could


def count_there(t: Books, kind: Kind, facility: int, what: int) -> None:
    """Count only for the facility with the acuity, and for the week."""
    t.count[place_of(t, kind, facility)][what] += 1
    t.count[week_of(t, facility)][what] += 1


def count_kind(t: Books, who: int, what: int) -> None:
    """Count for a kind of person, and the week."""
    t.head[who][what] += 1
    t.week_head[t.used[0].week][what] += 1


def add_everywhere(t: Books, kind: Kind, facility: int, what: int, value: float) -> None:
    """Add a value for the home, the condition, the facility with the acuity, and the week."""
    add_but_week(t, kind, facility, what, value)
    add_to_week(t, facility, what, value)


def add_but_week(t: Books, kind: Kind, facility: int, what: int, value: float) -> None:
    """Add a value for the home, the condition, and the facility with the acuity."""
    number = _bin(t, what, value)
    _add(t, kind.home, what, value, number)
    _add(t, kind.condition, what, value, number)
    _add(t, place_of(t, kind, facility), what, value, number)


def add_to_week(t: Books, facility: int, what: int, value: float) -> None:
    """Add a value for the noted week."""
    _add_plain(t, week_of(t, facility), what, value)
