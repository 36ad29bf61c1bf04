"""Where a patient stands in an episode: which rule the next question goes to (Patient.mode)."""

from __future__ import annotations

from typing import Final

ARRIVING: Final = 1  # on the way to Patient.target
VISITING: Final = 2  # between two lines of a flow
REFERRED: Final = 3  # in the referral office
TO_EXPERT: Final = 4  # waiting at home for the visiting expert
WITH_EXPERT: Final = 5
BOARDING: Final = 6  # an observation bed was asked for
BEDDING: Final = 7  # a ward bed was asked for
BEFORE_THEATRE: Final = 8
IN_THEATRE: Final = 9
STAYING: Final = 10  # the last part of the stay
ACUTE: Final = 11  # the part of the stay that must be spent above
SEEKING_BELOW: Final = 12  # a bed below was asked for
MOVING_DOWN: Final = 13
