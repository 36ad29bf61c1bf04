"""Modes: where a patient stands in an episode (Patient.mode), and which module goes on.

The tens of a mode are its concern: the module of that name answers for all of its modes.
"""

from __future__ import annotations

from typing import Final

# Concerns.
VISIT: Final = 0
REFERRAL: Final = 1
SENT_DOWN: Final = 2
OUTREACH: Final = 3
BOOKING: Final = 4
WITHOUT_TICKET: Final = 5
RETURNS: Final = 6
TRANSFER: Final = 7
PATHWAYS: Final = 8
# Concerns of patients who are admitted or will be.
ADMISSION: Final = 10
SURGERY: Final = 11
DAY_SURGERY: Final = 12
STEP_DOWN: Final = 13
BOUNCE_BACK: Final = 14
STAY: Final = 15

INPATIENT: Final = ADMISSION
"""From this concern on the patient is admitted or will be."""


def concern(mode: int) -> int:
    """Return the concern of a mode."""
    return mode // 10


# VISIT
ARRIVING: Final = 1  # on the way to Patient.target
VISITING: Final = 2  # between two lines of a flow

# REFERRAL
REFERRED: Final = 10  # in the referral office

# SENT_DOWN
FOLLOWING_UP: Final = 20  # at home until the follow-up is due

# OUTREACH
TO_EXPERT: Final = 30  # waiting at home for the visiting expert
WITH_EXPERT: Final = 31
TO_EXPERT_AGAIN: Final = 32  # at home until the next session, since the first was over
WITH_EXPERT_AGAIN: Final = 33

# BOOKING
MISSING: Final = 40  # not coming for the ticket

# WITHOUT_TICKET
REFUSED: Final = 50  # a ticket was asked for in vain

# RETURNS
AT_HOME: Final = 60  # until the patient comes again

# TRANSFER
STABILISING: Final = 70  # before the patient can be moved
CALLING: Final = 71  # an ambulance was asked for

# PATHWAYS
NEEDLING: Final = 80  # before thrombolysis
ACTIVATING: Final = 81  # before the device
IN_DEVICE: Final = 82

# ADMISSION
BOARDING: Final = 100  # an observation bed was asked for
BEDDING: Final = 101  # a ward bed was asked for
OBSERVED: Final = 102  # stays in observation, and needs no ward
BEDDING_BY_DAY: Final = 103  # a ward bed was asked for, or the operation is cancelled
RELISTED: Final = 104  # at home until the next planned day

# SURGERY
BEFORE_THEATRE: Final = 110
IN_THEATRE: Final = 111

# DAY_SURGERY
DAY_LISTED: Final = 120  # at home until the day
DAY_PLACED: Final = 121  # a place in the day ward was asked for
DAY_IN_THEATRE: Final = 122
DAY_RECOVERING: Final = 123

# STEP_DOWN
ACUTE: Final = 130  # the part of the stay that must be spent above
SEEKING_BELOW: Final = 131  # a bed below was asked for
MOVING_DOWN: Final = 132

# BOUNCE_BACK
RECOVERING: Final = 140  # below, until getting worse
SEEKING_ABOVE: Final = 141  # a bed above was asked for
MOVING_UP: Final = 142

# STAY
STAYING: Final = 150  # the last part of the stay
