"""What levers that send people have in common: they add postings to the diary."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from sim.policies.base import Policy, StaffMove
from sim.system import System
from sim.system.diary import FORM_LABELS, Posting
from sim.system.sending import weekly_hours


@dataclass(frozen=True)
class Team:
    """People who are sent, and what could not be done."""

    postings: Mapping[str, Posting] = field(default_factory=dict)
    """Postings by name."""
    remarks: tuple[str, ...] = ()
    """Who could not be sent, and why."""


class Posted(Policy):
    """A lever that sends people: it replaces the postings that begin with its name, by its dose."""

    named: ClassVar[str]
    """What the names of its postings begin with."""

    @abstractmethod
    def team(self, system: System) -> Team:
        """Return whom the lever sends, in a system without its postings."""

    def apply(self, system: System) -> System:
        """Add the postings to the diary.

        Raises :class:`~sim.system.faults.Faults` if there is nobody to send or nowhere to go.
        """
        before = self._without(system)
        postings = self.team(before).postings
        return replace(before, diary={**before.diary, **postings}) if postings else system

    def moves(self, system: System) -> tuple[StaffMove, ...]:
        """Return the hours of those who are sent, travel lost on the way."""
        postings = self.team(self._without(system)).postings.values()
        alike: dict[tuple[str, ...], list[StaffMove]] = defaultdict(list)
        for move in (_move(system, posting) for posting in postings):
            alike[move.role, move.giver, move.receiver].append(move)
        return tuple(_sum(moves) for moves in alike.values())

    def remarks(self, system: System) -> tuple[str, ...]:
        """Say so if fewer are sent than are asked for."""
        return self.team(self._without(system)).remarks

    def _without(self, system: System) -> System:
        """The system without the postings that begin with the lever's name."""
        begins = f"{self.named}_"
        others = {n: one for n, one in system.diary.items() if not n.startswith(begins)}
        return system if len(others) == len(system.diary) else replace(system, diary=others)


def _move(system: System, posting: Posting) -> StaffMove:
    """The hours that one posting moves in a week."""
    hours = weekly_hours(system, posting)
    what = (posting.takes or posting.gives or "").removeprefix("consultation.")
    return StaffMove(
        role=f"{FORM_LABELS[posting.form][0]}, {what.replace('_', ' ')}",
        giver=posting.home,
        receiver=posting.at,
        hours_lost=hours.missing,
        hours_gained=hours.worked,
        hours_added=hours.added,
    )


def _sum(moves: list[StaffMove]) -> StaffMove:
    """The hours of moves that are alike, together."""
    return replace(
        moves[0],
        hours_lost=sum(move.hours_lost for move in moves),
        hours_gained=sum(move.hours_gained for move in moves),
        hours_added=sum(move.hours_added for move in moves),
    )
