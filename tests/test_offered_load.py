"""Offered load: what comes to stations and clinics over what they have, on cases worked out."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import luck
from sim.cohort.reference import reference
from sim.native.compiling import usable
from sim.offered_load import PATIENTS, Load, Offered, Tickets, offered
from sim.offered_load.boundless import boundless, mean
from sim.offered_load.ground import Walks
from sim.offered_load.streams import SIZE, sample, streams
from sim.tables.durations import DurationRow

pytestmark = pytest.mark.slow

WITHIN = 0.01  # of capacity


@cache
def of(*overrides: str) -> Offered:
    """What is offered; of the networks, as far as is quickly known."""
    many = any(override.startswith("network=") for override in overrides)
    return offered(sim.load(*overrides), patients=200_000 if many else PATIENTS)


def load_of(station: str, *overrides: str) -> Load:
    return {one.station: one for one in of(*overrides).stations}[station]


HOSPITAL = "hospital/emergency_consultation"
FIRST, SECOND, THIRD = (f"{place}/emergency_consultation" for place in ("first", "second", "third"))
SECOND_A_MINUTE = (2.0 + 0.15 * 7.0 + 0.1) / (1.0 - 0.1 * 0.2)

KNOWN = [
    ("mm1", HOSPITAL, 0.8),
    ("mmc", HOSPITAL, 2.0 / 3.0),
    ("priority", HOSPITAL, 44.0 / 48.0),
    ("erlang_a", HOSPITAL, 1.0),
    ("jackson", FIRST, 0.5),
    ("jackson", SECOND, 0.5),
    ("jackson", THIRD, 0.75),
    ("three_queues", FIRST, 7.0 / 9.0),
    ("three_queues", SECOND, SECOND_A_MINUTE / 5.0),
    ("three_queues", THIRD, (1.0 + 0.2 * SECOND_A_MINUTE) / 3.0),
]


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.2])
@pytest.mark.parametrize(("case", "station", "load"), KNOWN)
def test_the_cases_of_theory_have_their_loads_to_1_percent(
    case: str, station: str, load: float, scale: float
) -> None:
    found = load_of(station, f"case={case}", f"demand.scale={scale}")
    assert found.load == pytest.approx(scale * load, abs=WITHIN * max(1.0, scale * load))
    assert abs(found.load - scale * load) <= 4.0 * found.error + 1e-9
    assert found.error <= WITHIN / 3.0 * max(1.0, found.load) + 1e-9


@pytest.mark.parametrize("load", [0.80, 0.91])
def test_a_load_of_91_percent_is_not_called_overloaded_nor_one_of_80_called_71(load: float) -> None:
    found = load_of(HOSPITAL, "case=mm1", f"demand.scale={load / 0.8}")
    assert found.load == pytest.approx(load, abs=1e-9)
    assert found.capacity_hours_week == 168.0


def test_servers_scale_it() -> None:
    servers = "network.facilities.hospital.stations.emergency_consultation.servers=4"
    one, other = load_of(HOSPITAL, "case=mm1"), load_of(HOSPITAL, "case=mm1", servers)
    assert other.offered_hours_week == pytest.approx(one.offered_hours_week)
    assert other.capacity_hours_week == 4.0 * one.capacity_hours_week


WARD = (
    "case=mm1",
    "conditions.illness.admission=0.02",
    "network.facilities.hospital.ward={beds: 2, occupancy: 0, stay_days: {mean: 4, cv: 1}}",
)


@pytest.mark.parametrize("load", [0.80, 0.91, 1.0])
def test_a_ward_of_91_percent_is_not_called_overloaded_nor_one_of_80(load: float) -> None:
    """0.8 an hour, of whom 2 % stay for 96 hours on average, in two beds, scaled to the load."""
    found = load_of("hospital/ward", *WARD, f"demand.scale={load / (0.8 * 0.02 * 96.0 / 2.0)}")
    assert found.load == pytest.approx(load, abs=WITHIN)
    assert 0.0 < found.error <= WITHIN / 3.0


def test_less_is_known_from_fewer_patients_and_the_error_says_so() -> None:
    scenario = sim.load(*WARD)
    ward = {one.station: one for one in offered(scenario, patients=1500).stations}["hospital/ward"]
    known = 0.8 * 0.02 * 96.0 / 2.0
    assert ward.error > WITHIN
    assert abs(ward.load - known) <= 4.0 * ward.error


def test_it_is_the_week_without_holidays_that_counts_when_a_holiday_takes_demand_away() -> None:
    closed = "demand.planned.holiday_factor=0"
    found = load_of(HOSPITAL, "case=mm1", closed, "demand.holidays=[2023-05-01, 2023-05-02]")
    assert found.load == pytest.approx(0.8 * 365.0 / 363.0)


def test_the_same_question_has_the_same_answer() -> None:
    scenario = sim.load("network=three_tier")
    assert offered(scenario, patients=30_000) == offered(scenario, patients=30_000)


def test_a_station_without_servers_is_overloaded_by_any_work_and_by_no_other() -> None:
    assert Load("lead/ecg", 0.1, 0.0).load == math.inf
    assert Load("lead/ecg", 0.0, 0.0).load == 0.0
    assert Load("lead/ecg", 3.0, 4.0, 0.4).load == 0.75
    assert Load("lead/ecg", 3.0, 4.0, 0.4).error == 0.1


def test_a_lever_moves_load() -> None:
    """Readings of the members go to the hub's readers, the cases are as many as before."""
    none = ("network=three_tier", "scenario=none")
    before = load_of("central/ecg_reading", *none)
    after = load_of("central/ecg_reading", *none, "policy=[remote_diagnosis]")
    assert after.offered_hours_week > 1.5 * before.offered_hours_week
    assert after.capacity_hours_week == before.capacity_hours_week


