"""Tables: a system as rows of numbers, the only thing that rules and engines read.

Every row is a dataclass of floats and integers and every table a list, or a list of lists, of
rows; rules write ``tables.line[k].station``. Codes are positions in the lists of names. The lists
of one table are equally long, so that they can become an array; those that say a choice end with
NOWHERE.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class DurationRow:
    """A distribution in hours, as :func:`sim.luck.duration` takes it."""

    form: int  # NOWHERE: none is given
    a: float
    b: float
    c: float


@dataclass(slots=True)
class FacilityRow:
    """A facility."""

    outside: int  # 1: patients who go there leave the model
    gatekept: int  # 1: people may be sent from here to their own base
    clinic_line: int  # first line of its clinic flow, NOWHERE: no clinic
    emergency_line: int
    theatre: int  # station
    observation: int  # station
    day_ward: int  # station
    recognition: float
    unnecessary: float  # of the doubtful cases
    referral_office: int  # station
    sent_down: float  # share of the outpatients
    fixed: int  # 1: goes on by fixed probabilities
    ambulance: int  # station
    expected_wait: float  # hours in the clinic until the doctor, when a run begins
    expected_ticket: float  # hours until a ticket, when the shares were observed
    proposed: float  # of a step-down from here
    accepted: float
    joint_ward: int  # station


@dataclass(slots=True)
class HomeRow:
    """A home."""

    base: int  # facility
    whole: int  # 1: chooses by whole utilities, 0: by observed shares and what changed since
    emergency: int  # facility of the nearest emergency department
    contracted: float  # share with a family doctor


@dataclass(slots=True)
class OptionRow:
    """A facility that residents of a home may choose."""

    facility: int
    utility: float  # log of the observed share, or tier and way
    luck: int  # number of its name


@dataclass(slots=True)
class AppealRow:
    """What trust and costs of a facility are worth to patients with a condition."""

    gained: float  # utility of the change since shares were observed
    whole: float
    cost_gained: float
    cost_whole: float


@dataclass(slots=True)
class BillRow:
    """What a patient pays at a facility, in CNY."""

    visit: float
    visit_unreferred: float
    admission: float
    admission_unreferred: float


@dataclass(slots=True)
class ChoiceRow:
    """What holds for every choice of a facility."""

    weighs: int  # 1: utilities change with more than the home
    learns: int  # 1: expected waits follow what patients experience
    wait: float  # utility of an hour in the clinic
    ticket: float  # utility of an hour until the next free ticket
    memory: float  # hours after which what was learnt counts e-fold less


@dataclass(slots=True)
class ConditionRow:
    """A condition."""

    suited: int
    repeat: int
    critical: float
    informed_by: int  # modalities whose reading tells how hard a case is, as a set of bits
    step_down: float
    operation: float
    acute_share: float


@dataclass(slots=True)
class AdmissionRow:
    """Admission of a condition at a facility."""

    planned: float
    urgent: float
    operation: float


@dataclass(slots=True)
class AllianceRow:
    """The alliance of a facility for a condition."""

    lead: int  # facility; NOWHERE: no alliance
    processing: float  # hours
    formal_share: float  # the same for all; BY_NEED: by what they need


@dataclass(slots=True)
class DownRow:
    """A bed to step down to."""

    facility: int
    joint_ward: int  # station; NOWHERE: of the ward that takes the condition


@dataclass(slots=True)
class LineRow:
    """A line of a flow at a facility."""

    kind: int
    stage: int
    station: int  # NOWHERE: none; CLINIC: by specialty
    bit: int  # its bit in Patient.planned
    only_if: int  # bits of which one must be planned; 0: no condition
    ahead: int
    modality: int  # of a reading; NOWHERE: not one
    luck: int  # number of its name
    unless: int  # bits of which none must be planned
    patience: float  # hours; infinite: until served
    otherwise: int
    test: int  # its bit in Patient.tested; 0: not a test
    skipped: int  # 1: not for who comes by the green channel


@dataclass(slots=True)
class ReadingRow:
    """How a facility's recordings of one modality are read."""

    share: float  # sent to the hub
    hub_station: int
    delay: float  # hours on the way
    critical_first: int
    recognition: float
    hub: DurationRow
    local: DurationRow


