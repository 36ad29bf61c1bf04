"""Facts: what is counted and measured. Each has a name, and a number in the rows of a tally.

A number is a plain integer, which is a constant in compiled code.
"""

from __future__ import annotations

from typing import Final

from sim.system.network import Tier


class _Numbered:
    """Numbers names in the order in which they are added."""

    def __init__(self) -> None:
        """Begin with none."""
        self.names: list[str] = []

    def __call__(self, name: str) -> int:
        """Add a name, and return its number."""
        self.names.append(name)
        return len(self.names) - 1


ACUITIES: Final = 4

NEEDS: Final = ("urgent_within", "urgent_beyond", "waits_within", "waits_beyond")
"""Needs of cases: urgent (acuity 1, 2) or not; within the own base's capability or beyond."""

TIERS: Final = tuple(tier.value for tier in Tier)
"""Tiers by their code, lowest first."""

_amount = _Numbered()
# In bins too.
WAIT: Final = _amount("wait")  # minutes
ADMISSION_WAIT: Final = _amount("admission_wait")  # hours
VISIT_WAIT: Final = _amount("visit_wait")  # minutes
DOOR_TO_LEAVE: Final = _amount("door_to_leave")  # hours
APPOINTMENT_DAYS: Final = _amount("appointment_days")
ONSET_TO_TREATMENT: Final = _amount("onset_to_treatment")  # hours
READING: Final = _amount("reading")  # minutes, remote ones
AMBULANCE_WAIT: Final = _amount("ambulance_wait")  # minutes
FORMAL_REFERRAL: Final = _amount("formal_referral")  # hours from decision to doctor
ALLIANCE_REFERRAL: Final = _amount("alliance_referral")  # of these, within alliances
GREEN_REFERRAL: Final = _amount("green_referral")
SELF_REFERRAL: Final = _amount("self_referral")
CONTACT_TO_TEST: Final = _amount("contact_to_test")  # minutes
CONTACT_TO_NEEDLE: Final = _amount("contact_to_needle")  # minutes
CONTACT_TO_DEVICE: Final = _amount("contact_to_device")  # minutes
DOOR_IN_DOOR_OUT: Final = _amount("door_in_door_out")  # minutes
ONSET_TO_REPERFUSION: Final = _amount("onset_to_reperfusion")  # hours
BINNED: Final = len(_amount.names)
"""Amounts that have bins: the first ones."""
# Means only.
OWN_READING: Final = _amount("own_reading")  # minutes
TRAVEL_HOURS: Final = _amount("travel_hours")
STAY_DAYS: Final = _amount("stay_days")
EXPERT_HOURS: Final = _amount("expert_hours")
DEATH_RISK: Final = _amount("death_risk")
OUT_OF_POCKET: Final = _amount("out_of_pocket_cny")
BOARDING_HOURS: Final = _amount("boarding_hours")
BLOCKED_DAYS: Final = _amount("blocked_days")
STEP_DOWN_DAYS: Final = _amount("step_down_days")
AMOUNTS: Final = tuple(_amount.names)
"""What is measured in cells."""