def test_an_empty_system_teaches_no_waits_and_has_a_ticket_for_everybody_as_expected() -> None:
    small = ("network=three_tier", "access.choice.memory_days=1")
    free = ("access.choice.wait_per_hour=0", "access.choice.ticket_per_day=0")
    dear = ("access.choice.wait_per_hour=-9", "access.choice.ticket_per_day=-99")
    plain, heavy = sim.load(*small, *free), sim.load(*small, *dear)
    assert offered(heavy, patients=30_000) == offered(plain, patients=30_000)


def test_who_finds_the_clinic_closed_may_be_work_of_the_emergency_department() -> None:
    small = ("network=three_tier", "scenario=none")
    never, often = (
        of(*small, f"access.closed_to_emergency=[{share},{share},{share},{share}]")
        for share in (0, 1)
    )
    work = [
        sum(one.offered_hours_week for one in system.stations if "/emergency_cons" in one.station)
        for system in (never, often)
    ]
    assert work[1] > 1.05 * work[0]


ONE_CLINIC = (
    "network.facilities.centre.capability=1",
    "demand.holidays=[]",
    "network.homes.village.first_contact={suited: {centre: 1, hospital: 0},"
    " not_suited: {centre: 1, hospital: 0}, emergency: {centre: 1, hospital: 0}}",
)  # fmt: skip


def village(*overrides: str) -> Offered:
    base = ("network=village", "conditions=few", "care=short", "practice=plain", *ONE_CLINIC)
    return offered(sim.load(*base, *overrides, config_dir="tests/own"))


def clinic_of(system: Offered, station: str) -> Tickets:
    return {one.station: one for one in system.clinics}[station]


def test_a_clinic_is_asked_for_as_many_tickets_as_people_come() -> None:
    """18 000 a year, a ticket each, and 40 tickets in each of ten sessions.

    Of those who can wait 2.2 of 6.2 come from Saturday to Monday: 1.77 times a fifth.
    """
    found = clinic_of(village(), "centre/consultation.general")
    assert sum(found.asked) == pytest.approx(18_000 * 7 / 365, rel=WITHIN)
    assert found.given == (80, 80, 80, 80, 80, 0, 0)
    assert found.sessions == 10
    assert found.load == pytest.approx(18_000 * 7 / 365 / 400, rel=WITHIN)
    assert found.peak[1] == "mon"
    assert 1.7 * found.load < found.peak[0] < 1.9 * found.load


