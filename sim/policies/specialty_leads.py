"""Specialty leads (学科带头人): seniors of the lead who run a department of a member, some days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Annotated, ClassVar, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.policies.base import leading
from sim.policies.posted import Posted, Team
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.experts import Pair, needs
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, FacilityName, SpecialtyName
from sim.system.sending import (
    WORKDAYS,
    described,
    members_below,
    one_day_more,
    room_of,
    specialties_sent,
    whole_days,
)

_NO_DAYS: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SpecialtyLeads(Posted):
    """One lead for each member, in the specialty in which it needs an expert most."""

    named: ClassVar[str] = "specialty_leads"

    days: Annotated[int, Field(ge=0, le=len(WORKDAYS))]
    """Days a week that each lead is at the member, travel included; fewer where the last one of
    the specialty would leave."""
    sent_from: FacilityName | None = None
    """Hospital that sends the leads; left out: the one that leads."""
    members: tuple[FacilityName, ...] = ()
    """Members that get a lead; left empty: the district hospitals described by themselves, or where
    there is no other one the base institutions."""
    specialties: tuple[SpecialtyName, ...] = ()
    """Specialties of the leads; left empty: those that the sender has clinics of."""

    def team(self, system: System) -> Team:
        """Return one posting for each member that somebody can be sent to.

        Raises :class:`~sim.system.faults.Faults` if no member needs anybody who can be sent.
        """
        if self.days == 0:
            return Team()
        giver = self.sent_from or leading(system, "sent_from", "appoints specialty leads")
        members = self.members or members_below(system, giver)
        described(system, "sent_from", giver)
        found = needs(system, giver)
        leads = {member: self._lead(system, giver, member, found) for member in members}
        if not any(leads.values()):
            expected = "a hospital near enough, with a room of a specialty in which it treats more"
            raise Faults((Fault("sent_from", giver, expected),))
        return self._dated(system, giver, leads)

    def _lead(
        self, system: System, giver: str, member: str, found: Mapping[Pair, float]
    ) -> Posting | None:
        """The lead whom a member needs most, on all days; None: it needs nobody who is there."""
        hospital, place = (system.network.facilities[name] for name in (giver, member))
        wanted = self.specialties or specialties_sent(hospital, found)
        need = {s: found[m, s] for m, s in found if m == member and s in wanted}
        for specialty in sorted(need, key=need.__getitem__, reverse=True):
            takes, gives = room_of(hospital, specialty), room_of(place, specialty)
            if gives is not None and (takes is not None or hospital.beyond):
                return Posting(
                    form=Form.LEAD,
                    home=giver,
                    at=member,
                    takes=None if hospital.beyond else takes,
                    gives=gives,
                    hours=whole_days(system, WORKDAYS),
                )
        return None

    def _dated(self, system: System, giver: str, leads: Mapping[str, Posting | None]) -> Team:
        """The leads on the days on which they can leave, dealt one by one over the members."""
        sent: dict[str, Posting] = {}
        days = dict.fromkeys(leads, _NO_DAYS)
        for _, (position, (member, lead)) in product(range(self.days), enumerate(leads.items())):
            if lead is None:
                continue
            name = f"{self.named}_{member}"
            others = {other: one for other, one in sent.items() if other != name}
            there = replace(system, diary={**system.diary, **others})
            more = one_day_more(there, name, lead, days[member], position * self.days)
            if more:
                days[member] = more
                sent[name] = replace(lead, hours=whole_days(system, more))
        said = (self._remark(giver, member, leads[member], len(days[member])) for member in leads)
        return Team(sent, tuple(filter(None, said)))

    def _remark(self, giver: str, member: str, lead: Posting | None, days: int) -> str:
        """What is missing of a member's lead, if anything."""
        if lead is None:
            return f"members: nobody of {giver} goes to {member}: no need, or no way"
        why = f"since the last one in {lead.takes} of {giver} stays"
        return "" if days == self.days else f"days: {days} of {self.days} at {member}, {why}"