_count = _Numbered()
UNSERVED: Final = _count("unserved")  # waits that ended without the service
STILL_WAITING: Final = _count("still_waiting")  # at the end; so all that are still
STILL_IN_VISIT: Final = _count("still_in_visit")
STILL_BOOKED: Final = _count("still_booked")
STILL_WITHOUT_BED: Final = _count("still_without_bed")
STILL_UNTREATED: Final = _count("still_untreated")  # by the first contact; so the next five
RESOLVED: Final = _count("resolved")  # treated, or over without it
UNTREATED: Final = _count("untreated")
ADVISED_NOT_GONE: Final = _count("advised_not_gone")  # of these
DECIDED: Final = _count("decided")  # of the resolved: a first facility below the lead decided
DECIDED_RIGHTLY: Final = _count("decided_rightly")  # of these
HAD_7_DAYS: Final = _count("had_7_days")  # of the run left at onset
IN_7_DAYS: Final = _count("in_7_days")  # of these, treated
HAD_30_DAYS: Final = _count("had_30_days")
IN_30_DAYS: Final = _count("in_30_days")
READINGS: Final = _count("readings")  # all, asked for or reported
REMOTE: Final = _count("remote")  # asked for
PROMISED: Final = _count("promised")  # of these, with a target within the run
ON_TIME: Final = _count("on_time")
BEDDED: Final = _count("bedded")  # beds taken, at any time
ADMITTED: Final = _count("admitted")
DISCHARGED: Final = _count("discharged")
OPERATED: Final = _count("operated")
SEEN: Final = _count("seen")  # visits
SEEN_AT_LEAD: Final = _count("seen_at_lead")
BASE_COULD_AT_LEAD: Final = _count("base_could_at_lead")
MOVED: Final = _count("moved")  # from here
REFERRED_UP: Final = _count("referred_up")
SELF_REFERRED: Final = _count("self_referred")
REFERRED_DOWN: Final = _count("referred_down")
LEFT_BELOW: Final = _count("left_below")  # a bed below
BOUNCED_BACK: Final = _count("bounced_back")
RECEIVED: Final = _count("received")  # moves to here
RECEIVED_UP: Final = _count("received_up")
TREATED: Final = _count("treated")  # episodes, by where they are treated
BEYOND: Final = _count("beyond")
BY_EXPERT: Final = _count("by_expert")
LEFT_UNSEEN: Final = _count("left_unseen")
GREEN: Final = _count("green")
CRITICAL: Final = _count("critical")  # findings that the hub read
CRITICAL_HERE: Final = _count("critical_here")  # findings that were read where they were recorded
CRITICAL_UP: Final = _count("critical_up")  # patients with either, sent up with a letter
CARRIED: Final = _count("carried")  # transfers by ambulance
WORSENED: Final = _count("worsened")
BROUGHT_IN: Final = _count("brought_in")  # by ambulance, at the first contact
BOOKED: Final = _count("booked")  # tickets of a later session
MISSED: Final = _count("missed")  # of these, not used
LEFT_TREATED: Final = _count("left_treated")  # for the first time
RETURNED: Final = _count("returned")  # of these, came again, or will
PLANNED_OPERATIONS: Final = _count("planned_operations")  # asked for: begun, or cancelled
CANCELLED: Final = _count("cancelled")  # of these
WITHOUT_BED: Final = _count("without_bed")  # of these, without a bed
ELECTIVE_OPERATED: Final = _count("elective_operated")  # not urgent
DAY_OPERATED: Final = _count("day_operated")  # as day surgery
TIME_CRITICAL: Final = _count("time_critical")  # patients of a pathway
REPERFUSED: Final = _count("reperfused")
TEST_IN_TIME: Final = _count("test_in_time")
NEEDLE_IN_TIME: Final = _count("needle_in_time")
DEVICE_IN_TIME: Final = _count("device_in_time")
DOOR_OUT_IN_TIME: Final = _count("door_out_in_time")
GRADED: Final = _count("graded")  # operated on, by where they are treated
HIGH_GRADE: Final = _count("high_grade")  # of these, grade III or IV
TOP_GRADE: Final = _count("top_grade")  # of these, grade IV
HIGH_LOCAL: Final = _count("high_local")  # grade III or IV, at a district hospital or below
WENT_UP: Final = _count("went_up")  # by any way
AVOIDABLE: Final = _count("avoidable")  # of these, could have been treated before going up
REFERRED_NEEDED: Final = _count("referred_needed")  # of the referred up, beyond the facility
BROUGHT: Final = _count("brought")  # visits that need tests whose results the patient brings
REPEATED: Final = _count("repeated")  # of these, done again
RECOGNISED: Final = _count("recognised")  # of these, accepted
SPARED: Final = _count("spared")  # visits without going up, because the hub has read
STEPPED_DOWN: Final = _count("stepped_down")  # inpatients
ASKED_TICKET: Final = _count("asked_ticket")  # first consultations at clinics, and refusals
REFUSED_TICKET: Final = _count("refused_ticket")  # of these
EXTRA_PATIENTS: Final = _count("extra_patients")  # seen beside the tickets
COUNTS: Final = tuple(_count.names)
"""What is counted in cells."""

_head = _Numbered()
PEOPLE: Final = _head("people")
INSIDE_AT_END: Final = _head("inside")  # at the end
CONTACTS: Final = _head("contacts")  # episodes that came to the network
AT_BASE: Final = _head("at_base")  # of these, to primary care
SUITED: Final = _head("suited")  # of these, the base could have treated them
BYPASSED: Final = _head("bypassed")  # of these, went past the base
NOT_SEEKING: Final = _head("not_sought")  # episodes for which no care was sought
FELL_ILL: Final = _head("fell_ill")  # these, and contacts
ALL_VISITS: Final = _head("all_visits")  # seen, or first contacts outside, of whole homes
IN_PRIMARY: Final = _head("in_primary")  # of these, in primary care, also outside
OCCASIONS: Final = _head("occasions")  # for the follow-up of chronic persons
CONTROLLED: Final = _head("controlled")  # persons then
FOLLOW_UPS_DUE: Final = _head("due")  # of the occasions
FOLLOW_UPS_HELD: Final = _head("held")  # of these
HELD_AT_LEAD: Final = _head("held_at_lead")
EXACERBATIONS: Final = _head("exacerbated")
CHRONIC_ADMITTED: Final = _head("chronic_admitted")  # episodes of these persons with an admission
TREATED_IN: Final = len(_head.names)  # plus the code of the tier
HEADS: Final = (*_head.names, *(f"treated_{tier}" for tier in TIERS))
"""What is counted by kind of person only."""

_channel = _Numbered()
BY_FIRST_CONTACT: Final = _channel("first_contact")
BY_REFERRAL: Final = _channel("referred_up")
BY_ONESELF: Final = _channel("self_referred")
LEVEL: Final = _channel("level")
DOWN: Final = _channel("referred_down")
BY_TREATMENT: Final = _channel("treated")
CHANNELS: Final = tuple(_channel.names)
"""How patients go: ``level`` is a move that is not upwards and no step-down."""
WEEK_CELLS: Final = len(TIERS) + 1
"""Cells of a week: no tier, then each tier.

Weeks are counted from the first hour of the window; the last one may be shorter."""
ENDS: Final = len(TIERS) + 1
"""Where a flow begins or ends: a tier, or (the last) home as origin, treated as destination."""
