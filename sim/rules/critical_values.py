"""Critical values (危急值): findings that the reader calls in at once, to the doctor and above."""

from __future__ import annotations

from sim import luck
from sim.contract import CRITICAL, NOWHERE, READ_HERE, Patient
from sim.rules.triage import urgent
from sim.tables import Tables


def find(tables: Tables, p: Patient, reader: int) -> None:
    """Note a critical finding in the recording of an urgent patient.

    The hub never misses one; a doctor on the spot misses as many as diagnoses. A return after
    treatment has no second finding.
    """
    if p.critical != NOWHERE or p.returned == 1 or not _shows(tables, p):
        return
    if reader == READ_HERE:
        seen = tables.referral.recognition[p.facility]
        if luck.uniform(p.key, luck.DIAGNOSED, p.hop) >= seen:
            return
    p.critical = reader


def _shows(tables: Tables, p: Patient) -> bool:
    """Say whether the patient's recordings show a critical finding.

    The finding and the time-critical diagnosis share one draw. So if findings are fewer, all of
    them are in patients with the diagnosis; if diagnoses are fewer, all of these have a finding.
    """
    chance = tables.remote.critical[p.condition]
    return chance > 0.0 and urgent(p) and luck.uniform(p.key, luck.PATHWAY) < chance


def call(tables: Tables, p: Patient) -> None:
    """Call a critical finding in once the report is back: the patient goes before others."""
    if p.critical == NOWHERE or p.called == 1 or p.returned == 1:
        return
    if luck.uniform(p.key, luck.CALLED) < tables.remote.critical_calls:
        p.called = 1
        p.priority = CRITICAL
