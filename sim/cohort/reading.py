"""Reading: a file of real arrivals as columns, checked row by row.

Columns are ``time``, ``home`` and ``condition``, and if known ``acuity`` (1 to 4), ``complexity``
(0 to 1) and ``facility``, where the patient came first. If one of these three is empty or missing,
the patient's luck decides. Other columns are ignored, with a remark. A time is a local date-time
(``2027-01-04T08:30``, ``2027/1/4 8:30``), or a number: hours since 00:00 of ``demand.start``
(:mod:`sim.cohort.moments`). Rows are numbered as a spreadsheet shows them: row 1 holds the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from sim.clock import Calendar
from sim.cohort.cells import listed
from sim.cohort.drawing import Drawing
from sim.cohort.heading import Heading
from sim.cohort.moments import furthest, hours_of, wrong
from sim.cohort.people import Codes, Floats, Mask
from sim.cohort.placing import LEAST
from sim.cohort.rows import Arrivals, span_of_rows, span_of_run
from sim.cohort.sheet import WAY_OUT, Bad, Finding, Sheet, opened
from sim.system.faults import Fault, Faults

KEY: Final = "demand.path"
NEEDED: Final = ("time", "home", "condition")
OPTIONAL: Final = ("acuity", "complexity", "facility")
LEVELS: Final = (1.0, 2.0, 3.0, 4.0)
_OF_BESIDE: Final = "(demand.beside is true: synthetic patients come to all others)"


def within(drawing: Drawing) -> tuple[Arrivals, Arrivals]:
    """Return all rows of a demand's file, and those within the run, each in order of time.

    Raises :exc:`~sim.system.faults.Faults` with everything that cannot be read, one fault a kind;
    if no row lies within the run; or if the demand is scaled, since a file cannot be scaled.
    """
    demand, until = drawing.demand, drawing.until
    if demand.scale != 1.0:
        raise Faults((Fault("demand.scale", str(demand.scale), "1 with a file of arrivals"),))
    whole = _read(drawing).in_order()
    rows = whole.between(demand.calendar.begin, until)
    if len(rows.time) == 0:
        wanted = f"at least one arrival within the run, {span_of_run(demand.calendar, until)}"
        there = "" if len(whole.time) == 0 else f" ({span_of_rows(whole, demand.calendar)})"
        raise Faults((Fault(KEY, f"{demand.path}{there}", wanted),))
    return whole, rows


def chance_of(drawing: Drawing, rows: Arrivals) -> Floats:
    """Return how likely each row's facility is as first choice; NaN where it is not known.

    An unknown triage level counts by the condition's shares.
    """
    chances = drawing.reference.chances()
    shares = levels_of(drawing)
    level = np.where(np.isnan(rows.acuity), 0.0, rows.acuity).astype(np.int64)
    known = (rows.home >= 0) & (rows.condition >= 0) & (rows.facility >= 0)
    known &= np.isin(level, (0, *LEVELS))
    home, condition, facility = rows.home[known], rows.condition[known], rows.facility[known]
    by_level = chances[home, condition, :, facility]
    mean = (by_level * shares[condition]).sum(axis=1)
    at_level = by_level[np.arange(len(home)), level[known] - 1]
    found = np.full(len(rows.time), np.nan)
    found[known] = np.where(level[known] == 0, mean, at_level)
    return found


def levels_of(drawing: Drawing) -> Floats:
    """Return the shares of the triage levels by condition."""
    return np.array([condition.acuity for condition in drawing.system.conditions.values()])


def _read(drawing: Drawing) -> Arrivals:
    """The file's columns; raises with everything that is wrong in them, kind by kind."""
    system, demand = drawing.system, drawing.demand
    sheet, findings = opened(str(demand.path), KEY, Heading(NEEDED, OPTIONAL))
    time, found = _times(sheet, demand.calendar, drawing.until)
    home, unknown_homes = _names(sheet, "home", list(system.network.homes))
    condition, unknown_conditions = _names(sheet, "condition", list(system.conditions))
    acuity, complexity = (sheet.numbers(name) for name in ("acuity", "complexity"))
    off_level = ~sheet.blank("acuity") & ~np.isin(acuity, LEVELS)
    off_range = ~sheet.blank("complexity") & ~((complexity >= 0.0) & (complexity <= 1.0))
    facility, unknown_facilities = _facilities(drawing, sheet)
    findings += found + unknown_homes + unknown_conditions
    findings += sheet.findings("acuity", off_level, "1, 2, 3 or 4")
    findings += sheet.findings("complexity", off_range, "a number from 0 to 1")
    rows = Arrivals(time, home, condition, acuity, complexity, facility, sheet.notes)
    findings += unknown_facilities + _strange(drawing, sheet, rows, off_level)
    if findings:
        raise Faults(tuple(fault for _, fault in sorted(findings, key=lambda found: found[0])))
    return rows


