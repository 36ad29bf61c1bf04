"""The tally: the same numbers, however the rows come and whatever counts them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.config import levers, load
from sim.engines import Block, World, play, world
from sim.engines.watching import nothing
from sim.journeys import Record
from sim.keeping import Keeper, record_of
from sim.native.compiling import usable
from sim.outcomes.facts import CHANNELS
from sim.outcomes.indicators import INDICATORS
from sim.outcomes.tally import Tally, machine_code, plain_python, tally_for, tally_of
from sim.replication import run
from tests.outcomes.comparing import assert_same_kpis, bits
from tests.outcomes.oracle import expected
from tests.outcomes.stories import Story
from tests.systems import letters_of

EVERY_LEVER = (f"policy=[{','.join(levers())}]", "name=every_lever")
NETWORKS = ["three_tier", pytest.param("jiangmen", marks=pytest.mark.slow)]
DAYS = {
    "three_tier": (
        *("run.days=5", "run.warmup_days=1"),
        # Some step down, and leave the bed below, within these days.
        "step_down={proposed: 1, accepted: 1, bounce_back: 0.3}",
        "network.facilities.central.ward.stay_days={mean: 2}",
        *(f"conditions.{name}.step_down=0.9" for name in ("stroke", "trauma", "tumour")),
        *("pathways.chest_pain.share=0.4", "pathways.stroke.share=0.4"),
        *("access.brought_in.critical=0.5", "access.brought_in.urgent=0.2"),
        *letters_of(0.5),
    ),
    "jiangmen": ("run.days=0.6", "run.warmup_days=0.2"),
}
ENGINE = "compiled" if usable() else "simpy"


@cache
def played(network: str, engine: str = ENGINE) -> tuple[World, Record, Tally]:
    """A world, its full record, and a tally that watched it being played."""
    seen = world(load(f"network={network}", *EVERY_LEVER, *DAYS[network]), 0)
    keeper, tally = Keeper(seen.tables, seen.cohort), tally_for(seen)
    play(seen, engine, [keeper, tally])
    return seen, record_of(seen, keeper, engine, 0.0), tally


def shown(tally: Tally) -> tuple[list[list[object]], ...]:
    """All that a tally says, by its bits."""
    return bits(tally.kpis()), bits(tally.flows())


@pytest.mark.parametrize("network", NETWORKS)
def test_counting_agrees_with_the_definitions_in_sql(network: str) -> None:
    _, record, tally = played(network)
    kpis, flows = expected(record)
    assert_same_kpis(tally.kpis(), kpis)
    assert bits(tally.flows()) == bits(flows)


def test_there_is_something_to_count() -> None:
    _, _, tally = played("three_tier")
    assert {*CHANNELS} - {"level"} <= {*tally.flows()["channel"].to_pylist()}
    # The window has no room for these two: that is said by their absence.
    too_few_days = {"treated_7_days", "treated_30_days"}
    assert {*INDICATORS} - too_few_days == {*tally.kpis()["indicator"].to_pylist()}


@pytest.mark.parametrize("network", NETWORKS)
def test_a_run_that_is_watched_shows_what_its_record_shows(network: str) -> None:
    _, record, tally = played(network)
    assert shown(tally) == shown(tally_of(record))


def test_the_record_shows_the_same_whatever_codes_it_uses() -> None:
    _, record, tally = played("three_tier")
    backwards = record.stages.take(np.arange(record.stages.num_rows)[::-1])
    facilities = record.facilities.take(np.arange(record.facilities.num_rows)[::-1])
    stations = record.stations.take(np.arange(record.stations.num_rows)[::-1])
    other = replace(record, stages=backwards, facilities=facilities, stations=stations)
    assert shown(tally_of(other)) == shown(tally)


@pytest.mark.skipif(not usable(), reason="machine code needs the extra fast")
def test_machine_code_and_plain_python_show_the_same_bits() -> None:
    _, record, tally = played("three_tier")
    assert shown(tally_of(record, plain_python())) == shown(tally)
    assert shown(tally_of(record, machine_code())) == shown(tally)


@pytest.mark.slow
@pytest.mark.skipif(not usable(), reason="the compiled engine needs the extra fast")
def test_both_engines_show_the_same_bits() -> None:
    assert shown(played("three_tier", "simpy")[2]) == shown(played("three_tier")[2])


def test_what_is_kept_changes_no_number() -> None:
    scenario = load("network=three_tier", "run.days=1", "run.warmup_days=0", "run.sample_share=0.1")
    full, *others = (run(scenario, 0, record) for record in ("full", "sample", "none"))
    assert full.journeys.num_rows > 10 * others[1].journeys.num_rows
    for other in others:
        assert bits(other.kpis) == bits(full.kpis)
        assert bits(other.flows) == bits(full.flows)


def test_a_record_of_nobody_shows_nothing() -> None:
    for program in (None, plain_python()):
        tally = tally_of(Story().record(), program)
        assert not any(tally.kpis()["events"].to_pylist())
        assert tally.flows().num_rows == 0


def test_rows_may_come_one_by_one() -> None:
    seen = world(load("network=three_tier", "run.days=0.2", "run.warmup_days=0"), 0)
    whole, parts = tally_for(seen), tally_for(seen)
    play(seen, ENGINE, [whole, _OneByOne(parts)])
    assert shown(whole) == shown(parts)


class _OneByOne:
    """Shows a tally each row of a block by itself, those of journeys first."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def see(self, block: Block) -> None:
        rest = replace(nothing(), courses=block.courses)
        for n in range(len(block.journeys)):
            self.tally.see(replace(rest, journeys=block.journeys[n : n + 1]))
        for n in range(len(block.episodes)):
            self.tally.see(replace(rest, episodes=block.episodes[n : n + 1]))


def test_a_tally_begins_small_and_grows() -> None:
    story = Story()
    for number in range(5000):  # more visits than there is room for to begin with, all open
        patient = story.patient()
        story.step(patient, "travel", "lead", 8.0, 8.0, 9.0)
        story.step(patient, f"service_{number % 700}", "lead/desk", 9.0, 9.5)
    kpis = {
        (row["indicator"], row["stage"]): row["events"]
        for row in tally_of(story.record()).kpis().to_pylist()
        if row["facility"] is row["tier"] is row["station"] is None
    }
    assert kpis["wait_mean", "service_0"] == 8
    assert kpis["wait_mean", "service_699"] == 7
    assert (
        sum(events for (name, stage), events in kpis.items() if name == "wait_mean" and stage)
        == 5000
    )
