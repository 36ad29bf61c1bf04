"""The keeper: a watcher that keeps journeys, episodes and counts, of all patients or a sample."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim import luck
from sim.cohort import Cohort
from sim.contract import ENDINGS, NOWHERE, OUTCOMES, STILL_INSIDE, Patient
from sim.engines.watching import Block
from sim.journeys import COUNTS, EPISODES, JOURNEYS
from sim.keeping.columns import Columns
from sim.scenario import Keep
from sim.tables import Tables

_RARE: Final = {
    "refused_by": ("refused_by", "refused_at", "offered_days"),
    "person": ("person", "chronic", "controlled"),
    "pathway": (
        *("pathway", "symptoms_at", "contact_at", "test_at", "needle_at", "device_at"),
        *("door_out_at", "in_time", "death_risk"),
    ),
}
"""Columns of few episodes, by the one that is NOWHERE in all others."""

_BLANK: Final[dict[str, Any]] = {
    field.name: field.default
    for field in fields(Patient)
    if any(field.name in names for names in _RARE.values())
}
"""What stands in these for all others."""


class Keeper:
    """Keeps the record of a run in the planner's words; counts are always kept."""

    def __init__(
        self, tables: Tables, cohort: Cohort, record: Keep = "full", share: float = 1.0
    ) -> None:
        """Begin to keep the ``record`` of a run: ``full``, a ``sample``, or ``none``.

        A sample is that share of the patients, chosen by their luck: the same in every scenario.
        """
        self._journeys = Columns(JOURNEYS, _journey_names(tables))
        self._episodes = Columns(EPISODES, _episode_names(tables), _BLANK)
        self._counts = Columns(COUNTS, {"station": tables.names.stations})
        self._patients = record != "none"
        self._chosen = _chosen(cohort.key, share) if record == "sample" else None

    def see(self, block: Block) -> None:
        """Keep a block."""
        self._counts.add(_by_name(block.counts))
        if self._patients:
            journeys, leavers, left = self._wanted(block)
            self._journeys.add(_by_name(journeys))
            self._episodes.add(_episodes(leavers, left))

    def journeys(self) -> pa.Table:
        """Return the journeys, schema :data:`~sim.journeys.JOURNEYS`."""
        return self._journeys.table()

    def episodes(self) -> pa.Table:
        """Return the episodes, schema :data:`~sim.journeys.EPISODES`."""
        return self._episodes.table()

    def counts(self) -> pa.Table:
        """Return the counts, schema :data:`~sim.journeys.COUNTS`."""
        return self._counts.table()

    def _wanted(self, block: Block) -> tuple[Any, Any, Any]:
        """Journeys, leavers and their leaving, of those patients who are kept."""
        if self._chosen is None:
            return block.journeys, block.leavers, block.left
        leavers = self._chosen[block.leavers["number"]]
        journeys = self._chosen[block.journeys["patient"]]
        return block.journeys[journeys], block.leavers[leavers], block.left[leavers]


def _chosen(keys: npt.NDArray[np.uint64], share: float) -> npt.NDArray[np.bool_]:
    """Which patients are in a sample of that share."""
    chosen = np.empty(len(keys), np.bool_)
    some = 1 << 16  # patients at a time: the draws of all would take more room than the sample
    for first in range(0, len(keys), some):
        drawn = luck.uniforms(keys[first : first + some], luck.SAMPLED)
        chosen[first : first + some] = drawn < share
    return chosen


def _by_name(rows: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    return {name: rows[name] for name in rows.dtype.names or ()}


def _episodes(leavers: npt.NDArray[Any], left: npt.NDArray[np.float64]) -> dict[str, Any]:
    """The columns of episodes that ended at ``left`` (NaN: still inside)."""
    rare = [name for mark, names in _RARE.items() if _none(leavers[mark]) for name in names]
    columns = _by_name(leavers)
    for name in rare:
        del columns[name]
    return columns | {
        "patient": leavers["number"],
        "resident": leavers["bed"] >= 0,
        "left": left,
        "ending": np.where(np.isnan(left), STILL_INSIDE, leavers["ending"]),
    }


def _none(codes: npt.NDArray[np.int64]) -> bool:
    """Say whether all codes are NOWHERE."""
    return bool((codes == NOWHERE).all())


def _journey_names(tables: Tables) -> dict[str, list[str]]:
    return {
        "stage": tables.names.stages,
        "facility": tables.names.facilities,
        "station": tables.names.stations,
        "outcome": list(OUTCOMES),
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
    }
