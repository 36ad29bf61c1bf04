"""Gatekeeping: which patients go to their own base first, by duty or by contract."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, Patient
from sim.tables import Tables


def complies(tables: Tables, p: Patient) -> bool:
    """Say whether a patient who would go to a hospital goes to the own base first.

    For residents with a family doctor's contract the higher of the two probabilities holds.
    """
    home = tables.access.home[p.home]
    if home.base == NOWHERE:
        return False
    chance = tables.access.compliance[p.home][p.acuity - 1]
    if home.contracted > 0.0 and luck.uniform(p.key, luck.CONTRACTED) < home.contracted:
        chance = max(chance, tables.access.contract_kept)
    return luck.uniform(p.key, luck.COMPLIANCE) < chance
