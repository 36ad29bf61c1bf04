"""Recording: real arrivals from a file, checked row by row.

Columns are ``time``, ``home`` and ``condition``, and if known ``acuity`` (1 to 4) and
``complexity`` (0 to 1); an empty cell of these two, or no column, leaves them to the patient's
luck; other columns are ignored, and told. A time is a local date-time (``2027-01-04T08:30``,
``2027/1/4 8:30``), or a number: hours since 00:00 of ``demand.start`` (:mod:`sim.cohort.moments`).
Rows are numbered as a spreadsheet shows them: row 1 holds the names. The order in which they stand
has no bearing: of those who come at one instant, luck decides who is first.
"""

from __future__ import annotations

import numpy as np

from sim import luck
from sim.clock import DAYS_PER_YEAR, HOURS_PER_DAY, Calendar
from sim.cohort.heading import Heading
from sim.cohort.moments import furthest, hours_of, wrong
from sim.cohort.people import Acuities, Codes, Cohort, Floats, Keys, drawn_acuity, no_persons
from sim.cohort.rows import Arrivals, remarks_on, span_of_rows, span_of_run
from sim.cohort.sheet import WAY_OUT, Bad, Finding, Sheet, opened
from sim.scenario import Demand
from sim.system import System
from sim.system.faults import Fault, Faults

KEY = "demand.path"
NEEDED = ("time", "home", "condition")
OPTIONAL = ("acuity", "complexity")
LEVELS = (1.0, 2.0, 3.0, 4.0)
MOST_URGENT = 2.0


