"""Further training (进修): doctors of the members learn at the lead, and are missing below."""

from __future__ import annotations

from typing import ClassVar

from pydantic.dataclasses import dataclass

from sim.policies.base import leading
from sim.policies.posted import Posted, Team
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.fields import STRICT, Count, FacilityName
from sim.system.sending import WORKDAYS, described, half_days, joined, members_below


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AwayTraining(Posted):
    """Some doctors of each member are away, Monday to Friday, and stay where they learn."""

    named: ClassVar[str] = "away_training"

    persons: Count
    """Doctors of each member who are away at a time; fewer where the last one of a room would
    leave."""
    trained_at: FacilityName | None = None
    """Hospital at which they learn; left out: the one that leads."""
    members: tuple[FacilityName, ...] = ()
    """Members that send them; left empty: the district hospitals described by themselves, or where
    there is no other one the base institutions."""

    def team(self, system: System) -> Team:
        """Return one posting for each doctor who is away, dealt over the rooms of each member."""
        if self.persons == 0:
            return Team()
        school = self.trained_at or leading(system, "trained_at", "trains doctors")
        described(system, "trained_at", school)
        sent: dict[str, Posting] = {}
        remarks: list[str] = []
        for member in self.members or members_below(system, school):
            learning = self._learning(system, member, school)
            sent |= learning
            if len(learning) < self.persons:
                why = f"since the last one of a room of {member} stays"
                remarks.append(f"persons: {len(learning)} of {self.persons} of {member}, {why}")
        return Team(sent, tuple(remarks))

    def _learning(self, system: System, member: str, school: str) -> dict[str, Posting]:
        """The doctors of a member who learn, each from the room with most doctors left."""
        clinics = system.network.facilities[member].clinics
        left = (
            {room: clinic.doctors for room, clinic in clinics.items()} if member != school else {}
        )
        sent: dict[str, Posting] = {}
        while left and len(sent) < self.persons:
            room = max(left, key=left.__getitem__)
            name = f"{self.named}_{member}_{len(sent) + 1}"
            posting = Posting(
                form=Form.TRAINING,
                home=member,
                at=school,
                takes=f"consultation.{room}",
                hours=half_days(system, WORKDAYS),
                stays=True,
            )
            more = joined(system, name, posting)
            if more is None:
                del left[room]
            else:
                system, sent[name] = more, posting
                left[room] -= 1
        return sent
