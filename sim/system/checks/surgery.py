"""Surgery: theatres, their staff and their lists fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from sim.clock import MINUTES_PER_HOUR
from sim.system import System
from sim.system.checks.timetables import longest_session
from sim.system.faults import Fault
from sim.system.network import Facility


def broken_surgery(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    """Yield faults of a facility's surgery; ``key`` is the facility's."""
    theatre = facility.surgery
    given = (theatre.anaesthetists, theatre.surgeons, theatre.last_start_minutes)
    if "day_ward" in facility.stations and theatre.last_start_minutes is None:
        expected = "minutes, since day surgery goes by lists"
        yield Fault(f"{key}.surgery.last_start_minutes", "None", expected)
    if any(value is not None for value in given) and "theatre" not in facility.stations:
        yield Fault(f"{key}.surgery", "given", "nothing, or a station theatre")
    elif theatre.last_start_minutes is not None:
        yield from _never_starts(system, key, facility, theatre.last_start_minutes)


def _never_starts(system: System, key: str, facility: Facility, minutes: float) -> Iterator[Fault]:
    hours = facility.stations["theatre"].hours
    longest = longest_session(system, hours)
    if longest is None:  # always open, or a fault of its own
        return
    most = MINUTES_PER_HOUR * longest
    if minutes >= most:
        expected = f"less than the {most:g} minutes of the longest session of {hours}"
        yield Fault(f"{key}.surgery.last_start_minutes", f"{minutes:g}", expected)