def recorded(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return the patients of the file ``demand.path`` who come from the start to ``until``.

    The luck of a patient depends on seed, replication, home, condition and the patient's number
    among those in the order of time. What is left out is told in :attr:`Cohort.remarks`. Raises
    :exc:`~sim.system.faults.Faults` with all that cannot be read, one fault a kind, if no row lies
    within the run, or if the demand is scaled, which a file cannot be.
    """
    whole, rows = _within(system, demand, until)
    key = _keys(system, rows, seed, replication)
    first_come = np.lexsort((luck.uniforms(key, luck.TIE), rows.time))
    rows, key = rows.at(first_come), key[first_come]
    drawn = luck.uniforms(key, luck.COMPLEXITY)
    complexity = np.where(np.isnan(rows.complexity), drawn, rows.complexity)
    acuity, bed = _acuity(system, rows, key), np.full(len(key), -1, dtype=np.int32)
    columns = (key, rows.time, rows.home, rows.condition, acuity, complexity, bed)
    residual, nobody = np.full(len(key), np.nan), no_persons(len(key))
    remarks = remarks_on(whole, demand.calendar, until)
    return Cohort(*columns, residual, *nobody, remarks=remarks)


def recorded_rates(system: System, demand: Demand, until: float) -> Floats:
    """Return what the file's rows within the run come to in a year, as :func:`yearly_rates` does.

    Between the first and the last day that has a row; where the triage level is not known, by the
    condition's shares.
    """
    _, rows = _within(system, demand, until)
    shares = np.array([sum(condition.acuity[:2]) for condition in system.conditions.values()])
    urgent = np.where(np.isnan(rows.acuity), shares[rows.condition], rows.acuity <= MOST_URGENT)
    rates = np.zeros((len(system.network.homes), len(system.conditions), 2))
    np.add.at(rates[:, :, 0], (rows.home, rows.condition), urgent)
    np.add.at(rates[:, :, 1], (rows.home, rows.condition), 1.0 - urgent)
    days = rows.time[-1] // HOURS_PER_DAY - rows.time[0] // HOURS_PER_DAY + 1.0
    yearly: Floats = rates * (DAYS_PER_YEAR / days)
    return yearly


def _within(system: System, demand: Demand, until: float) -> tuple[Arrivals, Arrivals]:
    """All rows of a file and those within the run, each in the order of time."""
    if demand.scale != 1.0:
        raise Faults((Fault("demand.scale", str(demand.scale), "1 with a file of arrivals"),))
    whole = _read(system, demand, until).in_order()
    rows = whole.between(demand.calendar.begin, until)
    if len(rows.time) == 0:
        wanted = f"at least one arrival within the run, {span_of_run(demand.calendar, until)}"
        there = "" if len(whole.time) == 0 else f" ({span_of_rows(whole, demand.calendar)})"
        raise Faults((Fault(KEY, f"{demand.path}{there}", wanted),))
    return whole, rows


def _read(system: System, demand: Demand, until: float) -> Arrivals:
    """The file's columns; raises with all that is wrong in them, kind by kind."""
    sheet, findings = opened(str(demand.path), KEY, Heading(NEEDED, OPTIONAL))
    time, found = _times(sheet, demand.calendar, until)
    home, unknown_homes = _names(sheet, "home", list(system.network.homes))
    condition, unknown_conditions = _names(sheet, "condition", list(system.conditions))
    acuity, complexity = (sheet.numbers(name) for name in OPTIONAL)
    off_level = ~sheet.blank("acuity") & ~np.isin(acuity, LEVELS)
    off_range = ~sheet.blank("complexity") & ~((complexity >= 0.0) & (complexity <= 1.0))
    findings += found + unknown_homes + unknown_conditions
    findings += sheet.findings("acuity", off_level, "1, 2, 3 or 4")
    findings += sheet.findings("complexity", off_range, "a number from 0 to 1")
    if findings:
        raise Faults(tuple(fault for _, fault in sorted(findings, key=lambda found: found[0])))
    return Arrivals(time, home, condition, acuity, complexity, sheet.notes)


def _times(sheet: Sheet, calendar: Calendar, until: float) -> tuple[Floats, list[Finding]]:
    """The hours of the column of times, and what is wrong in it, by what it looks like."""
    time, number = hours_of(sheet.column("time"), calendar)
    bad = ~np.isfinite(time) | (np.abs(number) > furthest(number, until - calendar.begin))
    kinds: dict[str, Bad] = {}
    for at, cell in zip(np.flatnonzero(bad).tolist(), sheet.texts("time", bad), strict=True):
        why = wrong(float(number[at]), cell)
        kinds.setdefault(why.expected, Bad(int(sheet.rows[at]), cell, why.expected, why.meant))
    return time, sheet.fault("time", sheet.rows[bad], list(kinds.values()), len(kinds))


def _names(sheet: Sheet, column: str, known: list[str]) -> tuple[Codes, list[Finding]]:
    codes = sheet.codes(column, known)
    guess = f" (the file {sheet.guess}; {WAY_OUT})" if sheet.guess else ""
    return codes, sheet.findings(column, codes < 0, f"a known {column}{guess}", known)


def _keys(system: System, rows: Arrivals, seed: int, replication: int) -> Keys:
    """Keys by the number within home and condition, in the order of time."""
    key = np.empty(len(rows.time), dtype=np.uint64)
    for h, home in enumerate(system.network.homes):
        for c, condition in enumerate(system.conditions):
            at = np.flatnonzero((rows.home == h) & (rows.condition == c))
            stream = luck.stream_key(seed, replication, "file", home, condition)
            key[at] = luck.patient_keys(stream, 0, len(at))
    return key


def _acuity(system: System, rows: Arrivals, key: Keys) -> Acuities:
    """The file's triage level, or where it has none, one drawn from the condition's shares."""
    drawn = np.zeros(len(key))
    for c, condition in enumerate(system.conditions.values()):
        at = np.flatnonzero((rows.condition == c) & np.isnan(rows.acuity))
        drawn[at] = drawn_acuity(key[at], condition.acuity)
    return np.where(np.isnan(rows.acuity), drawn, rows.acuity).astype(np.int8)
