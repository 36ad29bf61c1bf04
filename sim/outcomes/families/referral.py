"""How referrals are counted beyond their number."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import BY_PLACE, CELLS, Family, count, share, spread

_WAYS: Final = Family(
    CELLS,
    ("went_up",),
    BY_PLACE,
    (
        share("appropriate_referrals", "referred_needed", "referred_up"),
        share("self_referral_share", "self_referred", "went_up"),
        share("avoidable_share", "avoidable", "went_up"),
    ),
)

_SPARED: Final = Family(CELLS, ("spared",), BY_PLACE, (count("spared_moves", "spared"),))

_HOURS: Final = Family(
    CELLS,
    ("formal_referral_events", "green_referral_events", "self_referral_events"),
    BY_PLACE,
    (
        *spread("formal_referral"),
        *spread("alliance_referral"),
        *spread("green_referral"),
        *spread("self_referral"),
    ),
)

_TESTS: Final = Family(
    CELLS,
    ("brought",),
    BY_PLACE,
    (
        count("repeated_tests", "repeated"),
        share("mutual_recognition", "recognised", "brought"),
    ),
)

REFERRAL: Final = (_WAYS, _SPARED, _HOURS, _TESTS)
