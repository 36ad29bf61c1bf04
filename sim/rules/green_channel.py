"""The green channel (绿色通道): what those who come by it need not go through."""

from __future__ import annotations

from sim.tables import Tables
from sim.tables.codes import END


def without_skipped(tables: Tables, first: int, planned: int) -> int:
    """Return the lines of a visit less those that the channel skips."""
    line = first
    while tables.flows.line[line].kind != END:
        if tables.flows.line[line].skipped == 1:
            planned &= ~tables.flows.line[line].bit
        line += 1
    return planned
