"""Theory: queues with known answers, played as configurations of the real model."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import pytest

import sim
from sim.journeys import Record
from sim.keeping import recorded
from sim.replication import run

MINUTE = 1.0 / 60.0
URGENT, ORDINARY = 1, 3  # priorities of acuity 2 and 4


def erlang_c(servers: int, load: float) -> float:
    """Probability of waiting in an M/M/c queue (Erlang 1917)."""
    terms = [load**n / math.factorial(n) for n in range(servers)]
    last = load**servers / math.factorial(servers) / (1.0 - load / servers)
    return last / (sum(terms) + last)


def cobham(servers: int, mu: float, rates: list[float]) -> list[float]:
    """Mean waits of non-preemptive priorities, first class first (Cobham 1954)."""
    total = sum(rates)
    first = erlang_c(servers, total / mu) / (servers * mu)
    used = np.cumsum([0.0, *rates]) / (servers * mu)
    return [first / ((1.0 - a) * (1.0 - b)) for a, b in pairwise(used)]


def test_the_formulas_give_the_published_numbers() -> None:
    assert erlang_c(3, 2.0) / (3 * 0.1 - 0.2) == pytest.approx(4.44444, abs=1e-5)
    assert cobham(1, 1.0, [0.8]) == pytest.approx([4.0])
    assert [1.0 + wait for wait in cobham(1, 1.0, [0.2, 0.6])] == pytest.approx([2.0, 6.0])
    waits = [wait / MINUTE for wait in cobham(8, 6.0, [4.0, 40.0])]
    assert waits == pytest.approx([1.019428, 12.233140], abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "priority", "wait"),
    [
        ("mm1", ORDINARY, 4.0),
        ("mmc", ORDINARY, 4.44444),
        ("priority", URGENT, 1.019428 * MINUTE),
        ("priority", ORDINARY, 12.233140 * MINUTE),
        ("priority_mm1", URGENT, 1.0),
        ("priority_mm1", ORDINARY, 5.0),
    ],
)
def test_waits_agree_with_theory(case: str, priority: int, wait: float) -> None:
    """Within three standard errors over independent replications, small enough to tell."""
    means = waits(case)[priority]
    error = means.std(ddof=1) / math.sqrt(len(means))
    assert error < 0.1 * wait
    assert abs(means.mean() - wait) < 3.0 * error


@pytest.mark.slow
def test_priority_only_changes_who_waits() -> None:
    """The mean over both classes is that of first come, first served (Kleinrock 1965)."""
    means = waits("priority")
    both = (4.0 * means[URGENT] + 40.0 * means[ORDINARY]) / 44.0
    error = both.std(ddof=1) / math.sqrt(len(both))
    assert abs(both.mean() - 11.213712 * MINUTE) < 3.0 * error


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "days"), [("compiled", 100), ("simpy", 30)])
def test_a_network_with_feedback_agrees_with_jackson(engine: str, days: int) -> None:
    """Waits in each of three queues, and the time in the whole network, within three errors."""
    scenario = sim.load("case=jackson", f"engine={engine}", f"run.days={days}")
    records = (recorded(scenario, number) for number in range(scenario.run.replications))
    found = np.array([(*_waits_at(record), _hours_in_all(record)) for record in records])
    means = found.mean(axis=0)
    errors = found.std(axis=0, ddof=1) / math.sqrt(len(found))
    exact = np.array([0.1, 1.0 / 30.0, 0.3, 2.0 / 3.0])
    assert (errors < 0.05 * exact).all()
    assert (np.abs(means - exact) < 3.0 * errors).all()


def _waits_at(record: Record) -> list[float]:
    """Mean hours in the queue of each facility, of those who came after the warm-up."""
    seen = pc.field("outcome") == "served"
    rows = record.journeys.filter(seen & (pc.field("asked") >= record.window[0]))
    hours = rows["started"].to_numpy() - rows["asked"].to_numpy()
    where = rows["facility"].to_numpy()
    return [float(hours[where == name].mean()) for name in ("first", "second", "third")]


def _hours_in_all(record: Record) -> float:
    """Mean hours from the first door to the last, of those who came after the warm-up and left."""
    came = pc.field("onset") >= record.window[0]
    rows = record.episodes.filter(came & ~pc.is_nan(pc.field("left")))
    return float((rows["left"].to_numpy() - rows["onset"].to_numpy()).mean())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "lost", "wait"), [("erlang_a", 0.10391, 0.20783), ("erlang_b", 0.21458, 0.0)]
)
def test_who_leaves_and_how_long_all_wait_agree_with_erlang(
    case: str, lost: float, wait: float
) -> None:
    """Shares of those who leave, and the mean hours in the queue of all, within three errors."""
    scenario = sim.load(f"case={case}")
    records = (recorded(scenario, number) for number in range(scenario.run.replications))
    found = np.array([_lost_and_wait(record) for record in records])
    means, errors = found.mean(axis=0), found.std(axis=0, ddof=1) / math.sqrt(len(found))
    assert errors[0] < 0.02 * lost
    assert (np.abs(means - [lost, wait]) <= 3.0 * errors).all()


def _lost_and_wait(record: Record) -> tuple[float, float]:
    """Share of those who left, and mean hours in the queue, of those who came after the warm-up.

    And an hour before the end: all of these have been served or have left but very few.
    """
    start, end = record.window
    asked = pc.field("asked")
    rows = record.journeys.filter(
        (pc.field("stage") == "emergency_consultation") & (asked >= start) & (asked < end - 24.0)
    )
    left = rows["outcome"].to_numpy() != "served"
    until = np.where(left, rows["ended"].to_numpy(), rows["started"].to_numpy())
    assert not np.isnan(until).any()
    return float(left.mean()), float((until - rows["asked"].to_numpy()).mean())


PLAYED: dict[str, dict[int, npt.NDArray[np.float64]]] = {}


def waits(case: str) -> dict[int, npt.NDArray[np.float64]]:
    """Mean wait in each replication of a case, by priority; each case is played once."""
    if case not in PLAYED:
        scenario = sim.load(f"case={case}")
        found = [_waits(recorded(scenario, number)) for number in range(scenario.run.replications)]
        PLAYED[case] = {key: np.array([one[key] for one in found]) for key in found[0]}
    return PLAYED[case]


def _waits(record: Record) -> dict[int, float]:
    """Mean wait by priority of those who came after the warm-up and before the last twentieth.

    All of these have started by the end, so that none is missing for having waited long.
    """
    start, end = record.window
    asked = pc.field("asked")
    late = end - 0.05 * (end - start)
    rows = record.journeys.filter(
        (pc.field("stage") == "emergency_consultation") & (asked >= start) & (asked < late)
    )
    wait = rows["started"].to_numpy() - rows["asked"].to_numpy()
    assert not np.isnan(wait).any()
    priority = rows["priority"].to_numpy()
    return {int(p): float(wait[priority == p].mean()) for p in np.unique(priority)}


@pytest.mark.slow
def test_choice_and_waits_settle_where_what_is_expected_is_what_is_found() -> None:
    """The exact equilibrium of two queues and a logit, within three standard errors.

    The errors are small enough to tell it from that of patients who expect the last few waits: with
    those a share 1.5 % and waits 7 % off were seen.
    """
    scenario = sim.load("case=two_clinics")
    found = np.array([_first_choice(scenario, n) for n in range(scenario.run.replications)])
    means, errors = found.mean(axis=0), found.std(axis=0, ddof=1) / math.sqrt(len(found))
    exact = np.array([0.450902, 1.179039, 0.522278])
    assert (errors < np.array([0.003, 0.01, 0.01]) * exact).all()
    assert (np.abs(means - exact) < 3.0 * errors).all()


def _first_choice(scenario: sim.Scenario, replication: int) -> tuple[float, float, float]:
    """The share of the slow clinic, and the mean hours in the queues of both."""
    rows = run(scenario, replication, "none").kpis.to_pylist()
    there = {
        (row["indicator"], row["facility"]): row["value"]
        for row in rows
        if row["facility"] and row["stage"] is None and row["acuity"] is None
    }
    visits = [there["visits", name] for name in ("slow", "quick")]
    waits = [there["wait_mean", name] * MINUTE for name in ("slow", "quick")]
    return visits[0] / sum(visits), waits[0], waits[1]
