"""Recording: real arrivals from a file, checked row by row.

Columns are ``time``, ``home`` and ``condition``, and if known ``acuity`` (1 to 4) and
``complexity`` (0 to 1); an empty cell of these two, or no column, leaves them to the patient's
luck. A time is a local ISO date-time (``2027-01-04T08:30``), or a number: hours since 00:00 of
``demand.start``. Rows are numbered as a spreadsheet shows them: row 1 holds the names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim import luck
from sim.clock import Calendar
from sim.cohort.people import Acuities, Codes, Cohort, Floats, Keys, drawn_acuity, no_persons
from sim.cohort.sheet import Finding, Sheet, opened
from sim.scenario import Demand
from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

KEY = "demand.path"
NEEDED = ("time", "home", "condition")
OPTIONAL = ("acuity", "complexity")
LEVELS = (1.0, 2.0, 3.0, 4.0)


def recorded(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return the patients of the file ``demand.path`` who come before ``until``.

    The luck of a patient depends on seed, replication, home, condition and the patient's number
    among those in the order of time. Later rows are counted in :attr:`Cohort.outside`. Raises
    :exc:`~sim.system.faults.Faults` with all rows that cannot be read, if no row lies within the
    run, or if the demand is scaled, which a file cannot be.
    """
    if demand.scale != 1.0:
        raise Faults((Fault("demand.scale", str(demand.scale), "1 with a file of arrivals"),))
    whole = _read(system, demand).in_order()
    rows = whole.before(until)
    if len(rows.time) == 0:
        raise Faults((Fault(KEY, str(demand.path), "at least one arrival within the run"),))
    key = _keys(system, rows, seed, replication)
    drawn = luck.uniforms(key, luck.COMPLEXITY)
    complexity = np.where(np.isnan(rows.complexity), drawn, rows.complexity)
    acuity, bed = _acuity(system, rows, key), np.full(len(key), -1, dtype=np.int32)
    columns = (key, rows.time, rows.home, rows.condition, acuity, complexity, bed)
    residual, nobody = np.full(len(key), np.nan), no_persons(len(key))
    return Cohort(*columns, residual, *nobody, outside=len(whole.time) - len(key))


@dataclass(frozen=True)
class _Arrivals:
    """The columns of a file that holds no fault."""

    time: Floats
    home: Codes
    condition: Codes
    acuity: Floats  # NaN: not known
    complexity: Floats  # NaN: not known

    def in_order(self) -> _Arrivals:
        return self._rows(np.argsort(self.time, kind="stable"))

    def before(self, until: float) -> _Arrivals:
        return self._rows(np.flatnonzero(self.time < until))

    def _rows(self, at: npt.NDArray[np.intp]) -> _Arrivals:
        origin = self.home[at], self.condition[at]
        return _Arrivals(self.time[at], *origin, self.acuity[at], self.complexity[at])


def _read(system: System, demand: Demand) -> _Arrivals:
    """The file's columns; raises with all that is wrong in them, row by row."""
    sheet, findings = opened(str(demand.path), KEY)
    _check_names(sheet)
    time, found = _times(sheet, Calendar(demand.start))
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
    return _Arrivals(time, home, condition, acuity, complexity)


def _check_names(sheet: Sheet) -> None:
    """Raise if a column is missing or unknown."""
    names, known = sheet.table.column_names, (*NEEDED, *OPTIONAL)
    missing = [Fault(KEY, ", ".join(names), f"a column {n}") for n in NEEDED if n not in names]
    wanted = f"no columns but {', '.join(known)}"
    unknown = [Fault(KEY, n, wanted, nearest(n, list(known))) for n in names if n not in known]
    if missing or unknown:
        raise Faults((*missing, *unknown))


def _times(sheet: Sheet, calendar: Calendar) -> tuple[Floats, list[Finding]]:
    time = sheet.hours("time", calendar)
    finite = np.isfinite(time)
    wanted = "a local ISO date-time without a zone, or hours since the start"
    early = f"a time from {calendar.start} on (demand.start)"
    found = sheet.findings("time", ~finite, wanted)
    return time, found + sheet.findings("time", finite & (time < calendar.begin), early)


def _names(sheet: Sheet, column: str, known: list[str]) -> tuple[Codes, list[Finding]]:
    codes = sheet.codes(column, known)
    return codes, sheet.findings(column, codes < 0, f"a known {column}", known)


def _keys(system: System, rows: _Arrivals, seed: int, replication: int) -> Keys:
    """Keys by the number within home and condition, in the order of time."""
    key = np.empty(len(rows.time), dtype=np.uint64)
    for h, home in enumerate(system.network.homes):
        for c, condition in enumerate(system.conditions):
            at = np.flatnonzero((rows.home == h) & (rows.condition == c))
            stream = luck.stream_key(seed, replication, "file", home, condition)
            key[at] = luck.patient_keys(stream, 0, len(at))
    return key


def _acuity(system: System, rows: _Arrivals, key: Keys) -> Acuities:
    """The file's triage level, or where it has none, one drawn from the condition's shares."""
    drawn = np.zeros(len(key))
    for c, condition in enumerate(system.conditions.values()):
        at = np.flatnonzero((rows.condition == c) & np.isnan(rows.acuity))
        drawn[at] = drawn_acuity(key[at], condition.acuity)
    return np.where(np.isnan(rows.acuity), drawn, rows.acuity).astype(np.int8)
