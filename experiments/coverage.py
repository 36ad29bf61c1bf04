"""How often does the interval of a mean of few replications hold? Ours and others, as a table.

``python -m experiments.coverage [studies=4000] [replications=8,10,20] [confidence=.95] [out=FILE]``
draws small studies of populations whose mean is known, and prints Markdown: the percentage of
studies whose interval holds the mean, and in brackets its mean width over that of Student's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
from pydantic import Field
from scipy.stats import nbinom

from experiments.other_intervals import INTERVALS, Interval, student
from experiments.words import Count, Words, asked, leave
from sim.command import carried_out

if TYPE_CHECKING:
    from sim.study.intervals import Numbers

Luck = np.random.Generator

CHUNK: Final = 1000  # studies that are looked at together
LONG: Final = 40_000  # replications that stand for a mean which no formula gives
ENDLESS: Final = 100.0  # times the width of Student's
OUTBREAK: Final = 0.1  # of the values


@dataclass(frozen=True)
class Population:
    """What a replication shows: how it is drawn, and its mean."""

    name: str
    draw: Callable[[Luck, int], Numbers]
    mean: float


def waits(luck: Luck, count: int, load: float, customers: int, servers: int = 1) -> Numbers:
    """Mean waits of the first customers of an empty M/M/c, of so many replications.

    Lindley's recursion, of Kiefer and Wolfowitz for more servers; services take 1 on average.
    """
    ahead, total = np.zeros((count, servers)), np.zeros(count)
    for _ in range(customers):
        total += ahead[:, 0]
        ahead[:, 0] += luck.standard_exponential(count)
        ahead -= luck.standard_exponential((count, 1)) / (load * servers)
        np.maximum(ahead, 0.0, out=ahead)
        ahead.sort(axis=1)
    return total / customers


def expected_wait(load: float, customers: int) -> float:
    """Return the exact mean of :func:`waits` at one server (Spitzer's identity)."""
    k, arrives = np.arange(1, customers), load / (1.0 + load)
    busier = k * nbinom.cdf(k - 1, k, arrives)  # of k services, those that k arrivals outrun
    done = k / load * np.where(k > 1, nbinom.cdf(k - 2, k + 1, arrives), 0.0)
    return float(((busier - done) / k * (customers - k)).sum() / customers)


def saved(luck: Luck, count: int, loads: tuple[float, float], customers: int) -> Numbers:
    """What less load saves of the wait in an M/M/1: paired, with the same luck in both."""
    seed = int(luck.integers(2**62))
    less, more = (waits(np.random.default_rng(seed), count, one, customers) for one in loads)
    return less - more


def lognormal(luck: Luck, count: int, sigma: float) -> Numbers:
    """Values whose logarithm is normal."""
    return np.exp(sigma * luck.standard_normal(count))


def gamma(luck: Luck, count: int, shape: float) -> Numbers:
    """Values of a gamma distribution."""
    return luck.standard_gamma(shape, count)


def outbreaks(luck: Luck, count: int) -> Numbers:
    """Normal values, of which one in ten is three deviations higher."""
    return luck.standard_normal(count) + 3.0 * (luck.random(count) < OUTBREAK)


def _mm1(load: float, customers: int) -> Population:
    draw = partial(waits, load=load, customers=customers)
    name = f"M/M/1 at {load:g}, {customers:,} customers"
    return Population(name, draw, expected_wait(load, customers))


def _pair(less: float, more: float, customers: int) -> Population:
    draw = partial(saved, loads=(less, more), customers=customers)
    mean = expected_wait(less, customers) - expected_wait(more, customers)
    return Population(f"difference of M/M/1 at {less:g} and {more:g}", draw, mean)


def _mmc(servers: int, load: float, customers: int) -> Population:
    draw = partial(waits, load=load, customers=customers, servers=servers)
    mean = float(draw(np.random.default_rng(1), LONG).mean())
    return Population(f"M/M/{servers} at {load:g}, {customers:,} customers", draw, mean)


@cache
def chosen_on() -> tuple[Population, ...]:
    """Return the populations on which the constants of our interval were chosen."""
    return (
        Population("normal", lambda luck, count: luck.standard_normal(count), 0.0),
        Population("exponential", lambda luck, count: luck.standard_exponential(count), 1.0),
        Population("lognormal, sigma 0.5", partial(lognormal, sigma=0.5), float(np.exp(0.125))),
        Population("lognormal, sigma 1", partial(lognormal, sigma=1.0), float(np.exp(0.5))),
        _mm1(0.6, 500),
        _mm1(0.9, 1000),
        _mm1(0.95, 1000),
        _pair(0.8, 0.9, 1000),
    )


@cache
def held_out() -> tuple[Population, ...]:
    """Return populations that had no say in them."""
    return (
        Population("uniform", lambda luck, count: luck.random(count), 0.5),
        Population("gamma, shape 0.5", partial(gamma, shape=0.5), 0.5),
        Population("normal with outbreaks", outbreaks, 0.3),
        _mm1(0.8, 300),
        _mmc(2, 0.6, 300),
        _mmc(2, 0.9, 500),
        _mmc(4, 0.95, 500),
        _pair(0.5, 0.6, 500),
        _pair(0.9, 0.95, 1000),
    )


def held(
    population: Population, replications: int, studies: int, confidence: float
) -> dict[str, tuple[float, float]]:
    """Return of each interval how often it holds, and its width against Student's."""
    found = {name: np.zeros(2) for name in INTERVALS}
    usual = 0.0
    for values in _studies(population, replications, studies):
        low, high = student(values, confidence)
        usual += float((high - low).sum())
        for name, interval in INTERVALS.items():
            found[name] += _counted(interval, values, confidence, population.mean)
    return {name: (float(one[0]) / studies, float(one[1]) / usual) for name, one in found.items()}


def _counted(interval: Interval, values: Numbers, confidence: float, mean: float) -> Numbers:
    """How many intervals hold the mean, and how wide they are together."""
    low, high = interval(values, confidence)
    return np.array([((low <= mean) & (mean <= high)).sum(), (high - low).sum()])


def _studies(population: Population, replications: int, studies: int) -> Iterator[Numbers]:
    """Small studies, a row each, some at a time."""
    luck = np.random.default_rng(replications)
    values = population.draw(luck, replications * studies).reshape(studies, replications)
    return (values[at : at + CHUNK] for at in range(0, studies, CHUNK))


def table(
    groups: Mapping[str, Sequence[Population]], replications: int, studies: int, confidence: float
) -> Iterator[str]:
    """Return the lines of the table of so many replications."""
    yield f"| {replications} replications | " + " | ".join(INTERVALS) + " |"
    yield "|---|" + "---|" * len(INTERVALS)
    for title, populations in groups.items():
        yield f"| *{title}* |" + " |" * len(INTERVALS)
        for one in populations:
            shown = held(one, replications, studies, confidence).values()
            yield f"| {one.name} | " + " | ".join(_cell(*each) for each in shown) + " |"


def _cell(holds: float, width: float) -> str:
    """How often an interval holds, and how wide it is."""
    return f"{100 * holds:.1f} ({f'{width:.2f}' if width < ENDLESS else 'no end'})"


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """How many studies, of how many replications, with which intervals."""

    studies: Count = 4000
    replications: tuple[Annotated[int, Field(ge=2)], ...] = (8, 10, 20)
    confidence: Annotated[float, Field(gt=0.0, lt=1.0)] = 0.95


def main(arguments: Sequence[str]) -> int:
    """Print or write the tables."""
    return carried_out(lambda: _covered(asked(Options, arguments)))


def _covered(options: Options) -> int:
    groups = {"chosen on": chosen_on(), "no say in it": held_out()}
    lines: list[str] = []
    for count in options.replications:
        for line in (*table(groups, count, options.studies, options.confidence), ""):
            leave(f"{line}\n", None)
            lines.append(line)
    if options.out is not None:
        leave("\n".join(lines) + "\n", options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