def _times(sheet: Sheet, calendar: Calendar, until: float) -> tuple[Floats, list[Finding]]:
    """The hours of the column of times, and its faults, by what wrong cells look like."""
    time, number = hours_of(sheet.column("time"), calendar)
    bad = ~np.isfinite(time) | (np.abs(number) > furthest(number, until - calendar.begin))
    kinds: dict[str, Bad] = {}
    for at, cell in zip(np.flatnonzero(bad).tolist(), sheet.texts("time", bad), strict=True):
        why = wrong(float(number[at]), cell)
        kinds.setdefault(why.expected, Bad(int(sheet.rows[at]), cell, why.expected, why.meant))
    return time, sheet.fault("time", sheet.rows[bad], list(kinds.values()), len(kinds))


def _names(sheet: Sheet, column: str, known: list[str]) -> tuple[Codes, list[Finding]]:
    codes = sheet.codes(column, known)
    return codes, _unknown(sheet, column, codes < 0, known)


def _unknown(sheet: Sheet, column: str, bad: Mask, known: list[str]) -> list[Finding]:
    guess = f" (the file {sheet.guess}; {WAY_OUT})" if sheet.guess else ""
    return sheet.findings(column, bad, f"a known {column}{guess}", known)


def _facilities(drawing: Drawing, sheet: Sheet) -> tuple[Codes, list[Finding]]:
    """Where patients came first, and faults in it; with ``beside`` no cell may be empty."""
    known = list(drawing.system.network.facilities)
    codes, blank = sheet.codes("facility", known), sheet.blank("facility")
    found = _unknown(sheet, "facility", (codes < 0) & ~blank, known)
    if drawing.demand.beside and "facility" not in sheet.table.column_names:
        wanted = f"a column facility, which says where each patient came first {_OF_BESIDE}"
        return codes, [(1, Fault(KEY, str(drawing.demand.path), wanted))]
    if drawing.demand.beside:
        found += sheet.findings("facility", blank, f"where the patient came first {_OF_BESIDE}")
    return codes, found


def _strange(drawing: Drawing, sheet: Sheet, rows: Arrivals, off_level: Mask) -> list[Finding]:
    """Rows of patients who would not come to their facility first, by home, condition and level."""
    bad = (chance_of(drawing, rows) < LEAST) & ~off_level
    at, cells = np.flatnonzero(bad), sheet.texts("facility", bad)
    if len(at) == 0:
        return []
    wanted = " ".join(_where_to(drawing, rows, int(at[0])))
    kinds: dict[str, Bad] = {}
    for row, cell in zip(sheet.rows[at].tolist(), cells, strict=True):
        kinds.setdefault(cell, Bad(row, cell, wanted))
    return sheet.fault("facility", sheet.rows[at], list(kinds.values()), len(kinds))


def _where_to(drawing: Drawing, rows: Arrivals, at: int) -> Iterator[str]:
    """What was expected in a row, in words."""
    system = drawing.system
    home = list(system.network.homes)[rows.home[at]]
    condition = list(system.conditions)[rows.condition[at]]
    level = "" if np.isnan(rows.acuity[at]) else f" at acuity {rows.acuity[at]:.0f}"
    kind = drawing.reference.chances()[rows.home[at], rows.condition[at]]
    chances = kind.max(axis=0) if not level else kind[int(rows.acuity[at]) - 1]
    names = zip(drawing.reference.facilities, chances[:-1], strict=True)
    there = listed([name for name, chance in names if chance >= LEAST]) or "none"
    yield f"a facility where at least 1 in {1 / LEAST:.0f} of those of {home} with {condition}"
    yield f"{level[1:]} come first: {there}".strip()
    if system.network.homes[home].first_contact is None:
        by = f"access.choice and network.homes.{home}.travel_minutes"
    else:
        by = f"network.homes.{home}.first_contact"
    yield f"(by {by}; correct the row, or these)"
