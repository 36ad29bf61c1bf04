"""Facts: what is counted and measured, each by a name and by its number in the rows of a tally."""

from __future__ import annotations

from typing import Final

from sim.system.network import Tier

ACUITIES: Final = 4

NEEDS: Final = ("urgent_within", "urgent_beyond", "waits_within", "waits_beyond")
"""What a case needs: urgent (acuity 1, 2) or not; within what the own base can treat or beyond."""

TIERS: Final = tuple(tier.value for tier in Tier)
"""Tiers by their code, lowest first."""

AMOUNTS: Final = (
    # in bins too
    "wait",  # minutes
    "admission_wait",  # hours
    "visit_wait",  # minutes
    "door_to_leave",  # hours
    "appointment_days",
    "onset_to_treatment",  # hours
    "reading",  # minutes, remote ones
    "ambulance_wait",  # minutes
    "formal_referral",  # hours from decision to doctor
    "alliance_referral",  # of these, within alliances
    "green_referral",
    "self_referral",
    "contact_to_test",  # minutes
    "contact_to_needle",  # minutes
    "contact_to_device",  # minutes
    "door_in_door_out",  # minutes
    "onset_to_reperfusion",  # hours
    # means only
    "own_reading",  # minutes
    "travel_hours",
    "stay_days",
    "expert_hours",
    "death_risk",
    "out_of_pocket_cny",
    "boarding_hours",
    "blocked_days",
    "step_down_days",
)
"""What is measured in cells."""
(
    WAIT,
    ADMISSION_WAIT,
    VISIT_WAIT,
    DOOR_TO_LEAVE,
    APPOINTMENT_DAYS,
    ONSET_TO_TREATMENT,
    READING,
    AMBULANCE_WAIT,
    FORMAL_REFERRAL,
    ALLIANCE_REFERRAL,
    GREEN_REFERRAL,
    SELF_REFERRAL,
    CONTACT_TO_TEST,
    CONTACT_TO_NEEDLE,
    CONTACT_TO_DEVICE,
    DOOR_IN_DOOR_OUT,
    ONSET_TO_REPERFUSION,
    OWN_READING,
    TRAVEL_HOURS,
    STAY_DAYS,
    EXPERT_HOURS,
    DEATH_RISK,
    OUT_OF_POCKET,
    BOARDING_HOURS,
    BLOCKED_DAYS,
    STEP_DOWN_DAYS,
) = range(len(AMOUNTS))
BINNED: Final = 17
"""Amounts that have bins: the first ones."""

