"""Results in a spreadsheet: CSV that opens as it should, and a workbook without formulas."""

from __future__ import annotations

import codecs
import csv
import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.outcomes.indicators import INDICATORS
from sim.page import write_spreadsheets
from sim.page.workbook import Sheet, write_workbook

FORMULAS = ("=1+2", "+100 beds", "-HYPERLINK(1)", "@SUM(A1)", "\t=1+2")
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def odd(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results in which facilities and scenarios have names that look like formulas."""
    copy = Path(shutil.copytree(folder, tmp_path_factory.mktemp("odd") / "张三 结果"))
    study = json.loads((copy / "study.json").read_text("utf-8"))
    for entry, name in zip(study["scenarios"][1:], FORMULAS, strict=False):
        entry["label"] = name
    for entry, name in zip(study["facilities"], FORMULAS, strict=False):
        entry["label"] = name
    (copy / "study.json").write_text(json.dumps(study), "utf-8")
    for name in ("levels", "differences"):
        table = pq.read_table(copy / f"{name}.parquet")
        where = table.column_names.index("facility")
        renamed = pa.array(
            ["=town" if one == "town" else one for one in table["facility"].to_pylist()]
        )
        pq.write_table(table.set_column(where, "facility", renamed), copy / f"{name}.parquet")
    write_spreadsheets(copy)
    return copy


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, as a spreadsheet reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells(book: Path) -> dict[str, list[list[str]]]:
    """The texts and numbers of a workbook, by sheet and row."""
    with ZipFile(book) as archive:
        names = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall(".//x:sheet", NS)
        found = {}
        for number, one in enumerate(names, 1):
            page = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            assert page.findall(".//x:f", NS) == []
            found[one.attrib["name"]] = [
                ["".join(cell.itertext()) for cell in row] for row in page.findall(".//x:row", NS)
            ]
        return found


def test_every_table_is_a_csv_file_that_a_spreadsheet_knows_as_utf_8(folder: Path) -> None:
    write_spreadsheets(folder)
    for name in ("levels", "differences", "flows", "weekly", "drift"):
        path = folder / f"{name}.csv"
        assert path.read_bytes().startswith(codecs.BOM_UTF8)
        assert len(rows(path)) == pq.read_table(folder / f"{name}.parquet").num_rows
    told = [row for row in rows(folder / "levels.csv") if row["indicator"] == "travel_hours"]
    assert {row["indicator_label"] for row in told} == {INDICATORS["travel_hours"].label}
    assert {row["unit"] for row in told} == {INDICATORS["travel_hours"].unit}
    assert {(row["facility"], row["facility_label"]) for row in rows(folder / "levels.csv")} >= {
        ("lead", "市中心医院")
    }


def test_numbers_in_a_csv_file_are_those_of_the_table(folder: Path) -> None:
    write_spreadsheets(folder)
    table = pq.read_table(folder / "differences.parquet")["difference"].to_pylist()
    assert [float(row["difference"]) for row in rows(folder / "differences.csv")] == table
    assert min(table) < 0  # a minus before a number is no formula


def test_a_name_that_looks_like_a_formula_is_text_in_every_csv_file(odd: Path) -> None:
    texts = {
        text
        for name in ("levels", "differences")
        for row in rows(odd / f"{name}.csv")
        for key, text in row.items()
        if key in ("facility", "facility_label", "scenario")
    }
    assert {"'=town", "'-HYPERLINK(1)", "'@SUM(A1)"} <= texts
    assert [text for text in texts if re.match(r"[=+\-@\t]", text)] == []


def test_the_workbook_has_no_formula_and_opens_with_headings_in_both_languages(odd: Path) -> None:
    sheets = cells(odd / "results.xlsx")
    assert list(sheets) == [
        *("About 说明", "Differences 差异", "Levels 水平", "Weekly 每周", "Flows 流向"),
    ]
    for name, page in list(sheets.items())[1:]:
        assert page[0][0] == "scenario 方案", name
        assert len(page) > 1
        assert {len(row) for row in page} <= {len(page[0]), *range(len(page[0]))}
    texts = {text for page in sheets.values() for row in page for text in row}
    assert "=town" in texts
    assert "@SUM(A1)" in texts
    assert INDICATORS["travel_hours"].label in texts


def test_the_workbook_has_the_differences_that_are_seen_at_single_places(folder: Path) -> None:
    write_spreadsheets(folder)
    levels = cells(folder / "results.xlsx")["Levels 水平"]
    assert {row[0] for row in levels if "lead 市中心医院" in row} == {"Today"}


def test_the_same_results_give_the_same_bytes(folder: Path) -> None:
    first = write_spreadsheets(folder).read_bytes()
    assert write_spreadsheets(folder).read_bytes() == first
    assert list(folder.glob("*.part")) == []


def test_a_sheet_takes_whatever_a_cell_may_be(tmp_path: Path) -> None:
    sheet = Sheet("one", ("a",), tuple((one,) for one in (*FORMULAS, "http://x", 1.5)), (9,))
    write_workbook([sheet], tmp_path / "book.xlsx", datetime(2026, 1, 5))
    assert cells(tmp_path / "book.xlsx")["one"] == [
        *(["a"], *([text] for text in FORMULAS)), ["http://x"], ["1.5"]
    ]  # fmt: skip
