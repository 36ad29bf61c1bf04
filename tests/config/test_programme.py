"""A programme: levers in their periods, as phases of a run."""

from __future__ import annotations

from datetime import date

import pytest

import sim
from sim.config.comparison import comparison
from sim.scenario import Scenario
from tests.records import what_happened

RUN = ("network=three_tier", "run.days=28", "run.warmup_days=0")
"""From 6 February 2023."""
PRESENT = 2
"""Expert clinics of today."""


def loaded(programme: str, *more: str) -> Scenario:
    return sim.load(*RUN, "policy=[outreach,gatekeeping]", f"+programme={programme}", *more)


def clinics(scenario: Scenario) -> list[tuple[date | None, bool]]:
    """From which day on there are more expert clinics than today; None: from the first."""
    later = [(one.first, one.system) for one in scenario.phases[1:]]
    systems = [(None, scenario.system), *later]
    return [(first, len(system.outreach.clinics) > PRESENT) for first, system in systems]


def told(programme: str) -> dict[str, str]:
    with pytest.raises(sim.Faults) as wrong:
        loaded(programme)
    return {fault.key: fault.expected for fault in wrong.value.faults}


def test_a_lever_without_periods_is_always_in_force() -> None:
    assert clinics(loaded("{}")) == [(None, True)]


def test_a_lever_comes_and_goes_and_another_one_stays() -> None:
    found = loaded("{outreach: [{first: 2023-02-13, last: 2023-02-19}]}")
    assert clinics(found) == [
        (None, False),
        (date(2023, 2, 13), True),
        (date(2023, 2, 20), False),
    ]
    assert [one.levers for one in found.phases] == [
        ("gatekeeping",),
        ("outreach", "gatekeeping"),
        ("gatekeeping",),
    ]
    kept = {one.system.access.gatekeeping_compliance for one in found.phases}
    assert kept == {found.system.access.gatekeeping_compliance}


def test_what_begins_before_the_run_is_in_force_when_it_begins() -> None:
    found = loaded("{outreach: [{first: 2022-01-01, last: 2023-02-12}]}")
    assert clinics(found) == [(None, True), (date(2023, 2, 13), False)]


def test_a_period_may_have_doses_of_its_own() -> None:
    """One member after the other (stepped wedge)."""
    steps = (
        "{first: 2023-02-13, last: 2023-02-19, doses: {members: [east], half_days: 4}},"
        "{first: 2023-02-20, doses: {members: [east, west], half_days: 8}}"
    )
    found = loaded(f"{{outreach: [{steps}]}}")
    places = [
        {line.at for line in one.system.outreach.clinics[PRESENT:]} for one in found.phases[1:]
    ]
    assert places == [{"east"}, {"east", "west"}]


def test_phases_after_the_run_are_not_played() -> None:
    found = loaded("{outreach: [{first: 2024-01-01}]}")
    assert len(found.phases) == 2
    assert len(found.dated_systems) == 1


@pytest.mark.parametrize(
    ("programme", "key", "expected"),
    [
        ("{outreech: [{first: 2023-02-13}]}", "outreech", "a lever that is chosen"),
        ("{step_down: [{first: 2023-02-13}]}", "step_down", "a lever that is chosen"),
        (
            "{outreach: [{first: 2023-02-13, last: 2023-01-01}]}",
            "outreach.0.last",
            "a day that is not before the first",
        ),
        (
            "{outreach: [{last: 2023-02-13}, {first: 2023-02-13}]}",
            "outreach.1.first",
            "one period at a time",
        ),
        (
            "{outreach: [{doses: {half_dayz: 3}}]}",
            "outreach.0.doses.half_dayz",
            "a key that is known",
        ),
        ("{outreach: [{start: 2023-02-13}]}", "outreach.0.start", "a key that is known"),
    ],
)
def test_what_cannot_be_is_told(programme: str, key: str, expected: str) -> None:
    faults = told(programme)
    assert list(faults) == [f"programme.{key}"]
    assert expected in faults[f"programme.{key}"]


def test_a_comparison_times_the_levers_where_they_are() -> None:
    words = ("run.levers=[outreach]", "+programme={outreach: [{first: 2023-02-13}]}")
    found = comparison([*RUN, *words]).scenarios
    phases = {name: len(one.phases) for name, one in found.items()}
    assert phases == {"none": 0, "today": 0, "today+outreach": 2}


def test_both_engines_play_a_programme_alike() -> None:
    outreach, gates = "[{first: 2023-02-13, last: 2023-02-19}]", "[{last: 2023-02-15}]"
    chosen = loaded(f"{{outreach: {outreach}, gatekeeping: {gates}}}", "run.days=18")
    one, other = (sim.run(chosen, engine=engine) for engine in ("simpy", "auto"))
    assert what_happened(one.record) == what_happened(other.record)
    assert one.kpis.equals(other.kpis)
    assert one.weekly.equals(other.weekly)


def test_phases_that_are_alike_change_no_bit() -> None:
    words = ("policy=[outreach]", "policy.outreach.half_days=0", "run.days=10")
    without = sim.run(sim.load(*RUN, *words))
    idle = "+programme.outreach=[{first: 2023-02-08, last: 2023-02-10}]"
    phased = sim.load(*RUN, *words, idle)
    assert len(phased.phases) == 3
    assert what_happened(sim.run(phased).record) == what_happened(without.record)


def test_more_of_a_lever_is_seen_from_its_first_day_on() -> None:
    """Experts treat more once the lever is in force, and until then exactly as many."""
    start = 7 * 24.0
    found = []
    for programme in ("{outreach: [{first: 2024-01-01}]}", "{outreach: [{first: 2023-02-13}]}"):
        run = sim.run(sim.load(*RUN, "policy=[outreach]", f"+programme={programme}"))
        treated = [one["treated_at"] for one in run.episodes.to_pylist() if one["expert"]]
        found.append((sorted(at for at in treated if at < start), len(treated)))
    (before, never), (too, later) = found
    assert before == too
    assert later > never
