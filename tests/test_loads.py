"""Loads in the terminal: which are marked, how well they are known, and what a lever changes."""

from __future__ import annotations

import math

from rich.console import Console
from rich.table import Table

from sim import loads
from sim.offered_load import Load, Offered, Tickets

WEEK = 100.0


def station(name: str, load: float, error: float = 0.001) -> Load:
    return Load(name, load * WEEK, WEEK, error * WEEK)


def clinic(name: str, monday: float, other: float, error: float = 0.001) -> Tickets:
    """Two sessions of fifty tickets, on Monday and Tuesday."""
    asked = (50.0 * monday, 50.0 * other, 0.0, 0.0, 0.0, 0.0, 0.0)
    return Tickets(name, asked, (50, 50, 0, 0, 0, 0, 0), 2, error * WEEK)


def offer(*every: Load | Tickets) -> Offered:
    return Offered(
        stations=tuple(one for one in every if isinstance(one, Load)),
        clinics=tuple(one for one in every if isinstance(one, Tickets)),
        patients=1000,
    )


def shown(table: Table | str) -> str:
    console = Console(width=100, markup=False, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def line_of(text: str, name: str) -> str:
    (line,) = [line for line in text.splitlines() if name in line]
    return line


def test_stations_are_marked_from_9_tenths_on() -> None:
    here = offer(station("a/low", 0.9), station("a/high", 0.93), station("a/over", 1.0))
    (table,) = loads.tables("today", here)
    text = shown(table)
    assert "nearly" not in line_of(text, "a/low")
    assert "nearly full" in line_of(text, "a/high")
    assert "overloaded" in line_of(text, "a/over")


def test_clinics_show_a_session_its_peak_and_what_their_load_means() -> None:
    here = offer(clinic("a/ok", 1.5, 0.2), clinic("a/short", 1.2, 0.7), clinic("a/out", 1.6, 0.5))
    _, table = loads.tables("today", here)
    text = shown(table)
    assert line_of(text, "a/ok").split("│")[2:8] == [
        *("  42.5 ", "  50.0 ", " 0.85 ", " 0.00 ", " mon 1.50 "),
        " " * len(line_of(text, "a/ok").split("│")[7]),
    ]
    assert "tickets short" in line_of(text, "a/short")
    assert "tickets run out" in line_of(text, "a/out")


def test_who_is_at_1_is_named_once() -> None:
    here = offer(
        station("a/b", 1.0), station("a/c", 0.99), clinic("a/b", 1, 1), clinic("a/d", 1, 1)
    )
    assert loads.at_1_or_above(here) == ["a/b", "a/d"]


def test_it_is_told_how_good_the_worst_figure_is() -> None:
    text = loads.accuracy(offer(station("a/b", 0.5, 0.01), station("a/c", 0.5, 0.002)))
    assert "at most 0.020 (a/b)" in text
    assert "Tickets" not in text
    assert "Tickets" in loads.accuracy(offer(station("a/b", 0.5), clinic("a/b", 1.0, 1.0)))


def test_what_a_lever_overloads_is_told_once_for_a_station_and_worst_first() -> None:
    today = offer(
        station("a/x", 0.7), station("a/y", 0.95), station("a/z", 0.5), clinic("a/x", 1, 0.5)
    )
    under = offer(
        station("a/x", 1.1), station("a/y", 0.95), station("a/z", 0.8), clinic("a/x", 2, 1)
    )
    found = loads.moved(today, under)
    assert [(one.under.station, one.under.load, one.today) for one in found] == [("a/x", 1.5, 0.75)]
    assert "tickets run out" in shown(loads.under_levers(today, {"a_lever": under}))


def test_a_difference_within_the_errors_is_not_told_and_a_new_station_is() -> None:
    today = offer(station("a/x", 0.88, 0.02))
    assert loads.moved(today, offer(station("a/x", 0.94, 0.02))) == []
    assert len(loads.moved(today, offer(station("a/x", 0.98, 0.02)))) == 1
    assert len(loads.moved(today, offer(station("a/new", 0.95)))) == 1
    closed = Load("a/x", 1.0, 0.0, 0.1)
    assert closed.load == math.inf
    assert len(loads.moved(today, offer(closed))) == 1


def test_a_lever_that_changes_much_does_not_fill_the_screen() -> None:
    names = [f"a/{number}" for number in range(40)]
    today = offer(*(station(name, 0.5) for name in names))
    under = offer(*(station(name, 1.5) for name in names))
    text = shown(loads.under_levers(today, {"a_lever": under}))
    assert "and 32 more" in text
    assert len(text.splitlines()) < 20
    assert "No lever" in shown(loads.under_levers(today, {"a_lever": today}))


def test_what_there_is_is_grouped_by_facility_worst_first_under_its_label() -> None:
    here = offer(station("b/low", 0.3), station("a/x", 0.5), station("b/over", 1.2))
    (table,) = loads.tables("today", here, {"a": "甲院", "b": "乙院"})
    lines = [line.split("│")[1].strip() for line in shown(table).splitlines() if "│" in line]
    assert lines == ["b 乙院", "b/over", "b/low", "a 甲院", "a/x"]


def test_what_to_do_is_told_for_the_worst_first_with_its_key() -> None:
    here = offer(
        station("a/registration", 1.02), station("a/ward", 1.7), clinic("b/consultation.x", 2, 1)
    )
    assert loads.advice(here) == [
        "a/ward: 2.0 times as much would make it 0.85: more beds (network.facilities.a.ward.beds), "
        "shorter stays, or more who step down",
        "b/consultation.x: 1.8 times as much would make it 0.85: more tickets, and doctors for "
        "them (network.facilities.b.clinics.x)",
        "a/registration: 1.2 times as much would make it 0.85: more servers or longer hours "
        "(network.facilities.a.stations.registration)",
    ]
    assert loads.advice(offer(station("a/registration", 0.9))) == []


def test_experts_work_as_much_as_their_tickets_let_through() -> None:
    here = offer(station("a/expert.x", 3.6), clinic("a/expert.x", 4, 4))
    stations, clinics = loads.tables("today", here)
    assert line_of(shown(stations), "a/expert.x").split("│")[4].strip() == "0.90"
    assert "overloaded" not in shown(stations)
    assert "all taken; others go up" in shown(clinics)
    assert loads.at_1_or_above(here) == []
