"""Little's law: the audited counts and the journeys tell the same story of every queue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

import sim
from sim.journeys import Record
from sim.keeping import recorded
from sim.scenario import Scenario

Floats = npt.NDArray[np.float64]

SHIPPED = {
    "three_tier": ("network=three_tier", "run.days=6", "run.warmup_days=1"),
    "joint_ward": ("network=three_tier", "policy=[joint_ward]", "run.days=3", "run.warmup_days=1"),
    "jiangmen": ("network=jiangmen", "run.days=0.75", "run.warmup_days=0"),
    "county": ("network=county", "run.days=3", "run.warmup_days=0"),
    "priority": ("case=priority", "run.days=4", "run.warmup_days=1"),
}
NETWORKS = pytest.mark.parametrize("network", SHIPPED)


@dataclass(frozen=True)
class Spans:
    """When steps and orders joined their station, ceased to wait, and gave the server back.

    Infinity stands for not yet. An order to the hub joins when its sending is done.
    """

    station: npt.NDArray[np.str_]
    joined: Floats
    waited: Floats
    released: Floats

    def at(self, station: str) -> tuple[Floats, Floats, Floats]:
        here = self.station == station
        return self.joined[here], self.waited[here], self.released[here]


@cache
def scenario(network: str) -> Scenario:
    return sim.load(*SHIPPED[network])


@cache
def record(network: str) -> Record:
    return recorded(scenario(network), 0)


@cache
def spans(network: str) -> Spans:
    rows = record(network).journeys
    rows = rows.filter(rows["station"].is_valid())
    asked, started, ended, released = (
        rows[key].to_numpy() for key in ("asked", "started", "ended", "released")
    )
    never = np.isnan(started)
    waited = np.where(never, np.where(np.isnan(ended), np.inf, ended), started)
    released = np.where(never, waited, np.where(np.isnan(released), np.inf, released))
    return Spans(names(rows, "station"), asked + sending(network, rows), waited, released)


def sending(network: str, rows: pa.Table) -> Floats:
    """Hours until a recording has reached the hub; 0 for all else."""
    hours = np.zeros(len(rows))
    for name, reading in scenario(network).system.remote.items():
        at_hub = names(rows, "station") == f"{reading.hub}/{reading.station}"
        sent = at_hub & (names(rows, "facility") != reading.hub)
        assert sent.any(), f"no {name} is sent to the hub"
        hours[sent] = reading.delay_minutes / 60.0
    return hours


def names(table: pa.Table, column: str) -> npt.NDArray[np.str_]:
    return np.array(table[column].to_pylist())


@NETWORKS
def test_every_audit_finds_those_who_wait_and_are_served_by_the_journeys(network: str) -> None:
    counts = record(network).counts
    stations = names(counts, "station")
    assert counts.num_rows > 0
    for station in np.unique(stations):
        audits = counts.filter(pa.array(stations == station))
        joined, waited, released = spans(network).at(station)
        now = audits["time"].to_numpy()[:, None]
        waiting = ((joined <= now) & (now < waited)).sum(axis=1)
        busy = ((waited <= now) & (now < released)).sum(axis=1)
        assert audits["waiting"].to_pylist() == waiting.tolist(), station
        assert audits["busy"].to_pylist() == busy.tolist(), station


@NETWORKS
def test_mean_number_is_rate_times_mean_time(network: str) -> None:
    """L = lambda W: hourly audits against the hours that the journeys add up to, all stations."""
    start, end = record(network).window
    counts = record(network).counts
    watched = counts["time"].to_numpy() >= start
    audited = [counts[key].to_numpy()[watched].sum() for key in ("waiting", "busy")]
    found = spans(network)
    joined, waited, released = (
        np.clip(instants, start, end) for instants in (found.joined, found.waited, found.released)
    )
    hours = [float((waited - joined).sum()), float((released - waited).sum())]
    assert min(hours) > 0.0
    assert audited[0] == pytest.approx(hours[0], rel=0.12)  # queues change within the hour
    assert audited[1] == pytest.approx(hours[1], rel=0.02)
