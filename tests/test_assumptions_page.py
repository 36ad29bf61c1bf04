"""The page on every assumption is what the files say today."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import assumptions
from sim import config
from sim.config.ranges import is_note

PAGE = Path(__file__).parents[1] / "docs" / "assumptions.md"


def test_the_page_is_what_the_files_make(capsys: pytest.CaptureFixture[str]) -> None:
    """If not: python -m experiments.assumptions out=docs/assumptions.md."""
    assert assumptions.main([]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")


def test_every_number_of_a_network_with_a_range_is_in_a_row() -> None:
    rows = {
        one.key
        for file in config.config_dir().rglob("*.yaml")
        for one in assumptions.assumptions(file)
    }
    for network in ("three_tier", "county"):
        keys = [one.key for one in config.load(f"network={network}").assumptions]
        taken_over = [key for key in keys if not any(f"{key}.".startswith(f"{r}.") for r in rows)]
        assert taken_over == [key for key in taken_over if "facilities." in key]  # by an alias


def test_blocks_are_told_in_short() -> None:
    shares = {"value": {"a": 0.1, "b": {"value": 0.2, "plus_minus": 0.1}}, "times": [0.5, 2]}
    assert is_note(shares)
    one = assumptions.Written("x.y", {**shares, "class": "derived", "source": "a row"})
    assert assumptions.row(one) == "| `x.y` | a 0.1 | × 0.5 to 2 | derived | a row |"
    assert assumptions.value_of([0.6, 0.8]) == "0.6, 0.8"
    assert assumptions.value_of([*range(9)]) == "9 numbers, 0 to 8"
    assert assumptions.span_of({"value": 1, "plus_minus": 0.1}) == "± 0.1"
    assert assumptions.span_of({"value": 1, "source": "x"}) == ""
