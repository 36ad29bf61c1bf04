"""Tables: a system as rows of numbers. Rules and engines read nothing else of it.

Tables come in blocks, one for each concern. A block has numbers, rows of numbers, and lists of
both; a rule reads ``tables.flows.line[k].station``. Codes are positions in the lists of names. The
lists of one table are equally long, because they become an array; shorter lists of choices are
filled up with NOWHERE.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import Calendar
from sim.system import System
from sim.tables.ability import AbilityTables, lower_ability
from sim.tables.access import AccessTables, lower_access
from sim.tables.choice import ChoiceTables, lower_choice
from sim.tables.chronic import ChronicTables, lower_chronic
from sim.tables.costs import CostTables, lower_costs
from sim.tables.day_surgery import DaySurgeryTables, lower_day_surgery
from sim.tables.flows import FlowTables, lower_flows
from sim.tables.names import Names, names_of
from sim.tables.outreach import OutreachTables, lower_outreach
from sim.tables.pathways import PathwayTables, lower_pathways
from sim.tables.prescriptions import PrescriptionTables, lower_prescriptions
from sim.tables.referral import ReferralTables, lower_referral
from sim.tables.remote import RemoteTables, lower_remote
from sim.tables.returns import ReturnTables, lower_returns
from sim.tables.roster import Roster, Window, roster, window_of
from sim.tables.stations import StationTables, lower_stations
from sim.tables.step_down import StepDownTables, lower_step_down
from sim.tables.stocks import StockTables, lower_stocks
from sim.tables.surgery import SurgeryTables, lower_surgery
from sim.tables.tickets import TicketTables, lower_tickets
from sim.tables.transfer import TransferTables, lower_transfer
from sim.tables.wards import WardTables, admissions_of, lower_wards
from sim.tables.ways import WayTables, lower_ways
from sim.tables.worsening import WorseningTables, lower_worsening


@dataclass(slots=True)
class Tables:
    """A system as numbers, with the names that the codes stand for."""

    names: Names
    station_kinds: list[str]  # [station]
    begin: float  # hours
    horizon: float  # hours
    access: AccessTables
    choice: ChoiceTables
    costs: CostTables
    tickets: TicketTables
    flows: FlowTables
    stations: StationTables
    ways: WayTables
    ability: AbilityTables
    referral: ReferralTables
    transfer: TransferTables
    worsening: WorseningTables
    outreach: OutreachTables
    remote: RemoteTables
    pathways: PathwayTables
    wards: WardTables
    surgery: SurgeryTables
    day_surgery: DaySurgeryTables
    step_down: StepDownTables
    returns: ReturnTables
    prescriptions: PrescriptionTables
    chronic: ChronicTables
    stocks: StockTables


def lower(system: System, calendar: Calendar, horizon: float) -> Tables:
    """Return a system as tables for a run from ``calendar.begin`` to ``horizon`` (hours)."""
    window = window_of(system, calendar, horizon)
    return lower_with(system, names_of(system), roster(system, calendar, window.end), window)


def lower_with(system: System, names: Names, plan: Roster, window: Window) -> Tables:
    """Return a system as tables, with the codes of some names and the timetable of a roster."""
    admissions = admissions_of(system)
    flows, tickets = lower_flows(system, names), lower_tickets(system, names, plan, window)
    return Tables(
        names=names,
        station_kinds=[plan.stations[key].kind for key in names.stations],
        begin=window.begin,
        horizon=window.horizon,
        access=lower_access(system, names),
        choice=lower_choice(system, names, admissions),
        costs=lower_costs(system),
        tickets=tickets,
        flows=flows,
        stations=lower_stations(system, names, plan, tickets, window),
        ways=lower_ways(system.network),
        ability=lower_ability(system),
        referral=lower_referral(system, names),
        transfer=lower_transfer(system, names),
        worsening=lower_worsening(system.worsening),
        outreach=lower_outreach(system, names, plan, window),
        remote=lower_remote(system, names),
        pathways=lower_pathways(system, names, flows.line),
        wards=lower_wards(system, names, admissions),
        surgery=lower_surgery(system, names, window),
        day_surgery=lower_day_surgery(system, names),
        step_down=lower_step_down(system, names),
        returns=lower_returns(system.returns),
        prescriptions=lower_prescriptions(system),
        chronic=lower_chronic(system),
        stocks=lower_stocks(names),
    )


__all__ = ["Tables", "lower", "lower_with"]
