"""The page on the results names every column of every table."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from experiments import indicators
from sim.outcomes.indicators import INDICATORS
from sim.study import schemas

DOCS = Path(__file__).parents[1] / "docs"
TABLES = {
    "kpis": schemas.STUDY_KPIS,
    "levels": schemas.LEVELS,
    "differences": schemas.DIFFERENCES,
    "weekly": schemas.STUDY_WEEKLY,
    "drift": schemas.DRIFT,
    "flows": schemas.STUDY_FLOWS,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained(table: str) -> None:
    page = (DOCS / "results.md").read_text(encoding="utf-8")
    shared = page.partition("## Columns")[2].partition("\n## ")[0]
    own = page.partition(f"## `{table}.parquet`")[2].partition("\n## ")[0]
    assert own, table
    rows = [line.split("|")[1] for line in (shared + own).splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    schema: pa.Schema = TABLES[table]
    assert set(schema.names) - named == set()


def test_the_page_on_indicators_is_what_the_code_makes(capsys: pytest.CaptureFixture[str]) -> None:
    """If not: python -m experiments.indicators out=docs/indicators.md."""
    assert indicators.main([]) == 0
    assert capsys.readouterr().out == (DOCS / "indicators.md").read_text(encoding="utf-8")


def test_every_indicator_has_a_line_that_says_what_it_is_split_by() -> None:
    page = indicators.page()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == len(INDICATORS)
    assert "| home; condition; acuity" in page


def test_the_page_can_be_written_to_a_file(tmp_path: Path) -> None:
    assert indicators.main([f"out={tmp_path / 'indicators.md'}"]) == 0
    assert (tmp_path / "indicators.md").read_text(encoding="utf-8") == indicators.page()
