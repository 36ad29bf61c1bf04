"""Published: effects of levers in the literature, and why the model's may differ.

The page compares the direction with that of a study (:mod:`sim.page.evidence`). Sources are rows of
``docs/sources.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from sim.page.read import LEAD

Way = Literal["up", "down", "none"]


@dataclass(frozen=True)
class Published:
    """One published effect of a lever."""

    lever: str
    indicator: str
    way: Way
    """The direction in which the indicator moves; ``none``: it does not move."""
    effect: str
    """The finding, with figures where there are any."""
    cite: str
    """Authors and year."""
    source: str
    """Row of ``docs/sources.md``."""
    reason: str
    """Why a study may show something else: how the model differs, or what it lacks."""
    where: dict[str, str] = field(default_factory=dict)
    """The cell of the indicator, such as a tier."""


_XU: Final = ("Xu, Powell-Jackson and Mills 2020", "L1")
_ZHU: Final = ("Zhu, He and Wang 2025", "L3")
_SHEN: Final = ("Shen, He and Li 2020", "L4")
_ROWE: Final = ("Rowe 2018", "L9")
_CJC: Final = ("CJC Open 2024, 17 studies", "L6")
_BASE: Final = {"tier": "base"}
_LEAD: Final = {"facility": LEAD}
_DISTRICT: Final = {"tier": "district"}

_OBEY: Final = (
    "Only as many comply as the lever says, and patients beyond the base go up all the same; so "
    "the change can be smaller than in the pilot. It relieves the lead, the province and "
    "hospitals outside, not the members. That it faded in other pilots (L2) is not modelled."
)
_NO_LEARNING: Final = (
    "This works through what doctors learn from the experts beside them. The model does not have "
    "that yet: an expert treats, and nobody learns."
)

_GATEKEEPING: Final = (
    Published(
        "gatekeeping",
        "first_contact_base",
        "up",
        "visits at primary institutions +55.3 %",
        *_XU,
        _OBEY,
    ),
    Published(
        "gatekeeping",
        "visits",
        "up",
        "visits at primary institutions +55.3 %",
        *_XU,
        _OBEY,
        _BASE,
    ),
    Published("gatekeeping", "visits", "down", "visits at hospitals −23.9 %", *_XU, _OBEY, _LEAD),
)

_GREEN: Final = (
    Published(
        "green_channel",
        "contact_to_device_mean",
        "down",
        "in a regional network 88 instead of 98 minutes from contact to device",
        "Suzhou network 2021",
        "L8",
        "The channel helps those who come with a letter. Most of these patients come by "
        "themselves or by the pathway, which has a way of its own, and they share what capacity is "
        "left.",
    ),
    Published(
        "green_channel",
        "expected_mortality",
        "none",
        "no fall of deaths in hospital in the same network",
        "Suzhou network 2021",
        "L8",
        "Expected mortality is computed from the delays alone: it moves whenever they do.",
    ),
)

_OUTREACH: Final = (
    Published(
        "outreach",
        "treated_share",
        "up",
        "specialists' clinics near patients: access is better (no size)",
        "Gruen 2003",
        "L10",
        "Experts are moved and not added: their hours are missing above, travel included, and "
        "those who would have been treated there are not all treated below.",
        _DISTRICT,
    ),
    Published(
        "outreach",
        "first_contact_base",
        "none",
        "pairing did not move chronic patients to primary institutions",
        "survey of 2018, preprint",
        "L12",
        "People choose by the waits and distances that they know, so that a shorter wait at a "
        "member can draw some of them from the base or to it.",
    ),
    Published(
        "outreach",
        "decided_rightly",
        "up",
        "training and supervision: correct practice +10.3 to +15.9 points",
        *_ROWE,
        _NO_LEARNING,
    ),
    Published(
        "outreach",
        "admissions",
        "down",
        "as a part of wider programmes: fewer inpatients (no size)",
        "Gruen 2003",
        "L10",
        f"{_NO_LEARNING} An expert also finds cases that need a bed.",
    ),
)

_REMOTE: Final = (
    Published(
        "remote_diagnosis",
        "referred_up",
        "down",
        "tele-emergency averts the transfer of 20.4 % of its cases; 22.8 % of transfers avoidable",
        "PMID 32835620; veterans' hospitals 2020",
        "L13, L14",
        "A reading also shows what the doctor below would have missed. Where it finds more such "
        "cases than it spares referrals, more go up.",
    ),
    Published(
        "remote_diagnosis",
        "contact_to_device_mean",
        "down",
        "an ECG that is sent ahead: −24.7 minutes from contact to device (−37.1 to −12.3)",
        *_CJC,
        "There the ECG goes ahead of the patient. The lever changes who reads one that is made at "
        "a member, and only where it was not read from above before.",
    ),
    Published(
        "remote_diagnosis",
        "decided_rightly",
        "none",
        "technology alone: correct practice +1.0 points (−2.8 to +9.9)",
        *_ROWE,
        "What a reading recognises is a share of the cases, which is set and not learnt.",
    ),
)

_STEP_DOWN: Final = (
    Published(
        "step_down",
        "step_down_days",
        "up",
        "county consortia: more inpatients at primary institutions (no size)",
        *_ZHU,
        "Patients who are sent down must be willing, and need a free bed below.",
    ),
    Published(
        "step_down",
        "bed_use",
        "down",
        "county consortia: fewer bed-days in county hospitals (no size)",
        *_ZHU,
        "Beds that step-down frees are taken by those who wait for one. Where there is a queue, "
        "the gain is in the wait for a bed and not in their use.",
        _LEAD,
    ),
)

_OTHERS: Final = (
    Published(
        "chest_pain_centre",
        "contact_to_device_mean",
        "down",
        "an ECG that is sent ahead: −24.7 minutes from contact to device (−37.1 to −12.3)",
        *_CJC,
        "Only patients whom a member announces gain; those who walk in at the lead do not.",
    ),
    Published(
        "chest_pain_centre",
        "expected_mortality",
        "down",
        "12-lead ECG and notice before arrival: odds of death .72 (.61 to .85)",
        "Nakashima 2022, 14 studies",
        "L7",
        "Expected mortality is computed from the delays alone, without other gains of such a "
        "centre, and over all time-critical patients.",
    ),
    Published(
        "reimbursement",
        "first_contact_base",
        "up",
        "lower cost-sharing at primary institutions: more visits there (no size)",
        *_SHEN,
        "How people answer to prices is taken from what they say they would choose.",
    ),
    Published(
        "reimbursement",
        "visits",
        "down",
        "lower cost-sharing at primary institutions: fewer visits elsewhere (no size)",
        *_SHEN,
        "How people answer to prices is taken from what they say they would choose; whoever is "
        "beyond the base goes up all the same.",
        _LEAD,
    ),
    Published(
        "family_doctors",
        "first_contact_base",
        "up",
        "contract: more use of primary institutions (no size)",
        "Jing 2021",
        "L5",
        "Only a part of those with a contract keeps to it, and today has contracts already.",
    ),
    Published(
        "chronic_management",
        "chronic_at_lead",
        "down",
        "county consortia: more chronic outpatients at primary institutions (no size)",
        *_ZHU,
        "Only persons in management are counted, and not other patients with the same disease.",
    ),
    Published(
        "chronic_management",
        "chronic_control",
        "up",
        "led by village doctors: blood pressure below 130/80 in 57.0 instead of 19.9 %",
        "Sun 2022",
        "7.039, 7.040",
        "In the model control follows from the follow-ups that are held, and from nothing else.",
    ),
)

PUBLISHED: Final = (*_GATEKEEPING, *_GREEN, *_OUTREACH, *_REMOTE, *_STEP_DOWN, *_OTHERS)
"""All published effects, lever by lever."""

UNPUBLISHED: Final = (
    *("away_training", "day_surgery", "joint_ward", "long_prescriptions", "mutual_recognition"),
    *("secondment", "specialty_leads", "staff_pooling"),
)
"""Levers without a published effect that an indicator can be compared with."""
