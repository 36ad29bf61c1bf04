"""The keeper: a watcher that keeps the record, of all patients or a sample of them."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim import luck
from sim.cohort import Cohort
from sim.contract import DECISIONS, ENDINGS, NOWHERE, OCCASIONS, OUTCOMES, READERS
from sim.engines.watching import Block
from sim.episodes import EPISODES, CourseRow
from sim.journeys import COUNTS, HOPS, JOURNEYS, STOCKS
from sim.keeping.columns import Columns
from sim.keeping.hops import columns_of
from sim.rules.notes import WAYS
from sim.scenario import Keep
from sim.tables import Tables
from sim.tables.stocks import STOCK_NAMES

_REFUSAL: Final = ("refused_by", "refused_at", "offered_days")
_PERSON: Final = ("person", "occasion", "controlled")
_COURSE: Final = tuple(field.name for field in fields(CourseRow))
_BLANK: Final[dict[str, float]] = {
    **dict.fromkeys((*_REFUSAL, *_PERSON, *_COURSE), math.nan),
    **dict.fromkeys(("refused_by", "person", "occasion", "pathway"), NOWHERE),
    **dict.fromkeys((name for name in _COURSE if name.endswith("_in_time")), 0),
    "controlled": 0,
    "death_risk": 0.0,
}
"""Columns that few episodes have, with their value for all others."""


class Keeper:
    """Keeps the record of a run, with the planner's names; counts and stocks are always kept."""

    def __init__(
        self, tables: Tables, cohort: Cohort, record: Keep = "full", share: float = 1.0
    ) -> None:
        """Begin to keep the ``record`` of a run: ``full``, a ``sample``, or ``none``.

        ``share`` of the patients are in a sample, chosen by luck: the same in every scenario.
        """
        self._journeys = Columns(JOURNEYS, _journey_names(tables))
        self._episodes = Columns(EPISODES, _episode_names(tables), _BLANK)
        self._hops = Columns(HOPS, {"way": list(WAYS)})
        self._counts = Columns(COUNTS, {"station": tables.names.stations})
        self._stocks = Columns(STOCKS, _stock_names(tables))
        self._patients = record != "none"
        self._chosen = _chosen(cohort.key, share) if record == "sample" else None

    def see(self, block: Block) -> None:
        """Keep a block."""
        self._counts.add(_by_name(block.counts))
        self._stocks.add(_by_name(block.stocks))
        if self._patients:
            journeys, episodes = self._wanted(block)
            self._journeys.add(_by_name(journeys))
            self._episodes.add(_columns(episodes, block.courses))
            self._hops.add(columns_of(episodes))

    def journeys(self) -> pa.Table:
        """Return the journeys, schema :data:`~sim.journeys.JOURNEYS`."""
        return self._journeys.table()

    def episodes(self) -> pa.Table:
        """Return the episodes, schema :data:`~sim.episodes.EPISODES`."""
        return self._episodes.table()

    def hops(self) -> pa.Table:
        """Return the notes of hops, schema :data:`~sim.journeys.HOPS`."""
        return self._hops.table()

    def counts(self) -> pa.Table:
        """Return the counts, schema :data:`~sim.journeys.COUNTS`."""
        return self._counts.table()

    def stocks(self) -> pa.Table:
        """Return the stocks, schema :data:`~sim.journeys.STOCKS`."""
        return self._stocks.table()

    def _wanted(self, block: Block) -> tuple[Any, Any]:
        """Journeys and episodes of the patients who are kept."""
        if self._chosen is None:
            return block.journeys, block.episodes
        journeys, episodes = (
            rows[self._chosen[rows["patient"]]] for rows in (block.journeys, block.episodes)
        )
        return journeys, episodes


def _chosen(keys: npt.NDArray[np.uint64], share: float) -> npt.NDArray[np.bool_]:
    """Which patients are in a sample of ``share``."""
    chosen = np.empty(len(keys), np.bool_)
    some = 1 << 16  # patients at a time: the draws of all would take more room than the sample
    for first in range(0, len(keys), some):
        drawn = luck.uniforms(keys[first : first + some], luck.SAMPLED)
        chosen[first : first + some] = drawn < share
    return chosen


def _by_name(rows: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    return {name: rows[name] for name in rows.dtype.names or ()}


def _columns(episodes: npt.NDArray[Any], courses: npt.NDArray[Any]) -> dict[str, Any]:
    """The columns of episodes, without those that are blank for all of them."""
    columns = _by_name(episodes)
    for mark, names in (("refused_by", _REFUSAL), ("person", _PERSON)):
        if (columns[mark] == NOWHERE).all():
            for name in names:
                del columns[name]
    some = np.flatnonzero(columns["course"] != NOWHERE)
    return columns | (_of_some(some, episodes, courses) if len(some) > 0 else {})


def _of_some(
    some: npt.NDArray[np.intp], episodes: npt.NDArray[Any], courses: npt.NDArray[Any]
) -> dict[str, Any]:
    """The columns of courses, which some of the episodes have."""
    theirs = courses[episodes["course"][some]]
    columns = {}
    for name in _COURSE:
        columns[name] = np.full(len(episodes), _BLANK[name], theirs.dtype[name])
        columns[name][some] = theirs[name]
    return columns


def _journey_names(tables: Tables) -> dict[str, list[str]]:
    return {
        "stage": tables.names.stages,
        "facility": tables.names.facilities,
        "station": tables.names.stations,
        "outcome": list(OUTCOMES),
    }


def _stock_names(tables: Tables) -> dict[str, list[str]]:
    return {
        "name": list(STOCK_NAMES),
        "facility": tables.names.facilities,
        "what_for": tables.stocks.what_for,
    }


def _episode_names(tables: Tables) -> dict[str, list[str]]:
    return {
        "home": tables.names.homes,
        "condition": tables.names.conditions,
        "first_facility": tables.names.facilities,
        "treated_facility": tables.names.facilities,
        "refused_by": tables.names.facilities,
        "pathway": tables.names.pathways,
        "ending": list(ENDINGS),
        "first_decision": list(DECISIONS),
        "critical_read": list(READERS),
        "occasion": list(OCCASIONS),
    }
