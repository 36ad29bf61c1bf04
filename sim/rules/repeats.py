"""Repeated tests: earlier results are accepted (检查检验结果互认), or the test is done again."""

from __future__ import annotations

from sim import luck
from sim.contract import Patient
from sim.rules import notes
from sim.tables import Tables
from sim.tables.codes import END


def without_known(tables: Tables, p: Patient, first: int, needed: int, tests: int) -> int:
    """Return the lines that are needed, without tests whose results are accepted.

    The doctor accepts all results that the patient brings, or none. Lines that depend on a test
    fall away with it. All tests are remembered for the next facilities of the episode.
    """
    again = tests & p.tested
    p.tested |= tests
    if again == 0:
        return needed
    if luck.uniform(p.key, luck.MUTUAL, p.hop) >= tables.referral.mutual:
        notes.note(p, notes.REPEATED)
        return needed
    notes.note(p, notes.RECOGNISED)
    line = first
    while tables.flows.line[line].kind != END:
        if tables.flows.line[line].test & again != 0:
            needed &= ~tables.flows.line[line].bit
        line += 1
    return needed
