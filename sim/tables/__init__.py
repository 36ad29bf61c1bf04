"""Tables: lowering a system to rows of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE, Calendar
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.joint_wards import STATION
from sim.system.leading import leader
from sim.system.network import Facility, Tier
from sim.system.remote import Reading
from sim.system.transfer import AMBULANCE
from sim.tables.choice import appeals, choice_row, compliance, home_rows, options, stays_home
from sim.tables.chronic import lower_chronic
from sim.tables.costs import bills
from sim.tables.flows import Lines, duration_row, lower_flows
from sim.tables.leaving import patience_rows, returns_row
from sim.tables.names import Names, names_of
from sim.tables.pathways import (
    centre_row,
    devices,
    first_tests,
    nearest_devices,
    needs,
    pathway_row,
)
from sim.tables.referral import alliance_rows, formal_shares
from sim.tables.rows import (
    ConditionRow,
    FacilityRow,
    ReadingRow,
    SettingsRow,
    Tables,
)
from sim.tables.stations import (
    clinic_rows,
    reserve_rows,
    roster,
    shift_rows,
    station_rows,
)
from sim.tables.step_down import accepted, down_rows, proposed
from sim.tables.surgery import day_row, factor_row, grade_rows, list_rows, operates_rows
from sim.tables.tickets import ticket_patience_rows, without_ticket_shares
from sim.tables.transfer import transport_row
from sim.tables.wards import (
    admission_rows,
    lender_codes,
    operation_rows,
    recovery_rows,
    stay_rows,
    ward_codes,
)
from sim.tables.ways import ambulance, transfer, travel
from sim.tables.worsening import worsening_row

_LISTED = 366.0 * HOURS_PER_DAY
"""Hours after a run for which sessions are listed one by one; after these one takes everybody, who
is waiting at the end of the run in any case."""


def lower(system: System, calendar: Calendar, horizon: float) -> Tables:
    """Return a system as tables for a run from ``calendar.begin`` to ``horizon`` (hours)."""
    names = names_of(system)
    longest = max(system.access.search_days, system.outreach.wait_days) * HOURS_PER_DAY
    ahead = min(longest, _LISTED)
    end = horizon + ahead  # of the list of sessions
    plan = roster(system, calendar, end)
    clinics, sessions = clinic_rows(names, plan, end if ahead < longest else math.inf)
    lines = lower_flows(system, names)
    clinic_code = {key: code for code, key in enumerate(plan.sessions)}
    facilities, ways = system.network.facilities, list(system.pathways.values())
    admissions = [admission_rows(system, facility) for facility in facilities.values()]
    lists, list_days = list_rows(system, calendar, end)
    to_emergency, to_home = without_ticket_shares(system)
    return Tables(
        settings=_settings(system, end - calendar.begin),
        transport=transport_row(system.transfer),
        worsening=worsening_row(system.worsening),
        centre=centre_row(system.chest_pain_centre),
        facility=[_facility(system, names, lines, name) for name in facilities],
        home=home_rows(system, names),
        condition=_conditions(system, names),
        station=station_rows(names, plan),
        clinic=clinics,
        session=sessions,
        shift=shift_rows(names, plan, clinics, sessions, (calendar.begin, horizon)),
        line=lines.line,
        own_line=lines.own,
        need=lines.need,
        minutes=lines.minutes,
        choice=choice_row(system),
        option=options(system, names),
        stays_home=stays_home(system),
        appeal=appeals(system, admissions),
        bill=bills(system),
        compliance=compliance(system),
        closed_to_emergency=list(system.access.closed_to_emergency),
        ticket_patience=ticket_patience_rows(system),
        to_emergency=to_emergency,
        to_home=to_home,
        travel=travel(system.network),
        transfer=transfer(system.network),
        ambulance=ambulance(system.network),
        capability=[[f.can_treat(c) for c in system.conditions] for f in facilities.values()],
        admission=admissions,
        ward=[ward_codes(system, names, name) for name in facilities],
        lender=[lender_codes(system, names, name) for name in facilities],
        stay=[stay_rows(system, facility) for facility in facilities.values()],
        recovery=[recovery_rows(system, facility) for facility in facilities.values()],
        operation=[operation_rows(system, facility) for facility in facilities.values()],
        refers=[_codes(names, facility.refers_to) for facility in facilities.values()],
        downs=down_rows(system, names),
        alliance=[alliance_rows(system, names, name) for name in facilities],
        formal=formal_shares(system),
        fixed=[_routes(system, names, name) for name in facilities],
        consulting=[_consulting(system, clinic_code, name) for name in facilities],
        expert=[_experts(system, clinic_code, name) for name in facilities],
        expert_from=[_experts_from(system, names, name) for name in facilities],
        reading=[_readings(system, names, name) for name in facilities],
        pathway=[pathway_row(one, names) for one in ways],
        pathway_need=[needs(one, names, lines.line) for one in ways],
        first_test=[first_tests(one, names, lines.line) for one in ways],
        device=[devices(one, names) for one in ways],
        device_from=[nearest_devices(one, names, system) for one in ways],
        reserve=reserve_rows(system, names, plan),
        grades=grade_rows(system),
        grade_factor=factor_row(system),
        operates=operates_rows(system),
        lists=lists,
        list_day=list_days,
        patience=patience_rows(system),
        returns=returns_row(system.returns),
        day_surgery=day_row(system),
        day_suited=[condition.day_surgery for condition in system.conditions.values()],
        chronic=lower_chronic(system),
        stages=names.stages,
        facilities=names.facilities,
        homes=names.homes,
        conditions=names.conditions,
        pathways=list(system.pathways),
        stations=names.stations,
        station_kinds=[plan.posts[key].kind for key in names.stations],
        begin=calendar.begin,
        horizon=horizon,
    )


def _settings(system: System, listed: float) -> SettingsRow:
    """The numbers that hold everywhere; a ticket is looked for in the hours that are listed."""
    access, referral, admission = system.access, system.referral, system.admission
    outreach, down, scripts = system.outreach, system.step_down, system.prescriptions
    leaving = admission.discharge_hours or (math.nan, math.nan)
    return SettingsRow(
        contract_kept=access.family_doctors.compliance,
        search=min(access.search_days * HOURS_PER_DAY, listed),
        no_show=access.no_show,
        rebook=access.rebook,
        not_needed=scripts.long_share * max(0.0, 1.0 - scripts.ordinary_days / scripts.long_days),
        returning=scripts.returning,
        stocked=scripts.stocked,
        acceptance=referral.acceptance,
        critical_calls=referral.critical_calls,
        processing=referral.processing_minutes * HOURS_PER_MINUTE,
        admission_slope=admission.complexity_slope,
        green_use=referral.green_channel.use,
        green_ambulance=int(referral.green_channel.ambulance),
        follow_up=referral.follow_up_days * HOURS_PER_DAY,
        mutual=referral.mutual_recognition,
        observed=admission.observed_share,
        observation=duration_row(admission.observation_hours, 1.0),
        boarding=admission.emergency_patience_hours,
        elective=admission.elective_patience_days * HOURS_PER_DAY,
        leaves_from=leaving[0],
        leaves_within=leaving[1] - leaving[0],
        overflow=admission.overflow_hours,
        theatre=admission.theatre_patience_hours,
        bed_by=system.surgery.bed_by_hours,
        relist=system.surgery.relist_days * HOURS_PER_DAY,
        before_operation=duration_row(admission.before_operation_hours, 1.0),
        expert_acceptance=outreach.acceptance,
        expert_wait=min(outreach.wait_days * HOURS_PER_DAY, listed),
        expert=duration_row(outreach.minutes, HOURS_PER_MINUTE),
        bounce_back=down.bounce_back,
        bounce_back_hours=down.bounce_back_hours,
        hold=down.hold_hours,
        least_left=down.least_days_left * HOURS_PER_DAY,
    )


def _gatekept(system: System, name: str) -> bool:
    """Whether gatekeeping sends people from a facility; the lead is as good as municipal."""
    facility, tiers = system.network.facilities[name], system.access.gatekeeping_from
    leads = name == leader(system.network) and Tier.MUNICIPAL in tiers
    return (facility.tier in tiers or leads) and not facility.primary


def _facility(system: System, names: Names, lines: Lines, name: str) -> FacilityRow:
    """The row of a facility."""
    facility = system.network.facilities[name]
    code = names.facilities.index(name)
    return FacilityRow(
        outside=int(facility.clinic is None and facility.emergency is None),
        gatekept=int(_gatekept(system, name)),
        clinic_line=lines.clinic[code],
        emergency_line=lines.emergency[code],
        theatre=names.station(name, "theatre"),
        observation=names.station(name, "observation"),
        day_ward=names.station(name, "day_ward"),
        recognition=_own(facility.recognition, system.referral.recognition, facility, 1.0),
        unnecessary=_own(facility.unnecessary, system.referral.unnecessary, facility, 0.0),
        sent_down=system.referral.sent_down.get(facility.tier, 0.0),
        referral_office=names.station(name, "referral_office"),
        fixed=int(name in system.referral.fixed),
        ambulance=names.station(name, AMBULANCE),
        expected_wait=facility.expected_wait_minutes * HOURS_PER_MINUTE,
        expected_ticket=facility.expected_ticket_days * HOURS_PER_DAY,
        proposed=proposed(system, name),
        accepted=accepted(system, name),
        joint_ward=names.station(name, STATION),
    )


def _own(own: float | None, by_tier: dict[Tier, float], facility: Facility, other: float) -> float:
    """A facility's own share, or that of its tier, or what holds where neither is given."""
    return by_tier.get(facility.tier, other) if own is None else own


