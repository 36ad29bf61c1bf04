"""About: the ``study.json`` of a results folder, checked before it is used.

A folder may come from somebody else, from another version, or from a damaged disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.system.faults import Fault

_WIDE: Final = 60  # characters of a value that is shown
_TOLD: Final = 5  # most faults that are shown
_MANY: Final = 2_000  # entries of a list
_AGES: Final = 1e6  # days

Text = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Days = Annotated[float, Field(gt=0.0, le=_AGES)]


class _Part(BaseModel):
    """A part of ``study.json``; keys of newer versions are ignored."""

    model_config = ConfigDict(strict=True, extra="allow")


class _Move(_Part):
    lever: Name
    role: Name
    giver: Name
    receiver: Name
    hours_lost: Number
    hours_gained: Number
    hours_added: Number


class _Kept(_Part):
    facility: Name
    ward: Name
    beds: Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Phase(_Part):
    first: Name
    levers: Annotated[list[Name], Field(max_length=_MANY)] = []


class _Entry(_Part):
    """An entry of the diary; newer versions may have other forms."""

    month: Name
    person: Name
    form: Name
    home: Name
    takes: Name | None = None
    at: Name
    gives: Name | None = None
    days: Annotated[int, Field(ge=0, le=1_000_000)]
    missing: Number
    own: Number
    added: Number
    on_road: Number
    there: Number
    worked: Number


class _Scenario(_Part):
    phases: Annotated[list[_Phase], Field(max_length=_MANY)] = []
    diary: Annotated[list[_Entry], Field(max_length=100 * _MANY)] = []
    name: Name
    label: Text | None = None
    says: Text | None = None
    levers: Annotated[list[Name], Field(max_length=_MANY)] = []
    moves: Annotated[list[_Move], Field(max_length=100 * _MANY)]
    kept: Annotated[list[_Kept], Field(max_length=100 * _MANY)] = []


class _Facility(_Part):
    name: Name
    label: Text | None = None
    tier: Text = ""


class _Inputs(_Part):
    demand_start: Text | None = None
    demand_file: Text | None = None


class _Assumption(_Part):
    key: Text
    value: Number
    low: Number | None = None
    high: Number | None = None
    kind: Text
    source: Text = ""


class _Calendar(_Part):
    holidays: Annotated[list[Name], Field(max_length=_MANY)] = []
    seasonal: bool = False
    programme: bool = False


class About(_Part):
    """The parts of ``study.json`` that the page needs."""

    complete: bool = False
    title: Text | None = None
    network: Text | None = None
    baseline: Name
    scenarios: Annotated[list[_Scenario], Field(min_length=1, max_length=_MANY)]
    facilities: Annotated[list[_Facility], Field(max_length=100 * _MANY)] = []
    homes: Annotated[list[_Facility], Field(max_length=100 * _MANY)] = []
    seed: Annotated[int, Field(ge=-(2**63), lt=2**64)]
    replications: Count
    days: Days
    warmup_days: Annotated[float, Field(ge=0.0, le=_AGES)]
    confidence: Annotated[float, Field(gt=0.0, lt=1.0)]
    engine: Text
    versions: Annotated[dict[Name, Text], Field(max_length=_MANY)]
    commit: Text | None = None
    lead: Name | None = None
    command: Annotated[list[Text], Field(max_length=_MANY)] = []
    overrides: Annotated[list[Text], Field(max_length=100 * _MANY)]
    started: Text
    seconds: Annotated[float, Field(ge=0.0, le=1e12)]
    inputs: _Inputs = Field(default_factory=_Inputs)
    assumptions: Annotated[list[_Assumption], Field(max_length=100 * _MANY)] = []
    calendar: _Calendar = Field(default_factory=_Calendar)
    remarks: Annotated[list[Text], Field(max_length=_MANY)] = []
    killed: Annotated[list[Text], Field(max_length=_MANY)] = []

    @model_validator(mode="after")
    def _names_fit(self) -> About:
        names = [one.name for one in self.scenarios]
        if self.baseline not in names:
            raise ValueError("a baseline that is one of the scenarios")
        if len(set(names)) < len(names):
            raise ValueError("each scenario once")
        return self


def about_of(text: bytes) -> tuple[dict[str, Any], list[Fault]]:
    """Return the content of a ``study.json``, and its faults."""
    try:
        return About.model_validate_json(text).model_dump(exclude_unset=True), []
    except ValidationError as error:
        return {}, list(_faults(error))


def _faults(error: ValidationError) -> Iterator[Fault]:
    details = error.errors(include_url=False)
    for detail in details[:_TOLD]:
        key = ".".join(["study.json", *map(_short, detail["loc"])])
        given = "(missing)" if detail["type"] == "missing" else _short(detail["input"])
        yield Fault(key, given, f"what a study leaves: {_short(detail['msg'], 2 * _WIDE)}")
    if len(details) > _TOLD:
        yield Fault("study.json", f"{len(details) - _TOLD} more", "what a study leaves")


def _short(value: object, width: int = _WIDE) -> str:
    """A value in one short line."""
    text = " ".join(str(value)[: 2 * width].split())
    text = "".join(one if one.isprintable() else "?" for one in text)
    return text if len(text) <= width else f"{text[:width]}…"
