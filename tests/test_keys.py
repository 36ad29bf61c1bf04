"""The page on every key is what the code says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments import keys
from sim import config
from sim.config.document import Document
from sim.config.schema import field_names

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"


def test_the_page_is_what_the_code_makes(capsys: pytest.CaptureFixture[str]) -> None:
    """If not: python -m experiments.keys out=docs/keys.md."""
    assert keys.main([]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")


def test_the_page_can_be_written_to_a_file(tmp_path: Path) -> None:
    assert keys.main([f"out={tmp_path / 'keys.md'}"]) == 0
    assert (tmp_path / "keys.md").read_text(encoding="utf-8") == keys.page()


def test_every_key_of_every_section_has_a_meaning() -> None:
    rows = [line for line in keys.page().splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert [row for row in rows if row.split("|")[-2].strip() == ""] == []


def test_every_top_level_key_is_on_the_page() -> None:
    page = keys.page()
    named = {key for key in field_names(Document) if f"`{key}`" in page or f"`{key}." in page}
    assert field_names(Document) - named == {"engine", "name", "says"}


def test_every_link_of_the_page_leads_to_a_section() -> None:
    page = keys.page()
    sections = {line.removeprefix("## ").lower() for line in page.splitlines() if line[:3] == "## "}
    links = set(re.findall(r"\]\(#(\w+)\)", page))
    assert len(links) > 30
    assert links - sections == set()


def test_the_names_that_ship_are_on_the_page() -> None:
    system, page = config.load().system, keys.page()
    for name in (*system.conditions, *system.care.flows, *system.care.timetables):
        assert f"| `{name}` |" in page
