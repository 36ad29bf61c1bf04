"""Files of real arrivals: read to the letter, or refused row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from two_homes import BEGIN, DEMAND, START, columns, system

from sim import luck
from sim.clock import Calendar
from sim.cohort import Cohort, draw
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
    assert cohort.outside == 2


def test_every_bad_row_is_reported_with_its_key(tmp_path: Path) -> None:
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
    )
    zone = "a local ISO date-time without a zone, or hours since the start"
    early = "a time from 2026-01-01 on (demand.start)"
    level, rank = "1, 2, 3 or 4", "a number from 0 to 1"
    assert faults(path) == [
        f"demand.path[row 2].time = yesterday: expected {zone}",
        "demand.path[row 2].home = nroth: expected a known home (did you mean 'north'?)",
        "demand.path[row 2].condition = coughing: expected a known condition"
        " (did you mean 'cough'?)",
        f"demand.path[row 2].acuity = 5: expected {level}",
        f"demand.path[row 2].complexity = 1.5: expected {rank}",
        f"demand.path[row 4].time = -1: expected {early}",
        f"demand.path[row 5].time = 2026-01-01T08:00+08:00: expected {zone}",
        "demand.path[row 5].home = : expected a known home",
        f"demand.path[row 5].acuity = 1.5: expected {level}",
        f"demand.path[row 5].complexity = nan: expected {rank}",
        "demand.path[row 6] = 1,north,cough: expected 5 cells",
        f"demand.path[row 8].time = inf: expected {zone}",
        f"demand.path[row 8].acuity = x: expected {level}",
        f"demand.path[row 8].complexity = -0.1: expected {rank}",
        f"demand.path[row 9].time = nan: expected {zone}",
        f"demand.path[row 9].complexity = y: expected {rank}",
        f"demand.path[row 10].time = 2025-12-31: expected {early}",
        f"demand.path[row 11].time = 2026-02-30: expected {zone}",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["time,home"], ["demand.path = time, home: expected a column condition"]),
        (["time,home,condition,home", "1,a,b,c"], ["each column once"]),
        (["time,home,condition,aquity", "1,a,b,c"], ["aquity", "did you mean 'acuity'"]),
        (["time,home,condition"], ["at least one arrival within the run"]),
        (["time,home,condition", "48,north,cough"], ["at least one arrival within the run"]),
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
        ("gbk.csv", "time,home,condition\n1,北,咳嗽\n".encode("gbk")),
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
