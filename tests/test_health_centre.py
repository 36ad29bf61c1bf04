"""A published primary health centre (Shoaib and Ramamohan 2022), as configurations of the model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import pytest

import sim
from sim.journeys import Record
from sim.keeping import recorded

pytestmark = pytest.mark.slow

REPLICATIONS = 6
CASES = ("health_centre", "health_centre_2", "health_centre_3", "health_centre_benchmark")
DAYS, SHIFT = 365, 420.0  # days observed; minutes of a day that the paper charges to one person
DOCTORS = dict(zip(CASES, (2, 1, 1, 2), strict=True))
ADMIN, ROUNDS = 100.0, 180.0  # minutes a day of doctors and of the NCD nurse; of the staff nurse

Values = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cells:
    """One outcome of the four configurations; 0: there is none."""

    published: Values
    deviation: Values
    """Published, between replications."""
    clean: Values = (0.0, 0.0, 0.0, 0.0)
    """Of an independent model without the quirks of the published code, 20 replications."""


# Table 6 of the paper. A doctor is busier by .004 of two and .008 of one: in the published code a
# slip of a counter lets inpatients miss the doctor.
SAFE = {
    "doctor": Cells((0.272, 0.380, 0.362, 1.146), (0.003, 0.004, 0.002, 0.006)),
    "staff_nurse": Cells((0.323, 0.243, 0.160, 0.322), (0.008, 0.006, 0.001, 0.008)),
    "pharmacy": Cells((0.643, 0.288, 0.289, 0.855), (0.004, 0.003, 0.004, 0.005)),
    "laboratory": Cells((0.559, 0.254, 0.239, 0.736), (0.008, 0.004, 0.004, 0.011)),
    "labour_bed": Cells((0.283, 0.153, 0.0, 0.281), (0.010, 0.009, 0.0, 0.012)),
    "referred_out": Cells((0.156, 0.088, 0.0, 0.157), (0.019, 0.022, 0.0, 0.018)),
    "consultation_wait": Cells((0.0, 0.0, 0.0, 6.789), (0.0, 0.0, 0.0, 0.268)),
}
# What the published code gets by mixing up its patients' flags, and by counting time in the queue.
CLEAN = {
    "ncd_nurse_with_queue": Cells(
        (0.865, 0.469, 0.468, 1.232), (0.011, 0.005, 0.005, 0.019), (0.848, 0.466, 0.467, 1.189)
    ),
    "consultation_wait": Cells(
        (0.0, 0.171, 0.034, 6.789), (0.0, 0.032, 0.001, 0.268), (0.0, 0.216, 0.062, 6.974)
    ),
    "pharmacy_wait": Cells(
        (1.025, 0.244, 0.232, 1.282), (0.021, 0.008, 0.006, 0.018), (0.918, 0.244, 0.236, 0.981)
    ),
    "laboratory_wait": Cells(
        (2.084, 0.606, 0.571, 3.135), (0.054, 0.023, 0.020, 0.005), (1.222, 0.362, 0.345, 1.220)
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_safe_is_as_published(case: str) -> None:
    """Within three published deviations, or 3 %."""
    for name, cells in SAFE.items():
        expected, deviation = (row[CASES.index(case)] for row in (cells.published, cells.deviation))
        if expected > 0.0:
            off = abs(values(case)[name].mean() - expected)
            assert off <= max(3.0 * deviation, 0.03 * expected), (name, off)


@pytest.mark.parametrize("case", CASES)
def test_the_rest_is_that_of_a_model_without_the_quirks(case: str) -> None:
    """Within four standard errors of both, of which the other's deviation is taken as published."""
    for name, cells in CLEAN.items():
        expected, deviation = (row[CASES.index(case)] for row in (cells.clean, cells.deviation))
        if expected > 0.0:
            found = values(case)[name]
            spread = max(float(found.std(ddof=1)), deviation)
            error = spread * math.sqrt(1.0 / len(found) + 1.0 / 20.0)
            assert abs(found.mean() - expected) <= 4.0 * error + 0.0005, (name, found.mean())


@cache
def values(case: str) -> dict[str, npt.NDArray[np.float64]]:
    """The outcomes of each replication of a case."""
    scenario = sim.load(f"case={case}")
    found = [_outcomes(recorded(scenario, r), DOCTORS[case]) for r in range(REPLICATIONS)]
    return {name: np.array([one[name] for one in found]) for name in found[0]}


def _outcomes(record: Record, doctors: int) -> dict[str, float]:
    """Use of the staff with what the paper charges to them, waits in minutes, births sent away."""
    minutes = {name: _busy(record, name) / DAYS for name in ("doctor", "ncd_nurse", "staff_nurse")}
    queue = _wait(record, "station", "centre/ncd_nurse").sum() / DAYS
    births = record.episodes.filter(
        (pc.field("condition") == "childbirth") & (pc.field("onset") >= record.window[0])
    )
    sent = pc.sum(pc.equal(births["ending"].cast("string"), "elsewhere")).as_py() or 0
    return {
        "doctor": (minutes["doctor"] + ADMIN) / (SHIFT * doctors),
        "ncd_nurse_with_queue": (minutes["ncd_nurse"] + queue + ADMIN) / SHIFT,
        "staff_nurse": (minutes["staff_nurse"] + ROUNDS) / (21 * 60.0),
        "pharmacy": _busy(record, "pharmacy") / DAYS / SHIFT,
        "laboratory": _busy(record, "laboratory") / DAYS / SHIFT,
        "labour_bed": _busy(record, "labour_bed") / DAYS / 1440.0,
        "consultation_wait": float(_wait(record, "stage", "consultation").mean()),
        "pharmacy_wait": float(_wait(record, "station", "centre/pharmacy").mean()),
        "laboratory_wait": float(_wait(record, "station", "centre/laboratory").mean()),
        "referred_out": sent / max(1, len(births)),
    }


def _busy(record: Record, station: str) -> float:
    """Minutes for which a station's servers were busy in the observed year."""
    first, last = record.window
    rows = record.journeys.filter(pc.field("station") == f"centre/{station}")
    begun = ~np.isnan(rows["started"].to_numpy())
    started, released = (rows[name].to_numpy()[begun] for name in ("started", "released"))
    until = np.minimum(np.where(np.isnan(released), last, released), last)
    return float(60.0 * np.clip(until - np.maximum(started, first), 0.0, None).sum())


def _wait(record: Record, column: str, name: str) -> npt.NDArray[np.float64]:
    """Minutes of each wait at a stage or station that was asked for in the observed year."""
    asked = pc.field("asked") >= record.window[0]
    rows = record.journeys.filter((pc.field(column) == name) & asked)
    waits = 60.0 * (rows["started"].to_numpy() - rows["asked"].to_numpy())
    kept: npt.NDArray[np.float64] = waits[~np.isnan(waits)]
    return kept
