"""Group secondment (组团式帮扶): a team of specialists who live and work at each member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import ClassVar

from pydantic.dataclasses import dataclass

from sim.policies.base import leading
from sim.policies.posted import Posted, Team
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Count, FacilityName
from sim.system.network import Tier
from sim.system.sending import WORKDAYS, described, half_days, joined, members_below, post_of


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Secondment(Posted):
    """A team for each member, Monday to Friday, that stays there."""

    named: ClassVar[str] = "secondment"

    posts: Count
    """Posts of the team at each member; fewer where the member has no more of the stations, or the
    last one of a station would leave home."""
    gives: tuple[str, ...]
    """Stations that gain one each, the first ones that the member has, such as ``imaging_reading``
    or ``consultation.internal``; at home the posts are taken from those of the same name."""
    sent_from: FacilityName | None = None
    """Hospital that sends the teams; left out: a provincial hospital whose own queues are not
    described, so that its hours are added; where there is none the hospital that leads."""
    members: tuple[FacilityName, ...] = ()
    """Members that get a team; left empty: the district hospitals described by themselves, or where
    there is no other one the base institutions."""

    def team(self, system: System) -> Team:
        """Return one posting for each post.

        Raises :class:`~sim.system.faults.Faults` if no member has one of the stations.
        """
        if self.posts == 0:
            return Team()
        giver = self.sent_from or _provincial(system) or leading(system, "sent_from", "sends teams")
        members = self.members or members_below(system, giver)
        described(system, "sent_from", giver)
        posts = {member: list(self._posts(system, giver, member)) for member in members}
        if not any(posts.values()):
            expected = f"stations that a member has, and {giver} to send from"
            raise Faults((Fault("gives", ", ".join(self.gives), expected),))
        return self._manned(system, giver, posts)

    def _posts(self, system: System, giver: str, member: str) -> Iterator[Posting]:
        """The posts that a member can have, in their order."""
        hospital, place = (system.network.facilities[name] for name in (giver, member))
        hours = half_days(system, WORKDAYS)
        for station in self.gives:
            takes = None if hospital.beyond else post_of(hospital, station)
            there = member != giver and station in place.every_post()
            if there and (hospital.beyond or takes is not None):
                yield Posting(
                    form=Form.SECONDMENT,
                    home=giver,
                    at=member,
                    takes=takes,
                    gives=station,
                    hours=hours,
                    stays=True,
                )

    def _manned(self, system: System, giver: str, posts: Mapping[str, list[Posting]]) -> Team:
        """The posts that somebody can leave for, dealt one by one over the members."""
        sent: dict[str, Posting] = {}
        there = dict.fromkeys(posts, 0)
        left = {member: iter(those) for member, those in posts.items()}
        for _, (member, those) in product(range(self.posts), left.items()):
            for post in those:
                name = f"{self.named}_{member}_{there[member] + 1}"
                if (more := joined(system, name, post)) is not None:
                    system, sent[name] = more, post
                    there[member] += 1
                    break
        why = f"since it has no more of the stations, or the last one at {giver} stays"
        remarks = (
            f"posts: {count} of {self.posts} at {member}, {why}"
            for member, count in there.items()
            if count < self.posts
        )
        return Team(sent, tuple(remarks))


def _provincial(system: System) -> str | None:
    """The first provincial hospital whose own queues are not described."""
    found = (
        name
        for name, facility in system.network.facilities.items()
        if facility.tier is Tier.PROVINCIAL and facility.beyond
    )
    return next(found, None)
