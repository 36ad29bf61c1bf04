"""Referral between tiers, and the green channel for the urgent ones."""

from __future__ import annotations

from dataclasses import field

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Count, FacilityName, ServiceName, Share, SpecialtyName
from sim.system.network import Tier


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GreenChannel:
    """Priority and kept capacity for urgent patients who are referred up."""

    use: Share = 0.0
    """Share of the urgent formal referrals that go by it."""
    kept_beds: dict[FacilityName, dict[str, Count]] | None = None
    """Beds by facility and ward (``ward``: the single one) that are kept for those who come by it
    and for critical patients (acuity 1): all others leave them free, acuity 2 too; never the last
    one. None: none."""
    kept_rooms: dict[FacilityName, Count] | None = None
    """Rooms by facility that are kept so at each station that only its emergency patients use.
    None: none."""
    skips: tuple[ServiceName, ...] = ()
    """Services that those who come by it need not go through (registration, triage, …)."""
    ambulance: bool = False
    """Whether they travel by ambulance where neither facility has ambulances as a station: at its
    speed, and without waiting for one."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FormalShare:
    """Share of those who go on with a formal referral (上转), by what they need.

    The others go by themselves. It is the habit of the doctors, the same at every facility.
    """

    critical: Share = 1.0
    """Of the critical (acuity 1)."""
    urgent: Share = 1.0
    """Of the other emergencies (acuity 2)."""
    operation: Share = 1.0
    """Of those who can wait and need an operation of a grade above those that are done here."""
    others: Share = 1.0
    """Of all others who can wait."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Alliance:
    """A specialty alliance (专科联盟): members whose cases of a specialty go to one lead."""

    specialty: SpecialtyName
    """Specialty of its cases."""
    lead: FacilityName
    """Hospital to which the letters of the members go, if it is capable of the case."""
    members: tuple[FacilityName, ...]
    """Facilities that refer to it."""
    processing_minutes: Amount = 0.0
    """Minutes that a letter within it takes, instead of ``referral.processing_minutes``."""
    formal_share: Share | None = None
    """Share of those who go on with a letter, the same for all; left out: by what they need, as
    everywhere."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Referral:
    """What happens to a case beyond the facility's capability."""

    recognition: dict[Tier, Share] = field(default_factory=dict)
    """Probability that the doctor sees a case beyond the facility, by tier (default 1).
    A facility may have its own."""
    unnecessary: dict[Tier, Share] = field(default_factory=dict)
    """Probability that the doctor takes a doubtful case for one beyond the facility, by tier
    (default 0): an unnecessary referral, if the patient then goes. Doubtful are those just within
    its capability, as many as there are beyond it. A facility may have its own."""
    critical_calls: Share = 0.0
    """Share of the critical findings (危急值) that the reader calls in, wherever the recording was
    read: the patient goes before others, and whoever then has to go up goes at once with a letter,
    by ambulance, and by the green channel if there is one."""
    acceptance: Share = 1.0
    """Probability that the patient then goes on."""
    formal_share: FormalShare = FormalShare()
    """Share of those who go on with a formal referral (上转), by what they need."""
    processing_minutes: Amount = 0.0
    """Minutes that the referral office takes for a formal referral that is not urgent. Letters
    queue where the facility has a station ``referral_office``; elsewhere nobody waits."""
    sent_down: dict[Tier, Share] = field(default_factory=dict)
    """Share of the outpatients treated at a hospital, emergencies apart, who are sent down to their
    own base with a plan (counted as 下转), by tier of the hospital (default 0)."""
    follow_up_days: Amount = 14.0
    """Days until those patients come to their base."""
    mutual_recognition: Share = 0.0
    """Probability that the next facility accepts the results of tests that a patient brings
    (检查检验结果互认); else it does them again."""
    kept_tickets: dict[Tier, Share] = field(default_factory=dict)
    """Share of the clinics' tickets that only formal referrals may take in advance, by tier
    (default 0). What is left of them when a session begins is for whoever comes."""
    alliances: tuple[Alliance, ...] = ()
    """Specialty alliances."""
    fixed: dict[FacilityName, dict[FacilityName, Share]] = field(default_factory=dict)
    """Plain mode: after a visit at the first, the probability of going on to each other; the rest
    go home. It replaces the decision by capability at the facilities that it names."""
    green_channel: GreenChannel = GreenChannel()
    """Priority for urgent formal referrals."""
