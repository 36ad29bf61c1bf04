"""Residents: the patients who lie in the wards when a run begins."""

from __future__ import annotations

import math

import numpy as np

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.cohort.people import (
    Acuities,
    Codes,
    Cohort,
    Floats,
    Keys,
    drawn_acuity,
    merged,
    no_persons,
    pick,
)
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration, Form
from sim.system.faults import Fault, Faults
from sim.system.network import Facility, Ward
from sim.system.reach import within_reach
from sim.tables.durations import duration_row

_WAYS = 3.0  # shares of each facility: of suited, not suited and urgent patients
_CELLS = 4096  # of the table of a stay's quantiles


def residents(system: System, begin: float, seed: int, replication: int) -> Cohort:
    """Return the patients in beds at ``begin``, facility by facility, at each ward's occupancy.

    Raises :exc:`~sim.system.faults.Faults` if a ward is occupied although no home has residents, or
    no condition is ever admitted.
    """
    wards = []
    for position, (name, facility) in enumerate(system.network.facilities.items()):
        for service, ward in facility.every_ward().items():
            count = round(ward.beds * ward.occupancy)
            if count > 0:
                stream = luck.stream_key(seed, replication, "resident", *_named(name, service))
                key = luck.patient_keys(stream, 0, count)
                where = f"{name}.{service.replace('ward.', 'wards.')}.occupancy"
                home = _drawn(key, 0, _home_weights(system, name), where)
                condition = _drawn(key, 1, _condition_weights(system, facility, service), where)
                residual = _residual(system, ward, key, condition)
                wards.append(_lying(system, position, begin, (key, home, condition, residual)))
    return merged(wards)


def _named(facility: str, service: str) -> tuple[str, ...]:
    """The names of a ward's luck; a single ward has the facility's name."""
    return (facility,) if service == "ward" else (facility, service)


def equilibrium(stay: Duration, keys: Keys) -> Floats:
    """Return what is left of a stay at a random instant within it, in the unit of ``stay``.

    An instant lies in long stays more often; a uniform part of such a stay is left (Cox 1962,
    Renewal Theory, section 5.4). A lognormal weighted by its own length is a lognormal with mu +
    sigma².
    """
    whole, part = luck.uniforms(keys, luck.RESIDUAL, 0, 0), luck.uniforms(keys, luck.RESIDUAL, 0, 1)
    if stay.form in {Form.NORMAL, Form.UNIFORM, Form.TRIANGULAR}:
        return part * _met(stay, whole)
    mean = stay.mean or 0.0
    if stay.form == Form.EXPONENTIAL:
        return -mean * np.log(part)
    if stay.form == Form.FIXED or stay.cv == 0.0 or mean == 0.0:
        return mean * part
    variance = math.log1p(stay.cv**2)
    mu = math.log(mean) + variance / 2.0
    normal = np.array([luck.normal_quantile(u) for u in whole.tolist()])
    return part * np.exp(mu + math.sqrt(variance) * normal)


def _residual(system: System, ward: Ward, key: Keys, condition: Codes) -> Floats:
    """Hours left of the stays of patients with these conditions."""
    factor = np.array([c.stay_factor for c in system.conditions.values()])
    hours: Floats = equilibrium(ward.stay_days, key) * HOURS_PER_DAY * factor[condition]
    for position, name in enumerate(system.conditions):
        if name in ward.stay_days_for:
            rows = condition == position
            hours[rows] = equilibrium(ward.stay_days_for[name], key[rows]) * HOURS_PER_DAY
    return hours


def _met(stay: Duration, whole: Floats) -> Floats:
    """Stays at a random instant: quantiles weighted by length, from a table."""
    row = duration_row(stay, 1.0)
    middles = (np.arange(_CELLS) + 0.5) / _CELLS
    lengths = np.array([luck.duration(row.form, row.a, row.b, row.c, u) for u in middles.tolist()])
    weight = np.concatenate([[0.0], np.cumsum(lengths)])
    if weight[-1] == 0.0:
        return np.zeros_like(whole)
    u = np.interp(whole, weight / weight[-1], np.linspace(0.0, 1.0, _CELLS + 1))
    met: Floats = np.interp(u, middles, lengths)
    return met


def _lying(
    system: System, position: int, begin: float, who: tuple[Keys, Codes, Codes, Floats]
) -> Cohort:
    """Patients in the ward of the facility at ``position``."""
    key, home, condition, residual = who
    acuity = _acuity(system, key, condition)
    complexity = luck.uniforms(key, luck.COMPLEXITY)
    time, bed = np.full(len(key), begin), np.full(len(key), position, dtype=np.int32)
    return Cohort(
        *(key, time, home, condition, acuity, complexity, bed, residual), *no_persons(len(key))
    )


def _acuity(system: System, key: Keys, condition: Codes) -> Acuities:
    acuity = np.zeros(len(key), dtype=np.int8)
    for position, c in enumerate(system.conditions.values()):
        rows = condition == position
        if rows.any():
            acuity[rows] = drawn_acuity(key[rows], _admitted(c))
    return acuity


def _drawn(key: Keys, count: int, weights: Floats, where: str) -> Codes:
    """Homes or conditions drawn by weight; ``where`` is the ward for which."""
    if weights.sum() == 0.0:
        wanted = "0, since no home has residents" if count == 0 else "0, since nobody is admitted"
        raise Faults((Fault(f"network.facilities.{where}", "above 0", wanted),))
    return pick(luck.uniforms(key, luck.ORIGIN, 0, count), weights).astype(np.int32)


def _home_weights(system: System, facility: str) -> Floats:
    """Residents of each home times the share that goes there first; all residents if none does."""
    homes = system.network.homes
    population = np.array([home.population for home in homes.values()])
    weights = population * np.array([_first(system, home, facility) for home in homes])
    return weights if weights.sum() > 0.0 else population


def _first(system: System, home: str, facility: str) -> float:
    """The sum of the observed shares; without these, the same for all facilities within reach."""
    contact = system.network.homes[home].first_contact
    if contact is None:
        reach = within_reach(system, home)
        return _WAYS / len(reach) if facility in reach else 0.0
    ways = (contact.suited, contact.not_suited, contact.emergency)
    return sum(way.get(facility, 0.0) for way in ways)


def _condition_weights(system: System, facility: Facility, service: str) -> Floats:
    """Bed days of each condition in a ward: demand, times admission, times length of stay."""
    ward = facility.every_ward()[service]
    return np.array(
        [
            c.demand_weight * sum(_admitted(c)) * _length(ward, name, c.stay_factor)
            if facility.ward_of(c.specialty) == service
            else 0.0
            for name, c in system.conditions.items()
        ]
    )


def _length(ward: Ward, condition: str, factor: float) -> float:
    """Mean stay of a condition, in days or relative to those of the ward's other conditions."""
    if not ward.stay_days_for:
        return factor
    own = ward.stay_days_for.get(condition)
    return ward.stay_days.average * factor if own is None else own.average


def _admitted(condition: Condition) -> tuple[float, float, float, float]:
    """Probability of each triage level together with an admission."""
    a, b, c, d = condition.acuity
    urgent, planned = condition.emergency_admission, condition.admission
    return a * urgent, b * urgent, c * planned, d * planned
