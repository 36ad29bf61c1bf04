"""A scenario: a system with its levers, its demand and how it is to be run."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from datetime import date
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from sim.assumptions import Assumption
from sim.clock import HOURS_PER_DAY, SATURDAY, Calendar
from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Amount, Day

Weights = tuple[Amount, ...]

Keep = Literal["none", "sample", "full"]
"""Whose journeys are kept."""

KEPT = get_args(Keep)
ENGINES = ("auto", "simpy", "compiled")
"""What can play a scenario."""


def _weekend(day: date) -> date:
    """The day, which must be a Saturday or a Sunday."""
    if day.weekday() < SATURDAY:
        raise PydanticCustomError("no_weekend", "a Saturday or a Sunday")
    return day


_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_CENTURY = 36_525.0  # days; a calendar has an end


_NAME: Final = re.compile(r"[\w+](?:[\w+,. ()%-]*[\w+)%-])?")
_LONGEST_NAME: Final = 200  # bytes; a file name may have 255, and what is kept adds to it


def wrong_name(name: str) -> str:
    """Return what a name of a scenario should be, if no file can have it on every machine."""
    if not _NAME.fullmatch(name):
        return "a name of letters, digits, _ and +, and within it also blanks and , . - ( ) %"
    if len(name.encode()) > _LONGEST_NAME:
        return f"at most {_LONGEST_NAME} bytes, since it names files (give a short one: name=…)"
    return ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Profile:
    """How arrivals spread over the hours of a week and the months of a year."""

    hours: Annotated[Weights, Field(min_length=24, max_length=24)]
    """Weights of the 24 hours of a day."""
    weekdays: Annotated[Weights, Field(min_length=7, max_length=7)]
    """Weights of the days, Monday first."""
    months: Annotated[Weights, Field(min_length=12, max_length=12)] = (1.0,) * 12
    """Weights of the months, January first."""
    holiday_factor: Amount = 1.0
    """Factor on public holidays."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Demand:
    """When people fall ill: a synthetic process, or a file of real arrivals."""

    start: Annotated[Day, Field(ge=_FIRST, le=_LAST)]
    """First day of the run, which sets weekdays, season and holidays."""
    scale: Annotated[float, Field(ge=0.0, le=1000.0)] = 1.0
    """Factor on all arrivals, for stress."""
    planned: Profile
    """Profile of what can wait (acuity 3 and 4)."""
    urgent: Profile
    """Profile of emergencies (acuity 1 and 2)."""
    holidays: tuple[Day, ...] = ()
    """Public holidays: days off on which timetables may be closed. A year of which none is given is
    not covered, and a run with days in it says so; no holiday at all switches holidays off."""
    working_weekends: tuple[Annotated[Day, AfterValidator(_weekend)], ...] = ()
    """Saturdays and Sundays that are worked to make up for holidays (调休): the first by Friday's
    plan, the second by Monday's, in timetables and demand. Without holidays they do nothing."""
    path: Annotated[str, AfterValidator(os.path.expanduser)] | None = None
    """File of real arrivals (CSV or parquet) instead of the synthetic process."""
    beside: bool = False
    """Whether the synthetic patients come beside those of the file, which then must say where each
    came first (``facility``): all but those who would come first to one of these facilities between
    the first and the last day of its rows."""

    @field_validator("working_weekends")
    @classmethod
    def _no_holidays(cls, days: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
        """The working weekends, of which none may be a holiday."""
        both = sorted(set(days) & set(info.data.get("holidays", ())))
        if both:
            named = ", ".join(map(str, both))
            raise PydanticCustomError(
                "a_holiday", "days that are no holidays, unlike {named}", {"named": named}
            )
        return days

    @field_validator("beside")
    @classmethod
    def _beside_what(cls, beside: bool, info: ValidationInfo) -> bool:
        """The same; without a file there is nothing to be beside."""
        if beside and info.data.get("path", "") is None:
            raise PydanticCustomError(
                "no_file", "a file of arrivals beside which they come (demand.path), or false"
            )
        return beside

    @property
    def calendar(self) -> Calendar:
        """Dates behind the hours of a run, with the holidays and what makes up for them."""
        working = self.working_weekends if self.holidays else ()
        return Calendar(self.start, frozenset(self.holidays), frozenset(working))


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Run:
    """How long, how often, and what is kept."""

    days: Annotated[float, Field(gt=0.0, le=_CENTURY)]
    """Days that are observed."""
    warmup_days: Annotated[float, Field(ge=0.0, le=_CENTURY)] = 0.0
    """Days before, which count for nothing."""
    replications: Annotated[int, Field(ge=1, le=100_000)]
    """Independent repetitions; replication r has the same luck in every scenario."""
    seed: Annotated[int, Field(ge=0, le=1_000_000_000)] = 1
    """Seed of all luck."""
    workers: Annotated[int, Field(ge=0, le=1000)] = 0
    """Processes; 0: one for each core. The results do not depend on it."""
    record: Keep = "none"
    """Whose journeys the results folder keeps, of the first replication of each scenario: nobody's,
    those of a sample of patients, or all."""
    sample_share: Annotated[float, Field(gt=0.0, le=1.0)] = 0.01
    """Share of the patients who make the sample, the same ones in every scenario."""
    confidence: Annotated[float, Field(gt=0.0, lt=1.0)] = 0.95
    """Level of the intervals, between 0 and 1."""
    levers: tuple[str, ...] = ()
    """Levers that a comparison puts on top of today, one by one and all together, beside those of
    one's own folder; left empty: every one that there is."""
    together: bool = True
    """Whether a comparison puts all of them together, too. Levers of which doses are listed are in
    it at the dose of their file."""


@plain_dataclass(frozen=True)
class Phase:
    """A part of a run with other levers than before."""

    first: date
    """Its first day."""
    system: System
    """The system with the levers that are in force."""
    levers: tuple[str, ...]
    """Their names."""


@plain_dataclass(frozen=True)
class Scenario:
    """What one run needs to know."""

    name: str
    """Name in the results: the named mix, plus the levers on top."""
    system: System
    """The system with all levers applied; of a programme those of its first phase."""
    demand: Demand
    """Who falls ill when."""
    run: Run
    """How to run it."""
    policies: Mapping[str, Policy]
    """The levers on top, in the order in which they were folded."""
    before: System
    """The system without these levers."""
    engine: str
    """Engine: ``auto``, ``simpy`` or ``compiled``."""
    resolved: str
    """The whole configuration as YAML, enough to run it again."""
    says: str = ""
    """What readers should know of it without its levers, in words of its file."""
    phases: tuple[Phase, ...] = ()
    """The phases of a programme, in the order of their first days; none: there is no programme."""
    assumptions: tuple[Assumption, ...] = field(default=(), compare=False)
    """What its files say of their numbers beside the values; no part of what is played."""

    @property
    def dated_systems(self) -> list[tuple[float, System]]:
        """The systems of all phases within the run, with the hours at which they begin."""
        calendar = self.demand.calendar
        later = [(calendar.hour_of(one.first), one.system) for one in self.phases[1:]]
        within = [one for one in later if one[0] < self.until]
        return [(calendar.begin, self.system), *within]

    @property
    def until(self) -> float:
        """Hour at which a run ends, after warm-up and the days that are observed."""
        days = self.run.warmup_days + self.run.days
        return self.demand.calendar.begin + days * HOURS_PER_DAY
