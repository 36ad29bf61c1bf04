"""Fields: the kinds of values that a planner writes, such as shares, times and names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

STRICT = ConfigDict(
    extra="forbid",
    allow_inf_nan=False,
    validate_default=False,
    coerce_numbers_to_str=True,
    use_attribute_docstrings=True,
)
"""How every part of a System is checked: no unknown key, no NaN, a docstring for each key.
A name may be a number."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A probability or a fraction, from 0 to 1."""

_MOST = 1e10  # larger than any sensible time, number of people or weight; keeps arithmetic finite

Amount = Annotated[float, Field(ge=0.0, le=_MOST)]
"""A number that cannot be negative: a time, a rate, a weight."""

Positive = Annotated[float, Field(gt=0.0, le=_MOST)]
"""A number above 0."""

_MOST_OF_ONE = 20_000
_YEAR = 366.0

Count = Annotated[int, Field(ge=0, le=_MOST_OF_ONE)]
"""A whole number that cannot be negative: servers, beds, half-days."""

TicketCount = Annotated[int, Field(ge=0, le=1_000_000)]
"""Tickets of a session; more than anybody asks for: no limit."""

REASONS: Final = {
    float(_MOST_OF_ONE): "more than any place has; each of them is played by itself",
    _MOST: "more than any time or number of people that is meant",
}
"""Why a number cannot be larger, by its bound."""


NEVER: Final = "never"
"""What a planner writes for a wait without an end; it becomes infinity."""


def _or_never(value: Any) -> Any:
    """Read ``never``, or nothing, as infinity."""
    if value in (NEVER, None, math.inf):
        return math.inf
    return _number(value, f"a number, or {NEVER}")


def _to_an_end(value: Any) -> Any:
    """Refuse ``never``: a patient who keeps a bed must not wait without an end."""
    if value in (NEVER, math.inf):
        what = "a number, since the patient keeps a bed meanwhile, so that the wait must end"
        raise PydanticCustomError("must_end", what)
    return value


def _number(value: Any, expected: str) -> Any:
    """Refuse anything but a finite number, with a message of its own."""
    try:
        finite = math.isfinite(float(value))
    except (TypeError, ValueError):
        finite = False
    if not finite:
        raise PydanticCustomError("no_number", expected)
    return value


Patience = Annotated[
    float,
    Field(ge=0.0, allow_inf_nan=True),
    BeforeValidator(_or_never),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0.0}, {"enum": [NEVER]}]}),
]
"""How long a patient waits before giving up; ``never`` is infinity."""


def _a_year_or_never(days: float) -> float:
    """Check days of looking for a ticket: no clinic has tickets further ahead."""
    if _YEAR < days < math.inf:
        raise PydanticCustomError("too_long", "at most 366 days, or never")
    return days


SearchDays = Annotated[Patience, AfterValidator(_a_year_or_never)]
"""The same in days of looking for a ticket."""

EndingPatience = Annotated[Amount, BeforeValidator(_to_an_end)]
"""The same for a patient who keeps a bed meanwhile; ``never`` is refused."""


def _no_number(value: Any) -> Any:
    """The value, which must not be a number: pydantic would read seconds since 1970."""
    if isinstance(value, int | float) or str(value).strip().lstrip("-").isdecimal():
        raise PydanticCustomError("no_date", "a date with dashes, such as 2023-03-06")
    return value


Day = Annotated[date, BeforeValidator(_no_number)]
"""A date."""


def nearest(name: str, known: Mapping[str, Any] | list[str] | set[str]) -> str | None:
    """Return the known name that looks most like ``name``, or None."""
    found = get_close_matches(str(name), sorted(known), n=1, cutoff=0.5)
    return found[0] if found else None


def _known(kind: str) -> Callable[[str, ValidationInfo], str]:
    """A check that a name is one of those in ``context[kind]``; without a context all pass."""

    def check(name: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(kind)
        if known is not None and name not in known:
            raise PydanticCustomError(
                "unknown_name",
                "no {kind} of that name",
                {"kind": kind, "nearest": nearest(name, known) or ""},
            )
        return name

    return check


FacilityName = Annotated[str, AfterValidator(_known("facility"))]
HomeName = Annotated[str, AfterValidator(_known("home"))]
ConditionName = Annotated[str, AfterValidator(_known("condition"))]
SpecialtyName = Annotated[str, AfterValidator(_known("specialty"))]
TimetableName = Annotated[str, AfterValidator(_known("timetable"))]
FlowName = Annotated[str, AfterValidator(_known("flow"))]
ServiceName = Annotated[str, AfterValidator(_known("service"))]
