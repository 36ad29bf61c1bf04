"""Reference: where people would come first by their own choice alone.

It is the choice of :mod:`sim.rules.choice` with the same luck, but without levers, incentives or
gatekeeping, and with the waits that are expected when a run begins. So it is a pure function of the
patient's key, the same in every scenario of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from sim import luck
from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.cohort.people import Acuities, Codes, Floats, Keys, Mask, Positions
from sim.contract import NOWHERE
from sim.system import System
from sim.system.acuity import LAST_URGENT, LEVELS
from sim.system.conditions import Condition
from sim.tables.choice import Utilities, appeals, stays_home, ticket_per_hour, worths
from sim.tables.codes import EMERGENCY, NOT_SUITED, SUITED
from sim.tables.wards import admission_rows

_URGENT: Final = tuple(level <= LAST_URGENT for level in range(1, LEVELS + 1))
"""Which triage levels are emergencies."""


@dataclass(frozen=True, eq=False)
class Reference:
    """The utility of each facility for each kind of patient, without luck."""

    worth: Floats
    """By home, condition, triage level and facility, the last for staying at home; minus infinity:
    not an option."""
    facilities: tuple[str, ...]
    """Names of the facilities."""

    def chosen(
        self, key: Keys, home: Codes | int, condition: Codes | int, acuity: Acuities
    ) -> Codes:
        """Return the facility that each patient chooses; NOWHERE: to stay at home."""
        kinds = np.ravel_multi_index((home, condition, acuity - 1), self.worth.shape[:3])
        kind, keys = np.broadcast_to(kinds, key.shape).ravel(), key.ravel()
        best, chosen = np.full(len(keys), -np.inf), np.full(len(keys), NOWHERE, np.int32)
        table = self.worth.reshape(-1, self.worth.shape[-1])
        for facility, purpose, number in self._lots(table, kind):
            worth = table[kind, facility]
            there = np.flatnonzero(worth > -np.inf)
            u = luck.uniforms(keys[there], purpose, 0, number)
            total = worth[there] + luck.gumbels(u)
            better = total > best[there]
            best[there[better]] = total[better]
            chosen[there[better]] = facility
        return chosen.reshape(key.shape)

    def chances(self) -> Floats:
        """Return the probability of each choice, in the form of :attr:`worth`."""
        top = self.worth.max(axis=-1, keepdims=True)
        weight = np.exp(self.worth - np.where(top > -np.inf, top, 0.0))
        whole = weight.sum(axis=-1, keepdims=True)
        shares: Floats = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0.0)
        return shares

    def _lots(self, table: Floats, kind: Positions) -> Iterator[tuple[int, int, int]]:
        """The options of some kinds of patients, each with the purpose and number of its luck.

        On a tie the patient stays at home.
        """
        asked = np.bincount(kind, minlength=len(table)) > 0
        open_to: Mask = np.asarray((table[asked] > -np.inf).any(axis=0))
        if open_to[NOWHERE]:
            yield NOWHERE, luck.STAYING_HOME, 0
        for facility in np.flatnonzero(open_to[:NOWHERE]).tolist():
            number = luck.name_number(self.facilities[facility])
            yield facility, luck.FIRST_CONTACT, number


def reference(system: System) -> Reference:
    """Return where people would come first in a system without its levers."""
    facilities, conditions = tuple(system.network.facilities), system.conditions.values()
    homes = system.network.homes.items()
    worth = np.full((len(homes), len(conditions), len(_URGENT), len(facilities) + 1), -np.inf)
    pull = {whole: _pull(system, whole=whole) for whole in (False, True)}
    for h, (name, home) in enumerate(homes):
        whole = home.first_contact is None
        options = np.array([_row(facilities, some) for some in worths(system, name)])
        for c, condition in enumerate(conditions):
            occasions = [*range(len(_URGENT))] if whole else _reasons(condition)
            worth[h, c, :, :-1] = options[occasions] + pull[whole][:, :, c]
        if whole:
            worth[h, :, :, NOWHERE] = stays_home(system)
    return Reference(worth, facilities)


def _row(facilities: tuple[str, ...], some: Utilities) -> list[float]:
    return [some.get(name, -np.inf) for name in facilities]


def _reasons(condition: Condition) -> list[int]:
    """Which of the observed shares apply, by triage level."""
    can_wait = SUITED if condition.suited_to_base else NOT_SUITED
    return [EMERGENCY if urgent else can_wait for urgent in _URGENT]


def _pull(system: System, *, whole: bool) -> npt.NDArray[np.float64]:
    """The utility of trust, cost and waits by triage level, facility and condition.

    It is whole for homes without observed shares, else that of the trust gained since.
    """
    facilities = system.network.facilities.values()
    costs = replace(system.costs, primary_bonus=0.0, unreferred_penalty=0.0)
    unpaid = replace(system, costs=costs)
    rows = appeals(unpaid, [admission_rows(unpaid, facility) for facility in facilities])
    trust = np.array([[one.whole if whole else one.gained for one in row] for row in rows])
    if not whole:
        return np.array([trust] * len(_URGENT))
    wait, ticket = system.access.choice.wait_per_hour, ticket_per_hour(system)
    waits = [
        wait * one.expected_wait_minutes * HOURS_PER_MINUTE
        + ticket * one.expected_ticket_days * HOURS_PER_DAY
        for one in facilities
    ]
    others = np.array([[one.cost_whole for one in row] for row in rows]) + np.array(waits)[:, None]
    return np.array([trust if urgent else trust + others for urgent in _URGENT])
