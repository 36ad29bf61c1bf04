"""Who lies in a bed when the run begins."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from two_homes import BEGIN, DEMAND, home, system

from sim import luck
from sim.cohort import draw
from sim.cohort.residents import equilibrium
from sim.system.conditions import Condition
from sim.system.durations import Duration, Form
from sim.system.faults import Faults
from sim.system.network import Ward


def test_residents_come_first_and_fill_the_ward_to_its_occupancy() -> None:
    cohort = draw(system(beds=10), DEMAND, BEGIN + 24.0, 1, 0)
    lying = cohort.bed >= 0
    assert lying.tolist() == [True] * 8 + [False] * (len(cohort) - 8)
    assert cohort.bed[:8].tolist() == [1] * 8
    assert cohort.time[:8].tolist() == [BEGIN] * 8
    assert np.isfinite(cohort.residual[:8]).all()
    assert np.isnan(cohort.residual[8:]).all()
    assert cohort.home[:8].tolist() == [1] * 8  # only the south goes to the hospital


def test_residents_have_what_fills_beds() -> None:
    quiet = replace(DEMAND, scale=0.0)
    cohort = draw(system(beds=10_000), quiet, BEGIN + 1.0, 1, 0)
    heart = 1.0 * (0.4 * 0.5 + 0.6 * 0.1) * 2.0
    share = heart / (heart + 3.0 * 1.0 * 0.02)
    count = len(cohort)
    error = math.sqrt(share * (1.0 - share) / count)
    assert abs((cohort.condition == 1).mean() - share) < 3.0 * error
    urgent = (cohort.acuity[cohort.condition == 1] <= 2).mean()
    assert abs(urgent - 0.2 / 0.26) < 3.0 * math.sqrt(0.2 * 0.06 / 0.26**2 / (count * share))
    assert (cohort.acuity[cohort.condition == 0] >= 3).all()


def test_the_stay_that_is_left_grows_with_the_condition_s_factor() -> None:
    fixed = Duration(mean=6.0, form=Form.FIXED)
    cohort = draw(system(beds=10_000, stay=fixed), replace(DEMAND, scale=0.0), BEGIN + 1.0, 1, 0)
    for condition, days in ((0, 6.0), (1, 12.0)):
        left = cohort.residual[cohort.condition == condition]
        error = 24.0 * days / math.sqrt(12.0 * len(left))
        assert abs(left.mean() - 12.0 * days) < 3.0 * error
        assert 0.0 < left.min() < left.max() < 24.0 * days


def test_a_condition_s_own_stay_fills_beds_and_is_left_without_the_factor() -> None:
    own = {"heart": Duration(mean=30.0, form=Form.FIXED)}
    usual = Duration(mean=6.0, form=Form.FIXED)
    ward = Ward(beds=10_000, occupancy=1.0, stay_days=usual, stay_days_for=own)
    cohort = draw(system(ward=ward), replace(DEMAND, scale=0.0), BEGIN + 1.0, 1, 0)
    days = np.array([3.0 * 0.02 * 6.0, (0.4 * 0.5 + 0.6 * 0.1) * 30.0])
    share = days[1] / days.sum()
    hearts = cohort.condition == 1
    assert abs(hearts.mean() - share) < 3.0 * math.sqrt(share * (1.0 - share) / len(cohort))
    left = cohort.residual[hearts]
    assert abs(left.mean() - 360.0) < 3.0 * 720.0 / math.sqrt(12.0 * len(left))
    assert left.max() < 720.0


TRIANGLE = Duration(low=2.0, mode=3.0, high=7.0, form=Form.TRIANGULAR)


@pytest.mark.parametrize(
    ("stay", "mean"),
    [
        (Duration(mean=8.0, form=Form.FIXED), 4.0),
        (Duration(mean=8.0), 4.0),
        (Duration(mean=8.0, form=Form.EXPONENTIAL), 8.0),
        (Duration(mean=8.0, cv=0.7), 8.0 * (1.0 + 0.49) / 2.0),
        (Duration(mean=0.0, cv=0.7), 0.0),
        (Duration(mean=8.0, cv=0.25, form=Form.NORMAL), 8.0 * (1.0 + 0.0625) / 2.0),
        (Duration(low=2.0, high=8.0, form=Form.UNIFORM), (4.0 + 16.0 + 64.0) / 3.0 / 10.0),
        (TRIANGLE, (4.0 + 9.0 + 49.0 + 6.0 + 14.0 + 21.0) / 6.0 / 8.0),
    ],
)
def test_what_is_left_of_a_stay_is_the_second_moment_over_twice_the_first(
    stay: Duration, mean: float
) -> None:
    left = equilibrium(stay, luck.patient_keys(luck.stream_key(1, 0, "test"), 0, 40_000))
    assert abs(left.mean() - mean) <= 3.0 * left.std() / math.sqrt(len(left))


def test_a_ward_that_nobody_goes_to_first_has_residents_from_everywhere() -> None:
    described = system(beds=1000)
    network = described.network
    homes = {"north": network.homes["north"], "south": home(1000.0, "station")}
    everywhere = replace(described, network=replace(network, homes=homes))
    cohort = draw(everywhere, replace(DEMAND, scale=0.0), BEGIN + 1.0, 1, 0)
    assert abs((cohort.home == 0).mean() - 2.0 / 3.0) < 3.0 * math.sqrt(2.0 / 9.0 / 800)


def test_residents_of_an_empty_land_and_without_an_illness_are_refused() -> None:
    described = system(north=0.0, beds=10)
    south = replace(described.network.homes["south"], population=0.0)
    homes = {**described.network.homes, "south": south}
    empty = replace(described, network=replace(described.network, homes=homes))
    with pytest.raises(Faults, match=r"hospital\.ward\.occupancy .* no home has residents"):
        draw(empty, DEMAND, BEGIN + 1.0, 1, 0)
    healthy = replace(
        described, conditions={"cough": Condition(demand_weight=1.0, acuity=(0, 0, 0, 1))}
    )
    with pytest.raises(Faults, match=r"hospital\.ward\.occupancy .* nobody is admitted"):
        draw(healthy, DEMAND, BEGIN + 1.0, 1, 0)
