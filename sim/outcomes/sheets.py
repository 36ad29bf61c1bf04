"""Sheets: what was counted, as columns by fact and by dimension.

Each event is in exactly one row of a sheet. Rows are sorted by name: sums do not depend on codes. A
name is given by its position among all sorted names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.clock import HOURS_PER_DAY
from sim.contract import NOWHERE
from sim.journeys import AUDIT_HOURS
from sim.outcomes.audits import Audited, Audits
from sim.outcomes.facts import ACUITIES, AMOUNTS, COUNTS, HEADS, NEEDS, TIERS
from sim.outcomes.frame import Names, Setting
from sim.outcomes.holding import held_of
from sim.outcomes.indicators import TOO_FEW

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Counted:
    """What a tally has counted, as arrays: see :class:`~sim.outcomes.rows.Books`."""

    count: Numbers
    amount: Numbers
    bins: Numbers
    head: Numbers
    week_head: Numbers
    busy: Numbers
    held: Numbers
    flow: Numbers
    audits: Audits
    spot: Numbers


@dataclass(frozen=True)
class Sheet:
    """Rows with facts, named in some dimensions."""

    keys: Mapping[str, Codes]
    """By dimension, the position of each row's name; NOWHERE: it has none."""
    facts: Mapping[str, Numbers]
    """Numbers by the name of the fact."""
    bins: Mapping[str, Numbers]
    """Rows of bins by the name of the amount; 0: none."""

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(next(iter(self.facts.values())))

    def has(self, dimensions: Sequence[str]) -> bool:
        """Say whether the rows have names in all of some dimensions."""
        return all(name in self.keys for name in dimensions)

    def ordered(self) -> Sheet:
        """Return the sheet with its rows in the order of their names."""
        order = np.lexsort(list(self.keys.values()))
        parts = self.keys, self.facts, self.bins
        return Sheet(*({name: one[order] for name, one in part.items()} for part in parts))


class Order:
    """The sorted names of each dimension, and the position of each code among them."""

    def __init__(self, names: Names) -> None:
        """Put the names in order."""
        every = {
            "tier": TIERS,
            "facility": names.facilities,
            "home": names.homes,
            "condition": names.conditions,
            "stage": names.stages,
            "station": names.stations,
            "need": NEEDS,
        }
        self.names: dict[str, list[Any]] = {name: sorted(known) for name, known in every.items()}
        self._place = {
            name: np.append(np.argsort(np.argsort(known)), NOWHERE)  # the last is that of NOWHERE
            for name, known in every.items()
        }
        self.names["acuity"] = list(range(1, ACUITIES + 1))

    def places(self, dimension: str, codes: Numbers) -> Codes:
        """Return the positions of codes of a dimension; NOWHERE stays NOWHERE."""
        found: Codes = self._place[dimension][codes]
        return found


def sheets_of(setting: Setting, counted: Counted, order: Order) -> dict[str, Sheet]:
    """Return all sheets by the names that groups use."""
    found = {
        "homes": _homes(setting, counted, order),
        "conditions": _conditions(setting, counted, order),
        "needs": _needs(setting, counted, order),
        "places": _places(setting, counted, order),
        "spots": _spots(setting, counted, order),
        "kinds": _kinds(setting, counted, order),
        "tiers": _tiers(setting, counted, order),
        "stations": _stations(setting, counted, order),
        "tickets": _tickets(setting, counted, order),
    }
    sheets = {name: sheet.ordered() for name, sheet in found.items()}
    return sheets | {"worst": _worst(sheets["homes"])}


def _cells(counted: Counted, keys: dict[str, Codes], first: int) -> Sheet:
    """The sheet of the cells from the ``first`` on, as many as there are keys."""
    return Sheet(keys, *cell_facts(counted, first, len(next(iter(keys.values())))))