def test_tickets_do_not_run_out_while_they_are_counted() -> None:
    one = clinic_of(village(), "centre/consultation.general")
    ten = clinic_of(village("demand.scale=10"), "centre/consultation.general")
    assert ten.load == pytest.approx(10.0 * one.load)
    assert ten.load > 2.0


def test_a_clinic_without_sessions_has_no_load_and_none_has_tickets() -> None:
    nothing = Tickets("a/expert.b", (0.0,) * 7, (0,) * 7, 0)
    assert nothing.load == 0.0
    assert Tickets("a/expert.b", (0.5,) + (0.0,) * 6, (0,) * 7, 0).load == math.inf


@pytest.mark.skipif(not usable(), reason="numba is not there")
def test_compiled_walks_are_plain_ones_to_the_last_bit() -> None:
    scenario = sim.load("network=three_tier")
    tables, _ = boundless(scenario)
    compiled, plain = (Walks(tables, compiled=how) for how in (True, False))
    for stream in streams(scenario, tables)[::9]:
        for one, other in zip(compiled.play(stream, 3, 2), plain.play(stream, 3, 2), strict=True):
            assert np.array_equal(one, other)


def test_a_batch_can_be_asked_for_alone() -> None:
    scenario = sim.load("network=three_tier")
    tables, _ = boundless(scenario)
    walks, stream = Walks(tables, compiled=False), streams(scenario, tables)[1]
    (both, _), (second, _) = walks.play(stream, 0, 2), walks.play(stream, 1, 1)
    assert np.array_equal(both[1:], second)
    assert SIZE == 64


@pytest.mark.parametrize(
    "time",
    [
        DurationRow(luck.FIXED, 0.7, 0.0, 0.0),
        DurationRow(luck.EXPONENTIAL, 0.7, 0.0, 0.0),
        DurationRow(luck.LOGNORMAL, -0.5, 0.6, 0.0),
        DurationRow(luck.NORMAL, 0.7, 0.5, 0.85),
        DurationRow(luck.NORMAL, 0.7, 0.1, 1.0),
        DurationRow(luck.UNIFORM, 0.2, 1.9, 0.0),
        DurationRow(luck.TRIANGULAR, 0.2, 0.3, 1.9),
    ],
)
def test_the_mean_of_a_duration_is_that_of_its_quantiles(time: DurationRow) -> None:
    middles = (np.arange(20_000) + 0.5) / 20_000
    drawn = [luck.duration(time.form, time.a, time.b, time.c, u) for u in middles.tolist()]
    assert mean(time) == pytest.approx(np.mean(drawn), rel=1e-3)


def test_with_a_file_it_is_the_load_of_the_file(tmp_path: Path) -> None:
    """Twenty patients of an hour each in two days, of whom synthetic demand knows nothing."""
    path = tmp_path / "arrivals.csv"
    rows = [f"{hour},town,illness" for hour in range(8, 28)]
    path.write_text("\n".join(["time,home,condition", *rows, "9999,town,illness"]))
    words = ("case=mm1", f"+demand.path={path}", "run.days=7", "run.warmup_days=0")
    found = load_of(HOSPITAL, *words)
    assert found.offered_hours_week == pytest.approx(20.0 * 7.0 / 2.0)


def test_samples_beside_a_register_come_first_where_they_are_known_to_come(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    rows = [f"{hour},home_1,{ill},east" for hour, ill in enumerate(("stroke", "common_cold") * 9)]
    path.write_text("\n".join(["time,home,condition,facility", *rows]))
    words = ("network=three_tier", "demand=beside", f"demand.path={path}", "run.days=1")
    scenario = sim.load(*words)
    tables, _ = boundless(scenario)
    every, east = streams(scenario, tables), scenario.system.network.facilities["east"]
    assert east.clinic
    first = reference(scenario.before)
    code, known = first.facilities.index("east"), 0
    for stream in every:
        some = sample(stream, 2, 3)
        who = some.key, stream.home, stream.condition, some.acuity
        there = first.chosen(*who) == code
        assert stream.among is not None
        assert there.all() if stream.among.facilities[code] else not there.any()
        assert np.array_equal(sample(stream, 4, 1).key, some.key[-SIZE:])
        known += bool(there.all())
    assert known == 4  # both conditions, urgent and not
