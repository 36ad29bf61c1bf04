"""Expert outreach (专家下沉): half-days of experts at members, missing above meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.clock import MINUTES_PER_HOUR
from sim.policies.base import Policy, StaffMove, leading
from sim.system import System
from sim.system.experts import Pair, dealt, needs
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Count, FacilityName, SpecialtyName, nearest
from sim.system.outreach import ExpertClinic
from sim.system.presences import Presence, clinic_key, presences
from sim.system.sending import described, members_below, specialties_sent


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Outreach(Policy):
    """More half-days a week, dealt over members and specialties by need."""

    half_days: Count
    """Half-days a week in all, beside those that there are; fewer where nobody else can leave."""
    tickets: Count | None = None
    """Patients that an expert sees in a half-day; left out: as many as fit, with some slack."""
    expert_from: FacilityName | None = None
    """Hospital that sends the experts; left out: the one that leads."""
    members: tuple[FacilityName, ...] = ()
    """Members that receive them; left empty: the district hospitals described by themselves,
    or where there is no other one the base institutions."""
    specialties: tuple[SpecialtyName, ...] = ()
    """Specialties of the experts; left empty: those that the sender has clinics of."""

    def apply(self, system: System) -> System:
        """Add the half-days to the expert clinics.

        Raises :class:`~sim.system.faults.Faults` if there is nobody to send or nowhere to go.
        """
        clinics = system.outreach.clinics + self.clinics(system)
        return replace(system, outreach=replace(system.outreach, clinics=clinics))

    def clinics(self, system: System) -> tuple[ExpertClinic, ...]:
        """Return the expert clinics that the lever adds, each with at least one half-day."""
        if self.half_days == 0:
            return ()
        giver = self.expert_from or leading(system, "expert_from", "sends experts")
        found = self._needs(system, giver)
        line = ExpertClinic(
            expert_from=giver, at=giver, specialty="general", half_days=0, tickets=self.tickets
        )
        return dealt(system, found, self.half_days, line)

    def _needs(self, system: System, giver: str) -> dict[Pair, float]:
        """The need for the giver's experts, at the chosen members and in the chosen specialties."""
        hospital = described(system, "expert_from", giver)
        found = needs(system, giver)
        if faults := tuple(self._without_need(giver, found)):
            raise Faults(faults)
        members = self.members or members_below(system, giver)
        specialties = self.specialties or specialties_sent(hospital, found)
        chosen = {
            pair: patients
            for pair, patients in found.items()
            if pair[0] in members and pair[1] in specialties
        }
        if not chosen:
            expected = (
                "a hospital near enough, with rooms of a specialty in which it can treat more"
            )
            raise Faults((Fault("expert_from", giver, expected),))
        return chosen

    def _without_need(self, giver: str, found: dict[Pair, float]) -> Iterator[Fault]:
        """A fault for each named member or specialty where no patient needs an expert."""
        for key, position in (("members", 0), ("specialties", 1)):
            known = {pair[position] for pair in found}
            for i, name in enumerate(getattr(self, key)):
                if known and name not in known:
                    expected = f"one of {', '.join(sorted(known))}, where experts of {giver} can go"
                    yield Fault(f"{key}.{i}", name, expected, nearest(name, known))

    def remarks(self, system: System) -> tuple[str, ...]:
        """Return a sentence if fewer half-days are dealt than asked for."""
        given = sum(clinic.half_days for clinic in self.clinics(system))
        if given == self.half_days:
            return ()
        return (
            f"half_days: {given} of {self.half_days} are dealt, since no more experts can leave at "
            "the same time",
        )

    def moves(self, system: System) -> tuple[StaffMove, ...]:
        """Return the experts' hours; travel is lost."""
        clinics, hours = self.clinics(system), _half_day_hours(system)
        alone = replace(system, outreach=replace(system.outreach, clinics=clinics), diary={})
        away = list(presences(alone))
        return tuple(
            _move(clinic, [one for one in away if one.key == clinic_key(position)], hours)
            for position, clinic in enumerate(clinics)
        )


def _half_day_hours(system: System) -> float:
    """Mean length of a half-day, in hours."""
    (start, end), (begin, close) = system.outreach.morning, system.outreach.afternoon
    return (end - start + close - begin) / 2.0


def _move(clinic: ExpertClinic, half_days: list[Presence], hours: float) -> StaffMove:
    """The move of one expert clinic's half-days, of ``hours`` each on average."""
    one, way = half_days[0], half_days[0].minutes / MINUTES_PER_HOUR
    return StaffMove(
        role=f"expert, {clinic.specialty}",
        giver=one.home,
        receiver=one.at,
        hours_lost=len(half_days) * hours,
        hours_gained=len(half_days) * (hours - 2.0 * way),
    )