@dataclass(slots=True)
class ClinicRow:
    """A clinic: a station that works in sessions with tickets."""

    facility: int
    station: int
    first: int  # its sessions are first … last - 1
    last: int
    last_call: float  # hours before the end


@dataclass(slots=True)
class SessionRow:
    """A session of a clinic."""

    start: float  # hours
    end: float
    tickets: int
    kept: int  # of these, for formal referrals until it begins
    extra: int  # patients beside them (加号)


@dataclass(slots=True)
class StationRow:
    """A station."""

    facility: int
    runs_over: int
    turnover: float  # hours
    surge: int  # servers beside those staffed


@dataclass(slots=True)
class ShiftRow:
    """A timetable event: a station's capacity changes, or a clinic goes on to its next session."""

    time: float  # hours
    station: int  # NOWHERE: a clinic's turn
    capacity: int
    clinic: int


@dataclass(slots=True)
class ListRow:
    """A day's list of planned operations."""

    opens: float  # hours
    last_start: float  # hours; later than it opens


@dataclass(slots=True)
class ListsRow:
    """The lists of a facility, in order of time."""

    first: int  # first … last - 1; none: planned operations start whenever a table is free
    last: int


@dataclass(slots=True)
class ReturnsRow:
    """Who comes again."""

    after_miss: float
    otherwise: float
    mean: float  # hours, of the exponential that is cut
    within: float  # share of it that is not cut off
    higher: float


@dataclass(slots=True)
class DaySurgeryRow:
    """Day surgery."""

    share: float  # of those suited
    notice: float  # hours
    recovery: DurationRow


@dataclass(slots=True)
class SettingsRow:
    """Numbers that hold everywhere."""

    contract_kept: float  # compliance of those with a family doctor
    search: float  # hours ahead that a ticket is accepted
    no_show: float
    rebook: float
    not_needed: float  # share of repeat visits that long prescriptions spare
    returning: float
    stocked: float
    acceptance: float
    critical_calls: float
    processing: float  # hours
    green_use: float
    green_ambulance: int  # 1: the channel has ambulances of its own
    follow_up: float  # hours until the visit of those who are sent down
    mutual: float  # results that a patient brings are accepted
    admission_slope: float  # by complexity
    observed: float  # share who need no ward after observation
    observation: DurationRow
    boarding: float  # hours that an urgent patient waits for a bed
    elective: float  # hours that an elective patient waits for a bed
    leaves_from: float  # hour of the day from which stays end; NaN: at any hour
    leaves_within: float  # hours from then on
    overflow: float  # hours until a bed of another ward is asked for
    theatre: float  # hours until an operation is cancelled
    bed_by: float  # hours in which a planned operation must have its bed; 0: however long it takes
    relist: float  # hours from there to the next planned day
    before_operation: DurationRow
    expert_acceptance: float
    expert_wait: float  # hours
    expert: DurationRow
    bounce_back: float
    bounce_back_hours: float
    hold: float  # hours
    least_left: float  # hours of the stay that a step-down must be worth


@dataclass(slots=True)
class TransportRow:
    """How patients are moved between facilities."""

    critical: DurationRow  # until one of acuity 1 can be moved
    urgent: DurationRow
    loading: float  # hours
    patience: float  # hours for an ambulance
    for_step_down: int  # 1: inpatients who step down are carried too


@dataclass(slots=True)
class WorseningRow:
    """Who worsens how soon: rates, each hour."""

    urgent: float
    soon: float


@dataclass(slots=True)
class ChronicRow:
    """A chronic disease; its persons are those from the last of the row before to its own."""

    last: int
    recall: float  # hours
    due: float  # hours after a follow-up from which the next is due
    reach: float  # share of the persons who are called in
    by_oneself: float  # probability that one who is not comes on an occasion
    kept: float
    at_base: float
    effective: float  # hours
    followed: float
    lapsed: float
    spared: float  # share of the exacerbations that control spares


@dataclass(slots=True)
class PathwayRow:
    """A time-critical diagnosis and its pathway; times in hours."""

    condition: int
    share: float  # of its urgent patients
    onset_to_call: DurationRow
    agrees: float
    device_share: float
    activation: DurationRow
    device: DurationRow
    needle: DurationRow
    needle_window: float
    needle_beyond: float
    needle_works: float
    formal_share: float  # the same for all; BY_NEED: by what they need
    test_target: float
    needle_target: float
    device_target: float
    device_transferred_target: float
    door_out_target: float
    at_zero: float  # mortality
    log_risk: float  # of the risk's factor, each hour
    untreated: float  # mortality


