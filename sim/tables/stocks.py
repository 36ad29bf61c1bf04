"""Stocks: which parts of State are audited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.contract import NOWHERE
from sim.tables.names import Names

# Stocks by their codes (AuditedRow.name). sim.rules.stocks gives their values.
EXPECTED_WAIT: Final = 0  # hours in the rooms of a facility until the doctor
STOCK_NAMES: Final = ("expected_wait",)


@dataclass(slots=True)
class AuditedRow:
    """A stock of a facility, whose value an engine asks for at every audit."""

    name: int  # which of STOCK_NAMES
    facility: int
    what_for: int  # which of StockTables.what_for; NOWHERE: the facility has only one


@dataclass(slots=True)
class StockTables:
    """The stocks that are audited."""

    what_for: list[str]  # names that the codes stand for
    stock: list[AuditedRow]  # in the order of the record


def lower_stocks(names: Names) -> StockTables:
    """Return the tables of the stocks that are audited."""
    facilities = range(len(names.facilities))
    return StockTables(
        what_for=[],
        stock=[AuditedRow(EXPECTED_WAIT, facility, NOWHERE) for facility in facilities],
    )
