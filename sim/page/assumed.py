"""Assumed: the numbers of a study that have a range, and those that lie outside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.page.blocks import Table
from sim.page.read import Results
from sim.page.tables import plain_table

_TOLD: Final = 5  # numbers outside their ranges that a sentence names


def assumed(found: Results) -> Table:
    """Return the table of the numbers of which a range or a source is given; it may be empty."""
    rows = [
        (one["key"], _number(one["value"]), _range(one), one["kind"], one.get("source", ""))
        for one in found.study.get("assumptions", ())
    ]
    note = (
        "Of the baseline and of all levers; the range is where a number may lie, in its own unit."
    )
    columns = ("Key", "Value", "Range", "Class", "Source")
    return plain_table("The assumed numbers", columns, rows, note, texts=5)


def outside(found: Results) -> str:
    """Say which numbers lie outside the ranges that their files give; nothing if none does."""
    far = [one for one in found.study.get("assumptions", ()) if _outside(one)]
    if not far:
        return ""
    told = [f"{one['key']} is {_number(one['value'])} ({_range(one)})" for one in far[:_TOLD]]
    more = f"; and {len(far) - _TOLD} more" if len(far) > _TOLD else ""
    return f"Outside the assumed range: {'; '.join(told)}{more}."


def _outside(one: Mapping[str, Any]) -> bool:
    low, high = one.get("low"), one.get("high")
    value = one["value"]
    return (low is not None and value < low) or (high is not None and value > high)


def _range(one: Mapping[str, Any]) -> str:
    low, high = one.get("low"), one.get("high")
    if low is None or high is None:
        return ""
    return f"{_number(low)}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{_number(high)}"


def _number(value: float) -> str:
    return f"{value:.9g}"
