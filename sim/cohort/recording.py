"""Recording: the patients of a file of real arrivals.

The order of rows in the file does not matter: luck orders patients who come at the same instant. A
patient who is known to have come to a facility first gets the luck of a patient who chooses it. So
levers move such patients as they move others.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim import luck
from sim.clock import DAYS_PER_YEAR, HOURS_PER_DAY
from sim.cohort.drawing import Drawing
from sim.cohort.people import (
    Acuities,
    Cohort,
    Floats,
    Keys,
    Mask,
    Positions,
    no_persons,
)
from sim.cohort.placing import placed
from sim.cohort.reading import chance_of, levels_of
from sim.cohort.rows import Arrivals
from sim.system.acuity import LAST_URGENT


def recorded(drawing: Drawing, rows: Arrivals) -> Cohort:
    """Return the patients of some rows of a file, which must be in order.

    The luck of a patient depends on seed, replication, home, condition and the patient's number
    among those in order of time, and on the facility if it is known.
    """
    key = _keys(drawing, rows)
    first_come = np.lexsort((luck.uniforms(key, luck.TIE), rows.time))
    rows, key = rows.at(first_come), key[first_come]
    key = _placed(drawing, rows, key)
    drawn = luck.uniforms(key, luck.COMPLEXITY)
    complexity = np.where(np.isnan(rows.complexity), drawn, rows.complexity)
    acuity = _levels(drawing, rows, key[:, None])[:, 0]
    bed = np.full(len(key), -1, dtype=np.int32)
    columns = (key, rows.time, rows.home, rows.condition, acuity, complexity, bed)
    return Cohort(*columns, np.full(len(key), np.nan), *no_persons(len(key)))


def yearly(drawing: Drawing, rows: Arrivals, days: float) -> Floats:
    """Return the yearly rates of rows that span ``days``, in the form of the synthetic rates.

    An unknown triage level counts by the condition's shares, given the facility if it is known.
    """
    urgent = np.where(np.isnan(rows.acuity), _urgent(drawing, rows), rows.acuity <= LAST_URGENT)
    system = drawing.system
    rates = np.zeros((len(system.network.homes), len(system.conditions), 2))
    np.add.at(rates[:, :, 0], (rows.home, rows.condition), urgent)
    np.add.at(rates[:, :, 1], (rows.home, rows.condition), 1.0 - urgent)
    in_a_year: Floats = rates * (DAYS_PER_YEAR / days)
    return in_a_year


def days_of(rows: Arrivals) -> float:
    """Return the number of days from the first to the last row; rows must be in order."""
    return float(rows.time[-1] // HOURS_PER_DAY - rows.time[0] // HOURS_PER_DAY + 1.0)


def _urgent(drawing: Drawing, rows: Arrivals) -> Floats:
    """The probability that a patient without a triage level is an emergency."""
    likely, known = levels_of(drawing)[rows.condition], rows.facility >= 0
    chances = drawing.reference.chances()[rows.home, rows.condition, :, rows.facility]
    likely[known] *= chances[known]
    likely[known] /= likely[known].sum(axis=1, keepdims=True)
    urgent: Floats = likely[:, :2].sum(axis=1)
    return urgent


def _keys(drawing: Drawing, rows: Arrivals) -> Keys:
    """Keys by the number within home and condition, in the order of time."""
    key = np.empty(len(rows.time), dtype=np.uint64)
    for h, home in enumerate(drawing.system.network.homes):
        for c, condition in enumerate(drawing.system.conditions):
            at = np.flatnonzero((rows.home == h) & (rows.condition == c))
            stream = luck.stream_key(drawing.seed, drawing.replication, "file", home, condition)
            key[at] = luck.patient_keys(stream, 0, len(at))
    return key


def _placed(drawing: Drawing, rows: Arrivals, key: Keys) -> Keys:
    """Keys that choose the facility that each patient came to."""
    known = np.flatnonzero(rows.facility >= 0)
    if len(known) == 0:
        return key
    some = rows.at(known)
    chance = float(chance_of(drawing, some).min())
    key = key.copy()
    key[known] = placed(key[known], partial(_chooses, drawing, some), chance)
    return key


def _chooses(drawing: Drawing, rows: Arrivals, tries: Keys, left: Positions) -> Mask:
    """Say which tries of the patients ``left`` choose the facility that each came to."""
    some = rows.at(left)
    home, condition, facility = (x[:, None] for x in (some.home, some.condition, some.facility))
    chosen = drawing.reference.chosen(tries, home, condition, _levels(drawing, some, tries))
    return np.asarray(chosen == facility)


def _levels(drawing: Drawing, rows: Arrivals, tries: Keys) -> Acuities:
    """The file's triage level; if it has none, a level drawn from the condition's shares.

    ``tries`` has several keys for each row.
    """
    share = np.cumsum(levels_of(drawing), axis=1)
    share /= share[:, -1:]
    u = luck.uniforms(tries, luck.ACUITY)
    drawn = 1 + (u[:, :, None] >= share[rows.condition][:, None, :]).sum(axis=2)
    given = rows.acuity[:, None]
    return np.where(np.isnan(given), drawn, given).astype(np.int8)