def _conditions(system: System, names: Names) -> list[ConditionRow]:
    """The rows of all conditions."""
    return [
        ConditionRow(
            suited=int(condition.suited_to_base),
            repeat=int(condition.repeat_prescription),
            critical=condition.critical,
            informed_by=_informed_by(condition, names.modalities),
            step_down=condition.step_down,
            operation=condition.operation,
            acute_share=_acute_share(system, condition),
        )
        for condition in system.conditions.values()
    ]


def _informed_by(condition: Condition, modalities: Sequence[str]) -> int:
    """The modalities whose reading tells how hard a case is, as a set of bits."""
    return sum(1 << code for code, one in enumerate(modalities) if one in condition.informed_by)


def _acute_share(system: System, condition: Condition) -> float:
    """The part of a condition's stay that must be spent above."""
    own = condition.acute_share
    return system.step_down.acute_share if own is None else own


def _codes(names: Names, facilities: Sequence[str]) -> list[int]:
    """Codes of facilities, then NOWHERE."""
    codes = [names.facilities.index(name) for name in facilities]
    return codes + [NOWHERE] * (len(names.facilities) + 1 - len(codes))


def _routes(system: System, names: Names, name: str) -> list[float]:
    """Cumulative probabilities of going on to each facility, in the plain mode."""
    total, result = 0.0, []
    for target in names.facilities:
        total += system.referral.fixed.get(name, {}).get(target, 0.0)
        result.append(total)
    return result


