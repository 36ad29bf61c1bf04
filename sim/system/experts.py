"""Experts: the need for them at members, how many can leave, and half-days dealt by need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sim.clock import MINUTES_PER_HOUR
from sim.system import System
from sim.system.acuity import LAST_URGENT
from sim.system.diary import Form
from sim.system.expected import first_contacts_a_year
from sim.system.network import Clinic
from sim.system.outreach import ExpertClinic
from sim.system.presences import Presence, posting_key, presences

Pair = tuple[str, str]
"""A member and a specialty."""


def needs(system: System, giver: str) -> dict[Pair, float]:
    """Return the patients a year whom an expert of a hospital can treat and the member cannot.

    They come to the member first and can wait. They are counted by member and specialty, at members
    that an expert can visit in half a day. Pairs without patients are left out.
    """
    facilities, found = system.network.facilities, defaultdict[Pair, float](float)
    for member, contacts in first_contacts_a_year(system).items():
        if not _within_half_a_day(system, giver, member):
            continue
        for (name, acuity), patients in contacts.items():
            more = facilities[giver].can_treat(name) - facilities[member].can_treat(name)
            if acuity > LAST_URGENT and more > 0.0 and patients > 0.0:
                found[member, system.conditions[name].specialty] += patients * more
    return dict(found)


def dealt(
    system: System, need: Mapping[Pair, float], half_days: int, line: ExpertClinic
) -> tuple[ExpertClinic, ...]:
    """Return expert clinics like ``line``, with ``half_days`` in all, dealt by need.

    The next half-day goes where need over 2 k + 1 is greatest, with k half-days there already
    (Sainte-Laguë's divisors), present ones included. Fewer are dealt if no more experts can leave.
    """
    given: dict[Pair, int] = {}
    there = Counter[Pair]()
    for clinic in system.outreach.clinics:
        there[clinic.at, clinic.specialty] += clinic.half_days
    open_to = dict(need)
    while open_to and sum(given.values()) < half_days:
        pair = max(
            open_to, key=lambda one: open_to[one] / (2 * (there[one] + given.get(one, 0)) + 1)
        )
        more = given | {pair: given.get(pair, 0) + 1}
        if any(_too_many_away(system, _clinics(line, more))):
            del open_to[pair]
        else:
            given = more
    return _clinics(line, given)


def too_many_away(system: System) -> Iterator[tuple[Presence, int]]:
    """Yield each presence that takes more people from a station at a time than it has.

    With how many it has; of several that begin at one hour the first that is too many.
    """
    earlier: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for one in sorted(presences(system), key=lambda one: one.leaves):
        people = _people(system, one)
        if people is None or one.takes is None:
            continue
        others = earlier[one.home, one.takes]
        away = [o for o in others if o.returns > one.leaves and _meet(system, one, o)]
        if _heads(away) == people:
            yield one, people
        others.append(one)


def leaves_somebody(system: System, key: str) -> bool:
    """Return whether a posting always leaves somebody at the station that it takes from.

    Others who are away are counted if a week can have both.
    """
    every = list(presences(system))
    for one in (each for each in every if each.key == key):
        people = _people(system, one)
        if people is None:
            continue
        station = (one.home, one.takes)
        away = [o for o in every if (o.home, o.takes) == station and _meet(system, one, o)]
        begins = {max(one.leaves, o.leaves) for o in away if o.leaves < one.returns}
        if any(_heads(o for o in away if o.leaves <= at < o.returns) >= people for at in begins):
            return False
    return True


def _people(system: System, one: Presence) -> int | None:
    """The people of the station that a presence takes from; None: it is not described."""
    home = system.network.facilities.get(one.home)
    post = home.every_post().get(one.takes or "") if home is not None else None
    if post is None:
        return None
    return post.doctors if isinstance(post, Clinic) else post.servers


def _heads(away: Iterable[Presence]) -> int:
    """How many people are away. All postings of one person count as one.

    The half-days of an expert clinic may be those of several experts, so each counts.
    """
    every = list(away)
    persons = {one.person for one in every if one.form is not Form.EXPERT_CLINIC}
    return len(persons) + sum(one.form is Form.EXPERT_CLINIC for one in every)


def _meet(system: System, one: Presence, other: Presence) -> bool:
    """Whether there is a week with both presences; an expert clinic is held in every one."""
    postings = {posting_key(name): posting for name, posting in system.diary.items()}
    first, second = postings.get(one.key), postings.get(other.key)
    return first is None or second is None or first.meets(second)


def _too_many_away(
    system: System, more: tuple[ExpertClinic, ...]
) -> Iterator[tuple[Presence, int]]:
    """The same, with more expert clinics than the system has."""
    clinics = system.outreach.clinics + more
    return too_many_away(replace(system, outreach=replace(system.outreach, clinics=clinics)))


def _clinics(line: ExpertClinic, given: Mapping[Pair, int]) -> tuple[ExpertClinic, ...]:
    """One expert clinic for each pair, in the order of the first half-day."""
    return tuple(
        replace(line, at=member, specialty=specialty, half_days=half_days)
        for (member, specialty), half_days in given.items()
    )


def _within_half_a_day(system: System, giver: str, member: str) -> bool:
    """Whether an expert of a hospital can hold a clinic at a facility and be back."""
    if member == giver or system.network.facilities[member].clinic is None:
        return False
    minutes = system.network.transfer(giver, member)
    return minutes is not None and 2.0 * minutes < MINUTES_PER_HOUR * system.outreach.shortest_hours
