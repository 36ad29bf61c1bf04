"""Ways: nobody is sent where there is no way, or no end, and every lever is held to that."""

from __future__ import annotations

import pytest

from sim import config
from sim.system.faults import Fault, Faults
from tests.test_config import OWN, VILLAGE

SMALL = ("network=three_tier",)
CENTRE, HOSPITAL = "network.facilities.centre", "network.facilities.hospital"
EXPERT = "{expert_from: hospital, at: centre, specialty: general, half_days: 1}"


def faults(*overrides: str, own: bool = True) -> list[Fault]:
    """The faults that overrides lead to, in the village or in the small network that ships."""
    with pytest.raises(Faults) as caught:
        config.load(*(VILLAGE if own else SMALL), *overrides, config_dir=OWN if own else None)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("overrides", "key", "expected"),
    [
        ([f"{HOSPITAL}.refers_to=[centre]"], f"{HOSPITAL}.transfer_minutes.centre",
         "minutes, or coordinates (at) of both, since centre is in refers_to"),
        (["referral.fixed={hospital: {centre: 0.5}}"], f"{HOSPITAL}.transfer_minutes.centre",
         "minutes, or coordinates (at) of both, since centre is in referral.fixed.hospital"),
        (["~network.homes.village.travel_minutes.centre"],
         "network.homes.village.travel_minutes.centre",
         "minutes, or coordinates (at) of both, since residents of village go there"),
        ([f"outreach.clinics=[{EXPERT}]"], "outreach.clinics.0.at",
         "a facility to which hospital has minutes or coordinates"),
        ([f"outreach.clinics=[{EXPERT}]", f"+{HOSPITAL}.transfer_minutes.centre=105"],
         "outreach.clinics.0.at", "a way that leaves time: 105 minutes each way"),
        ([f"outreach.clinics=[{EXPERT[:-1]}, tickets: 17}}]",
          f"+{HOSPITAL}.transfer_minutes.centre=20", "outreach.minutes={mean: 12}"],
         "outreach.clinics.0.tickets", "at most 16, which fit in 200 minutes there"),
        (["outreach.clinics=[{expert_from: hospital, at: hospital, specialty: general, "
          "half_days: 1}]"], "outreach.clinics.0.at",
         "another facility than the one that sends the expert"),
        (["referral.fixed={centre: {hospital: 1.0}, hospital: {centre: 1.0}}",
          f"+{HOSPITAL}.transfer_minutes.centre=40"], "referral.fixed.centre",
         "a chance to go home somewhere"),
        (["referral.fixed={centre: {hospital: 0.7, centre: 0.4}}"], "referral.fixed.centre",
         "shares that add up to at most 1"),
        (["+network.facilities.lost={tier: outside}", f"{CENTRE}.refers_to=[lost]",
          f"+{CENTRE}.transfer_minutes.lost=5"], f"{CENTRE}.refers_to.0",
         "a facility with a clinic or an emergency flow"),
    ],
)  # fmt: skip
def test_a_way_that_is_missing_or_leads_nowhere_is_named(
    overrides: list[str], key: str, expected: str
) -> None:
    found = faults(*overrides)[0]
    assert (found.key, found.expected) == (key, expected)


def test_without_observed_shares_a_home_needs_a_facility_within_reach() -> None:
    """The hospital, which the centre refers to, is 45 minutes away, the centre 10."""
    chooses = "~network.homes.village.first_contact"
    config.load(*VILLAGE, chooses, config_dir=OWN)
    far = faults(chooses, "access.choice.reach_minutes=9")
    assert [fault.key for fault in far] == ["network.homes.village.first_contact"]
    assert far[0].expected == "shares, or a facility within access.choice.reach_minutes"


def test_a_facility_that_nobody_can_reach_is_out_of_reach() -> None:
    new = "+network.facilities.lost={tier: base, clinic: visit, clinics: {general: {doctors: 1, \
tickets: 9}}, stations: {registration: {servers: 1}}"
    chooses = "~network.homes.village.first_contact"
    far = faults(chooses, new + "}")
    assert [(fault.key, fault.value) for fault in far] == [
        ("network.facilities.lost", "out of reach")
    ]
    place = "+network.homes.village.at=[113.0,22.5]"
    config.load(*VILLAGE, chooses, place, new + ", at: [113.1, 22.5]}", config_dir=OWN)
    far = faults(chooses, place, new + ", at: [116.1, 22.5]}")
    assert far[0].value == "out of reach"