def _consulting(system: System, codes: dict[str, int], name: str) -> list[int]:
    """The clinic of a facility that sees each condition."""
    own = [codes.get(f"{name}/consultation.{c.specialty}") for c in system.conditions.values()]
    general = codes.get(f"{name}/consultation.general", NOWHERE)
    return [general if code is None else code for code in own]


def _experts(system: System, codes: dict[str, int], name: str) -> list[int]:
    """The visiting expert of a facility for each condition."""
    return [
        codes.get(f"{name}/expert.{condition.specialty}", NOWHERE)
        for condition in system.conditions.values()
    ]


def _experts_from(system: System, names: Names, name: str) -> list[int]:
    """The hospital that the visiting expert comes from, for each condition."""
    givers = {
        clinic.specialty: names.facilities.index(clinic.expert_from)
        for clinic in system.outreach.clinics
        if clinic.at == name
    }
    return [givers.get(condition.specialty, NOWHERE) for condition in system.conditions.values()]


def _readings(system: System, names: Names, name: str) -> list[ReadingRow]:
    """How a facility's recordings are read, by modality."""
    return [
        ReadingRow(
            share=reading.share if name in reading.members else 0.0,
            hub_station=_hub_station(names, reading),
            delay=reading.delay_minutes * HOURS_PER_MINUTE,
            critical_first=int(reading.critical_first),
            recognition=reading.recognition,
            hub=duration_row(reading.hub_minutes, HOURS_PER_MINUTE),
            local=duration_row(reading.local_minutes, HOURS_PER_MINUTE),
        )
        for reading in (system.remote[modality] for modality in names.modalities)
    ]


def _hub_station(names: Names, reading: Reading) -> int:
    """The readers of a modality's hub; NOWHERE without a hub."""
    if reading.hub is None or reading.station is None:
        return NOWHERE
    return names.station(reading.hub, reading.station)


__all__ = ["Tables", "lower"]