def cell_facts(
    counted: Counted, first: int, number: int
) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Return facts and rows of bins of some cells, from the ``first`` on."""
    last = first + number
    count = counted.count[first:last]
    amount = counted.amount.reshape(-1, len(AMOUNTS))[first:last]
    facts: dict[str, Numbers] = {name: count[:, what] for what, name in enumerate(COUNTS)}
    for what, name in enumerate(AMOUNTS):
        facts[name] = amount["total"][:, what]
        facts[f"{name}_events"] = amount["events"][:, what]
    return facts, {name: amount["bins"][:, n] for n, name in enumerate(AMOUNTS)}


def _homes(setting: Setting, counted: Counted, order: Order) -> Sheet:
    homes = np.arange(len(setting.names.homes))
    return _cells(counted, {"home": order.places("home", homes)}, 0)


def _conditions(setting: Setting, counted: Counted, order: Order) -> Sheet:
    names = setting.names
    conditions = np.arange(len(names.conditions))
    return _cells(counted, {"condition": order.places("condition", conditions)}, len(names.homes))


def _needs(setting: Setting, counted: Counted, order: Order) -> Sheet:
    keys = {"need": order.places("need", np.arange(len(NEEDS)))}
    return _cells(counted, keys, setting.frame.size.needs)


def _places(setting: Setting, counted: Counted, order: Order) -> Sheet:
    facility = np.repeat(np.arange(NOWHERE, len(setting.names.facilities)), ACUITIES)
    acuity = np.arange(len(facility)) % ACUITIES
    keys = where(setting, order, facility) | {"acuity": acuity}
    return _cells(counted, keys, setting.frame.size.places)


def _spots(setting: Setting, counted: Counted, order: Order) -> Sheet:
    spot = counted.spot
    keys = where(setting, order, spot["facility"]) | {
        "stage": order.places("stage", spot["stage"]),
        "station": order.places("station", spot["station"]),
    }
    return _cells(counted, keys, setting.frame.size.spots)


def where(setting: Setting, order: Order, facility: Codes) -> dict[str, Codes]:
    """Return the positions of facilities and of their tiers, by dimension."""
    tier = np.array([row.tier for row in setting.frame.facility] + [NOWHERE])[facility]
    return {"tier": order.places("tier", tier), "facility": order.places("facility", facility)}


def _people(setting: Setting, counted: Counted, order: Order) -> tuple[dict[str, Codes], Numbers]:
    """The kinds that some patients have, and the counts of each."""
    names = setting.names
    kinds = np.flatnonzero(counted.head.any(axis=1))
    shape = (len(names.homes), len(names.conditions), ACUITIES, 2)
    home, condition, acuity, _ = np.unravel_index(kinds, shape)
    keys = {
        "home": order.places("home", home),
        "condition": order.places("condition", condition),
        "acuity": acuity,
    }
    return keys, counted.head[kinds]


def _kinds(setting: Setting, counted: Counted, order: Order) -> Sheet:
    keys, head = _people(setting, counted, order)
    return Sheet(keys, {name: head[:, what] for what, name in enumerate(HEADS)}, {})


def _tiers(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Kinds of persons, once for each tier that has a facility."""
    keys, head = _people(setting, counted, order)
    tiers = np.array(sorted({row.tier for row in setting.frame.facility}), np.int64)
    treated = head[:, [HEADS.index(f"treated_{tier}") for tier in TIERS]]
    people = len(head)
    keys = {name: np.tile(codes, len(tiers)) for name, codes in keys.items()}
    keys["tier"] = np.repeat(order.places("tier", tiers), people)
    facts = {
        "treated_here": treated[:, tiers].T.ravel(),
        "treated_anywhere": np.tile(treated.sum(axis=1), len(tiers)),
    }
    return Sheet(keys, facts, {})


def _stations(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Stations: beds, and posts (all stations that are not beds)."""
    facility = np.array([row.facility for row in setting.frame.station], np.int64)
    stations = np.arange(len(facility))
    keys = where(setting, order, facility) | {"station": order.places("station", stations)}
    audited = counted.audits.in_all()
    return Sheet(keys, station_facts(setting, counted.busy, setting.capacity_hours, audited), {})


def station_facts(
    setting: Setting, busy: Numbers, capacity: Numbers, audited: Audited
) -> dict[str, Numbers]:
    """Return facts of stations, beds and posts apart; rows may hold all stations several times."""
    times = len(busy) // len(setting.beds)
    beds = np.tile(setting.beds, times)
    wards = np.tile([row.ward for row in setting.frame.station], times)
    facts: dict[str, Numbers] = {}
    for name, of_kind in (("bed", beds), ("post", ~beds)):
        facts[f"{name}s"] = of_kind
        facts[f"{name}_served"] = busy["served"] * of_kind
        facts[f"{name}_hours"] = busy["hours"] * of_kind
        facts[f"{name}_capacity"] = capacity * of_kind
    clinics = np.tile([row.clinic for row in setting.frame.station], times)
    facts["clinics"] = clinics
    facts["overtime"] = busy["overtime"]
    facts["session_hours"] = capacity * clinics
    facts["consulted"] = busy["served"] * clinics
    waiting = audited.waiting / np.maximum(audited.number, 1)
    for name, of_kind in (("ward", wards), ("desk", 1 - wards)):
        facts[f"{name}s"] = of_kind
        facts[f"{name}_audits"] = audited.waiting * of_kind
        facts[f"{name}_queue"] = waiting * of_kind
    facts["surge_audits"] = audited.surge * wards
    facts["surge_days"] = audited.surge * wards * (AUDIT_HOURS / HOURS_PER_DAY)
    return facts


def _tickets(setting: Setting, counted: Counted, order: Order) -> Sheet:
    """Facilities, and no facility: how long tickets of later sessions are held."""
    size = setting.frame.size
    keys = where(setting, order, np.arange(NOWHERE, size.facilities))
    held = counted.held.reshape(size.weeks, held_of(size))[:, size.stations :]
    sums = {name: held[name].sum(axis=0) for name in ("served", "hours")}
    return Sheet(keys, ticket_facts(sums["served"], sums["hours"]), {})


def ticket_facts(tickets: Numbers, hours: Numbers) -> dict[str, Numbers]:
    """Return facts of tickets of later sessions: how many were held, and for how many hours."""
    return {"held_tickets": tickets, "held_hours": hours}


def _worst(homes: Sheet) -> Sheet:
    """One row: the longest mean time to treatment of any home with enough patients."""
    patients, total = (
        homes.facts[name] for name in ("onset_to_treatment_events", "onset_to_treatment")
    )
    enough = np.flatnonzero(patients >= TOO_FEW)
    facts = {name: np.zeros(1) for name in ("patients", "hours", "gap")}
    if len(enough) > 0:
        hours = total[enough] / patients[enough]
        worst = np.argmax(hours)
        everywhere = np.bincount(np.zeros_like(patients), total)[0] / patients.sum()
        facts = {
            "patients": patients[enough][worst : worst + 1],
            "hours": hours[worst : worst + 1],
            "gap": hours[worst : worst + 1] - everywhere,
        }
    return Sheet({}, facts, {})
