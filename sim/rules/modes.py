"""Where a patient stands in an episode: which rule the next question goes to (Patient.mode).

Each concern has a range of its own, named by its last mode; its ``go_on`` answers for them all.
"""

from __future__ import annotations

from typing import Final

# rules/visit.py
ARRIVING: Final = 1  # on the way to Patient.target
VISITING: Final = 2  # between two lines of a flow
LAST_VISIT: Final = 9

# rules/referral.py
REFERRED: Final = 10  # in the referral office
# rules/sent_down.py
FOLLOWING_UP: Final = 11  # at home until the follow-up is due
LAST_REFERRAL: Final = 19

# rules/outreach.py
TO_EXPERT: Final = 20  # waiting at home for the visiting expert
WITH_EXPERT: Final = 21
TO_EXPERT_AGAIN: Final = 22  # at home until the next session, since the first was over
WITH_EXPERT_AGAIN: Final = 23
LAST_OUTREACH: Final = 29

# rules/admission.py
BOARDING: Final = 30  # an observation bed was asked for
BEDDING: Final = 31  # a ward bed was asked for
OBSERVED: Final = 32  # stays in observation, and needs no ward
BEDDING_BY_DAY: Final = 33  # a ward bed was asked for, or the operation is cancelled
RELISTED: Final = 34  # at home until the next planned day
LAST_ADMISSION: Final = 39

# rules/surgery.py
BEFORE_THEATRE: Final = 40
IN_THEATRE: Final = 41
# rules/day_surgery.py
DAY_LISTED: Final = 42  # at home until the day
DAY_PLACED: Final = 43  # a place in the day ward was asked for
DAY_IN_THEATRE: Final = 44
DAY_RECOVERING: Final = 45
LAST_SURGERY: Final = 49

# rules/step_down.py
ACUTE: Final = 50  # the part of the stay that must be spent above
SEEKING_BELOW: Final = 51  # a bed below was asked for
MOVING_DOWN: Final = 52
RECOVERING: Final = 53  # below, until getting worse
SEEKING_ABOVE: Final = 54  # a bed above was asked for
MOVING_UP: Final = 55
LAST_STEP_DOWN: Final = 59

# rules/stay.py
STAYING: Final = 60  # the last part of the stay

# rules/booking.py
MISSING: Final = 70  # not coming for the ticket

# rules/returns.py
AT_HOME: Final = 71  # until one comes again

# rules/without_ticket.py
REFUSED: Final = 72  # a ticket was asked for in vain

# rules/transfer.py
STABILISING: Final = 80  # before one can be moved
CALLING: Final = 81  # an ambulance was asked for
LAST_TRANSFER: Final = 89

# rules/pathways.py
NEEDLING: Final = 90  # before thrombolysis
ACTIVATING: Final = 91  # before the device
IN_DEVICE: Final = 92
LAST_PATHWAY: Final = 99
