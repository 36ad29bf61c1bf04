"""Diary: the table on which staff were where, what was missing at home and given there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.outcomes.words import digits
from sim.page.blocks import Table
from sim.page.read import Results
from sim.page.tables import plain_table
from sim.system.diary import FORM_LABELS

_HOURS: Final = ("missing", "own", "added", "on_road", "there", "worked")
_COLUMNS: Final = (
    *("Scenario", "Month", "Who", "Form", "From", "To", "Days"),
    *("Missing at home", "Own time", "Added", "On the road", "There", "At work there"),
)


_FORMS: Final = {str(form): " ".join(names) for form, names in FORM_LABELS.items()}


def diary(results: Results) -> Table:
    """Return the entries of the baseline, and those of other scenarios that it does not have."""
    base = _entries(results, results.baseline)
    rows = [_row(results, results.baseline, entry) for entry in base]
    for name in results.others:
        rows += [_row(results, name, one) for one in _entries(results, name) if one not in base]
    note = (
        "Hours in the month. Hours there and on the road are missing at home while the room at "
        "home is open. While it is closed they are the person's own time. They are added if the "
        "queues at home are not described. At work there: hours in which the room there is open."
    )
    if not rows:
        note = "Nobody works away from the usual post in this study."
    return plain_table("Who was where, month by month", _COLUMNS, rows, note, texts=6)


def _entries(results: Results, scenario: str) -> list[Mapping[str, Any]]:
    """The entries of a scenario."""
    (found,) = (one for one in results.study["scenarios"] if one["name"] == scenario)
    return list(found.get("diary", ()))


def _row(results: Results, scenario: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """An entry as a row of text."""
    return (
        *(results.label(scenario), _month(entry), str(entry["person"])),
        _FORMS.get(entry["form"], entry["form"]),
        _post(results, entry["home"], entry["takes"]),
        _post(results, entry["at"], entry["gives"]),
        str(entry["days"]),
        *(digits(entry[key]) for key in _HOURS),
    )


def _month(entry: Mapping[str, Any]) -> str:
    """The month of an entry, with a hyphen at which no line breaks."""
    return str(entry["month"]).replace("-", "\u2011")


def _post(results: Results, facility: str, station: str | None) -> str:
    """A facility with the station, if there is one."""
    place = results.place(facility)
    return place if station is None else f"{place}: {station}"
