"""Loads: the offered load as ``tierflow check`` shows it, in tables and lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os import cpu_count
from typing import Final, TypeVar

from joblib import Parallel, delayed
from rich.table import Table
from rich.text import Text

from sim.offered_load import Load, Offered, Tickets, offered
from sim.scenario import Scenario

HIGH: Final = 0.9
"""Load above which queues are long in any case, and a figure is marked."""

_ERROR: Final = 0.01
_PATIENTS: Final = 500_000
"""Standard error of loads under a lever, and most patients who walk: some two seconds each."""

_TWO_SIDED: Final = 1.96  # standard errors to either side contain 95 %
_CLEARLY: Final = 3.0  # standard errors of a difference that is shown: there are hundreds
_TICKETS: Final = (
    f"Tickets short: more than {HIGH} of them are asked for, so that patients have to take later "
    "days.\nTickets run out: more are asked for than there are; patients go elsewhere or without. "
    "Peak: the\nday with the highest load."
)
_SHOWN: Final = 8  # most lines of one lever, and of advice
_ENOUGH: Final = 0.85  # a load with which queues are bearable
_EXPERT: Final = "/expert."


def tables(name: str, here: Offered, labels: Mapping[str, str] | None = None) -> Iterator[Table]:
    """Return a table of stations and one of clinics, those with a high load marked.

    They are grouped by facility, worst first; ``labels`` are second names of facilities.
    """
    yield _stations(name, as_ticketed(here).stations, labels or {})
    if here.clinics:
        yield _clinics(name, here.clinics, labels or {})


def as_ticketed(here: Offered) -> Offered:
    """Return the loads if visiting experts see no more patients than they have tickets."""
    over = {
        one.station: one.load for one in here.clinics if _EXPERT in one.station and one.load > 1
    }
    stations = tuple(_cut(one, over.get(one.station, 1.0)) for one in here.stations)
    return replace(here, stations=stations)


def _cut(one: Load, times: float) -> Load:
    """A load divided by ``times``."""
    hours, error = one.offered_hours_week / times, one.error_hours_week / times
    return replace(one, offered_hours_week=hours, error_hours_week=error)


Every = TypeVar("Every", Load, Tickets)


def _grouped(every: Sequence[Every]) -> Iterator[tuple[str, list[Every]]]:
    """Loads by facility, worst first; the facility with the worst load comes first."""
    ordered = sorted(every, key=lambda one: -one.load)
    for facility in dict.fromkeys(_facility(one) for one in ordered):
        yield facility, [one for one in ordered if _facility(one) == facility]


def _facility(one: Load | Tickets) -> str:
    return one.station.partition("/")[0]


def _heading(facility: str, labels: Mapping[str, str]) -> Text:
    return Text(f"{facility} {labels.get(facility, '')}".strip(), style="bold")


def _stations(name: str, loads: tuple[Load, ...], labels: Mapping[str, str]) -> Table:
    table = _table(
        f"Offered load of {name}, hours of a week without holidays",
        ("station", "work", "open", "load", "±", ""),
    )
    for facility, group in _grouped(loads):
        table.add_section()
        table.add_row(_heading(facility, labels))
        for one in group:
            numbers = (f"{n:.1f}" for n in (one.offered_hours_week, one.capacity_hours_week))
            table.add_row(one.station, *numbers, *_known(one), _mark(one))
    return table


def _clinics(name: str, clinics: tuple[Tickets, ...], labels: Mapping[str, str]) -> Table:
    table = _table(
        f"Tickets of {name}, a session, if all could have one at once",
        ("clinic", "asked", "there", "load", "±", "peak", ""),
    )
    for facility, group in _grouped(clinics):
        table.add_section()
        table.add_row(_heading(facility, labels))
        for one in group:
            sessions = max(1, one.sessions)
            numbers = (f"{sum(n) / sessions:.1f}" for n in (one.asked, one.given))
            load, day = one.peak
            table.add_row(one.station, *numbers, *_known(one), f"{day} {load:.2f}", _mark(one))
    return table


def _table(title: str, headings: tuple[str, ...]) -> Table:
    table = Table(title=title)
    for position, heading in enumerate(headings):
        table.add_column(heading, justify="right" if position else "left")
    return table


def _known(one: Load | Tickets) -> tuple[str, str]:
    """A load, and half the width of its interval of 95 %."""
    return f"{one.load:.2f}", f"{_TWO_SIDED * one.error:.2f}"


def _mark(one: Load | Tickets) -> str:
    """The meaning of a load in words."""
    short = isinstance(one, Tickets)
    if short and _EXPERT in one.station and one.load >= 1.0:
        return "all taken; others go up"
    if one.load >= 1.0:
        return "tickets run out" if short else "overloaded"
    if one.load > HIGH:
        return "tickets short" if short else "nearly full"
    return ""


def at_1_or_above(here: Offered) -> list[str]:
    """Return the names of stations and clinics with a load of 1 or more."""
    return list(dict.fromkeys(one.station for one in _over(here)))


def _over(here: Offered) -> list[Load | Tickets]:
    """Stations and clinics with too high a load; experts always have one."""
    clinics = [one for one in here.clinics if _EXPERT not in one.station]
    every: list[Load | Tickets] = [*as_ticketed(here).stations, *clinics]
    return sorted((one for one in every if one.load >= 1.0), key=lambda one: -one.load)


def advice(here: Offered) -> list[str]:
    """Return what to do about stations and clinics with too high a load, worst first."""
    told = [_cure(one) for one in _over(here)]
    more = [f"… and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    return [*told[:_SHOWN], *more]


def _cure(one: Load | Tickets) -> str:
    """What would bring a load down to a bearable one."""
    facility, _, service = one.station.partition("/")
    key = f"network.facilities.{facility}"
    if isinstance(one, Tickets):
        what = f"more tickets, and doctors for them ({key}.clinics.{service.partition('.')[2]})"
    elif service.startswith("ward"):
        ward = service.replace("ward.", "wards.")
        what = f"more beds ({key}.{ward}.beds), shorter stays, or more who step down"
    elif service.startswith("consultation."):
        what = f"more doctors ({key}.clinics.{service.partition('.')[2]}.doctors)"
    else:
        what = f"more servers or longer hours ({key}.stations.{service})"
    times = f"{one.load / _ENOUGH:.1f} times as much" if one.load < math.inf else "some"
    return f"{one.station}: {times} would make it {_ENOUGH}: {what}"


def accuracy(here: Offered) -> str:
    """Return how exact the figures are, and what the marks of tickets mean."""
    every: list[Load | Tickets] = [*here.stations, *here.clinics]
    worst = max((one for one in every if one.error < math.inf), key=lambda one: one.error)
    told = (
        f"{here.patients} patients were asked; ± is half the interval of 95 %, at most "
        f"{_TWO_SIDED * worst.error:.3f} ({worst.station})."
    )
    return f"{told}\n{_TICKETS}" if here.clinics else told


@dataclass(frozen=True)
class Moved:
    """A high load that a lever changes."""

    under: Load | Tickets
    today: float


def each(levers: Mapping[str, Scenario], workers: int) -> dict[str, Offered]:
    """Return the loads under each lever, by its name."""
    jobs = (delayed(offered)(one, _ERROR, _PATIENTS) for one in levers.values())
    found = Parallel(n_jobs=workers or cpu_count() or 1, backend="threading")(jobs)
    return dict(zip(levers, found, strict=True))


def moved(today: Offered, under: Offered) -> list[Moved]:
    """Return the high loads that clearly differ from today's, worst first, one for each station."""
    found: dict[str, Moved] = {}
    for before, after in ((today.stations, under.stations), (today.clinics, under.clinics)):
        known: dict[str, Load | Tickets] = {one.station: one for one in before}
        for one in after:
            worst = found.get(one.station)
            if _differs(one, known.get(one.station)) and (
                worst is None or worst.under.load < one.load
            ):
                other = known.get(one.station)
                found[one.station] = Moved(one, other.load if other else 0.0)
    return sorted(found.values(), key=lambda one: -one.under.load)


def _differs(one: Load | Tickets, before: Load | Tickets | None) -> bool:
    """Say whether a load is high, and differs from before by more than luck."""
    if one.load <= HIGH or (before and before.load == one.load):
        return False
    if before is None or math.inf in (one.load, before.load):
        return True
    return abs(one.load - before.load) > _CLEARLY * math.hypot(one.error, before.error)


def under_levers(today: Offered, under: Mapping[str, Offered]) -> Table | str:
    """Return a short table of loads above :data:`HIGH` that each lever alone brings."""
    table = _table(
        f"Above {HIGH} and not as without levers, each lever alone",
        ("lever", "station", "load", "±", "without", ""),
    )
    for name, offer in under.items():
        lines = moved(as_ticketed(today), as_ticketed(offer))
        for one in lines[:_SHOWN]:
            table.add_row(
                name, one.under.station, *_known(one.under), f"{one.today:.2f}", _mark(one.under)
            )
        if len(lines) > _SHOWN:
            table.add_row(name, f"and {len(lines) - _SHOWN} more")
    return table if table.row_count else f"No lever alone brings another load above {HIGH}"
