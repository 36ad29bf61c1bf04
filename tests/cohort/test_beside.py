"""The register of one's own facility, and synthetic patients for all others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from two_homes import BEGIN, DEMAND, columns, drawing
from two_ways import HOSPITAL, LAND, NAMES, STATION, UNTIL, alone, beside, chosen, rows_of, written

from sim import luck
from sim.cohort import Cohort, draw, yearly_rates
from sim.cohort.parts import parts
from sim.contract import EXACERBATION, RECALL
from sim.scenario import Demand
from sim.system import System
from sim.system.chronic import Chronic
from sim.system.durations import Duration
from sim.system.faults import Faults
from sim.system.follow_up import FollowUp


def faults(path: Path, *, together: bool = True) -> list[str]:
    with pytest.raises(Faults) as caught:
        beside(path) if together else alone(path)
    return [str(fault) for fault in caught.value.faults]


def of(cohort: Cohort, rows: np.ndarray) -> dict[str, list[object]]:
    return columns(cohort, np.flatnonzero(rows))


def in_file(cohort: Cohort, synthetic: Cohort) -> np.ndarray:
    """Which patients are none of the synthetic ones."""
    return ~np.isin(cohort.key, synthetic.key)


def test_patients_of_the_file_have_the_luck_of_those_who_choose_its_facility(
    tmp_path: Path,
) -> None:
    rows = [f"{n},north,cough,{('station', 'hospital')[n % 2]}" for n in range(80)]
    cohort = alone(written(tmp_path, *rows))
    assert chosen(cohort) == [n % 2 for n in range(80)]
    assert cohort.complexity.tolist() == luck.uniforms(cohort.key, luck.COMPLEXITY).tolist()
    assert len(set(cohort.key.tolist())) == 80
    assert cohort.remarks == (
        "demand.path: where patients came first is known of 80 of 80 rows: "
        "station 40, hospital 40.",
    )


def test_a_row_without_a_facility_has_the_luck_that_it_had(tmp_path: Path) -> None:
    rows = [f"{n},north,heart" for n in range(90)]
    plain = alone(written(tmp_path, *rows, names="time,home,condition"))
    empty = alone(written(tmp_path, *[f"{row}," for row in rows]))
    some = alone(
        written(tmp_path, *[f"{row},{'hospital' * (n == 3)}" for n, row in enumerate(rows)])
    )
    assert columns(plain) == columns(empty)
    differ = np.flatnonzero(plain.key != some.key).tolist()
    assert differ in ([], [3])
    assert chosen(some)[3] == HOSPITAL


def test_those_whom_luck_would_lead_there_anyway_stay_who_they_are(tmp_path: Path) -> None:
    rows = [f"{n % 95},north,heart" for n in range(500)]
    plain = alone(written(tmp_path, *rows, names="time,home,condition"))
    known = alone(written(tmp_path, *[f"{row},hospital" for row in rows]))
    there = np.array(chosen(plain)) == HOSPITAL
    assert (plain.key == known.key).tolist() == there.tolist()
    assert set(chosen(known)) == {HOSPITAL}


def test_given_the_facility_levels_are_as_likely_as_in_the_model(tmp_path: Path) -> None:
    """Of hearts 0.4 are urgent, of whom 0.9 come to the hospital, and of the others 0.5."""
    rows = rows_of(*np.linspace(0.0, 95.0, 4000).tolist())
    urgent = float((alone(written(tmp_path, *rows)).acuity <= 2).mean())
    expected = 0.4 * 0.9 / (0.4 * 0.9 + 0.6 * 0.5)
    assert abs(urgent - expected) < 4.0 * np.sqrt(expected * (1.0 - expected) / 4000)


def test_all_others_are_those_of_the_synthetic_demand_to_the_bit(tmp_path: Path) -> None:
    synthetic = draw(LAND, DEMAND, UNTIL, 1, 0)
    cohort = beside(written(tmp_path, *rows_of(1.0, 2.0, 90.0)))
    mine = in_file(cohort, synthetic)
    stays = np.array(chosen(synthetic)) != HOSPITAL
    assert cohort.time[mine].tolist() == [BEGIN + 1.0, BEGIN + 2.0, BEGIN + 90.0]
    assert of(cohort, ~mine) == of(synthetic, stays)
    assert 0 < stays.sum() < len(synthetic)
    assert (
        np.flatnonzero(np.array(chosen(cohort)) == HOSPITAL).tolist() == mine.nonzero()[0].tolist()
    )
    assert cohort.remarks == (
        f"demand.beside: 3 rows of hospital in place of {(~stays).sum()} synthetic patients, "
        "2026-01-01 to 2026-01-04.",
    )


def test_they_are_left_out_on_the_days_of_the_file_only(tmp_path: Path) -> None:
    """From the day of its first row to that of its last one, each facility for itself."""
    synthetic = draw(LAND, DEMAND, UNTIL, 1, 0)
    rows = [*rows_of(30.0, 50.0), "10,south,cough,station"]
    cohort = beside(written(tmp_path, *rows))
    first, day = np.array(chosen(synthetic)), (synthetic.time - BEGIN) // 24.0
    out = ((first == HOSPITAL) & (day >= 1) & (day <= 2)) | ((first == STATION) & (day == 0))
    assert of(cohort, ~in_file(cohort, synthetic)) == of(synthetic, ~out)


def test_days_of_rows_outside_the_run_are_days_of_the_file(tmp_path: Path) -> None:
    cohort = beside(written(tmp_path, *rows_of(-100.0, 50.0, 5000.0)))
    assert chosen(cohort).count(HOSPITAL) == 1


def with_follow_ups() -> System:
    heart = LAND.conditions["heart"]
    again = replace(heart, follow_up=FollowUp(again=(0.9,), after_days=Duration(mean=1.0)))
    return replace(LAND, conditions={**LAND.conditions, "heart": again})


def test_follow_ups_are_episodes_of_their_own(tmp_path: Path) -> None:
    """One elsewhere of a patient who is left out still comes: the register has it not."""
    where = with_follow_ups()
    synthetic = draw(where, DEMAND, UNTIL, 1, 0)
    cohort = beside(written(tmp_path, *rows_of(1.0, 90.0)), where)
    stays = np.array(chosen(synthetic)) != HOSPITAL
    assert len(synthetic) > len(draw(LAND, DEMAND, UNTIL, 1, 0))
    assert of(cohort, ~in_file(cohort, synthetic)) == of(synthetic, stays)


def followed() -> System:
    """A fifth of the north is followed for its heart."""
    row = Chronic(
        prevalence=0.0,
        prevalence_for={"north": 0.2},
        managed=1.0,
        visit="cough",
        exacerbation="heart",
        recall_days=90.0,
        kept=0.8,
        effective_days=100.0,
        control_followed=0.6,
        control_lapsed=0.2,
        exacerbations_controlled=1.0,
        exacerbations_uncontrolled=30.0,
        visits_in_demand=1.0,
        exacerbations_in_demand=0.5,
    )
    return replace(LAND, chronic={"heart": row})


def test_of_people_in_management_follow_ups_stay_and_exacerbations_do_not(tmp_path: Path) -> None:
    where = followed()
    synthetic = draw(where, DEMAND, UNTIL, 1, 0)
    cohort = beside(written(tmp_path, *rows_of(1.0, 90.0)), where)
    stays = (np.array(chosen(synthetic)) != HOSPITAL) | (synthetic.occasion == RECALL)
    assert (synthetic.occasion == EXACERBATION)[~stays].sum() > 0
    assert of(cohort, ~in_file(cohort, synthetic)) == of(synthetic, stays)


MINUTES = st.sampled_from(["2026-01-01T08:00", "8.25", "2026-01-01T08:15", "9", "30"])
ROWS = st.lists(
    st.tuples(
        MINUTES,
        st.sampled_from(["north", "south"]),
        st.sampled_from(["cough", "heart"]),
        st.sampled_from(["station", "hospital"]),
        st.sampled_from(["", "3", "4"]),
    ),
    min_size=1,
    max_size=20,
)


@given(ROWS, st.randoms())
def test_the_order_of_the_rows_has_no_bearing(rows: list[tuple[str, ...]], random: Random) -> None:
    mixed = random.sample(rows, len(rows))
    with TemporaryDirectory() as folder:
        found = [
            columns(beside(written(Path(folder), *map(",".join, order), names=f"{NAMES},acuity")))
            for order in (rows, mixed)
        ]
    assert found[0] == found[1]


def test_a_facility_that_is_not_there_is_one_fault_with_the_nearest_name(tmp_path: Path) -> None:
    path = written(tmp_path, "1,north,cough,hopsital", "2,north,cough,", "3,north,cough,spital")
    known = "a known facility (did you mean 'hospital'?); nor is spital in row 4 ('hospital'?)"
    first, second = faults(path)
    assert first == f"demand.path[rows 2, 4].facility = hopsital: expected {known}"
    assert second.startswith(
        "demand.path[row 3].facility = : expected where the patient came first"
    )
    assert faults(path, together=False) == [first]


def test_without_the_column_nobody_can_come_beside(tmp_path: Path) -> None:
    path = written(tmp_path, "1,north,cough", names="time,home,condition")
    (fault,) = faults(path)
    assert fault == (
        f"demand.path = {path}: expected a column facility, which says where each patient came "
        "first (demand.beside is true: synthetic patients come to all others)"
    )


@pytest.mark.parametrize("together", [True, False])
def test_a_facility_to_which_nobody_of_a_home_comes_is_a_fault(
    tmp_path: Path, together: bool
) -> None:
    shares = {"station": 0.99995, "hospital": 0.00005}
    contact = replace(LAND.network.homes["north"].first_contact, emergency=shares)
    north = replace(LAND.network.homes["north"], first_contact=contact)
    network = replace(LAND.network, homes={**LAND.network.homes, "north": north})
    where = replace(LAND, network=network)
    rows = ["1,north,heart,hospital,2", "2,north,heart,hospital,3", "3,north,heart,hospital,1"]
    path = written(tmp_path, *rows, names=f"{NAMES},acuity")
    with pytest.raises(Faults) as caught:
        (beside if together else alone)(path, where)
    assert str(caught.value) == (
        "demand.path[rows 2, 4].facility = hospital: expected a facility where at least 1 in 10000 "
        "of those of north with heart at acuity 2 come first: station "
        "(by network.homes.north.first_contact; correct the row, or these)"
    )
    rows[0] = rows[2] = rows[1]  # of those who can wait half come there
    assert set(chosen(alone(written(tmp_path, *rows, names=f"{NAMES},acuity"), where))) == {
        HOSPITAL
    }


def test_nobody_comes_beside_a_file_that_is_not_there() -> None:
    with pytest.raises(ValidationError, match="a file of arrivals beside which they come"):
        replace(DEMAND, beside=True)


def rates_of(demand: Demand) -> dict[str, np.ndarray]:
    return {part.name: part.rates for part in parts(drawing(LAND, demand, UNTIL))}


def test_rates_are_those_of_the_file_and_of_the_others(tmp_path: Path) -> None:
    rows = ["8,north,heart,hospital,2", "9,north,heart,hospital,", "31,north,cough,hospital,4"]
    path = written(tmp_path, *rows, names=f"{NAMES},acuity")
    found = rates_of(replace(DEMAND, path=str(path), beside=True))
    assert set(found) == {"hospital", "others"}
    in_two_days = found["hospital"] * 2.0 / 365.0
    urgent = 0.36 / 0.66  # given the hospital, of those whose level is not known
    assert in_two_days[0, 1].tolist() == pytest.approx([1.0 + urgent, 1.0 - urgent])
    assert in_two_days[0, 0].tolist() == [0.0, 1.0]
    left = np.array([[0.1, 0.7], [0.1, 0.5]])  # by condition and urgency: the shares of the station
    assert found["others"] == pytest.approx(yearly_rates(LAND, DEMAND) * left)


def test_rates_of_a_file_alone_are_those_of_its_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "8,north,heart,hospital", "9,north,heart,", "31,north,cough,station")
    found = rates_of(replace(DEMAND, path=str(path)))
    assert set(found) == {"", "hospital", "station"}
    assert sum(float(rates.sum()) for rates in found.values()) == pytest.approx(3.0 * 365.0 / 2.0)
