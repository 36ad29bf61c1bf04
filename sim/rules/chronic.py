"""Chronic disease: who is due for follow-up, who is controlled, which exacerbations happen.

The cohort holds an occasion for follow-up every 30 days, and as many exacerbations as there would
be without control. Each takes place or not by its own luck, given the person's State. Persons who
are not called in come on some occasions all the same, as in the demand that they replace.
"""

from __future__ import annotations

import math

from sim import luck
from sim.contract import DUE, EXACERBATED, EXACERBATION, HELD, NOWHERE, Patient, State
from sim.tables import Tables
from sim.tables.chronic import ChronicRow


def happens(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether an occasion of a person takes place, and note whether it is controlled."""
    row = _disease(tables, p)
    person = state.person[p.person]
    if math.isnan(person.followed):
        person.rank = luck.uniform(p.key, luck.CONTROL)
        person.followed = _before(row, now, p)
    since = now - person.followed
    control = row.followed if since <= row.effective else row.lapsed
    p.controlled = int(person.rank < control)
    if p.occasion == EXACERBATION:
        return _worsens(row, p)
    if person.followed == -math.inf:
        return luck.uniform(p.key, luck.BY_ONESELF) < row.by_oneself
    if since < row.due:
        return False
    p.occasion = DUE
    return luck.uniform(p.key, luck.HAPPENS) < row.kept


def _before(row: ChronicRow, now: float, p: Patient) -> float:
    """When the person's last follow-up was, of whom nothing is known yet; -inf: never called in.

    Before the run nobody was seen: follow-ups were held at any time of the interval.
    """
    if luck.uniform(p.key, luck.RECALLED) >= row.reach:
        return -math.inf
    return now - row.recall * luck.uniform(p.key, luck.CONTROL, 0, 1)


def _disease(tables: Tables, p: Patient) -> ChronicRow:
    """The row of the person's disease."""
    disease = 0
    while p.person >= tables.chronic.disease[disease].last:
        disease += 1
    return tables.chronic.disease[disease]


def _worsens(row: ChronicRow, p: Patient) -> bool:
    """Say whether an exacerbation happens: control spares some."""
    if p.controlled == 1 and luck.uniform(p.key, luck.HAPPENS) < row.spared:
        return False
    p.occasion = EXACERBATED
    return True


def at_base(tables: Tables, p: Patient) -> bool:
    """Say whether a follow-up is held at the own base."""
    if p.occasion != DUE or tables.access.home[p.home].base == NOWHERE:
        return False
    return luck.uniform(p.key, luck.FOLLOWED_AT_BASE) < _disease(tables, p).at_base


def hold(state: State, now: float, p: Patient) -> None:
    """Note that a follow-up is held: the doctor sees the person."""
    p.occasion = HELD
    state.person[p.person].followed = now
