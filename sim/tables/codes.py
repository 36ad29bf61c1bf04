"""Codes: what the numbers of tables stand for."""

from __future__ import annotations

from typing import Final

# What a line of a flow is (LineRow.kind).
SERVICE: Final = 0
SEND: Final = 1
RESULTS: Final = 2
DECISION: Final = 3
END: Final = 4

# What happens after waiting in vain for a line (LineRow.otherwise).
SKIPPED: Final = 0
LEFT: Final = 1
SENT_ELSEWHERE: Final = 2

CLINIC: Final = -2  # LineRow.station: the consulting rooms of the patient's specialty

# Stages that are not services of a flow; services follow in Tables.stages.
TRAVEL: Final = 0
APPOINTMENT: Final = 1
REFERRAL_OFFICE: Final = 2
EXPERT: Final = 3
OBSERVATION: Final = 4
BED: Final = 5
BEFORE_OPERATION: Final = 6
OPERATION: Final = 7
STAY: Final = 8
RESIDUAL_STAY: Final = 9
STEP_DOWN_BED: Final = 10
TRANSFER: Final = 11
STABILISATION: Final = 12
AMBULANCE: Final = 13
DAY_LISTED: Final = 14
DAY_PLACE: Final = 15
DAY_OPERATION: Final = 16
DAY_RECOVERY: Final = 17
MISSED: Final = 18
AT_HOME: Final = 19
SENT_DOWN: Final = 20
NEEDLE: Final = 21
ACTIVATION: Final = 22
DEVICE: Final = 23
BED_ABOVE: Final = 24
RELISTED: Final = 25
NO_TICKET: Final = 26  # a ticket was asked for in vain
EXTRA: Final = 27  # until one is seen beside the tickets (加号)
STAGES: Final = (
    "travel",
    "appointment",
    "referral_office",
    "expert",
    "observation",
    "bed",
    "before_operation",
    "operation",
    "stay",
    "residual_stay",
    "step_down_bed",
    "transfer",
    "stabilisation",
    "ambulance",
    "day_listed",
    "day_place",
    "day_operation",
    "day_recovery",
    "no_show",
    "at_home",
    "sent_down",
    "thrombolysis",
    "activation",
    "device",
    "bed_above",
    "relisted",
    "no_ticket",
    "extra",
)

# What patients who go up need; it decides how many have a letter (ReferralTables.formal).
CRITICAL_CARE: Final = 0
URGENT_CARE: Final = 1
OPERATION_ABOVE: Final = 2
OTHER_CARE: Final = 3
BY_NEED: Final = -1.0  # instead of a share of letters that is the same for all

# Why a patient looks for a facility; the reason decides which observed shares apply.
SUITED: Final = 0
NOT_SUITED: Final = 1
EMERGENCY: Final = 2
IN_BED: Final = frozenset(
    (
        *("at_home", "day_listed", "day_place", "day_operation", "day_recovery"),
        *("bed", "before_operation", "operation", "stay", "residual_stay"),
        *("step_down_bed", "bed_above", "transfer", "ambulance", "relisted"),
    )
)
"""Stages of inpatients, and of patients who are on the way to another facility."""
BY_DOCTOR: Final = frozenset(("expert",))
"""Stages in which a doctor sees the patient, beside the planner's services."""
