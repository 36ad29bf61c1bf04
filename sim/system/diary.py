"""The diary: where people work who are not at their usual post, and when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import product
from math import lcm
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from sim.clock import DAYS_PER_WEEK, Interval, week
from sim.system.fields import STRICT, Day, FacilityName


def _readable(hours: tuple[str, ...]) -> tuple[str, ...]:
    """The hours, which must be sessions as those of a timetable."""
    try:
        week(hours)
    except ValueError as error:
        raise PydanticCustomError("no_hours", "{why}", {"why": str(error)}) from error
    return hours


Hours = Annotated[tuple[str, ...], AfterValidator(_readable)]
"""Hours of the week in words."""


class Form(StrEnum):
    """The forms of sending people, which all are postings."""

    EXPERT_CLINIC = "expert_clinic"
    STUDIO = "studio"
    LEAD = "lead"
    SECONDMENT = "secondment"
    ROUND = "round"
    VOLUNTEER_CLINIC = "volunteer_clinic"
    JOINT_WARD = "joint_ward"
    SESSION = "session"
    TEACHING = "teaching"
    TRAINING = "training"
    RESIDENCY = "residency"
    POOLED = "pooled"


FORM_LABELS: Final = {
    Form.EXPERT_CLINIC: ("expert clinic", "专家门诊"),
    Form.STUDIO: ("famous-doctor studio", "名医工作室"),
    Form.LEAD: ("appointed specialty lead", "学科带头人"),
    Form.SECONDMENT: ("group secondment", "组团式帮扶"),
    Form.ROUND: ("ward round", "业务查房"),
    Form.VOLUNTEER_CLINIC: ("volunteer clinic", "义诊"),
    Form.JOINT_WARD: ("joint ward", "联合病房"),
    Form.SESSION: ("multidisciplinary session", "多学科诊疗"),
    Form.TEACHING: ("teaching at a member", "授课培训"),
    Form.TRAINING: ("further training", "进修"),
    Form.RESIDENCY: ("residency", "住院医师规范化培训"),
    Form.POOLED: ("pooled county staff", "县招县管镇用"),
}
"""What the forms are called, in English and by their official names."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Posting:
    """Hours that one person spends away from the usual post."""

    form: Form
    """Form of outreach or training that it belongs to, for the reports."""
    person: str | None = None
    """Who it is: postings of one name are those of one person; left out: the posting's own name."""
    home: FacilityName
    """Facility that the person is missing from."""
    at: FacilityName
    """Facility where the person is instead."""
    takes: str | None = None
    """Station at home that has one server fewer meanwhile, such as ``consultation.internal`` or
    ``theatre``; left out only where the queues at home are not described."""
    gives: str | None = None
    """Station there that has one server more while the person is there; left out: none, as of
    somebody who only teaches or learns."""
    hours: Hours
    """Hours of the week from leaving to being back, such as ``mon-fri 08:00-12:00``; none on public
    holidays."""
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 1
    """Weeks from one such week to the next, counted from that of ``first``."""
    first: Day | None = None
    """First day; left out: there from the beginning."""
    last: Day | None = None
    """Last day; left out: no end."""
    stays: bool = False
    """Whether the person lives there meanwhile, so that no way is lost within the hours."""

    @property
    def weekly(self) -> tuple[Interval, ...]:
        """The hours of the week."""
        return week(self.hours)

    def falls_on(self, day: date) -> bool:
        """Return whether a date lies within the posting and in one of its weeks."""
        within = (self.first or day) <= day <= (self.last or day)
        return within and _week_of(day) % self.every_weeks == self._phase

    @property
    def _phase(self) -> int:
        """The first of its weeks, counted within those of a round."""
        return _week_of(self.first) % self.every_weeks if self.first else 0

    def meets(self, other: Posting) -> bool:
        """Return whether there is a week in which both postings may be."""
        begins = max(one.first or date.min for one in (self, other))
        ends = min(one.last or date.max for one in (self, other))
        weeks = range(lcm(self.every_weeks, other.every_weeks))
        common = (
            (n - self._phase) % self.every_weeks == (n - other._phase) % other.every_weeks == 0
            for n in weeks
        )
        return begins <= ends and any(common)


def overlapping(one: Posting, other: Posting) -> bool:
    """Return whether two postings are at some time the same."""
    hours = product(one.weekly, other.weekly)
    return one.meets(other) and any(max(a, c) < min(b, d) for (a, b), (c, d) in hours)


def _week_of(day: date) -> int:
    """The number of a date's week, counted from long ago."""
    return (day.toordinal() - 1) // DAYS_PER_WEEK