@pytest.mark.parametrize(
    ("override", "key"),
    [
        ("access.choice.tiers={bse: [0,0,0,0]}", "access.choice.tiers.bse"),
        ("access.choice.stays_home=[0,0,0]", "access.choice.stays_home.3"),
        ("access.closed_to_emergency=[0,0,0,2]", "access.closed_to_emergency.3"),
        ("access.family_doctors.contracted=1.1", "access.family_doctors.contracted"),
        ("access.compliance_by_acuity=[1,-1]", "access.compliance_by_acuity.1"),
        ("costs.visit_cny={base: -5}", "costs.visit_cny.base"),
        ("costs.primary_bonus=2", "costs.primary_bonus"),
        (f"+{CENTRE}.trust_gain={{general: 1.5}}", f"{CENTRE}.trust_gain.general"),
    ],
)
def test_a_dose_out_of_bounds_is_named(override: str, key: str) -> None:
    assert [fault.key for fault in faults(override)] == [key]


def test_going_round_with_a_chance_to_leave_is_allowed() -> None:
    config.load(
        *VILLAGE,
        "referral.fixed={centre: {hospital: 1.0}, hospital: {centre: 0.5}}",
        f"+{HOSPITAL}.transfer_minutes.centre=40",
        config_dir=OWN,
    )


def test_referring_in_a_circle_is_allowed_since_only_the_more_capable_is_taken() -> None:
    config.load(
        *VILLAGE,
        f"{HOSPITAL}.refers_to=[centre]",
        f"+{HOSPITAL}.transfer_minutes.centre=40",
        config_dir=OWN,
    )


def test_who_is_referred_to_where_an_expert_comes_needs_a_way_back_from_home() -> None:
    """Residents of the streets come to the district hospital by referral, and again by ticket."""
    home = next(iter(config.load(*SMALL).system.network.homes))
    first = "{suited: {town_1: 1}, not_suited: {town_1: 1}, emergency: {town_1: 1}}"
    found = faults(
        f"~network.homes.{home}.first_contact",
        f"+network.homes.{home}.first_contact={first}",
        f"~network.homes.{home}.travel_minutes.east",
        "outreach.clinics=[{expert_from: central, at: east, specialty: general, half_days: 1}]",
        own=False,
    )
    assert [one.key for one in found] == [f"network.homes.{home}.travel_minutes.east"]
    assert found[0].expected.endswith("come back there for the visiting expert")


@pytest.mark.parametrize(
    ("override", "key"),
    [
        ("policy.remote_diagnosis.members=[other_hospitals]", "policy.remote_diagnosis.members.0"),
        ("+policy.remote_diagnosis.share.egc=0.5", "policy.remote_diagnosis.share.egc"),
        ("policy.outreach.specialties=[dentistry]", "policy.outreach.specialties.0"),
        ("policy.outreach.members=[pengjiang,other_hospitals]", "policy.outreach.members.1"),
        ("policy.outreach.members=[lead]", "policy.outreach.members.0"),
        ("policy.outreach.expert_from=nobody", "policy.outreach.expert_from"),
        ("policy.outreach.expert_from=beijie", "policy.outreach.expert_from"),
    ],
)
def test_a_lever_that_does_not_fit_has_one_fault_under_its_own_key(override: str, key: str) -> None:
    lever = override.split(".")[1]
    with pytest.raises(Faults) as caught:
        config.load(f"policy=[{lever}]", override)
    assert [fault.key for fault in caught.value.faults] == [key]


@pytest.mark.parametrize("lead", [(), (f"{HOSPITAL}.tier=district",)])
def test_experts_need_rooms_of_a_specialty_in_which_they_can_do_more(lead: tuple[str, ...]) -> None:
    """The hospital has general rooms only, and no more can be treated in those than below."""
    (fault,) = faults("policy=[outreach]", *lead)
    assert (fault.key, fault.value) == ("policy.outreach.expert_from", "hospital")
    assert "rooms of a specialty" in fault.expected


def test_without_a_half_day_outreach_asks_for_nothing() -> None:
    scenario = config.load(*VILLAGE, "policy=[outreach]", "policy.outreach.half_days=0",
                           config_dir=OWN)  # fmt: skip
    assert scenario.system == scenario.before


@pytest.mark.parametrize("hours", ["morning=[12,8]", "morning=[8,30]", "afternoon=[11,15]"])
def test_half_days_are_hours_of_a_day_in_order(hours: str) -> None:
    (fault,) = faults(f"outreach.{hours}")
    assert fault.key == f"outreach.{hours.partition('=')[0]}"


@pytest.mark.parametrize(
    ("lead", "members", "key", "expected"),
    [
        ("hospital", "[centre, centre]", "members.1", "each member once in general"),
        ("hospital", "[hospital]", "members.0", "other facilities than the lead"),
        ("lost", "[centre]", "lead", "a facility with a clinic or emergency flow"),
    ],
)
def test_an_alliance_that_nobody_could_use_is_named(
    lead: str, members: str, key: str, expected: str
) -> None:
    alliance = f"{{specialty: general, lead: {lead}, members: {members}}}"
    found = faults(
        f"+referral.alliances=[{alliance}]",
        "+network.facilities.lost={tier: outside}",
        f"+{CENTRE}.transfer_minutes.lost=5",
    )
    said = [(fault.key, fault.expected) for fault in found]
    assert (f"referral.alliances.0.{key}", expected) in said
