"""The diary and the phases of a programme, on the page."""

from __future__ import annotations

from pathlib import Path

from sim.page.diary import diary
from sim.page.read import results
from tests.page.conftest import HOSTILE


def test_an_entry_is_shown_once_if_other_scenarios_have_it_too(folder: Path) -> None:
    table = diary(results(folder))
    (row,) = table.rows
    assert row[:4] == ("Today", "2023\u201102", HOSTILE, "appointed specialty lead 学科带头人")
    assert row[4:7] == ("lead 市中心医院: consultation.internal", "branch 市中心医院分院", "3")
    assert row[7:] == ("11.5", "0.50", "0", "3.00", "9.00", "9.00")


def test_names_of_people_are_escaped_and_phases_have_their_first_days(folder: Path) -> None:
    from sim.page import write

    text = write(folder).read_text(encoding="utf-8")
    assert HOSTILE not in text
    assert "from 2023-02-06: none; from 2023-02-13: outreach" in text
