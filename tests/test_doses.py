"""Doses: more of a mechanism moves its main indicator the way it should, with paired luck."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

import sim
from sim.outcomes.indicators import DIMENSIONS
from tests.systems import letters_of

STAGE = ("network=three_tier", "run.days=7", "run.warmup_days=0", "scenario=none")


@dataclass(frozen=True)
class Dosed:
    """A mechanism at three doses."""

    mechanism: str
    doses: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    """Overrides of each dose, rising."""
    indicator: str
    moves: Literal["up", "down"]
    stage: tuple[str, ...] = ()
    """Overrides that hold without the mechanism too."""
    cell: dict[str, Any] = field(default_factory=dict)
    """Cell of the indicator, by dimension; left out: all together."""
    replications: int = 5


def lever(name: str, key: str, *values: float) -> Any:
    """Three doses of one key of a lever."""
    return tuple((f"policy=[{name}]", f"policy.{name}.{key}={value}") for value in values)


def key(name: str, *values: float) -> Any:
    """Three doses of one key."""
    return tuple((f"{name}={value}",) for value in values)


_ACUITIES = ("critical", "urgent")
_PATHWAYS = (
    *("pathways.chest_pain.share=1", "pathways.stroke.share=0.9", "demand.scale=1.5"),
    "pathways.chest_pain.needle_beyond_minutes=0",
)
"""Most urgent patients with chest pain or stroke are time-critical; districts may lyse too."""
_SENDERS = ("east", "west")
_URGENT = (
    "demand.scale=2",
    *letters_of(1),
    *(f"network.facilities.{name}.capability=0.3" for name in _SENDERS),
)
"""Many urgent patients are sent to the lead."""


def grades(*highest: int) -> Any:
    """The highest grade of operations that the district hospitals do."""
    return tuple(
        tuple(f"network.facilities.{name}.operates_grade={grade}" for name in ("east", "west"))
        for grade in highest
    )


_DAY_STAGE = (
    *("run.days=14", "surgery.day_notice_hours=24"),
    *(f"conditions.{name}.day_surgery=1" for name in ("surgical_elective", "trauma", "digestive")),
    *(f"conditions.{name}.day_surgery=1" for name in ("gynaecology_obstetrics", "eye_ear_skin")),
)

_LONG_STAYS = (
    *("run.days=28", "run.warmup_days=7", "demand.scale=1.2"),
    *("step_down.proposed=0", "step_down.accepted=0.6"),
    *(f"conditions.{name}.step_down=0.9" for name in ("stroke", "trauma", "pneumonia_copd")),
    *(f"conditions.{name}.step_down=0.9" for name in ("tumour", "surgical_elective")),
)
"""Many in the lead's beds could recover below, and somebody always waits for a bed."""

_PERSONS = (
    *("run.days=120", "chronic_management.reach=1"),
    *(f"chronic.{name}.kept=0.9" for name in ("hypertension", "diabetes")),
    *(f"chronic.{name}.effective_days=45" for name in ("hypertension", "diabetes")),
    "chronic.hypertension.recall_days=120",
    "chronic.hypertension.exacerbations_controlled=0.05",
    "chronic.hypertension.exacerbations_uncontrolled=1",
    "demand.scale=0.3",
)
_OFTEN: Any = tuple((f"chronic.hypertension.recall_days={days}",) for days in (90, 60, 30))
_TRUSTED, _GAINS = "network.facilities.town_1.trust_gain", (0.1, 0.25, 0.5)


_READ: Any = tuple(
    (
        "policy=[remote_diagnosis]",
        f"policy.remote_diagnosis.share={{ecg: {ecg}, imaging: {images}}}",
    )
    for ecg, images in ((0.3, 0.05), (0.6, 0.1), (1.0, 0.3))
)
"""Half of the default dose, the default, and about twice as much."""


_FAR = (
    *("run.days=14", "demand.start=2023-03-06", "demand.scale=2"),
    *(
        f"network.facilities.central.clinics.{room}={{doctors: 20, tickets: 600}}"
        for room in ("internal", "surgical")
    ),
    "outreach.clinics=[]",
)
"""Nobody comes yet, more need an expert than a few half-days hold, and nobody above is missed."""

