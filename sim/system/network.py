"""The network: facilities with their stations, clinics and wards; homes with their people."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import (
    STRICT,
    Amount,
    ConditionName,
    Count,
    FacilityName,
    FlowName,
    Share,
    SpecialtyName,
    TicketCount,
    TimetableName,
)
from sim.system.roads import Position, Roads
from sim.system.surgery import GRADES, Grade, Theatre

Gain = Annotated[float, Field(ge=-1.0, le=1.0)]
"""A change of a share."""


class Tier(StrEnum):
    """The levels of care, lowest first; ``outside`` is what does not belong to the consortium."""

    VILLAGE = "village"
    BASE = "base"
    DISTRICT = "district"
    MUNICIPAL = "municipal"
    PROVINCIAL = "provincial"
    OUTSIDE = "outside"


TIER_LABELS = {
    Tier.VILLAGE: "村卫生室",
    Tier.BASE: "基层医疗卫生机构",
    Tier.DISTRICT: "县区级医院",
    Tier.MUNICIPAL: "市级医院",
    Tier.PROVINCIAL: "省级帮扶医院",
    Tier.OUTSIDE: "联合体外",
}
"""The official Chinese names of the tiers."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Station:
    """Where something is done: desks, machines, rooms, readers, with their servers."""

    servers: Count
    """Servers in the hours of the timetable."""
    hours: TimetableName = "always"
    """Timetable of the servers."""
    off_hours: Count = 0
    """Servers outside the timetable's hours (duty staff)."""
    runs_over: bool = True
    """Whether those who were there before it closed are still served."""
    kept: Count = 0
    """Servers kept free for urgent patients (acuity 1 and 2): an ordinary one starts only if more
    are free. Fewer than the servers; a shift with no more than these leaves one to everybody."""
    turnover_minutes: Amount = 0.0
    """Minutes that a server stays busy after each patient (cleaning, changing over)."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Clinic:
    """The consulting rooms of one specialty, with tickets for each session."""

    doctors: Count
    """Doctors in each session."""
    tickets: TicketCount
    """Patients that a session registers at most (号源)."""
    hours: TimetableName = "clinic"
    """Timetable whose opening times are the sessions."""
    last_call_minutes: Amount = 30.0
    """Registration ends this many minutes before the session does."""
    kept_for_referrals: Share | None = None
    """Share of the tickets that only formal referrals may take before the session begins; None:
    that of the tier (``referral.kept_tickets``)."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Ward:
    """Inpatient care of a facility."""

    beds: Count
    """Staffed beds."""
    surge_beds: Count = 0
    """Beds that can be put up beside (加床), in which only urgent patients start a stay."""
    occupancy: Share
    """Share of the beds that is taken when a run begins."""
    stay_days: Duration
    """Length of stay in days, before the condition's factor."""
    stay_days_for: dict[ConditionName, Duration] = field(default_factory=dict)
    """Length of stay in days of conditions that differ, without the condition's factor."""
    recovery_days_for: dict[ConditionName, Duration] = field(default_factory=dict)
    """Days here of patients who have stepped down to it, by condition; left out: what remained of
    the stay above."""
    admission_factor: Amount = 1.0
    """How readily this facility admits, times the condition's admission probability."""
    operation_factor: Amount = 1.0
    """How often it operates, times the condition's operation probability."""
    operation_minutes: Duration = Duration(mean=90.0, cv=0.6)
    """Minutes in theatre of its patients."""
    specialties: tuple[SpecialtyName, ...] = ()
    """Specialties that a named ward takes; the single ward takes what no named one does."""
    borrows_from: str | None = None
    """Another ward of the facility (``ward``: the single one) in which a bed is asked for after
    ``admission.overflow_hours`` in vain (借床)."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Facility:
    """A hospital, centre or station, or several of them taken together."""

    tier: Tier
    """Level of care."""
    primary: bool = False
    """Whether it is primary care, though outside: nobody is sent from there to the own base, and
    visits there are visits in primary care."""
    label: str = ""
    """Name for readers, in any script."""
    aggregated: bool = False
    """Whether it stands for several institutions, whose own queues are not modelled."""
    clinic: FlowName | None = None
    """Flow of a clinic visit; None: no clinic."""
    emergency: FlowName | None = None
    """Flow of an emergency visit; None: no emergency department."""
    flow_for: dict[ConditionName, FlowName] = field(default_factory=dict)
    """Flow of all visits with a condition, in the clinic and in emergency, if it has its own."""
    clinics: dict[SpecialtyName, Clinic] = field(default_factory=dict)
    """Consulting rooms by specialty; ``general`` sees whatever has no room of its own."""
    stations: dict[str, Station] = field(default_factory=dict)
    """Stations by the name of the service that they give."""
    ward: Ward | None = None
    """Inpatient care; None: it admits nobody, or into named wards only."""
    wards: dict[str, Ward] = field(default_factory=dict)
    """Wards by name, each for some specialties."""
    capability: Share = 1.0
    """Share of cases, easiest first, that it can treat (0.8: four of five)."""
    capability_for: dict[ConditionName, Share] = field(default_factory=dict)
    """Capability where a condition differs from the rest."""
    operates_grade: Grade = GRADES
    """Highest grade of operations (手术分级) that it does, 0 to 4; higher ones go up before they
    are admitted."""
    operates_grade_for: dict[SpecialtyName, Grade] = field(default_factory=dict)
    """Highest grade where a specialty differs from the rest."""
    recognition: Share | None = None
    """Probability that its doctors see a case beyond it; None: that of the tier
    (``referral.recognition``)."""
    unnecessary: Share | None = None
    """Probability that they take a doubtful case within it for one beyond it; None: that of the
    tier (``referral.unnecessary``)."""
    surgery: Theatre = Theatre()
    """Who there is for its operating tables, and its lists of planned operations."""
    refers_to: tuple[FacilityName, ...] = ()
    """Where it refers up, first choice first; the first that is capable is taken."""
    steps_down_to: tuple[FacilityName, ...] = ()
    """Where its inpatients can go to recover, first choice first; those too who have stepped down
    to it. The way down may not come round to where it began."""
    transfer_minutes: dict[FacilityName, Amount] = field(default_factory=dict)
    """Minutes of travel to other facilities, where they do not follow from coordinates."""
    expected_wait_minutes: Amount = 0.0
    """Wait in a clinic until the doctor that residents expect when a run begins; to it belong the
    observed shares of first contact."""
    expected_ticket_days: Amount = 0.0
    """Days until the next free ticket to which these shares belong, from the first session that
    one could come to."""
    trust: Share = 0.5
    """Trust of the residents in its care, from none to full."""
    trust_gain: dict[SpecialtyName, Gain] = field(default_factory=dict)
    """By how much the trust in a specialty is above that, which also is its growth since the shares
    of first contact were observed."""
    ambulance_minutes: dict[FacilityName, Amount] = field(default_factory=dict)
    """Minutes of an ambulance to other facilities, where they do not follow from those by car."""
    at: Position | None = None
    """Longitude and latitude, in degrees."""

    def trusted(self, specialty: str) -> float:
        """Return the trust in a specialty, between 0 and 1."""
        return min(1.0, max(0.0, self.trust + self.trust_gain.get(specialty, 0.0)))

    def can_treat(self, condition: str) -> float:
        """Return the share of a condition's cases that it can treat, easiest first."""
        return self.capability_for.get(condition, self.capability)

    @property
    def beyond(self) -> bool:
        """Whether its queues are not modelled; then it needs no rooms to send experts from."""
        return self.aggregated or self.tier is Tier.OUTSIDE

    @property
    def primary_care(self) -> bool:
        """Whether it is primary care: by its tier; outside the consortium, by its own key."""
        return self.primary or self.tier in (Tier.VILLAGE, Tier.BASE)

    @property
    def flows(self) -> tuple[str, ...]:
        """The names of all flows that visits follow here, each once."""
        names = (self.clinic, self.emergency, *self.flow_for.values())
        return tuple(dict.fromkeys(name for name in names if name is not None))

    def every_ward(self) -> dict[str, Ward]:
        """Return all wards by the name of their station."""
        single = {"ward": self.ward} if self.ward else {}
        return single | {f"ward.{name}": ward for name, ward in self.wards.items()}

    def every_post(self) -> dict[str, Clinic | Station]:
        """Return where people work by the hour, by the name of the station: not in wards."""
        return {f"consultation.{name}": one for name, one in self.clinics.items()} | self.stations

    def ward_of(self, specialty: str) -> str | None:
        """Return the station name of the ward that takes a specialty; None: not admitted."""
        for name, ward in self.wards.items():
            if specialty in ward.specialties:
                return f"ward.{name}"
        return "ward" if self.ward else None

    def room(self, specialty: str) -> str:
        """Return the consulting rooms that see a specialty: its own, or the general ones."""
        return specialty if specialty in self.clinics else "general"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FirstContact:
    """Where the residents of a home go first, as observed: shares of facilities, adding up to 1."""

    suited: dict[FacilityName, Share]
    """With a condition that the base can treat."""
    not_suited: dict[FacilityName, Share]
    """With any other condition that can wait."""
    emergency: dict[FacilityName, Share]
    """With an emergency (acuity 1 or 2)."""
    travel_minutes: dict[FacilityName, Amount] = field(default_factory=dict)
    """Minutes to a facility at that time, where the way has changed since."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Home:
    """A town, street or county, with its residents."""

    population: Amount
    """Residents."""
    episodes_per_head: Amount
    """Episodes of illness that seek care, each resident a year, wherever they then go."""
    first_contact: FirstContact | None = None
    """Where they go first; left out: wherever the utilities of ``access.choice`` draw them."""
    travel_minutes: dict[FacilityName, Amount] = field(default_factory=dict)
    """Minutes from home to the facilities that its residents use, where they do not follow from
    coordinates."""
    at: Position | None = None
    """Longitude and latitude of its middle, in degrees."""
    label: str = ""
    """Name for readers."""
    rural: bool = False
    """Whether it is a rural home (for reporting)."""
    partial: bool = False
    """Whether only some of its residents' episodes are described, such as those that concern the
    consortium: it does not count for the share of visits in primary care."""
    base: FacilityName | None = None
    """Its own base institution, to which gatekeeping sends people first."""
    compliance_factor: Amount = 1.0
    """How readily they comply with gatekeeping, relative to elsewhere."""
    contracted: Share = 0.0
    """Share of the residents with a family doctor, where it is more than elsewhere."""
    mix: dict[ConditionName, Amount] = field(default_factory=dict)
    """Factors on the conditions' shares of demand, where this home differs."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Network:
    """Facilities and homes."""

    facilities: dict[str, Facility]
    """Facilities by name."""
    homes: dict[str, Home]
    """Homes by name."""
    label: str = ""
    """Name of the consortium for readers."""
    lead: FacilityName | None = None
    """Hospital that leads the consortium (牵头医院), whatever its tier; left out: the first
    municipal one."""
    roads: Roads = Roads()
    """How long a way takes of which only the ends are given."""

    def travel(self, home: str, facility: str) -> float | None:
        """Return the minutes from a home to a facility, given or by coordinates; None: neither."""
        start = self.homes[home]
        return self._minutes(start.travel_minutes, start.at, facility)

    def transfer(self, here: str, there: str) -> float | None:
        """Return the minutes from one facility to another, as above."""
        start = self.facilities[here]
        return 0.0 if here == there else self._minutes(start.transfer_minutes, start.at, there)

    def ambulance(self, here: str, there: str) -> float | None:
        """Return the minutes of an ambulance: as given, or by car times the ratio of speeds."""
        given = self.facilities[here].ambulance_minutes.get(there)
        car = self.transfer(here, there)
        return self.roads.by_ambulance(car) if given is None and car is not None else given

    def _minutes(
        self, given: dict[str, float], start: Position | None, facility: str
    ) -> float | None:
        end = self.facilities[facility].at if facility in self.facilities else None
        if facility in given or start is None or end is None:
            return given.get(facility)
        return self.roads.car_minutes(start, end)