COUNTS: Final = (
    "unserved",  # waits that ended without the service
    "still_waiting",  # at the end, as in all that is still
    "still_in_visit",
    "still_booked",
    "still_without_bed",
    "still_untreated",  # episodes, by their first contact, as in the next five
    "resolved",  # treated, or over without it
    "untreated",
    "advised_not_gone",  # of these
    "decided",  # of those resolved, by the first facility, a member below the lead
    "decided_rightly",  # of these
    "had_7_days",  # left at the end
    "in_7_days",  # of these, treated
    "had_30_days",
    "in_30_days",
    "readings",  # asked for or reported, all
    "remote",  # asked for
    "promised",  # of these, with a target that is not beyond the end
    "on_time",
    "bedded",  # beds taken, at whatever time
    "admitted",
    "discharged",
    "operated",
    "seen",  # visits
    "seen_at_lead",
    "base_could_at_lead",
    "moved",  # from here
    "referred_up",
    "self_referred",
    "referred_down",
    "left_below",  # a bed below
    "bounced_back",
    "received",  # moves to here
    "received_up",
    "treated",  # episodes, by where they are treated
    "beyond",
    "by_expert",
    "left_unseen",
    "green",
    "critical",  # findings that the hub read
    "critical_here",  # findings that were read where they were recorded
    "critical_up",  # of both, who went up with a letter
    "carried",  # transfers by ambulance
    "worsened",
    "booked",  # tickets of a later session
    "missed",  # of these, not used
    "left_treated",  # for the first time
    "returned",  # of these, who came again, or will
    "planned_operations",  # asked for: begun, or cancelled
    "cancelled",  # of these
    "without_bed",  # of these, for want of a bed
    "elective_operated",  # not urgent
    "day_operated",  # as day surgery
    "time_critical",  # patients of a pathway
    "reperfused",
    "test_in_time",
    "needle_in_time",
    "device_in_time",
    "door_out_in_time",
    "graded",  # operated on, by where they are treated
    "high_grade",  # of these, grade III or IV
    "top_grade",  # of these, grade IV
    "high_local",  # grade III or IV, at a district hospital or below
    "went_up",  # by any way
    "avoidable",  # of these, who could have been treated where they were
    "referred_needed",  # of those referred up
    "brought",  # visits that want tests of which the patient brings results
    "repeated",  # of these, done again
    "recognised",  # of these, accepted
    "spared",  # visits after which who would have gone up does not, since the hub has read
    "stepped_down",  # inpatients
    "asked_ticket",  # first consultations of visits to clinics, and refusals
    "refused_ticket",  # of these
    "extra_patients",  # seen beside the tickets
)
"""What is counted in cells."""
(
    UNSERVED,
    STILL_WAITING,
    STILL_IN_VISIT,
    STILL_BOOKED,
    STILL_WITHOUT_BED,
    STILL_UNTREATED,
    RESOLVED,
    UNTREATED,
    ADVISED_NOT_GONE,
    DECIDED,
    DECIDED_RIGHTLY,
    HAD_7_DAYS,
    IN_7_DAYS,
    HAD_30_DAYS,
    IN_30_DAYS,
    READINGS,
    REMOTE,
    PROMISED,
    ON_TIME,
    BEDDED,
    ADMITTED,
    DISCHARGED,
    OPERATED,
    SEEN,
    SEEN_AT_LEAD,
    BASE_COULD_AT_LEAD,
    MOVED,
    REFERRED_UP,
    SELF_REFERRED,
    REFERRED_DOWN,
    LEFT_BELOW,
    BOUNCED_BACK,
    RECEIVED,
    RECEIVED_UP,
    TREATED,
    BEYOND,
    BY_EXPERT,
    LEFT_UNSEEN,
    GREEN,
    CRITICAL,
    CRITICAL_HERE,
    CRITICAL_UP,
    CARRIED,
    WORSENED,
    BOOKED,
    MISSED,
    LEFT_TREATED,
    RETURNED,
    PLANNED_OPERATIONS,
    CANCELLED,
    WITHOUT_BED,
    ELECTIVE_OPERATED,
    DAY_OPERATED,
    TIME_CRITICAL,
    REPERFUSED,
    TEST_IN_TIME,
    NEEDLE_IN_TIME,
    DEVICE_IN_TIME,
    DOOR_OUT_IN_TIME,
    GRADED,
    HIGH_GRADE,
    TOP_GRADE,
    HIGH_LOCAL,
    WENT_UP,
    AVOIDABLE,
    REFERRED_NEEDED,
    BROUGHT,
    REPEATED,
    RECOGNISED,
    SPARED,
    STEPPED_DOWN,
    ASKED_TICKET,
    REFUSED_TICKET,
    EXTRA_PATIENTS,
) = range(len(COUNTS))

HEADS: Final = (
    "people",
    "inside",  # at the end
    "contacts",  # episodes that came to the network
    "at_base",  # of these, to primary care
    "suited",  # of these, who the base could have treated
    "bypassed",  # of these, who went past it
    "not_sought",  # episodes for which no care was sought
    "fell_ill",  # these, and contacts
    "all_visits",  # seen in the network, and first contacts outside, of homes described whole
    "in_primary",  # of these, in primary care, the outside one too
    "occasions",  # for the follow-up of chronic persons
    "controlled",  # persons then
    "due",  # of the occasions
    "held",  # of these
    "held_at_lead",
    "exacerbated",
    "chronic_admitted",  # episodes of these persons with an admission
    *(f"treated_{tier}" for tier in TIERS),
)
"""What is counted by kind of person only."""
(
    PEOPLE,
    INSIDE_AT_END,
    CONTACTS,
    AT_BASE,
    SUITED,
    BYPASSED,
    NOT_SEEKING,
    FELL_ILL,
    ALL_VISITS,
    IN_PRIMARY,
    OCCASIONS,
    CONTROLLED,
    FOLLOW_UPS_DUE,
    FOLLOW_UPS_HELD,
    HELD_AT_LEAD,
    EXACERBATIONS,
    CHRONIC_ADMITTED,
    TREATED_IN,  # and the code of the tier
) = range(len(HEADS) - len(TIERS) + 1)

CHANNELS: Final = (
    "first_contact",
    "referred_up",
    "self_referred",
    "level",
    "referred_down",
    "treated",
)
"""How patients go: ``level`` is a move that is not upwards and no step-down."""
(
    BY_FIRST_CONTACT,
    BY_REFERRAL,
    BY_ONESELF,
    LEVEL,
    DOWN,
    BY_TREATMENT,
) = range(len(CHANNELS))
WEEK_CELLS: Final = len(TIERS) + 1
"""Cells of a week: no tier, then each tier.

Weeks are counted from the first hour of the window; the last one may be shorter."""
ENDS: Final = len(TIERS) + 1
"""Where a flow begins or ends: a tier, or (the last) home as origin, treated as destination."""
