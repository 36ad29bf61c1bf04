"""Calibration: what has moved, how far off the targets are, and why, as Markdown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiments import calibrate
from experiments.calibrate import Fitted, key_lines, page, sentences, target_lines
from experiments.fits import Fit
from experiments.moving import keys_of
from experiments.published import Target
from tests.counties import county

FIT = Fit(target="visits", keys=("homes.a.near",), low=0.1, high=0.4, balance="far")
VISITS = Target(
    name="visits", indicator="visits", low=100.0, high=120.0, tolerance=0.05, source="told"
)
USE = Target(name="use", indicator="bed_use", facilities=("a",), low=0.8, high=0.8, source="told")
FITTED = Fitted(
    targets=(VISITS, USE),
    keys=keys_of([FIT], {"homes": {"a": {"near": 0.2, "far": 0.8}}}),
    values={"homes.a.near": 0.4},
    before={"visits": 50.0, "use": 0.4},
    after={"visits": 90.0, "use": 0.9},
    can_move=(False,),
)


def test_the_keys_are_shown_with_their_target_range_and_bound() -> None:
    assert key_lines(FITTED)[2:] == [
        "| `homes.a.near` | visits | 0.2 | 0.4 | 0.1 to 0.4 | upper |",
        "| `homes.a.far` | the rest of its group | 0.8 | 0.6 |  |  |",
    ]


def test_the_targets_are_shown_before_and_after() -> None:
    assert target_lines(FITTED)[2:] == [
        "| visits | 100 to 120 | 50 | -50.0% | 90 | -10.0% | 5% | **no** |",
        "| use | 0.800 | 0.400 | -50.0% | 0.900 | +12.5% |  | reported |",
    ]


def test_a_target_that_cannot_be_reached_is_told_with_the_key_at_its_bound() -> None:
    assert sentences(FITTED) == [
        "visits: -10.0%. It cannot be reached: `homes.a.near` cannot move further (upper bound)."
    ]
    tables, told = page(FITTED).rsplit("\n\n", 1)
    assert told == f"* {sentences(FITTED)[0]}\n"
    assert tables.count("\n\n") == 1


@pytest.mark.parametrize("after", [96.0, 100.0, 110.0])
def test_of_a_target_that_is_met_nothing_is_told(after: float) -> None:
    assert sentences(replace(FITTED, after={"visits": after, "use": 0.9})) == []


def test_a_target_that_is_not_reached_yet_asks_for_more_rounds() -> None:
    (line,) = sentences(replace(FITTED, can_move=(True,)))
    assert line == "visits: -10.0%. Not there yet: more rounds (rounds=N) go further."


def test_a_target_that_goes_away_from_its_key_is_told() -> None:
    (line,) = sentences(replace(FITTED, after={"visits": 40.0, "use": 0.9}))
    assert "It went away from the target as `homes.a.near` moved" in line


def test_a_target_with_nothing_to_measure_is_told() -> None:
    nan = float("nan")
    fit = replace(FIT, target="use")
    keys = replace(FITTED.keys, fits=(fit,))
    found = replace(FITTED, keys=keys, after={"visits": 110.0, "use": nan})
    assert sentences(found) == [
        "use: nothing to measure. A longer run, or another indicator, is needed."
    ]


@pytest.mark.slow
def test_the_program_moves_keys_and_plays_where_they_landed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Far too many visits are wanted, so that their keys stop at the upper bound."""
    targets = (
        "- {name: visits, indicator: visits, facilities: [central], "
        "low: 900000, high: 900000, tolerance: 0.05, source: told}\n"
    )
    fits = (
        "- {target: visits, keys: [network.homes.home_1.first_contact.suited.central], "
        "balance: elsewhere, low: 0.1, high: 0.2}\n"
    )
    county(tmp_path, targets, fits)
    short = ["run.days=2", "run.warmup_days=0", "run.replications=1", "run.workers=1"]
    out = tmp_path / "found.md"
    words = ["--config-dir", str(tmp_path), "network=ours", *short, "rounds=3", f"out={out}"]
    assert calibrate.main(words) == 0
    printed, err = capsys.readouterr()
    assert printed == out.read_text("utf-8")
    assert "suited.central` | visits | 0.15 | 0.2 | 0.1 to 0.2 | upper |" in printed
    assert "suited.elsewhere` | the rest of its group | 0.1 | 0.05 |" in printed
    assert "It cannot be reached" in printed
    assert err.count("furthest off: visits") == 2  # nothing moves further after the first round
