"""Arrivals: an exact non-homogeneous Poisson process for each home, condition and urgency.

Each stream draws its own spacings, unit exponentials, which the inverse of the cumulated intensity
maps to hours (Çinlar 1975, Introduction to Stochastic Processes, section 4.7). So patient n of a
stream is the same person under any scale, a longer run only appends patients, and streams do not
depend on each other.
"""

from __future__ import annotations

import numpy as np

from sim import luck
from sim.cohort.chronic import without_replaced
from sim.cohort.follow_ups import further_visits
from sim.cohort.intensity import intensity
from sim.cohort.people import Cohort, Floats, drawn_acuity, people
from sim.cohort.times import times_of
from sim.scenario import Demand
from sim.system import System
from sim.system.acuity import LAST_URGENT

URGENCIES = ("urgent", "planned")
"""The two kinds of stream: acuity 1 and 2, acuity 3 and 4."""


def yearly_rates(system: System, demand: Demand) -> Floats:
    """Return episodes a year by home, condition and urgency (urgent, planned), with follow-ups.

    Visits of chronic persons are included, as in the demand that they replace.
    """
    rates = _first_rates(system, demand)
    more = np.array([further_visits(c.follow_up) for c in system.conditions.values()])
    rates[:, :, 1] += rates.sum(axis=2) * more
    return rates


def _first_rates(system: System, demand: Demand) -> Floats:
    """Episodes a year without follow-ups."""
    conditions = system.conditions.values()
    homes = system.network.homes.values()
    total = np.array([home.population * home.episodes_per_head for home in homes])
    factor = np.array([[home.mix.get(name, 1.0) for name in system.conditions] for home in homes])
    weight = factor * np.array([condition.demand_weight for condition in conditions])
    whole = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0.0)
    urgent = np.array([sum(condition.acuity[:LAST_URGENT]) for condition in conditions])
    split = np.stack([urgent, np.array([sum(c.acuity[LAST_URGENT:]) for c in conditions])], axis=1)
    rates: Floats = demand.scale * (total[:, None] * share)[:, :, None] * split
    return rates


def synthetic(
    system: System, demand: Demand, until: float, seed: int, replication: int
) -> list[Cohort]:
    """Return the patients who fall ill before ``until``, stream by stream, each in order."""
    calendar = demand.calendar
    profiles = {"urgent": demand.urgent, "planned": demand.planned}
    rates = without_replaced(system, _first_rates(system, demand), demand.scale)
    spread = {
        name: intensity(profiles[name], calendar, until, name)
        for name, rate in zip(URGENCIES, rates.sum(axis=(0, 1)), strict=True)
        if rate > 0.0
    }
    names = (list(system.network.homes), list(system.conditions), URGENCIES)
    streams = []
    for h, c, u in np.argwhere(rates > 0.0):
        stream = luck.stream_key(seed, replication, names[0][h], names[1][c], names[2][u])
        time = times_of(stream, float(rates[h, c, u]), spread[names[2][u]], until)
        streams.append(_stream(system, (int(h), int(c), names[2][u]), stream, time))
    return streams


def _stream(system: System, origin: tuple[int, int, str], stream: int, time: Floats) -> Cohort:
    """The patients of one stream; ``origin`` is home, condition and urgency."""
    home, condition, urgency = origin
    shares = np.array(list(system.conditions.values())[condition].acuity)
    shares[slice(2, 4) if urgency == "urgent" else slice(0, 2)] = 0.0
    key = luck.patient_keys(stream, 0, len(time))
    complexity = luck.uniforms(key, luck.COMPLEXITY)
    return people(key, time, (home, condition), drawn_acuity(key, shares.tolist()), complexity)
