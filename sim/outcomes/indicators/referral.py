"""Referral: whether it was needed, and by which way patients go up."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, Indicator

REFERRAL: Final = (
    Indicator(
        "appropriate_referrals",
        "转诊适宜率",
        "share",
        HIGHER,
        "Formal referrals of cases beyond the facility that refers, of all formal referrals; who "
        "should have been referred and was not is in beyond_share.",
    ),
    Indicator(
        "self_referral_share",
        "自行上转占比",
        "share",
        LOWER,
        "Patients who went up by themselves, of all who went up.",
    ),
)