@dataclass(slots=True)
class CentreRow:
    """What chest pain centres and their like add to the members."""

    lysis: float
    bypass: float
    prewarning: float


@dataclass(slots=True)
class Tables:
    """A system as rows, with the names that the codes stand for."""

    settings: SettingsRow
    transport: TransportRow
    worsening: WorseningRow
    centre: CentreRow
    facility: list[FacilityRow]
    home: list[HomeRow]
    condition: list[ConditionRow]
    station: list[StationRow]
    clinic: list[ClinicRow]
    session: list[SessionRow]
    shift: list[ShiftRow]
    line: list[LineRow]
    own_line: list[list[int]]  # [facility][condition] first line of its own flow, or NOWHERE
    need: list[list[float]]  # [line][condition] probability
    minutes: list[list[DurationRow]]  # [line][condition]
    choice: ChoiceRow
    option: list[list[list[OptionRow]]]  # [home][reason, or acuity - 1 if whole], then NOWHERE
    stays_home: list[float]  # [acuity - 1] utility of seeking no care
    appeal: list[list[AppealRow]]  # [facility][condition]
    bill: list[BillRow]  # [facility]
    compliance: list[list[float]]  # [home][acuity - 1] probability of going to the own base
    closed_to_emergency: list[float]  # [acuity - 1] probability
    ticket_patience: list[DurationRow]  # [acuity - 1] for a ticket; fixed and infinite: for ever
    to_emergency: list[float]  # [acuity - 1] share of those who are left without a ticket
    to_home: list[float]  # [acuity - 1] the same
    travel: list[list[float]]  # [home][facility] hours
    transfer: list[list[float]]  # [facility][facility] hours
    ambulance: list[list[float]]  # [facility][facility] hours
    capability: list[list[float]]  # [facility][condition]
    admission: list[list[AdmissionRow]]  # [facility][condition]
    ward: list[list[int]]  # [facility][condition] station; NOWHERE: does not admit
    lender: list[list[int]]  # [facility][condition] station of the ward that is borrowed from
    stay: list[list[DurationRow]]  # [facility][condition]
    recovery: list[list[DurationRow]]  # [facility][condition] after a step-down; or none
    operation: list[list[DurationRow]]  # [facility][condition]
    refers: list[list[int]]  # [facility] facilities above, first choice first, then NOWHERE
    downs: list[list[DownRow]]  # [facility] beds below, first choice first, then NOWHERE
    alliance: list[list[AllianceRow]]  # [facility][condition]
    formal: list[float]  # [need] share of letters: critical, urgent, operation, others
    fixed: list[list[float]]  # [facility][facility] cumulative probability
    consulting: list[list[int]]  # [facility][condition] clinic
    expert: list[list[int]]  # [facility][condition] clinic of the visiting expert
    expert_from: list[list[int]]  # [facility][condition] the expert's hospital
    reading: list[list[ReadingRow]]  # [facility][modality]
    pathway: list[PathwayRow]
    pathway_need: list[list[float]]  # [pathway][line] 1: always, 0: never, -1: as anybody
    first_test: list[list[int]]  # [pathway][line] 1: the test that tells
    device: list[list[int]]  # [pathway][facility] station of the device
    device_from: list[list[int]]  # [pathway][facility] the nearest with the device to refer to
    reserve: list[list[int]]  # [station][priority] servers that must stay free
    grades: list[list[float]]  # [condition] cumulative shares of operations; all 0: not graded
    grade_factor: list[float]  # [grade] on the minutes in theatre
    operates: list[list[int]]  # [facility][condition] highest grade
    lists: list[ListsRow]  # [facility]
    list_day: list[ListRow]
    returns: ReturnsRow
    patience: list[DurationRow]  # [acuity - 1] in a queue of a visit; fixed and infinite: for ever
    day_surgery: DaySurgeryRow
    day_suited: list[float]  # [condition] share of planned operations
    chronic: list[ChronicRow]
    stages: list[str]
    facilities: list[str]
    homes: list[str]
    conditions: list[str]
    pathways: list[str]
    stations: list[str]  # facility/station
    station_kinds: list[str]
    begin: float  # hours
    horizon: float  # hours
