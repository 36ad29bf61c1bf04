"""Luck: published outputs, uniform, and independent whatever two draws differ in."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import special, stats

from sim import luck
from sim.rules import times
from sim.system.durations import Duration, Form
from sim.tables.durations import duration_row

Floats = npt.NDArray[np.float64]

GOLDEN = 0x9E3779B97F4A7C15
WORD = (1 << 64) - 1
MANY = 1 << 15
FORMS = {"FIXED", "EXPONENTIAL", "LOGNORMAL", "NORMAL", "UNIFORM", "TRIANGULAR"}
PURPOSES = {k: v for k, v in vars(luck).items() if k.isupper() and k[0] != "_" and k not in FORMS}

# The tests below look at fixed draws, so that they never fail by chance; a p-value below this, or
# this many standard errors, would have been a rare accident when the generator was chosen.
RARE = 1e-4
ERRORS = 4.5

keys = st.integers(0, WORD)
below_4096 = st.integers(0, 4095)


def people(seed: int = 7, replication: int = 0, *names: str) -> npt.NDArray[np.uint64]:
    """The keys of the first patients of a stream."""
    return luck.patient_keys(luck.stream_key(seed, replication, *names or ("hill",)), 0, MANY)


def draws(purpose: int = luck.STAY, hop: int = 0, count: int = 0) -> Floats:
    return luck.uniforms(people(), purpose, hop, count)


COLUMNS: dict[str, list[Floats]] = {
    "purposes": [draws(purpose) for purpose in PURPOSES.values()],
    "hops": [draws(hop=hop) for hop in (0, 1, 2, 3, 4095)],
    "counts": [draws(count=count) for count in (0, 1, 2, 64, 65, 4095)],
    "seeds": [luck.uniforms(people(seed), luck.STAY) for seed in range(6)],
    "replications": [luck.uniforms(people(7, r), luck.STAY) for r in range(6)],
    "streams": [luck.uniforms(people(7, 0, name), luck.STAY) for name in ("a", "b", "ab", "ba")],
    "next patient": [draws()[:-2], draws()[1:-1], draws()[2:]],
}


def test_published_outputs_of_splitmix64() -> None:
    """The first outputs for seed 1234567, as Rosetta Code prints them."""
    outputs = [luck.mix((1234567 + n * GOLDEN) & WORD) for n in range(1, 6)]
    assert outputs == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_patient_keys_are_the_outputs_of_the_stream() -> None:
    assert luck.patient_keys(1234567, 0, 3).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]
    assert luck.patient_keys(1234567, 2, 1).tolist() == [9817491932198370423]
    assert luck.patient_keys(1234567, 2, 0).tolist() == []


@given(keys, st.sampled_from(sorted(PURPOSES.values())), below_4096, below_4096)
def test_one_draw_is_the_counter_read_at_its_place(
    key: int, purpose: int, hop: int, count: int
) -> None:
    place = (purpose << 48) + (hop << 36) + count
    word = luck.mix((key + GOLDEN * place) & WORD)
    assert luck.uniform(key, purpose, hop, count) == ((word >> 12) + 0.5) / 2.0**52


@given(st.lists(keys, max_size=5), st.integers(1, 60), below_4096, below_4096)
def test_many_at_once_are_the_same_to_the_last_bit(
    some: list[int], purpose: int, hop: int, count: int
) -> None:
    at_once = luck.uniforms(np.array(some, dtype=np.uint64), purpose, hop, count)
    assert at_once.tolist() == [luck.uniform(key, purpose, hop, count) for key in some]


def test_never_0_and_never_1() -> None:
    lowest, highest = 0.5 * 2.0**-52, (2.0**52 - 0.5) * 2.0**-52
    assert 0.0 < lowest < highest < 1.0
    assert all(u.min() >= lowest and u.max() <= highest for u in COLUMNS["purposes"])
    for u in (lowest, highest):
        assert math.isfinite(luck.gumbel(u))
        assert math.isfinite(luck.normal_quantile(u))
        assert 0.0 < luck.duration(luck.EXPONENTIAL, 1.0, 0.0, 0.0, u) < 40.0


def test_every_purpose_has_a_number_of_its_own() -> None:
    assert len(PURPOSES) > 20
    assert len(set(PURPOSES.values())) == len(PURPOSES)
    assert min(PURPOSES.values()) >= 1


@pytest.mark.parametrize("what", COLUMNS)
def test_uniform(what: str) -> None:
    for u in COLUMNS[what]:
        assert stats.kstest(u, "uniform").pvalue > RARE
        assert stats.chisquare(np.bincount((u * 256).astype(int), minlength=256)).pvalue > RARE


@pytest.mark.parametrize("what", COLUMNS)
def test_uncorrelated(what: str) -> None:
    r = np.corrcoef(COLUMNS[what])
    off = np.abs(r[~np.eye(len(r), dtype=bool)])
    assert off.max() < ERRORS / math.sqrt(MANY)


@pytest.mark.parametrize("what", [name for name in COLUMNS if name != "purposes"])
def test_pairs_fill_the_square_evenly(what: str) -> None:
    for u, v in combinations(COLUMNS[what], 2):
        cells = (u * 32).astype(int) * 32 + (v * 32).astype(int)
        assert stats.chisquare(np.bincount(cells, minlength=1024)).pvalue > RARE


def test_pairs_of_neighbouring_purposes_fill_the_square_evenly() -> None:
    columns = COLUMNS["purposes"]
    for u, v in pairwise(columns):
        cells = (u * 32).astype(int) * 32 + (v * 32).astype(int)
        assert stats.chisquare(np.bincount(cells, minlength=1024)).pvalue > RARE


@pytest.mark.parametrize("purpose", [luck.ACUITY, luck.SERVICE_TIME, luck.EXPERT_TIME])
def test_runs_of_consecutive_patients_are_as_long_as_chance_makes_them(purpose: int) -> None:
    """Runs above and below the median (Wald and Wolfowitz 1940)."""
    high = draws(purpose) > 0.5
    above = int(high.sum())
    below = MANY - above
    runs = 1 + int((high[1:] != high[:-1]).sum())
    mean = 1.0 + 2.0 * above * below / MANY
    variance = (mean - 1.0) * (mean - 2.0) / (MANY - 1.0)
    assert abs(runs - mean) < ERRORS * math.sqrt(variance)


@pytest.mark.parametrize("lag", [1, 2, 7, 64, 1000])
def test_no_echo_at_a_distance(lag: int) -> None:
    u = draws(luck.SERVICE_TIME) - 0.5
    echo = float((u[lag:] * u[:-lag]).mean()) * 12.0
    assert abs(echo) < ERRORS / math.sqrt(MANY - lag)


def test_one_bit_of_the_key_flips_half_of_the_draw() -> None:
    some = people()[:2048]
    before = (luck.uniforms(some, luck.STAY) * 2.0**52).astype(np.uint64)
    for bit in range(64):
        other = some ^ np.uint64(1 << bit)
        after = (luck.uniforms(other, luck.STAY) * 2.0**52).astype(np.uint64)
        flipped = np.bitwise_count(before ^ after).mean()
        assert abs(flipped - 26.0) < ERRORS * math.sqrt(52.0 / 4.0 / 2048.0)


def test_a_stream_is_known_by_all_its_names_and_numbers() -> None:
    """The last value is that of the b2sum program: it holds on every machine and in every year."""
    whose = [(1, 0), (1, 1), (2, 0), (1, 0, "a"), (1, 0, "a", "b"), (1, 0, "ab"), (10, 0), (1, 10)]
    found = [luck.stream_key(seed, replication, *names) for seed, replication, *names in whose]
    assert len(set(found)) == len(whose)
    assert luck.stream_key(1, 0, "hill", "cough") == 2354836033049280610
    assert all(0 <= key <= WORD for key in found)


def test_normal_quantile_is_that_of_scipy() -> None:
    middle = np.linspace(0.0, 1.0, 2001)[1:-1]
    tails = 10.0 ** -np.linspace(1.0, 300.0, 300)
    for u in [*middle.tolist(), *tails.tolist()]:
        assert luck.normal_quantile(u) == pytest.approx(special.ndtri(u), rel=1e-14, abs=1e-16)


@given(st.floats(2.0**-53, 0.5))
def test_normal_quantile_is_odd(u: float) -> None:
    if 1.0 - (1.0 - u) == u:
        assert luck.normal_quantile(1.0 - u) == -luck.normal_quantile(u)


def test_gumbel_is_that_of_scipy() -> None:
    for u in np.linspace(0.0, 1.0, 101)[1:-1].tolist():
        assert luck.gumbel(u) == pytest.approx(stats.gumbel_r.ppf(u), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(("mean", "cv"), [(10.8, 0.66), (7.0, 1.0), (2.0, 0.05)])
def test_lognormal_durations_have_the_planners_mean_and_spread(mean: float, cv: float) -> None:
    row = duration_row(Duration(mean=mean, cv=cv), 1.0)
    scipy = stats.lognorm(s=row.b, scale=math.exp(row.a))
    assert (scipy.mean(), scipy.std()) == pytest.approx((mean, cv * mean), rel=1e-12)
    for u in np.linspace(0.0, 1.0, 101)[1:-1].tolist():
        assert times.hours(row, u) == pytest.approx(scipy.ppf(u), rel=1e-12)


def test_exponential_durations_are_those_of_scipy() -> None:
    row = duration_row(Duration(mean=90.0, form=Form.EXPONENTIAL), 1.0 / 60.0)
    for u in np.linspace(0.0, 1.0, 101)[1:-1].tolist():
        exact = stats.expon(scale=1.5).ppf(u)
        assert times.hours(row, u) == pytest.approx(exact, rel=1e-12)


TRIANGLE = Duration(form=Form.TRIANGULAR, low=8.0, mode=12.3, high=20.6)
RIGHT_ANGLED = Duration(form=Form.TRIANGULAR, low=8.0, mode=8.0, high=20.6)
UNIFORM = Duration(form=Form.UNIFORM, low=2.0, high=5.0)


@pytest.mark.parametrize(
    ("what", "exact"),
    [
        (Duration(mean=5.0, cv=0.2, form=Form.NORMAL), stats.truncnorm(-5.0, np.inf, 5.0, 1.0)),
        (
            Duration(mean=5.0, cv=0.2, form=Form.NORMAL, floor=4.5),
            stats.truncnorm(-0.5, np.inf, 5.0, 1.0),
        ),
        (UNIFORM, stats.uniform(2.0, 3.0)),
        (TRIANGLE, stats.triang(4.3 / 12.6, 8.0, 12.6)),
        (RIGHT_ANGLED, stats.triang(0.0, 8.0, 12.6)),
    ],
)
def test_the_other_durations_are_those_of_scipy(what: Duration, exact: Any) -> None:
    row = duration_row(what, 1.0 / 60.0, 2.0)
    for u in np.linspace(0.0, 1.0, 101)[1:-1].tolist():
        assert times.hours(row, u) == pytest.approx(exact.ppf(u) / 30.0, rel=1e-12)
    assert what.average == pytest.approx(exact.mean(), rel=1e-12)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"mean": 3.0, "low": 1.0},
        {"form": Form.NORMAL, "mean": 3.0, "floor": 4.0},
        {"form": Form.EXPONENTIAL, "mean": 60.0, "cv": 0.5},
        {"form": Form.FIXED, "mean": 3.0, "cv": 2.0},
        {"form": Form.UNIFORM, "low": 1.0, "high": 2.0, "cv": 0.1},
        {"form": Form.LOGNORMAL, "mean": 3.0, "cv": 0.5, "floor": 1.0},
        {"form": Form.TRIANGULAR, "low": 1.0, "mode": 2.0, "high": 4.0, "floor": 1.0},
        {"form": Form.UNIFORM, "mean": 3.0},
        {"form": Form.UNIFORM, "low": 3.0},
        {"form": Form.UNIFORM, "low": 3.0, "high": 2.0},
        {"form": Form.TRIANGULAR, "low": 3.0, "mode": 2.0, "high": 4.0},
    ],
)
def test_a_duration_says_what_its_form_needs_and_no_more(facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"duration that is|rising order|at most the mean"):
        Duration(**facts)


@pytest.mark.parametrize(
    "what",
    [
        Duration(mean=3.0),
        Duration(low=3.0, high=3.0, form=Form.UNIFORM),
        Duration(mean=3.0, form=Form.FIXED),
        Duration(mean=0.0, cv=1.0),
    ],
)
def test_fixed_durations_take_as_long_as_they_say(what: Duration) -> None:
    row = duration_row(what, 0.5, 2.0)
    assert {times.hours(row, u) for u in (0.1, 0.9)} == {3.0 if what.mean is None else what.mean}
