"""The kinds of value that a planner writes: shares, times, names of things described elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

STRICT = ConfigDict(
    extra="forbid",
    allow_inf_nan=False,
    validate_default=False,
    use_attribute_docstrings=True,
)
"""How every part of a System is checked: no unknown key, no NaN, a docstring for each key."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A probability or a fraction, from 0 to 1."""

_MOST = 1e10  # above any time, head count or weight that is meant; keeps arithmetic finite

Amount = Annotated[float, Field(ge=0.0, le=_MOST)]
"""A number that cannot be negative: a time, a rate, a weight."""

Positive = Annotated[float, Field(gt=0.0, le=_MOST)]
"""A number above 0."""

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A whole number that cannot be negative: servers, beds, tickets."""


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
