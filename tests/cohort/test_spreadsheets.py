"""Files of arrivals as spreadsheets save them: read where they are clear, else refused in short."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_homes import DEMAND, drawing, system

from sim.cohort import Cohort
from sim.cohort.beside import from_file
from sim.system import System
from sim.system.faults import Faults

CASES = Path(__file__).parents[1] / "cases" / "arrivals"
START = date(2023, 3, 6)  # a Monday
EIGHT, NINE, TEN = 8.5, 9.0, 10.25  # the hours of the cases' rows


def named(homes: Sequence[str], condition: str) -> System:
    """The small land, with other names."""
    here = system()
    (cough, _), (north, _) = here.conditions.values(), here.network.homes.values()
    network = replace(here.network, homes=dict.fromkeys(homes, north))
    return replace(here, network=network, conditions={condition: cough})


CITY = named(["home_1", "home_2", "home_3"], "common_cold")
CHINESE = named(["东区", "西区（一号）"], "感冒")


def read(path: Path, where: System = CITY) -> Cohort:
    """The patients of a file in two days."""
    return from_file(drawing(where, replace(DEMAND, start=START, path=str(path)), 48.0))


def faults(path: Path, where: System = CITY) -> list[str]:
    with pytest.raises(Faults) as caught:
        read(path, where)
    return [str(fault) for fault in caught.value.faults]


def told(cohort: Cohort) -> tuple[str, ...]:
    """What was told of how the file was read."""
    return tuple(text for text in cohort.remarks if "nobody comes" not in text)


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "arrivals.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "case", ["bom", "caps", "nbsp", "semi", "slash", "spaces", "tab", "trail", "zwsp"]
)
def test_what_is_clear_is_read_without_a_remark(case: str) -> None:
    cohort = read(CASES / f"{case}.csv")
    assert cohort.time.tolist() == [EIGHT, NINE, TEN]
    assert cohort.home.tolist() == [0, 1, 2]
    assert told(cohort) == ()


def test_other_ways_to_write_a_cell_are_read() -> None:
    assert read(CASES / "onedigit.csv").time.tolist() == [EIGHT, EIGHT, NINE, TEN]
    assert read(CASES / "full.csv").time.tolist() == [EIGHT, NINE, TEN, 12.0]  # full-width digits
    assert "1 row repeats another" in told(read(CASES / "dup.csv"))[0]


def test_a_column_that_is_not_read_is_named() -> None:
    cohort = read(CASES / "extra.csv")
    assert cohort.time.tolist() == [EIGHT, NINE, TEN]
    assert told(cohort) == ("demand.path: 1 column is ignored: patient_id.",)


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ("compact", "[rows 2, 3].time = 20230306: expected a date with dashes"),
        ("serial", "[rows 2, 3].time = 44991.354166: expected a local ISO date-time"),
        ("dmy", "[rows 2, 3, 4].time = 06/03/2023 08:30: expected the year first"),
        ("gbk", "[row 5].home = 东区: expected a known home (the file is no UTF-8"),
    ],
)
def test_what_is_not_clear_is_one_fault(case: str, wanted: str) -> None:
    (fault,) = faults(CASES / f"{case}.csv")
    assert wanted in fault
    assert case == "compact" or "CSV UTF-8" in fault


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_chinese_names_are_read_in_every_encoding(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [("Time ", "HOME", "condition", "备注"), ("2023/3/6 8:30", "东区", "感冒", "无")]
    rows += [("2023年3月6日 9:00", "西区（一号）", "感冒", "")]
    text = "\r\n".join(mark.join(row) for row in rows)
    cohort = read(saved(tmp_path, text, encoding), CHINESE)
    assert cohort.time.tolist() == [EIGHT, NINE]
    assert cohort.home.tolist() == [0, 1]
    guess = ("demand.path: the file is no UTF-8 and is read as GB18030 (GBK).",)
    ignored = ("demand.path: 1 column is ignored: 备注.",)
    assert told(cohort) == (*(guess if encoding.startswith("gb") else ()), *ignored)


@pytest.mark.parametrize(
    "cell",
    [
        *("2023-03-06 08:30", "2023-03-06T08:30:00", "2023/03/06 08:30:00", "2023/3/6 8:30"),
        *("2023.3.6 8:30", "2023-3-6  8:30", "2023年3月6日8:30", "2023年03月06日 8时30分"),
        *("２０２３／３／６　８：３０", "8.5", " 2023/3/6\u00a08:30 ", "2023/3/6T8:30:00"),
    ],
)
def test_a_moment_with_the_year_first_is_read(tmp_path: Path, cell: str) -> None:
    path = saved(tmp_path, f"time,home,condition\n{cell},home_1,common_cold\n")
    assert read(path).time.tolist() == [EIGHT]


@pytest.mark.parametrize(
    ("cell", "year_first"),
    [
        *(("6/3/2023 8:30", True), ("13.03.2023", True), ("23/3/6 8:30", True)),
        *(("6-Mar-23", True), ("2023/13/1 8:30", False), ("2023/2/30", False)),
        *(("2023/3/6 24:00", False), ("2023/3/6 8:30 PM", False), ("2023/3/68:30", False)),
        *(("8:30", False), ("２０２３０３０６Ｔ", False), ("2023年3月", False)),
    ],
)
def test_a_moment_that_is_not_clear_is_refused(tmp_path: Path, cell: str, year_first: bool) -> None:
    (fault,) = faults(saved(tmp_path, f"time,home,condition\n{cell},home_1,common_cold\n"))
    assert f"[row 2].time = {cell}" in fault
    assert ("the year first" in fault) is year_first


def test_empty_cells_at_the_end_of_rows_are_no_columns(tmp_path: Path) -> None:
    lines = ["time,home,condition,,", "8.5,home_1,common_cold", "9,home_2,common_cold,,,,,"]
    lines += [",,,,", "10.25,home_3,common_cold,"]
    cohort = read(saved(tmp_path, "\n".join(lines)))
    assert cohort.time.tolist() == [EIGHT, NINE, TEN]
    assert cohort.home.tolist() == [0, 1, 2]
    assert told(cohort) == ()


def test_what_stands_in_columns_without_a_name_is_told(tmp_path: Path) -> None:
    lines = [",time,home,condition,", "1,8.5,home_1,common_cold,x", "2,9,home_2,common_cold,"]
    cohort = read(saved(tmp_path, "\n".join(lines)))
    assert cohort.time.tolist() == [EIGHT, NINE]
    assert told(cohort) == (
        "demand.path: 2 columns are ignored: column 1, without a name, column 5, without a name.",
    )


def test_a_cell_too_many_is_refused(tmp_path: Path) -> None:
    lines = ["time,home,condition", "8.5,home_1,common_cold,x", "9,home_2,common_cold,,x"]
    (fault,) = faults(saved(tmp_path, "\n".join(lines)))
    assert fault == "demand.path[rows 2, 3] = 8.5,home_1,common_cold,x: expected 3 cells"


def test_a_row_swallowed_by_a_stray_quotation_mark_is_told(tmp_path: Path) -> None:
    lines = ["time,home,condition,note", '8.5,home_1,common_cold,"fell']
    lines += ["9,home_2,common_cold,ok", '9.5,home_2,common_cold,"', "10.25,home_3,common_cold,"]
    cohort = read(saved(tmp_path, "\n".join(lines)))
    assert cohort.time.tolist() == [EIGHT, TEN]
    assert told(cohort)[0] == (
        "demand.path: 1 cell runs over several lines, between quotation marks: nothing in them is "
        "a row."
    )


def test_a_misspelt_column_is_refused_and_not_ignored(tmp_path: Path) -> None:
    for name, meant in (("acuty", "acuity"), ("Complexity.", "complexity")):
        path = saved(tmp_path, f"time,home,condition,{name}\n1,home_1,common_cold,3\n")
        (fault,) = faults(path)
        assert f"did you mean '{meant}'" in fault
    path = saved(tmp_path, "time,home,condition,acuity,acuity2\n1,home_1,common_cold,3,4\n")
    assert told(read(path)) == ("demand.path: 1 column is ignored: acuity2.",)


def test_a_number_is_written_in_digits(tmp_path: Path) -> None:
    path = saved(tmp_path, "time,home,condition,complexity\n1,home_1,common_cold,0_1\n")
    assert "[row 2].complexity = 0_1: expected a number from 0 to 1" in faults(path)[0]


@pytest.mark.parametrize("row", ["x{n},home{n},cold{n},9{n},7{n}", "{n},a,b,c,d,e,f", "01/02/23"])
def test_many_bad_rows_are_a_few_lines(tmp_path: Path, row: str) -> None:
    rows = [row.format(n=n) + "x" * 500 for n in range(50_000)]
    found = faults(saved(tmp_path, "\n".join(["time,home,condition,acuity,complexity", *rows])))
    assert len(found) <= 5
    assert all("rows 2, 3, 4 and 49997 more" in fault for fault in found)
    assert sum(map(len, found)) < 3000


def test_a_file_of_anything_is_one_line(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(5000))
    for text in (names, "x" * 300_000, '"' + "time,home,condition\n" * 30_000, "\n\n\n", "\x1b[2J"):
        found = faults(saved(tmp_path, text))
        assert sum(map(len, found)) < 3000
        assert all(fault.isprintable() for fault in found)


def test_text_cells_of_a_parquet_file_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.parquet"
    columns = {"Time": ["2023/3/6 8:30"], " home": ["home_1\u00a0"], "condition": ["common_cold"]}
    pq.write_table(pa.table(columns | {"ward": [3]}), path)
    cohort = read(path)
    assert cohort.time.tolist() == [EIGHT]
    assert told(cohort) == ("demand.path: 1 column is ignored: ward.",)


CELLS = st.text(st.sampled_from("a1,;\"'\n\r\t \u200b东，0.5"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_no_row_that_a_spreadsheet_writes_is_lost(notes: list[tuple[str, str]], mark: str) -> None:
    """Whatever stands in columns that are not read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "arrivals.csv"
        with path.open("w", encoding="gb18030", newline="") as file:
            writer = csv.writer(file, delimiter=mark)
            writer.writerow(["note", "time", "home", "condition", "备注"])
            for at, (before, after) in enumerate(notes):
                writer.writerow([before, at, "home_2", "common_cold", after])
        cohort = read(path)
    assert cohort.time.tolist() == list(range(len(notes)))
    assert ("备注" in " ".join(cohort.remarks)) is any(
        after.replace("\u200b", "").strip() for _, after in notes
    )
