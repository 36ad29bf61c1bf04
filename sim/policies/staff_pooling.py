"""Pooled county staff (县招县管镇用): a hospital's doctor who goes round the base institutions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import gcd
from typing import Annotated, ClassVar, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.policies.base import leading
from sim.policies.posted import Posted, Team
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, FacilityName
from sim.system.network import Tier
from sim.system.sending import (
    WORKDAYS,
    described,
    of_tier,
    one_day_more,
    room_of,
    whole_days,
    within_a_day,
)

_MONDAY: Final = date(1900, 1, 1)
"""Monday from which the weeks of the round are counted, before any run."""
_LONGEST: Final = 52
"""Weeks of the longest round."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StaffPooling(Posted):
    """One post that works at another base institution each day, in turn."""

    named: ClassVar[str] = "staff_pooling"

    days: Annotated[int, Field(ge=0, le=len(WORKDAYS))]
    """Days a week in all, travel included; fewer where the last one of the general clinic would
    leave."""
    sent_from: FacilityName | None = None
    """Hospital that employs the post and sends from its general clinic; left out: the district
    hospital from which most institutions can be reached, or where there is none the one that
    leads."""
    members: tuple[FacilityName, ...] = ()
    """Institutions in the order of the round; left empty: the base institutions described by
    themselves to which there is a way within a day."""

    def team(self, system: System) -> Team:
        """Return the postings of the round, all of one person.

        Raises :class:`~sim.system.faults.Faults` if there is nowhere to go, or nobody to send.
        """
        if self.days == 0:
            return Team()
        giver = self.sent_from or _nearest(system)
        towns, far = self._towns(system, giver)
        days: tuple[str, ...] = ()
        post = self._post(system, giver, towns[0])
        for _ in range(self.days):
            days = one_day_more(system, self.named, post, days)
        remarks = [f"members: no room there, or no way in a day: {', '.join(far)}"] if far else []
        if len(days) < self.days:
            why = f"since the last one in the general clinic of {giver} stays"
            remarks.append(f"days: {len(days)} of {self.days}, {why}")
        sent = self._round(system, giver, towns, days) if days else {}
        return Team(sent, tuple(remarks))

    def _towns(self, system: System, giver: str) -> tuple[list[str], list[str]]:
        """The institutions to which somebody can go, and the others."""
        hospital = described(system, "sent_from", giver)
        if room_of(hospital, "general") is None and not hospital.beyond:
            raise Faults((Fault("sent_from", giver, "a hospital with a general clinic"),))
        every = list(self.members) or of_tier(system, Tier.BASE, giver)
        facilities = system.network.facilities
        found = [
            name
            for name in every
            if room_of(facilities[name], "general") and within_a_day(system, giver, name)
        ]
        if not found:
            expected = f"institutions with rooms, a way from {giver} and time there within a day"
            raise Faults((Fault("members", ", ".join(every) or "(left out)", expected),))
        return found, [name for name in every if name not in found]

    def _post(self, system: System, giver: str, town: str) -> Posting:
        """A posting of the person to one of the institutions, each day."""
        hospital, place = (system.network.facilities[name] for name in (giver, town))
        return Posting(
            form=Form.POOLED,
            person=self.named,
            home=giver,
            at=town,
            takes=None if hospital.beyond else room_of(hospital, "general"),
            gives=room_of(place, "general"),
            hours=whole_days(system, WORKDAYS),
        )

    def _round(
        self, system: System, giver: str, towns: list[str], days: tuple[str, ...]
    ) -> dict[str, Posting]:
        """The days of a round, after which it begins anew with the same town on the same day."""
        weeks = len(towns) // gcd(len(towns), len(days))
        if weeks > _LONGEST:
            expected = f"fewer: a round of {weeks} weeks is longer than a year ({_LONGEST})"
            raise Faults((Fault("members", f"{len(towns)} institutions", expected),))
        return {
            f"{self.named}_{turn + 1}": replace(
                self._post(system, giver, towns[turn % len(towns)]),
                hours=whole_days(system, (days[turn % len(days)],)),
                every_weeks=weeks,
                first=_MONDAY + timedelta(weeks=turn // len(days)) if weeks > 1 else None,
            )
            for turn in range(weeks * len(days))
        }


def _nearest(system: System) -> str:
    """The district hospital from which most base institutions can be reached, or the leader."""
    hospitals = of_tier(system, Tier.DISTRICT)
    towns = of_tier(system, Tier.BASE)
    reached = {one: sum(within_a_day(system, one, town) for town in towns) for one in hospitals}
    if not any(reached.values()):
        return leading(system, "sent_from", "employs pooled staff")
    return max(reached, key=reached.__getitem__)
