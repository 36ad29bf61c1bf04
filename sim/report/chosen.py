"""What the page shows: which indicators, of whom, and what they are called in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sim.outcomes.indicators import INDICATORS, Indicator
from sim.report.read import LEAD, Difference, Mean, Results
from sim.system.network import TIER_LABELS, Tier

TIERS: Final = {
    "village": "village stations",
    "base": "base institutions",
    "district": "district hospitals",
    "municipal": "municipal hospitals",
    "provincial": "the provincial hospital",
    "outside": "outside the consortium",
}
"""English names of the tiers, lowest first."""

TITLES: Final = {
    "wait": "queue at a service",
    "visit_wait": "waiting within a visit",
    "appointment_days": "days until an appointment",
    "door_to_leave": "door to leaving",
    "admission_wait": "waiting for a bed",
    "onset_to_treatment": "onset to treatment",
    "treated_7_days": "treated within 7 days",
    "treated_30_days": "treated within 30 days",
    "untreated_share": "not treated",
    "untreated": "not treated, a year",
    "decided_rightly": "first decision right",
    "still_waiting": "still in a queue at the end",
    "still_in_visit": "still in a visit at the end",
    "still_booked": "still to come with a ticket at the end",
    "still_without_bed": "still waiting for a bed at the end",
    "still_untreated": "neither treated nor gone at the end",
    "treated_share": "treated here",
    "beyond_share": "treated beyond capability",
    "first_contact_base": "first contact at the base",
    "bypass": "bypass of the base",
    "primary_share": "visits in primary care",
    "lead_base_could_share": "visits at the lead that the base could treat",
    "left_unseen_share": "left unseen",
    "travel_hours": "hours of travel",
    "not_sought_share": "no care sought",
    "out_of_pocket_cny": "paid out of pocket",
    "worst_home": "worst-off home, onset to treatment",
    "referred_up": "formal referrals up",
    "self_referred": "self-referrals up",
    "referred_down": "referrals down",
    "down_up_ratio": "down to up",
    "green_channel": "green channel",
    "expert_treated": "treated by visiting experts",
    "expert_hours": "hours of visiting experts with patients",
    "critical_findings": "critical findings, read at the hub",
    "critical_local": "critical findings, read where recorded",
    "critical_up": "critical findings sent up with a letter",
    "remote_readings": "remote readings",
    "reading_mean": "remote report",
    "reading_on_time": "remote reports on time",
    "own_reading_mean": "reports read at the own facility",
    "visits": "visits seen by a doctor",
    "lead_base_could": "visits at the lead that the base could treat, a year",
    "received_up": "formal referrals up, at who receives",
    "stepped_down": "inpatients stepped down",
    "appropriate_referrals": "referrals that were needed",
    "self_referral_share": "of those going up, by themselves",
    "avoidable_share": "of those going up, not needed",
    "spared_moves": "spared the way up by a reading",
    "formal_referral": "letter to a doctor above",
    "alliance_referral": "letter to a doctor above, in an alliance",
    "green_referral": "letter to a doctor above, by the green channel",
    "self_referral": "decision to a doctor above, by oneself",
    "repeated_tests": "tests done again",
    "mutual_recognition": "results recognised",
    "ambulance_transfers": "transfers by ambulance",
    "ambulance_wait": "waiting for an ambulance",
    "worsened_waiting": "worsened while waiting",
    "time_critical": "time-critical patients",
    "contact_to_test": "first contact to first test (ECG)",
    "contact_to_test_on_time": "first test within target",
    "contact_to_needle": "first contact to needle",
    "contact_to_needle_on_time": "needle within target",
    "contact_to_device": "first contact to device",
    "contact_to_device_on_time": "device within target",
    "door_in_door_out": "door in, door out",
    "door_in_door_out_on_time": "door out within target",
    "reperfused_share": "reperfused",
    "operations_cancelled": "operations cancelled",
    "cancellation_rate": "of planned operations, cancelled",
    "cancelled_for_bed": "cancelled for want of a bed",
    "day_surgery_share": "of planned operations, in a day",
    "operations_3_4_share": "of operations, grades III and IV",
    "operations_4_share": "of operations, grade IV",
    "surgery_local": "grades III and IV done locally",
    "boarding_hours": "hours in emergency observation",
    "boarded": "boarded in emergency observation",
    "bed_queue": "patients waiting for a bed",
    "surge_days": "bed-days in surge beds",
    "queue": "patients waiting at a station",
    "booked_ahead": "patients at home with a ticket",
    "blocked_days": "bed-days blocked above",
    "step_down_days": "bed-days of recovery below",
    "days_per_step_down": "bed-days of recovery below, each",
    "bounce_back_share": "came up again after stepping down",
    "no_ticket": "asked in vain for a ticket",
    "no_ticket_share": "of those asking, without a ticket in time",
    "extra_patients": "seen beside the tickets",
    "overtime_hours": "hours of clinics after the session",
    "overtime_share": "hours after the session, over those of sessions",
    "no_shows": "tickets not used",
    "no_show_rate": "of tickets, not used",
    "returned_share": "came again within 30 days",
    "chronic_control": "disease controlled",
    "chronic_followed": "follow-ups held of those due",
    "chronic_at_lead": "of chronic visits, at the lead",
    "chronic_admission_rate": "admitted, of those in management",
}
"""Short English names; those of times are without mean, median or percentile."""

_FORMS: Final = {
    "mean": "mean",
    "median": "median",
    "p90": "90th percentile",
    "p95": "95th percentile",
}


@dataclass(frozen=True)
class Measure:
    """An indicator of somebody: one column of the page."""

    indicator: str
    where: dict[str, str] = field(default_factory=dict)

    @property
    def about(self) -> Indicator:
        """Unit, direction, Chinese name and meaning."""
        return INDICATORS[self.indicator]

    @property
    def name(self) -> str:
        """What it is called in a sentence, with the tier that it is about."""
        if self.where.get("facility") == LEAD:
            return f"{title(self.indicator)} at the lead hospital"
        tier = self.where.get("tier")
        return f"{title(self.indicator)} at {TIERS[tier]}" if tier else title(self.indicator)

    @property
    def label(self) -> str:
        """Its Chinese name."""
        if self.where.get("facility") == LEAD:
            return f"{self.about.label} · 牵头医院"
        tier = self.where.get("tier")
        return f"{self.about.label} · {TIER_LABELS[Tier(tier)]}" if tier else self.about.label

    def mean(self, results: Results, scenario: str) -> Mean | None:
        """Return its level in a scenario."""
        return results.mean(self.indicator, scenario, **self.where)

    def difference(self, results: Results, scenario: str) -> Difference | None:
        """Return its difference against the baseline."""
        return results.difference(self.indicator, scenario, **self.where)


def title(indicator: str) -> str:
    """Return the short English name of an indicator; a mean is not called so."""
    if indicator in TITLES:
        return TITLES[indicator]
    stem, _, form = indicator.rpartition("_")
    if form not in _FORMS:
        return indicator.replace("_", " ")
    name = TITLES.get(stem, stem.replace("_", " "))
    return name if form == "mean" else f"{name} ({_FORMS[form]})"


WAITS: Final = (
    Measure("visit_wait_mean", {"facility": LEAD}),
    Measure("visit_wait_mean", {"tier": "district"}),
    Measure("visit_wait_mean", {"tier": "base"}),
    Measure("appointment_days_mean"),
    Measure("admission_wait_mean"),
    Measure("onset_to_treatment_mean"),
)
"""The main waits, by which the policies are told apart."""

HEADLINE: Final = (
    *WAITS,
    Measure("treated_7_days"),
    Measure("treated_30_days"),
    Measure("untreated_share"),
    Measure("decided_rightly"),
    Measure("worst_home"),
    Measure("left_unseen_share"),
    Measure("travel_hours"),
)
"""Columns of what each policy changes."""

PLACES: Final = (
    Measure("first_contact_base"),
    Measure("bypass"),
    Measure("primary_share"),
    Measure("beyond_share"),
    Measure("lead_base_could_share"),
    Measure("referred_up"),
    Measure("self_referred"),
    Measure("referred_down"),
)
"""Columns of who is treated where."""


def present(results: Results, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return the measures of which the baseline has a number."""
    return tuple(one for one in measures if one.mean(results, results.baseline) is not None)
