"""Stocks: the values of what State remembers. Reading a stock changes nothing."""

from __future__ import annotations

import math

from sim.contract import State
from sim.rules import choice
from sim.tables import Tables
from sim.tables.stocks import EXPECTED_WAIT, AuditedRow


def value_of(tables: Tables, state: State, now: float, stock: AuditedRow) -> float:
    """Return the value of a stock now, in its unit, by the function that the rules read."""
    if stock.name == EXPECTED_WAIT:
        return choice.expected_wait(state, stock.facility)
    return math.nan
