"""Names that were given in Python are the names on the page, in sentences, tables and drawings."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from sim.page import write
from sim.page.read import results
from sim.study import compare
from sim.study.description import description
from sim.study.plan import Plan
from sim.system.faults import Faults
from tests.study import fakes

GIVEN = ("today", "more beds", "床位+100 (东区)", "more_beds")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of scenarios of which each calls itself ``today`` or ``more``."""
    folder = tmp_path_factory.mktemp("named")
    today, more = fakes.scenarios(3).values()
    compare(dict(zip(GIVEN, (today, more, today, more), strict=True)), folder, play=fakes.play)
    assert [results(folder).label(name) for name in GIVEN] == [*GIVEN]
    return write(folder).read_text("utf-8")


def test_they_stand_in_sentences(page: str) -> None:
    answer = page.partition('<div class="answer">')[2].partition("</div>")[0]
    assert "more beds (" in answer
    for name in GIVEN[1:]:
        assert f"<li><strong>{name}.</strong>" in page


def test_they_stand_in_tables_and_choices(page: str) -> None:
    for name in GIVEN[1:]:
        assert f'<th scope="row">{name}</th>' in page
        assert f"All settings of {name}," in page


def test_they_stand_in_drawings(page: str) -> None:
    (forest,) = re.findall(r'Plotly\.newPlot\(\s*"forest",\s*(\[.*?\}\]),\s*\{', page, re.DOTALL)
    drawn = {str(label) for trace in json.loads(forest) for label in trace.get("y", ())}
    assert drawn >= {"more beds", "more_beds"}
    assert page.count("more beds") > 10


def test_names_that_levers_made_are_words() -> None:
    scenario = replace(fakes.scenarios()["today"], name="today+step_down")
    told = description(Plan({"today+step_down": scenario}, "today+step_down"), "")
    assert told["scenarios"][0]["label"] == "today + step down"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b", "also blanks"),
        ("beds ", "also blanks"),
        ("beds.", "also blanks"),
        ("..", "also blanks"),
        ("床" * 70, "at most 200 bytes"),
        ("Today", "more than capitals"),
    ],
)
def test_a_name_that_is_no_folder_everywhere_is_refused(name: str, expected: str) -> None:
    today, more = fakes.scenarios().values()
    with pytest.raises(Faults, match=expected):
        compare({"today": today, name: more}, play=fakes.never_play)
