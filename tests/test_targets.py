"""Targets: how published volumes are read from indicators, and how far off a model is."""

from __future__ import annotations

import pyarrow as pa
import pytest

from experiments.targets import PARTS, Target, read_targets, row
from sim.config import load
from sim.study.schemas import STUDY_KPIS

VISITS = Target(
    name="branch, visits", indicator="visits", low=100.0, high=120.0, tolerance=0.05,
    source="told", facilities=("east", "west"),
)  # fmt: skip


def kpis(*rows: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist([{"indicator": "visits", **one} for one in rows], STUDY_KPIS)


def test_the_cells_of_the_facilities_are_added_up_and_no_finer_ones() -> None:
    table = kpis(
        {"facility": "east", "value": 70.0},
        {"facility": "west", "value": 40.0},
        {"facility": "central", "value": 1000.0},
        {"facility": "east", "condition": "stroke", "value": 7.0},
        {"facility": "east", "indicator": "discharges", "value": 3.0},
        {"tier": "district", "value": 110.0},
        {"value": 1110.0},
    )
    assert VISITS.value(table) == 110.0


def test_no_such_cell_is_nothing() -> None:
    assert VISITS.value(kpis({"facility": "central", "value": 5.0})) == 0.0


@pytest.mark.parametrize(
    ("value", "distance"),
    [(100.0, 0.0), (110.0, 0.0), (120.0, 0.0), (90.0, -0.1), (150.0, 0.25), (0.0, -1.0)],
)
def test_the_distance_is_relative_to_the_nearer_end_of_the_span(
    value: float, distance: float
) -> None:
    assert VISITS.distance(value) == pytest.approx(distance, abs=1e-15)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ((110.0, 114.0),
         "| branch, visits | 100 to 120 | 112 | 2 | +0.0% | 5% | yes | told |"),
        ((96.0, 96.0), "| branch, visits | 100 to 120 | 96 | 0 | -4.0% | 5% | yes | told |"),
        ((150.0, 150.0), "| branch, visits | 100 to 120 | 150 | 0 | +25.0% | 5% | **no** | told |"),
        ((110.0,), "| branch, visits | 100 to 120 | 110 | nan | +0.0% | 5% | yes | told |"),
    ],
)  # fmt: skip
def test_a_line_says_what_was_meant_what_came_out_and_whether_it_will_do(
    values: tuple[float, ...], line: str
) -> None:
    assert row(VISITS, values) == line


def test_a_target_without_tolerance_is_reported_only() -> None:
    share = Target(name="at the base", indicator="share", low=0.5, high=0.5, source="told",
                   tiers=("base",))  # fmt: skip
    assert row(share, (0.25, 0.25)) == (
        "| at the base | 0.500 | 0.250 | 0.000 | -50.0% |  | reported | told |"
    )


def test_the_shipped_targets_name_what_there_is() -> None:
    facilities = load().system.network.facilities
    targets = read_targets("jiangmen")
    assert len({target.name for target in targets}) == len(targets) > 10
    for target in targets:
        assert sum(bool(getattr(target, key)) for key in PARTS) <= 1
        assert set(target.facilities) <= set(facilities)
        assert 0.0 < target.low <= target.high
        assert target.source
