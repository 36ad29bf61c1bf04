"""Repeated tests: results from before are accepted (检查检验结果互认), or a test is done again."""

from __future__ import annotations

from sim import luck
from sim.contract import Patient
from sim.rules import notes
from sim.tables import Tables
from sim.tables.codes import END


def without_known(tables: Tables, p: Patient, first: int, needed: int, tests: int) -> int:
    """Return the lines that are needed, less tests whose results the patient brings.

    The doctor accepts all of them or none; what depends on a test falls away with it. All tests
    are remembered for where the episode goes next.
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
