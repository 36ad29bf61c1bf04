"""Visits: flows of services, and the hours at which things are open."""

from __future__ import annotations

import math
from enum import StrEnum

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Patience, ServiceName, Share

CLINIC = "clinic"
"""Station of a flow's line that means the consulting rooms."""


class Kind(StrEnum):
    """What a line of a flow is."""

    SERVICE = "service"
    """The patient queues at a station and is served."""
    ORDER = "order"
    """Work sent off: it queues and is done while the patient goes on."""
    RESULTS = "results"
    """The patient waits until all that was sent off is back."""
    DECISION = "decision"
    """The doctor decides: treat here, admit, refer."""


class Otherwise(StrEnum):
    """What a patient does who has waited for a service in vain."""

    SKIP = "skip"
    """Go on without it, and without what is only for those who had it."""
    LEAVE = "leave"
    """Leave."""
    ELSEWHERE = "elsewhere"
    """Be sent to a provider outside the network."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Service:
    """One line of a flow."""

    service: str
    """Name, which the results show as the stage."""
    kind: Kind = Kind.SERVICE
    """What the line is."""
    station: str | None = None
    """Station of the facility; left out: the one named like the service.
    ``clinic``: the consulting rooms of the patient's specialty."""
    minutes: Duration = Duration(mean=0.0)
    """Minutes that it takes."""
    share: Share = 1.0
    """Probability that a patient needs it, times the condition's need."""
    only_if: tuple[ServiceName, ...] = ()
    """Only for those who need one of these services in this visit, earlier or later."""
    ahead: bool = False
    """Whether it goes before those who come for the first time (a return with results)."""
    unless: tuple[ServiceName, ...] = ()
    """Only for those who have none of these services in this visit: neither had nor to come."""
    patience_minutes: Patience = math.inf
    """Minutes that a patient waits for it (0: not at all)."""
    otherwise: Otherwise = Otherwise.SKIP
    """What a patient does whose patience ends: ``skip`` it, ``leave``, or go ``elsewhere``."""
    doctor: bool = False
    """Whether a doctor sees the patient, as at the consulting rooms (``station: clinic``) in any
    case: the first such service makes a visit."""
    reading: str | None = None
    """Modality (``ecg``, ``imaging``) of an order that can be read at a distance."""

    @property
    def by_doctor(self) -> bool:
        """Whether a doctor sees the patient."""
        return self.doctor or self.station == CLINIC


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Timetable:
    """Weekly opening times."""

    sessions: tuple[str, ...]
    """Such as ``mon-fri 08:00-12:00``; each stretch of a day is one session."""
    closed_on_holidays: bool = True
    """Whether it stays closed on public holidays."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Care:
    """The flows and timetables that facilities refer to by name."""

    flows: dict[str, tuple[Service, ...]]
    """Ordered services of a visit, by the flow's name."""
    timetables: dict[str, Timetable]
    """Opening times by name; ``always`` needs no entry."""


def all_tests(care: Care) -> list[str]:
    """Return the tests of all flows: the services that orders depend on, or else the orders.

    A specimen is a test, since the laboratory's work depends on it.
    """
    orders = [line for lines in care.flows.values() for line in lines if line.kind is Kind.ORDER]
    return sorted({name for line in orders for name in line.only_if or (line.service,)})
