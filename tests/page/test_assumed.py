"""The assumed numbers on the page: folded, escaped, and those outside their ranges named."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from sim.assumptions import Assumption, Kind
from sim.page import write
from sim.study.description import description
from sim.study.plan import Plan
from tests.study import fakes

SPEED = Assumption("network.roads.car_kmh", 35, 25.0, 50.0, Kind.ASSUMED, "a <b>survey</b>")
FAST = replace(SPEED, value=60)
FIXED = Assumption("demand.scale", 1, None, None, Kind.PUBLISHED, "them")


def told(*assumptions: Assumption) -> list[dict[str, Any]]:
    """What ``study.json`` has of them."""
    scenarios = fakes.scenarios()
    scenarios = {name: replace(one, assumptions=assumptions) for name, one in scenarios.items()}
    found: list[dict[str, Any]] = description(Plan(scenarios, "today"), "")["assumptions"]
    return found


def test_of_other_scenarios_the_doses_of_levers_are_told_alone() -> None:
    dose = replace(FAST, key="policy.outreach.half_days")
    today, *others = fakes.scenarios().items()
    scenarios = {today[0]: replace(today[1], assumptions=(SPEED,))}
    scenarios |= {name: replace(one, assumptions=(FAST, dose)) for name, one in others}
    found = description(Plan(scenarios, "today"), "")["assumptions"]
    assert [(one["key"], one["value"]) for one in found] == [(SPEED.key, 35), (dose.key, 60)]


def drawn(folder: Path, out: Path, *assumptions: Assumption) -> str:
    copy = Path(shutil.copytree(folder, out / "assumed"))
    study = json.loads((copy / "study.json").read_text("utf-8"))
    changed = study | {"assumptions": told(*assumptions)}
    (copy / "study.json").write_text(json.dumps(changed), encoding="utf-8")
    return write(copy).read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")


def test_a_study_has_each_of_them_once() -> None:
    assert told(SPEED, FIXED) == [
        {
            "key": "network.roads.car_kmh",
            "value": 35,
            "low": 25.0,
            "high": 50.0,
            "kind": "assumed",
            "source": "a <b>survey</b>",
        },
        {
            "key": "demand.scale",
            "value": 1,
            "low": None,
            "high": None,
            "kind": "published",
            "source": "them",
        },
    ]
    assert json.loads(json.dumps(told(SPEED))) == told(SPEED)


def test_the_page_has_a_folded_table_of_them(folder: Path, tmp_path: Path) -> None:
    text = drawn(folder, tmp_path, SPEED, FIXED)
    inputs = text.partition('<section id="inputs">')[2].partition("</section>")[0]
    table = inputs.partition("<summary>The 2 numbers that have a range or a source")[2]
    row = "<td>35</td><td>25 to 50</td><td>assumed</td>"
    assert f'<th scope="row">network.roads.car_kmh</th>{row}' in table
    assert f"<td>{escape(SPEED.source)}</td>" in table
    assert SPEED.source not in text
    assert "Outside the assumed range" not in text


def test_what_an_override_has_put_outside_is_named(folder: Path, tmp_path: Path) -> None:
    text = drawn(folder, tmp_path, FAST, FIXED)
    assert "Outside the assumed range: network.roads.car_kmh is 60 (25 to 50)." in text


@pytest.mark.parametrize("count", [6, 8])
def test_of_many_outside_some_are_named(folder: Path, tmp_path: Path, count: int) -> None:
    many = [replace(FAST, key=f"key_{i}") for i in range(count)]
    text = drawn(folder, tmp_path, *many)
    assert f"key_4 is 60 (25 to 50); and {count - 5} more." in text


def test_a_folder_without_any_has_no_table(folder: Path) -> None:
    assert "that have a range or a source" not in write(folder).read_text("utf-8")
