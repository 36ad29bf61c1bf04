"""Numbers as words: amounts with their unit, differences with their interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MINUS = "\N{MINUS SIGN}"


def said_of(scenarios: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return each text that scenarios of a study have about themselves, and the first with it.

    Levers do not change the text, so many scenarios share one.
    """
    found: dict[str, str] = {}
    for one in scenarios:
        if text := str(one.get("says") or ""):
            found.setdefault(text, str(one["name"]))
    return found


def digits(value: float, like: float | None = None) -> str:
    """Return a number with about three figures, or with the places of ``like``."""
    if not math.isfinite(value):
        return "–"
    if value == 0.0 and not like:
        return "0"
    return _text(value, _places(abs(value if like is None else like)))


def _places(size: float) -> int:
    """Places after the point that give a number of this size about three figures."""
    tens = math.floor(math.log10(size or 1.0))
    return max(0, 2 - tens) if tens >= 0 else min(4, 1 - tens)


def _rounded(value: float, places: int) -> float:
    return round(value, places) + 0.0  # no minus before a zero


def _text(value: float, places: int) -> str:
    """A number with ``places`` places."""
    if not math.isfinite(value):
        return "–"
    return f"{_rounded(value, places):,.{places}f}".replace("-", MINUS)


def amount(value: float, unit: str) -> str:
    """Return a level with its unit; a share as a percentage."""
    factor, name = (100.0, "%") if unit == "share" else (1.0, unit)
    text = digits(factor * value, max(10.0, abs(factor * value)) if abs(value) >= 1 else None)
    return f"{text} {name}".strip()


def between(low: float, high: float, unit: str) -> str:
    """Return the interval of a level, a share as a percentage; empty if it is not known."""
    if not math.isfinite(low + high):
        return ""
    factor, size = (100.0 if unit == "share" else 1.0), max(abs(low), abs(high))
    like = max(10.0, factor * size) if size >= 1 else factor * size  # as an amount of that size
    return f"[{digits(factor * low, like)} to {digits(factor * high, like)}]"


def measured_in(unit: str) -> str:
    """Return the unit of a difference: percentage points for shares."""
    return "points" if unit == "share" else unit


def estimate(
    value: float, low: float, high: float, unit: str, *, least: float = 0.0
) -> tuple[str, str]:
    """Return a difference and its interval with signs, in the same number of places.

    There are enough places to show any difference of at least ``least``, what matters. An unknown
    interval (one replication) is empty.
    """
    factor = 100.0 if unit == "share" else 1.0
    ends = [abs(end) for end in (low, high) if math.isfinite(end)] or [abs(value)]
    places = _places(factor * max(*ends, least))
    if abs(value) >= least and _rounded(factor * value, places) == 0.0 != value:
        places = -math.floor(math.log10(factor * abs(value)))
    by, *span = (_signed(factor * one, places) for one in (value, low, high))
    return by, f"[{' to '.join(span)}]" if math.isfinite(low + high) else ""


def _signed(value: float, places: int) -> str:
    """A number with its sign."""
    text = _text(value, places)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: a, b and c."""
    if not words[1:]:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
