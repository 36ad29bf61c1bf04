"""Every fact that a configuration cites is told, with its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CITED = re.compile(r"(seed_facts|parameters) (\d+\.\d+[a-z]?(?:(?:,| and| to)? \d+\.\d+[a-z]?)*)")
FILES = [*sorted((ROOT / "configs").rglob("*.yaml")), ROOT / "docs" / "data.md"]


def cited(text: str) -> set[str]:
    return {
        number for _, row in CITED.findall(text) for number in re.findall(r"\d+\.\d+[a-z]?", row)
    }


def told() -> set[str]:
    rows = re.findall(
        r"^\| (\d+\.\d+)([a-z]?) \|", (ROOT / "docs/sources.md").read_text("utf-8"), re.M
    )
    return {number + letter for number, letter in rows} | {number for number, _ in rows}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_cited_is_told(path: Path) -> None:
    assert cited(path.read_text("utf-8")) <= told()


def test_something_is_cited() -> None:
    assert len(set().union(*(cited(path.read_text("utf-8")) for path in FILES))) > 50
