"""Lists: the hours in which planned operations may start."""

from __future__ import annotations

from sim.contract import Patient
from sim.rules.triage import urgent
from sim.tables import Tables


def by_list(tables: Tables, p: Patient) -> bool:
    """Say whether the patient is operated on by a list, not whenever a table is free."""
    lists = tables.surgery.lists[p.facility]
    return lists.first < lists.last and not urgent(p)


def list_from(tables: Tables, facility: int, instant: float) -> int:
    """Return the first list of a facility on which an operation can start after an instant."""
    low, high = tables.surgery.lists[facility].first, tables.surgery.lists[facility].last - 1
    while low < high:
        middle = (low + high) // 2
        if tables.surgery.list_day[middle].last_start > instant:
            high = middle
        else:
            low = middle + 1
    return low
