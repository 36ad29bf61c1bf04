"""Targets: a table of what is published and what the model shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import targets
from experiments.published import Target
from experiments.targets import row
from tests.counties import TARGETS, county

VISITS = Target(
    name="branch, visits", indicator="visits", low=100.0, high=120.0, tolerance=0.05,
    source="told", facilities=("east", "west"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ((110.0, 114.0),
         "| branch, visits | 100 to 120 | 112 | 2 | +0.0% | 5% | yes | told |"),
        ((96.0, 96.0), "| branch, visits | 100 to 120 | 96 | 0 | -4.0% | 5% | yes | told |"),
        ((150.0, 150.0), "| branch, visits | 100 to 120 | 150 | 0 | +25.0% | 5% | **no** | told |"),
        ((110.0,), "| branch, visits | 100 to 120 | 110 | – | +0.0% | 5% | yes | told |"),
    ],
)  # fmt: skip
def test_a_line_says_what_was_meant_what_came_out_and_whether_it_will_do(
    values: tuple[float, ...], line: str
) -> None:
    assert row(VISITS, values) == line


def test_a_target_without_tolerance_is_reported_only() -> None:
    share = Target(name="at the base", indicator="primary_share", low=0.5, high=0.5, source="told")
    assert row(share, (0.25, 0.25)) == (
        "| at the base | 0.500 | 0.250 | 0.000 | -50.0% |  | reported | told |"
    )


def test_days_have_digits_and_names_leave_the_table_whole() -> None:
    stay = Target(name="stay |\nall", indicator="stay_days", low=8.5, high=9.0, source="a|b")
    assert row(stay, (8.0, 8.5)) == (
        r"| stay \| all | 8.50 to 9.00 | 8.25 | 0.25 | -2.9% |  | reported | a\|b |"
    )


def test_nothing_to_measure_is_a_dash() -> None:
    share = Target(name="use", indicator="bed_use", low=0.5, high=0.5, source="x", tolerance=0.1)
    assert row(share, (float("nan"),)) == "| use | 0.500 | – | – | – | 10% | **no** | x |"


@pytest.mark.slow
def test_the_program_prints_the_table_of_ones_own_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county(tmp_path, TARGETS.replace("low: 2, high: 2,", "low: 2, high: 2, tolerance: 0.1,"))
    short = ["run.days=2", "run.warmup_days=0", "run.replications=1", "run.workers=1"]
    out = tmp_path / "found.md"
    words = ["--config-dir", str(tmp_path), "network=ours", *short, f"out={out}"]
    assert targets.main(words) == 1
    printed = capsys.readouterr().out
    assert printed == out.read_text("utf-8")
    head, _, *rows = printed.splitlines()
    assert head.startswith("| a year | published | model |")
    assert [line.split(" | ")[0] for line in rows] == ["| central visits", "| letters"]
