"""Published: what is written of a network is checked whole, and read from the indicators."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow as pa
import pytest

from experiments.chosen import chosen
from experiments.published import PARTS, Target, means, read_targets
from sim.study.schemas import STUDY_KPIS
from sim.system.faults import Faults
from tests.counties import TARGETS, county, told

# ruff: noqa: E501  (faults as they are printed, one a line)

VISITS = Target(
    name="branch, visits", indicator="visits", low=100.0, high=120.0, tolerance=0.05,
    source="told", facilities=("east", "west"),
)  # fmt: skip
SHARE = Target(name="at the base", indicator="primary_share", low=0.5, high=0.5, source="told")


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
    assert means([VISITS], [table, kpis()]) == {"branch, visits": 55.0}


def test_no_such_cell_is_none_of_what_is_counted_and_nothing_of_what_is_measured() -> None:
    assert VISITS.value(kpis({"facility": "central", "value": 5.0})) == 0.0
    assert math.isnan(SHARE.value(kpis()))


@pytest.mark.parametrize(
    ("value", "distance"),
    [(100.0, 0.0), (110.0, 0.0), (120.0, 0.0), (90.0, -0.1), (150.0, 0.25), (0.0, -1.0)],
)
def test_the_distance_is_relative_to_the_nearer_end_of_the_span(
    value: float, distance: float
) -> None:
    assert VISITS.distance(value) == pytest.approx(distance, abs=1e-15)


@pytest.mark.parametrize(("value", "met"), [(96.0, True), (94.0, False), (math.nan, False)])
def test_a_target_is_met_within_its_tolerance(value: float, met: bool) -> None:
    assert VISITS.met(value) is met
    assert SHARE.met(value) is None


def test_the_shipped_targets_name_what_there_is() -> None:
    targets = read_targets(chosen([]))
    assert len({target.name for target in targets}) == len(targets) > 10
    for target in targets:
        assert sum(bool(getattr(target, key)) for key in PARTS) <= 1
        assert 0.0 < target.low <= target.high
        assert target.source


def test_a_network_of_ones_own_has_targets_of_its_own(tmp_path: Path) -> None:
    network = county(tmp_path)
    assert network.network == "ours"
    assert [target.name for target in read_targets(network)] == ["central visits", "letters"]


def refused(folder: Path, text: str | None) -> list[str]:
    with pytest.raises(Faults) as caught:
        read_targets(county(folder, text))
    return told(caught.value)


def test_a_missing_file_is_told_with_the_places_and_the_guide(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, None)
    assert line.startswith("network = ours: expected a file targets/ours.yaml")
    assert "docs/guides/calibrating.md" in line
    assert str(tmp_path / "targets" / "ours.yaml") in line
    assert "configs/targets/ours.yaml" in line


def test_a_file_of_nearly_the_same_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "our.yaml").write_text(TARGETS, encoding="utf-8")
    (line,) = refused(tmp_path, None)
    assert line.endswith("(did you mean 'our'?)")


GOOD = {"name": "A", "indicator": "visits", "low": "5", "high": "6", "source": "x"}


def entry(**changed: str | None) -> str:
    """One target with something changed, or left out."""
    keys = {key: value for key, value in (GOOD | changed).items() if value is not None}
    return "- {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (entry(indicator="vists"), "indicator = vists: expected an indicator of docs/indicators.md (did you mean 'visits'?)"),
        (entry(facilities="[centrl]"), "facilities.0 = centrl: expected a facility of the network (did you mean 'central'?)"),
        (entry(facilities="central"), "facilities = central: expected a list, as in [a,b]"),
        (entry(tiers="[distrct]"), "(did you mean 'district'?)"),
        (entry(tiers="[village]"), "tiers.0 = village: expected a tier of the network"),
        (entry(indicator="remote_readings", stages="[ecg_redding]"), "stages.0 = ecg_redding: expected a stage of the network (did you mean 'ecg_reading'?)"),
        (entry(facilities="[central]", tiers="[base]"), "tiers = base: expected either this or facilities"),
        (entry(indicator="received_up"), "indicator = (the whole network): expected parts of which received_up is told: facilities or tiers"),
        (entry(indicator="primary_share", facilities="[east]"), "facilities = east: expected parts of which primary_share is told: none of these"),
        (entry(indicator="bed_use", facilities="[east, west]"), "expected one of them only: bed_use is no number that can be added up"),
        (entry(low="7"), "low = 7.0: expected at most high, which is 6"),
        (entry(low="0"), "low = 0: expected greater than 0"),
        (entry(high="many"), "high = many: expected a valid number"),
        (entry(high="true"), "high = true: expected a valid number"),
        (entry(high=".inf"), "high = inf: expected"),
        (entry(tolerance="5"), "tolerance = 5: expected less than or equal to 1"),
        (entry(source=None), "source = (missing): expected to be given"),
        (entry(sorce="x"), "sorce = x: expected a key that is known (did you mean 'source'?)"),
        (entry(name="[a, b]"), "name = ['a', 'b']: expected a valid string"),
        (entry() + entry(), "targets/ours.yaml, line 2, name = A: expected a name that no other entry has"),
        ("- text\n", "targets/ours.yaml, line 1 = text: expected keys with values"),
        ("- [[]]\n", "targets/ours.yaml, line 1 = [[]]: expected keys with values"),
        ("", "targets/ours.yaml = (nothing): expected a list of at least one entry"),
        ("a: 1\n", "targets/ours.yaml = {'a': 1}: expected a list of at least one entry"),
        ("5\n", "targets/ours.yaml = 5: expected a list of at least one entry"),
        ("- {a: 1, a: 2}\n", "targets/ours.yaml, line 1 = a: expected each key once"),
        ("- name: A\n\tlow: 5\n", "targets/ours.yaml, line 2 = a tab: expected spaces"),
        ("- !!python/object/apply:os.getcwd []\n", "expected a plain value, without a tag (!)"),
        ("- {name: A\n", "targets/ours.yaml, line"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_line_key_value_and_the_right_name(
    text: str, fault: str, tmp_path: Path
) -> None:
    lines = refused(tmp_path, text)
    assert any(fault in line for line in lines), lines
    assert all(line.startswith("targets/ours.yaml") for line in lines)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = entry(indicator="vists", low="9") + entry(name="B", high="x", facilities="[centrl]")
    lines = refused(tmp_path, text)
    found = [line.removeprefix("targets/ours.yaml, ").partition(" = ")[0] for line in lines]
    assert sorted(found) == [
        "line 1, indicator",
        "line 1, low",
        "line 2, facilities.0",
        "line 2, high",
    ]
