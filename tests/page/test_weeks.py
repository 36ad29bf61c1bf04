"""Week by week: the box that says what drifts, and the lines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.outcomes.unsettled import MEANING, SETTLED, TOO_SHORT
from sim.page import write
from sim.page.chosen import HEADLINE, PLACES
from sim.study.terminal import watched
from tests.page.conftest import drifting, make, write_drift


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A results folder of its own, of five weeks."""
    _say(make(tmp_path), days=29.0)
    return tmp_path


def _say(folder: Path, **what: object) -> None:
    """Change what study.json says."""
    path = folder / "study.json"
    study = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(study | what), encoding="utf-8")


def _text(folder: Path) -> str:
    return write(folder).read_text(encoding="utf-8")


def _box(text: str) -> str:
    """The red box, or nothing."""
    found = re.search(r'<div class="alarm".*?</div>', text, re.DOTALL)
    return found.group() if found else ""


def test_every_headline_of_the_page_is_watched() -> None:
    page = {
        (one.indicator, "municipal" if "facility" in one.where else one.where.get("tier"))
        for one in (*HEADLINE, *PLACES)
    }
    assert page - {("worst_home", None)} <= set(watched())


def test_a_settled_run_has_no_box(results: Path) -> None:
    text = _text(results)
    assert _box(text) == ""
    assert SETTLED in text


def test_a_short_run_says_so_and_has_no_box(results: Path) -> None:
    _say(results, days=20.0)
    text = _text(results)
    assert _box(text) == ""
    assert TOO_SHORT in text


def test_what_drifts_stands_in_the_box_by_name(results: Path) -> None:
    rows = [
        drifting("level", "appointment_days_mean", 0.4, 1.1),
        drifting("level", "appointment_days_mean", 0.5, 1.6, scenario="none"),
        drifting("effect", "onset_to_treatment_mean", -0.7, -5.1, scenario="gatekeeping"),
        drifting("queue", "queue", 12.0, 48.0, station="lead/registration"),
        drifting("queue", "booked_ahead", 90.0, 400.0, facility="branch"),
    ]
    write_drift(results, rows)
    _say(results, calendar={"holidays": ["2023-05-01", "2023-05-02"], "seasonal": False})
    box = _box(_text(results))
    for sentence in (
        MEANING,
        "2 public holidays lie in the run (2023-05-01 to 2023-05-02)",
        "Days until an appointment: rising from 0.40 days in the first half to 1.1 days in the "
        "second under Today, and likewise under No consortium.",
        "The effect on onset to treatment changes from −0.70 hours in the first half to −5.10 "
        "hours in the second under Today + gatekeeping.",
        "The queue at lead 市中心医院 · registration grows to the end, from 12 patients on "
        "average in the first half to 48 in the last quarter under Today.",
        "The queue of patients at home with a ticket of branch 市中心医院分院 grows to the end",
    ):
        assert sentence in box
    assert box.index("a ticket of branch") < box.index("lead 市中心医院")  # the fastest first


def test_a_hostile_name_in_the_box_is_no_markup(results: Path, hostile: str) -> None:
    write_drift(results, [drifting("queue", "booked_ahead", 1.0, 9.0, facility="town")])
    text = _text(results)
    assert "a ticket of town" in _box(text)
    assert hostile not in text


def test_weeks_are_drawn_and_told_without_the_last_one_that_is_not_full(results: Path) -> None:
    text = _text(results)
    section = text[text.index('<section id="weeks">') : text.index('<section id="waits">')]
    assert 'id="weekly-headlines"' in section
    rows = re.findall(r'<th scope="row">time on the road</th><td class="number">(\d)', section)
    assert rows == ["1", "2", "3", "4"]
