"""Files of real arrivals: read to the letter, or refused row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_homes import BEGIN, DEMAND, START, columns, drawing, system

from sim import luck
from sim.clock import Calendar
from sim.cohort import Cohort, draw
from sim.cohort.parts import parts
from sim.system.faults import Faults


def from_file(path: Path, until: float = BEGIN + 48.0, seed: int = 1) -> Cohort:
    return draw(system(), replace(DEMAND, path=str(path)), until, seed, 0)


def faults(path: Path) -> list[str]:
    with pytest.raises(Faults) as caught:
        from_file(path)
    return [str(fault) for fault in caught.value.faults]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "arrivals.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_file_is_read_in_the_order_of_time(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "home,condition,time,acuity,complexity",
        "south,heart,2026-01-02T06:30,2,0.75",
        "",
        "north,cough,1.25,4,0",
        'north,"cough",2026-01-01 23:00:00,3,1',
        "south,heart,2026-01-09,1,0.5",
        "south,heart,48,1,0.5",
    )
    cohort = from_file(path)
    assert cohort.time.tolist() == [73.25, 95.0, 102.5]
    assert cohort.home.tolist() == [0, 0, 1]
    assert cohort.condition.tolist() == [0, 0, 1]
    assert cohort.acuity.tolist() == [4, 3, 2]
    assert cohort.complexity.tolist() == [0.0, 1.0, 0.75]
    assert cohort.bed.tolist() == [-1, -1, -1]
    assert cohort.remarks == (
        "demand.path: 2 of 5 rows, 2026-01-01 to 2026-01-09, lie outside the run, "
        "2026-01-01 to 2026-01-02, and are left out: 0 before it, 2 after.",
    )


def test_every_kind_of_fault_is_reported_once_with_its_key_and_rows(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "time,home,condition,acuity,complexity",
        "yesterday,nroth,coughing,5,1.5",
        "1,north,cough,1,0.5",
        "-1,north,cough,,",
        "2026-01-01T08:00+08:00,,cough,1.5,nan",
        "1,north,cough",
        "",
        "inf,north,cough,x,-0.1",
        "nan,north,cough,1,y",
        "2025-12-31,north,cough,1,0",
        "2026-02-30,north,cough,1,0",
        "7,south,cough",
    )
    zone = "a local ISO date-time without a zone, or hours since the start"
    level, rank = "1, 2, 3 or 4", "a number from 0 to 1"
    assert faults(path) == [
        f"demand.path[rows 2, 5, 8 and 2 more].time = yesterday: expected {zone}",
        "demand.path[rows 2, 5].home = nroth: expected a known home (did you mean 'north'?);"
        " nor is (nothing) in row 5",
        "demand.path[row 2].condition = coughing: expected a known condition"
        " (did you mean 'cough'?)",
        f"demand.path[rows 2, 5, 8].acuity = 5: expected {level}",
        f"demand.path[rows 2, 5, 8 and 1 more].complexity = 1.5: expected {rank}",
        "demand.path[rows 6, 12] = 1,north,cough: expected 5 cells",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["time,home"], ["demand.path = time, home: expected a column condition"]),
        (["time,home,condition,home", "1,a,b,c"], ["each column once"]),
        (["time,home,condition,aquity", "1,a,b,c"], ["aquity", "did you mean 'acuity'"]),
        (["time,home,condition"], ["at least one arrival within the run"]),
        (
            ["time,home,condition", "48,north,cough"],
            ["(1 row, 2026-01-03 to 2026-01-03)", "within the run, 2026-01-01 to 2026-01-02"],
        ),
    ],
)
def test_a_file_with_the_wrong_columns_or_nobody_is_refused(
    tmp_path: Path, lines: list[str], expected: list[str]
) -> None:
    (fault,) = faults(written(tmp_path, *lines))
    assert all(part in fault for part in expected)


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    assert "a file that exists" in faults(tmp_path / "none.csv")[0]
    assert "ends in .csv or .parquet" in faults(tmp_path / "arrivals.xlsx")[0]
    for name, content in (
        ("empty.csv", b""),
        ("latin.csv", "time,home,condition\n1,Saint-Dié,cough\n".encode("latin-1")),
        ("book.csv", b"PK\x03\x04\x14\0\x06\0time,home,condition\n"),
        ("text.parquet", b"time,home,condition\n"),
    ):
        (tmp_path / name).write_bytes(content)
        (fault,) = faults(tmp_path / name)
        assert f"a readable {name.rpartition('.')[2]} file" in fault


def test_a_file_cannot_be_scaled(tmp_path: Path) -> None:
    path = written(tmp_path, "time,home,condition", "1,north,cough")
    with pytest.raises(Faults, match=r"demand\.scale = 2\.0: expected 1 with a file"):
        draw(system(), replace(DEMAND, path=str(path), scale=2.0), BEGIN + 48.0, 1, 0)


def test_what_the_file_does_not_say_is_luck(tmp_path: Path) -> None:
    rows = [f"{n},south,heart,," for n in range(20)]
    empty = written(tmp_path, "time,home,condition,acuity,complexity", *rows)
    drawn = from_file(empty)
    assert set(drawn.acuity.tolist()) <= {1, 2, 3, 4}
    assert drawn.complexity.tolist() == luck.uniforms(drawn.key, luck.COMPLEXITY).tolist()
    short = written(tmp_path, "time,home,condition", *[row[:-2] for row in rows])
    assert columns(from_file(short)) == columns(drawn)
    assert not set(from_file(short, seed=2).key.tolist()) & set(drawn.key.tolist())


def table(cohort: Cohort, hours: list[Any]) -> pa.Table:
    """The arrivals of a cohort as somebody would write them down."""
    described = system()
    homes, conditions = list(described.network.homes), list(described.conditions)
    return pa.table(
        {
            "time": hours,
            "home": [homes[h] for h in cohort.home],
            "condition": [conditions[c] for c in cohort.condition],
            "acuity": cohort.acuity,
            "complexity": cohort.complexity,
        }
    )


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_cohort_that_is_written_and_read_is_that_cohort(tmp_path: Path, suffix: str) -> None:
    until = BEGIN + 400.0
    cohort = draw(system(), DEMAND, until, 1, 0)
    path = tmp_path / f"arrivals.{suffix}"
    write = {"csv": pa.csv.write_csv, "parquet": pq.write_table}[suffix]
    write(table(cohort, (cohort.time - BEGIN).tolist()), path)
    back = from_file(path, until)
    known = ("time", "home", "condition", "acuity", "complexity", "bed")
    whole, again = columns(cohort), columns(back)
    assert [again[name] for name in known] == [whole[name] for name in known]
    write(table(back, (back.time - BEGIN).tolist()), path)
    assert columns(from_file(path, until)) == again


def test_date_times_of_a_parquet_file_are_those_of_a_csv_file(tmp_path: Path) -> None:
    cohort = draw(system(), DEMAND, BEGIN + 48.0, 1, 0)
    moments = [Calendar(START).date_of(hours) for hours in cohort.time]
    pq.write_table(table(cohort, moments), tmp_path / "arrivals.parquet")
    texts = [moment.isoformat() for moment in moments]
    pa.csv.write_csv(table(cohort, texts), tmp_path / "arrivals.csv")
    here, there = (from_file(tmp_path / f"arrivals.{s}") for s in ("parquet", "csv"))
    assert columns(here) == columns(there)
    assert np.abs(here.time - cohort.time).max() < 1e-9


def test_a_parquet_file_with_time_zones_or_lists_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.parquet"
    zoned = pa.array([datetime(2026, 1, 1, 8)], pa.timestamp("us", tz="UTC"))
    pq.write_table(pa.table({"time": zoned, "home": ["north"], "condition": ["cough"]}), path)
    assert "without a zone" in faults(path)[0]
    pq.write_table(pa.table({"time": [1.0], "home": [["north"]], "condition": ["cough"]}), path)
    assert "a readable parquet file" in faults(path)[0]


NAMES = "time,home,condition,acuity,complexity"


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        (
            ["20260101", "20260102", "1.5"],
            "[rows 2, 3].time = 20260101: expected a date with dashes, as a plain number is hours "
            "since the start (did you mean '2026-01-01'?)",
        ),
        (
            ["202601010830", "2", "3"],
            "[row 2].time = 202601010830: expected a date with dashes, as a plain number is hours "
            "since the start (did you mean '2026-01-01T08:30:00'?)",
        ),
        (
            ["46023.354166", "46024.0", "1.5"],
            "[rows 2, 3].time = 46023.354166: expected a local ISO date-time, as a plain number is "
            "hours since the start, and this looks like a spreadsheet's serial number of a date; "
            "in Excel: format the cells as yyyy-mm-dd hh:mm, then Save As, CSV UTF-8 "
            "(did you mean '2026-01-01T08:30:00'?)",
        ),
        (["1767227400", "2", "3"], "looks like seconds since 1970"),
        (["1767227400000", "2", "3"], "looks like milliseconds since 1970"),
        (["1767227400000000", "2", "3"], "looks like microseconds since 1970"),
        (["500000", "2", "3"], "at most 26280 or as long as the run"),
        (["-500000", "2", "3"], "at most 26280 or as long as the run"),
        (["0830", "2", "3"], "[row 2].time = 0830: expected a local ISO date-time"),
        (["8_30", "2", "3"], "[row 2].time = 8_30: expected a local ISO date-time"),
    ],
)
def test_a_number_that_is_no_hour_is_refused_for_what_it_looks_like(
    tmp_path: Path, cells: list[str], seen: str
) -> None:
    rows = [f"{cell},north,cough" for cell in cells]
    (fault,) = faults(written(tmp_path, "time,home,condition", *rows))
    assert seen in fault


def test_numbers_of_a_parquet_file_are_looked_at_as_well(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.parquet"
    for numbers in ([20260101, 20260102], [46023.5, 46024.5]):
        pq.write_table(
            pa.table({"time": numbers, "home": ["north"] * 2, "condition": ["cough"] * 2}), path
        )
        (fault,) = faults(path)
        assert "[rows 2, 3].time" in fault


def test_hours_of_a_long_run_are_read_and_serial_numbers_in_it_refused(tmp_path: Path) -> None:
    ten_years = BEGIN + 87_600.0
    path = written(tmp_path, "time,home,condition", "1,north,cough", "60000.5,north,cough")
    assert from_file(path, ten_years).time.tolist() == [BEGIN + 1.0, BEGIN + 60_000.5]
    written(tmp_path, "time,home,condition", "46023,north,cough", "46024.5,north,cough")
    with pytest.raises(Faults, match="serial number"):
        from_file(path, ten_years)


def test_rows_before_the_run_are_left_out_and_told(tmp_path: Path) -> None:
    cells = ("-1", "2025-12-31", "2026-01-01T08:00", "2026-01-02T23:59", "2026-01-03")
    rows = [f"{cell},north,cough" for cell in cells]
    cohort = from_file(written(tmp_path, "time,home,condition", *rows))
    assert cohort.time.tolist() == [80.0, pytest.approx(119.98333)]
    assert cohort.remarks == (
        "demand.path: 3 of 5 rows, 2025-12-31 to 2026-01-03, lie outside the run, "
        "2026-01-01 to 2026-01-02, and are left out: 2 before it, 1 after.",
    )


def test_days_without_anybody_at_the_ends_of_a_run_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, "time,home,condition", "50,north,cough", "60,north,cough")
    assert from_file(path, BEGIN + 240.0).remarks == (
        "demand.path: nobody comes in the first 2 days of the run, 2026-01-01 to 2026-01-10: "
        "the file has no row there.",
        "demand.path: nobody comes in the last 7 days of the run, 2026-01-01 to 2026-01-10: "
        "the file has no row there.",
    )


def test_exact_duplicates_are_kept_and_told(tmp_path: Path) -> None:
    rows = ("2026-01-01T08:30,north,cough,", "1,north,cough,", "8.5,north,cough,")
    path = written(tmp_path, "time,home,condition,acuity", *rows, "1,north,cough,3")
    cohort = from_file(path, BEGIN + 24.0)
    assert len(cohort) == 4
    assert len(set(cohort.key.tolist())) == 4
    assert cohort.remarks == (
        "demand.path: 1 row repeats another in every column; kept, as a patient who came at the "
        "same time.",
    )


def test_a_file_of_days_without_times_is_told(tmp_path: Path) -> None:
    rows = [f"2026-01-0{1 + n // 2},north,cough,0.{n}" for n in range(4)]
    cohort = from_file(written(tmp_path, "time,home,condition,complexity", *rows))
    assert cohort.remarks == (
        "demand.path: nobody comes in the last day of the run, 2026-01-01 to 2026-01-02: "
        "the file has no row there.",
        "demand.path: 4 of 4 rows come at 00:00 exactly; a day without a time of day is read as "
        "midnight.",
    )


def test_a_sound_file_leads_to_no_remark(tmp_path: Path) -> None:
    path = written(tmp_path, "time,home,condition", "8,north,cough", "30,south,heart")
    assert from_file(path).remarks == ()


MINUTES = st.sampled_from(["2026-01-01T08:00", "8.25", "2026-01-01T08:15", "9"])
ROWS = st.lists(
    st.tuples(
        MINUTES,
        st.sampled_from(["north", "south"]),
        st.sampled_from(["cough", "heart"]),
        st.sampled_from(["", "3", "4"]),
        st.sampled_from(["", "0.5"]),
    ),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.randoms())
def test_the_order_of_the_rows_has_no_bearing(rows: list[tuple[str, ...]], random: Random) -> None:
    mixed = [*rows]
    random.shuffle(mixed)
    with TemporaryDirectory() as folder:
        found = [
            columns(from_file(written(Path(folder), NAMES, *(",".join(row) for row in order))))
            for order in (rows, mixed)
        ]
    assert found[0] == found[1]


def test_no_home_comes_first_at_one_instant(tmp_path: Path) -> None:
    """Rows are brought in one order to give them luck; who is served first is luck, too."""
    rows = [f"{n // 2}.5,{('north', 'south')[n % 2]},cough" for n in range(80)]
    path = written(tmp_path, "time,home,condition", *rows)
    first = [from_file(path, seed=seed).home[::2].mean() for seed in range(10)]
    assert 0.4 < np.mean(first) < 0.6


def test_the_rates_of_a_file_are_those_of_its_rows(tmp_path: Path) -> None:
    rows = ["8,north,cough,2", "9,north,cough,3", "10,south,heart,", "40,south,heart,1"]
    path = written(tmp_path, "time,home,condition,acuity", *rows, "2027-01-01,north,cough,1")
    (part,) = parts(drawing(system(), replace(DEMAND, path=str(path)), BEGIN + 240.0))
    in_two_days = part.rates * 2.0 / 365.0
    assert in_two_days[0, 0].tolist() == pytest.approx([1.0, 1.0])
    assert in_two_days[1, 1].tolist() == pytest.approx([1.4, 0.6])  # 40 % of them are urgent
    assert in_two_days.sum() == pytest.approx(4.0)