_EAST = "network.facilities.east"
_LED = (
    "demand.scale=1.5",
    "network.facilities.central.clinics.surgical={doctors: 4, tickets: 40}",
)
"""There is a queue below, and somebody to send from above on each day."""


def split(*beds: int) -> tuple[str, ...]:
    """The lead's 78 beds in a ward of its own for each of the first specialties, and the rest."""
    wards = [
        f"{name}:{{beds:{n},occupancy:0.85,stay_days:{{mean:7,cv:1}},admission_factor:0.8,"
        f"specialties:[{name}]}}"
        for name, n in zip(("surgical", "cardiology", "oncology"), beds, strict=False)
    ]
    lead = "network.facilities.central"
    return (
        f"{lead}.wards={{{','.join(wards)}}}",
        f"{lead}.ward={{beds:{78 - sum(beds)},surge_beds:0}}",
    )


MECHANISMS = [
    Dosed("chronic control", _OFTEN, "chronic_control", "up", _PERSONS),
    Dosed(
        "recalls",
        key("chronic_management.reach", 0.3, 0.6, 1),
        "chronic_control",
        "up",
        (*_PERSONS, "chronic_management.reach=0", "chronic.hypertension.recall_days=30"),
    ),
    Dosed("exacerbations", _OFTEN, "exacerbations", "down", _PERSONS),
    Dosed(
        "gatekeeping",
        lever("gatekeeping", "compliance", 0.2, 0.55, 0.8),
        "first_contact_base",
        "up",
    ),
    Dosed(
        "follow_up",
        tuple((f"conditions.trauma.follow_up.again=[{share}]",) for share in (0.2, 0.5, 0.8)),
        "visits",
        "up",
        ("conditions.trauma.follow_up.after_days.mean=2",),
    ),
    Dosed(
        "patience",
        tuple(
            (
                "care.flows.hospital_emergency=[{service: emergency_consultation, otherwise: leave,"
                f" minutes: {{mean: 11, cv: 0.7}}, patience_minutes: {minutes}}},"
                " {service: decision, kind: decision}]",
            )
            for minutes in (20, 5, 0)
        ),
        "wait_unserved",
        "up",
    ),
    Dosed(
        "ambulances",
        tuple(
            tuple(f"network.facilities.{name}.stations.ambulance.servers={n}" for name in _SENDERS)
            for n in (2, 3, 4)
        ),
        "ambulance_wait_mean",
        "down",
        (
            *(f"network.facilities.{name}.stations.ambulance.servers=1" for name in _SENDERS),
            *_URGENT,
        ),
    ),
    Dosed(
        "family_doctors",
        lever("family_doctors", "contracted", 0.2, 0.5, 0.8),
        "first_contact_base",
        "up",
    ),
    Dosed(
        "reimbursement",
        lever("reimbursement", "unreferred_penalty", 0.05, 0.15, 0.3),
        "first_contact_base",
        "up",
    ),
    Dosed(
        "choice",
        key("access.choice.ticket_per_day", -0.5, -1.5, -5),
        "appointment_days_mean",
        "down",
        stage=("access.choice.ticket_per_day=0", "demand.scale=1.7"),
        cell={"tier": "municipal"},
        replications=10,
    ),
    Dosed(
        "trust",
        tuple((f"{_TRUSTED}={{general: {n}, internal: {n}, surgical: {n}}}",) for n in _GAINS),
        "first_contact_base",
        "up",
        stage=("access.choice.trust=3",),
        cell={"home": "home_1"},
    ),
    Dosed(
        "staying_home",
        tuple((f"access.choice.stays_home=[-99,-99,{n},{n}]",) for n in (-4, -3, -2)),
        "not_sought_share",
        "up",
        stage=("~network.homes.home_1.first_contact",),
        cell={"home": "home_1"},
    ),
    Dosed(
        "closed_to_emergency",
        tuple((f"access.closed_to_emergency=[1,1,{n},{n}]",) for n in (0.2, 0.5, 1.0)),
        "onset_to_treatment_mean",
        "down",
        stage=("access.closed_to_emergency=[1,1,0,0]",),
    ),
    Dosed(
        "brought in",
        tuple((f"access.brought_in={{critical: {n}, urgent: {n}}}",) for n in (0.1, 0.3, 0.6)),
        "brought_in",
        "up",
    ),
    Dosed(
        "fewer anaesthetists",
        key("network.facilities.central.surgery.anaesthetists", 3, 2, 1),
        "cancellation_rate",
        "up",
        stage=(
            *("run.days=14", "demand.scale=1.5", "surgery.minutes_factor=[2,2,2,2]"),
            "surgery.bed_by_hours=0",  # cancelled in theatre only
            "network.facilities.central.stations.theatre.servers=4",
            "network.facilities.central.surgery.anaesthetists=4",
            "network.facilities.central.surgery.surgeons=4",
        ),
    ),
    Dosed(
        "beds of the day",
        key("surgery.bed_by_hours", 72, 24, 6),
        "operations_cancelled",
        "up",
        stage=(
            *("surgery.bed_by_hours=0", "surgery.relist_days=2"),
            "network.facilities.central.wards.surgical.beds=8",
            "~network.facilities.central.wards.surgical.borrows_from",
        ),
    ),
    Dosed(
        "day surgery",
        lever("day_surgery", "share", 0.3, 0.6, 1.0),
        "day_surgery_share",
        "up",
        stage=_DAY_STAGE,
    ),
    Dosed(
        "day surgery and beds",
        lever("day_surgery", "share", 0.3, 0.6, 1.0),
        "bed_use",
        "down",
        stage=_DAY_STAGE,
        cell={"station": "central/ward.surgical"},
    ),
    Dosed(
        "no-shows",
        key("access.no_show", 0.1, 0.2, 0.4),
        "no_show_rate",
        "up",
        stage=("access.no_show=0", "demand.scale=1.5"),
    ),
    Dosed(
        "returns after a miss",
        key("returns.after_miss", 0.2, 0.4, 0.8),
        "returned_share",
        "up",
        stage=("returns={after_miss: 0, otherwise: 0, mean_days: 1}",),
    ),
    Dosed(
        "impatience",
        tuple(
            (f"access.patience_minutes=[null,null,{{mean: {n}}},{{mean: {n}}}]",)
            for n in (90, 45, 15)
        ),
        "left_unseen",
        "up",
        stage=("access.patience_minutes=[null,null,null,null]",),
    ),
    Dosed(
        "operation grades",
        grades(2, 1, 0),
        "surgery_local",
        "down",
        stage=grades(4)[0],
    ),
    Dosed(
        "operation grades above",
        grades(2, 1, 0),
        "operations",
        "up",
        stage=grades(4)[0],
        cell={"tier": "municipal"},
    ),
    Dosed(
        "alliances",
        key("referral.alliances.0.processing_minutes", 400, 200, 0),
        "formal_referral_mean",
        "down",
        stage=(
            "referral.processing_minutes=600",
            *letters_of(0.5),
            "referral.alliances=[{specialty: internal, lead: central, members: [town_1, town_2,"
            " town_3, town_4, town_5, town_6], processing_minutes: 600, formal_share: 0.5}]",
        ),
    ),
    Dosed(
        "kept tickets",
        key("referral.kept_tickets.municipal", 0.1, 0.2, 0.3),
        "formal_referral_mean",
        "down",
        stage=("demand.scale=1.6", *letters_of(0.3)),
        replications=12,
    ),
    Dosed(
        "mutual_recognition",
        lever("mutual_recognition", "share", 0.3, 0.6, 0.9),
        "repeated_tests",
        "down",
    ),
    Dosed(
        "sent down",
        key("referral.sent_down.municipal", 0.01, 0.03, 0.1),
        "referred_down",
        "up",
    ),
    Dosed(
        "green channel",
        (
            ("referral.green_channel.kept_rooms={central: 1}",),
            ("referral.green_channel.kept_rooms={central: 2}",),
            (
                "referral.green_channel.kept_rooms={central: 2}",
                "referral.green_channel.skips=[emergency_triage]",
            ),
        ),
        "green_referral_mean",
        "down",
        # With three rooms one or two can be kept, and all are wanted.
        stage=(
            "demand.scale=4.5",
            "network.facilities.central.stations.emergency_consultation.servers=3",
            *letters_of(0.5),
            "referral.green_channel.use=1",
        ),
    ),
    Dosed(
        "calls of critical values",
        key("referral.critical_calls", 0.3, 0.6, 1.0),
        "critical_up",
        "up",
        stage=("conditions.chest_pain.demand_weight=15", "conditions.chest_pain.critical=0.3"),
    ),
    *(
        Dosed(
            f"outreach, {what}",
            lever("outreach", "half_days", 4, 12, 40),
            indicator,
            moves,
            stage=_FAR,
        )
        for what, indicator, moves in (
            ("treated by experts", "expert_treated", "up"),
            ("untreated", "untreated", "down"),
            ("hours below", "expert_hours", "up"),
        )
    ),
    *(
        Dosed(
            f"specialty leads, {what}",
            lever("specialty_leads", "days", 1, 2, 5),
            indicator,
            moves,
            stage=_LED,
            cell={"facility": facility},
        )
        for what, indicator, moves, facility in (
            ("queues below", "wait_mean", "down", "east"),
            ("tickets above", "appointment_days_mean", "up", "central"),
        )
    ),
    *(
        Dosed(
            f"secondment, {what}",
            lever("secondment", "posts", 1, 2, 5),
            indicator,
            moves,
            stage=("demand.scale=1.5",),
            cell={"facility": facility},
        )
        for what, indicator, moves, facility in (
            ("queues below", "wait_mean", "down", "east"),
            ("waits above", "visit_wait_mean", "up", "central"),
        )
    ),
    Dosed(
        "further training",
        lever("away_training", "persons", 1, 3, 5),
        "wait_mean",
        "up",
        stage=("demand.scale=1.5", f"{_EAST}.clinics.general={{doctors: 6, tickets: 160}}"),
        cell={"facility": "east"},
    ),
    *(
        Dosed(
            f"pooled staff, {what}",
            lever("staff_pooling", "days", 1, 3, 5),
            indicator,
            moves,
            stage=("demand.scale=1.5",),
            cell=cell,
        )
        for what, indicator, moves, cell in (
            ("queues of the base", "wait_mean", "down", {"tier": "base"}),
            ("tickets at home", "appointment_days_mean", "up", {"facility": "east"}),
        )
    ),
    Dosed("remote readings", _READ, "remote_readings", "up"),
    Dosed(
        "ways up that a reading spares",
        _READ,
        "avoidable_share",
        "down",
        stage=("run.days=14", "conditions.chest_pain.demand_weight=15"),
        cell={"condition": "chest_pain"},
    ),
    Dosed(
        "unnecessary referrals",
        key("referral.unnecessary.base", 0.1, 0.2, 0.4),
        "referred_up",
        "up",
        stage=(*letters_of(0.5), "referral.unnecessary.base=0"),
    ),
    Dosed(
        "worsening",
        key("worsening.urgent_per_day", 2, 6, 20),
        "worsened_waiting",
        "up",
        ("worsening.urgent_per_day=0", "worsening.soon_per_day=0"),
    ),
    Dosed(
        "surge beds",
        key("network.facilities.central.ward.surge_beds", 2, 5, 10),
        "boarding_hours",
        "down",
        stage=(split()[0], "network.facilities.central.ward={beds:45,occupancy:1,surge_beds:0}"),
        cell={"facility": "central"},
        replications=12,
    ),
    Dosed(
        "bounce back",
        key("step_down.bounce_back", 0.2, 0.5, 0.9),
        "bounce_back_share",
        "up",
        stage=(
            *("run.days=14", "step_down={proposed: 1, accepted: 1, bounce_back: 0}"),
            *(f"conditions.{name}.step_down=0.9" for name in ("stroke", "trauma", "tumour")),
        ),
    ),
    *(
        Dosed(
            f"step-down, {what}",
            lever("step_down", "proposed", 0.2, 0.35, 0.8),  # 0.35 is the default
            indicator,
            moves,
            stage=_LONG_STAYS,
            cell=cell,
        )
        for what, indicator, moves, cell in (
            ("who goes", "stepped_down", "up", {"facility": "central"}),
            ("days freed above", "step_down_days", "up", {"facility": "central"}),
            ("wait for a bed above", "admission_wait_mean", "down", {"facility": "central"}),
        )
    ),
    Dosed(
        "fewer days left",
        key("step_down.least_days_left", 6, 3, 0),
        "stepped_down",
        "up",
        stage=(*_LONG_STAYS, "step_down.least_days_left=12", "step_down.proposed=0.8"),
    ),
    Dosed(
        "more days left",
        key("step_down.least_days_left", 2, 4, 7),
        "days_per_step_down",
        "up",
        stage=(*_LONG_STAYS, "step_down.least_days_left=0", "step_down.proposed=0.8"),
    ),
    Dosed(
        "joint ward",
        lever("joint_ward", "beds", 2, 5, 10),
        "stepped_down",
        "up",
        stage=(
            "run.days=14",
            *(f"conditions.{name}.step_down=0.9" for name in ("stroke", "trauma")),
        ),
    ),
    Dosed(
        "discharge hours",
        tuple((f"admission.discharge_hours=[{a},{b}]",) for a, b in ((0, 24), (9, 18), (9, 12))),
        "stay_days",
        "up",
        stage=("admission.discharge_hours=null", "run.days=14"),
    ),
    Dosed(
        "wards split",
        (split(20), split(20, 7), split(20, 7, 9)),
        "admission_wait_mean",
        "up",
        stage=(*split(), "demand.scale=1.2"),
        cell={"facility": "central"},
    ),
    Dosed(
        "observation",
        key("admission.observed_share", 0.2, 0.5, 0.8),
        "admissions",
        "down",
        stage=("admission.observed_share=0",),
    ),
    Dosed(
        "stabilisation",
        tuple(
            tuple(f"transfer.stabilisation_minutes.{acuity}.mean={n}" for acuity in _ACUITIES)
            for n in (15, 30, 60)
        ),
        "door_in_door_out_mean",
        "up",
        (*(f"transfer.stabilisation_minutes.{acuity}.mean=0" for acuity in _ACUITIES), *_PATHWAYS),
    ),
    Dosed(
        "lysis at the members",
        key("chest_pain_centre.lysis", 0.3, 0.6, 1.0),
        "onset_to_reperfusion_mean",
        "down",
        _PATHWAYS,
        {"condition": "chest_pain"},
    ),
    Dosed(
        "survival by lysis",
        key("chest_pain_centre.lysis", 0.3, 0.6, 1.0),
        "expected_mortality",
        "down",
        _PATHWAYS,
        {"condition": "chest_pain"},
    ),
    Dosed(
        "past the emergency department",
        key("chest_pain_centre.bypass", 0.3, 0.6, 1.0),
        "contact_to_device_mean",
        "down",
        _PATHWAYS,
        {"condition": "chest_pain"},
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("dosed", MECHANISMS, ids=lambda dosed: dosed.mechanism)
def test_more_of_it_moves_its_indicator_the_right_way(dosed: Dosed) -> None:
    """No interval lies wholly on the wrong side, and the largest dose shows on the right one."""
    without = sim.load(*STAGE, *dosed.stage)
    doses = {str(n): sim.load(*STAGE, *dosed.stage, *dose) for n, dose in enumerate(dosed.doses)}
    study = sim.compare({"without": without, **doses}, replications=dosed.replications)
    intervals = [_interval(study.differences, name, dosed) for name in doses]
    sign = 1.0 if dosed.moves == "up" else -1.0
    best = [max(sign * low, sign * high) for low, high in intervals]
    assert all(reach >= 0.0 for reach in best), intervals
    low, high = intervals[-1]
    assert min(sign * low, sign * high) > 0.0, intervals


def _interval(differences: Any, scenario: str, dosed: Dosed) -> tuple[float, float]:
    """The 95 % interval of the difference that a dose makes."""
    wanted = dict.fromkeys(DIMENSIONS) | dosed.cell
    found = [
        row
        for row in differences.to_pylist()
        if (row["scenario"], row["indicator"]) == (scenario, dosed.indicator)
        and all(row[name] == value for name, value in wanted.items())
    ]
    (row,) = found
    return row["low"], row["high"]
