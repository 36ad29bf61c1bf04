"""A tiny consortium with fixed durations, and a walk through its rules without any engine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sim.clock import Calendar
from sim.contract import LEAVE, Ask, ClinicState, Patient, SessionState, State
from sim.engines import idle
from sim.system import System
from sim.system.admission import Admission
from sim.system.conditions import Condition
from sim.system.durations import Duration
from sim.system.network import Clinic, Facility, FirstContact, Home, Network, Station, Tier, Ward
from sim.system.referral import FormalShare
from sim.system.remote import Reading
from sim.system.services import Care, Kind, Service, Timetable
from sim.system.transfer import Transfer
from sim.tables import Tables, lower

MONDAY = date(2023, 1, 2)
TOWN, HOSPITAL, ELSEWHERE = range(3)
CARE = Care(
    flows={
        "visit": (
            Service(service="registration", minutes=Duration(mean=6.0)),
            Service(service="consultation", station="clinic", minutes=Duration(mean=12.0)),
            Service(service="ecg", minutes=Duration(mean=6.0), share=0.0),
            Service(service="ecg_reading", kind=Kind.ORDER, only_if=("ecg",), reading="ecg",
                    minutes=Duration(mean=18.0)),
            Service(service="results", kind=Kind.RESULTS),
            Service(service="return_consultation", station="clinic", minutes=Duration(mean=6.0),
                    only_if=("ecg",), ahead=True),
            Service(service="decision", kind=Kind.DECISION),
            Service(service="pharmacy", station="registration", minutes=Duration(mean=3.0)),
        ),
        "rescue": (
            Service(service="emergency_consultation", minutes=Duration(mean=30.0)),
            Service(service="decision", kind=Kind.DECISION),
        ),
    },
    timetables={"clinic": Timetable(sessions=("mon-fri 08:00-12:00", "mon-fri 14:00-17:00"))},
)  # fmt: skip
COUGH = Condition(demand_weight=1.0, acuity=(0.0, 0.0, 0.0, 1.0), suited_to_base=True)
HEART = Condition(demand_weight=1.0, acuity=(0.0, 0.5, 0.5, 0.0), specialty="internal")
DESK = Station(servers=1)
DESKS = (
    *("registration", "ecg", "ecg_reading"),
    *("emergency_consultation", "observation", "theatre"),
)


def tiny_network() -> Network:
    """A township centre, the hospital above it, an outside clinic; one hill where people live."""
    town = Facility(
        tier=Tier.BASE,
        clinic="visit",
        clinics={"general": Clinic(doctors=1, tickets=4)},
        stations={"registration": DESK, "ecg": DESK},
        ward=Ward(beds=2, occupancy=0.0, stay_days=Duration(mean=4.0)),
        capability=0.5,
        refers_to=("hospital",),
        transfer_minutes={"hospital": 60.0},
    )
    hospital = Facility(
        tier=Tier.MUNICIPAL,
        clinic="visit",
        emergency="rescue",
        clinics={"general": Clinic(doctors=2, tickets=8), "internal": Clinic(doctors=1, tickets=4)},
        stations=dict.fromkeys(DESKS, DESK),
        ward=Ward(beds=4, occupancy=0.0, stay_days=Duration(mean=10.0),
                  operation_minutes=Duration(mean=120.0)),
        steps_down_to=("town",),
        transfer_minutes={"town": 60.0},
    )  # fmt: skip
    go = {"town": 0.0, "hospital": 1.0}
    hill = Home(
        population=1000.0,
        episodes_per_head=1.0,
        base="town",
        first_contact=FirstContact(suited=go, not_suited=go, emergency=go),
        travel_minutes={"town": 15.0, "hospital": 45.0, "elsewhere": 30.0},
    )
    elsewhere = Facility(tier=Tier.OUTSIDE)
    return Network(
        facilities={"town": town, "hospital": hospital, "elsewhere": elsewhere},
        homes={"hill": hill},
    )


def bed_rules(**changes: Any) -> Admission:
    """Rules of admission with the usual patience for a bed, which is kept in observation."""
    usual: dict[str, Any] = {"emergency_patience_hours": 48.0, "elective_patience_days": 60.0}
    return Admission(**usual | changes)


def tiny_system(**concerns: Any) -> System:
    """The tiny consortium; ``concerns`` are parts of the System that are to be otherwise."""
    ecg = Reading(
        hub="hospital",
        station="ecg_reading",
        members=("town",),
        hub_minutes=Duration(mean=6.0),
        delay_minutes=3.0,
        local_minutes=Duration(mean=36.0),
    )
    usual: dict[str, Any] = {
        "network": tiny_network(),
        "conditions": {"cough": COUGH, "heart": HEART},
        "care": CARE,
        "admission": bed_rules(),
        "remote": {"ecg": ecg},
        "transfer": Transfer(ambulance_patience_hours=2.0),
    }
    return System(**usual | concerns)


def letters_for(share: float) -> FormalShare:
    """The same share of letters, whatever is needed."""
    return FormalShare(critical=share, urgent=share, operation=share, others=share)


def letters_of(share: float) -> tuple[str, ...]:
    """The overrides that set the same share of letters, whatever is needed."""
    needs = ("critical", "urgent", "operation", "others")
    return tuple(f"referral.formal_share.{need}={share}" for need in needs)


def with_facility(name: str, **changes: Any) -> Network:
    """The tiny network with one facility changed."""
    network = tiny_network()
    changed = replace(network.facilities[name], **changes)
    return replace(network, facilities={**network.facilities, name: changed})


def with_share(service: str, share: float) -> Care:
    """The flows with another share of one service."""
    flows = {
        name: tuple(replace(s, share=share) if s.service == service else s for s in flow)
        for name, flow in CARE.flows.items()
    }
    return replace(CARE, flows=flows)


def tables_of(system: System) -> Tables:
    """Tables of two weeks from a Monday."""
    return lower(system, Calendar(MONDAY), 336.0)


def fresh(tables: Tables) -> State:
    """State in which no ticket is given."""
    clinics = [ClinicState(row.first) for row in tables.tickets.clinic]
    return State(clinics, [SessionState() for _ in tables.tickets.session])


def somebody(condition: str = "cough", **facts: Any) -> Patient:
    """An easy case, not urgent, on Monday at 9."""
    code = ["cough", "heart"].index(condition)
    usual: dict[str, Any] = {"number": 0, "key": 7, "home": 0, "condition": code}
    return Patient(**usual | {"acuity": 4, "complexity": 0.25, "onset": 9.0} | facts)


Step = tuple[str, str | None, float, float]


def walk(
    tables: Tables, p: Patient, state: State | None = None, denied: Collection[str] = ()
) -> list[Step]:
    """Walk through an episode in a land without queues: stage, place or station, start, end.

    Orders take their time beside the patient. Who asks for a ``denied`` stage waits in vain until
    the patience ends.
    """
    alone = idle.Alone(tables, state or fresh(tables), [p])
    ask, going, taken = alone.ask[0], alone.going[0], []
    answer = idle.set_out(alone)
    while answer != LEAVE:
        stage = tables.names.stages[ask.stage]
        if stage in denied:
            idle.wait_in_vain(alone)
        end = round(going.end + ask.delay, 9)
        taken.append((stage, _place(tables, ask), round(going.start, 9), end))
        answer = idle.go_on(alone, answer)
    return taken


def visit_town(tables: Tables, p: Patient) -> list[Step]:
    """Walk through an episode that begins at the town."""
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return walk(tables, p)


def _place(tables: Tables, ask: Ask) -> str:
    return (
        tables.names.stations[ask.station]
        if ask.station >= 0
        else tables.names.facilities[ask.facility]
    )
