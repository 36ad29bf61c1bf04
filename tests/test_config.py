"""The configuration: what loads, what is refused, and how the planner is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hydra import compose, initialize_config_dir

from sim import config
from sim.policies.base import Policy
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

OWN = Path(__file__).parent / "own"
VILLAGE = ("network=village", "conditions=few", "care=short", "practice=plain")


def load(*overrides: str) -> Scenario:
    """A planner's own small network, with overrides."""
    return config.load(*VILLAGE, *overrides, config_dir=OWN)


def refused(*overrides: str) -> dict[str, Fault]:
    """The faults that overrides lead to, by key."""
    with pytest.raises(Faults) as caught:
        load(*overrides)
    return {fault.key: fault for fault in caught.value.faults}


def test_a_planners_own_network_loads() -> None:
    scenario = load()
    assert scenario.name == "today"
    assert list(scenario.system.network.facilities) == ["centre", "hospital"]
    assert scenario.system.network.homes["village"].first_contact.suited["hospital"] == 0.3
    assert scenario.policies == {}
    assert scenario.before == scenario.system


def test_the_shipped_default_is_jiangmen_quick_today() -> None:
    scenario = config.load()
    assert scenario.name == "today"
    assert scenario.run.replications >= 2
    assert "lead" in scenario.system.network.facilities


@pytest.mark.parametrize("lever", config.levers())
def test_every_shipped_lever_loads_and_names_the_scenario(lever: str) -> None:
    scenario = config.load(f"policy=[{lever}]")
    assert scenario.name == f"today+{lever}"
    assert isinstance(scenario.policies[lever], Policy)


def test_a_deep_value_can_be_overridden() -> None:
    scenario = load("network.facilities.centre.stations.registration.servers=3")
    assert scenario.system.network.facilities["centre"].stations["registration"].servers == 3


def test_a_key_that_no_file_spells_out_can_be_overridden() -> None:
    assert load("access.search_days=4").system.access.search_days == 4.0


def test_a_lever_of_ones_own_is_folded_in() -> None:
    scenario = load("policy=[training]", "policy.training.gain=0.2")
    assert scenario.name == "today+training"
    assert scenario.before.network.facilities["centre"].capability == 0.6
    assert scenario.system.network.facilities["centre"].capability == pytest.approx(0.8)


def test_the_order_of_overrides_does_not_matter() -> None:
    one = load("policy.training.gain=0.2", "policy=[training]", "access.search_days=3")
    other = load("access.search_days=3", "policy=[training]", "policy.training.gain=0.2")
    assert one.system == other.system


def test_the_resolved_configuration_makes_the_same_scenario_again() -> None:
    scenario = load("policy=[training]", "run.days=5")
    assert config.scenario_from(yaml.safe_load(scenario.resolved)) == scenario


def test_loading_inside_a_hydra_application_leaves_it_alone() -> None:
    with initialize_config_dir(str(config.config_dir()), version_base="1.3"):
        load()
        assert compose("config", ["run.days=9"]).run.days == 9


@pytest.mark.parametrize(
    ("override", "key", "nearest"),
    [
        ("run.dayz=3", "run.dayz", "days"),
        ("runn.days=3", "runn.days", "run"),
        ("network.facilities.centre.capabilty=0.5", "network.facilities.centre.capabilty",
         "capability"),
        ("network.facilities.centr.capability=0.5", "network.facilities.centr.capability",
         "centre"),
        ("+network.facilities.centre.capabilty=0.5", "network.facilities.centre.capabilty",
         "capability"),
        ("policy=[trainin]", "policy", "training"),
        ("scenario=tody", "scenario", "today"),
        ("network.facilities.centre.refers_to=[hospitl]",
         "network.facilities.centre.refers_to.0", "hospital"),
        ("+network.homes.village.mix={caugh: 2}", "network.homes.village.mix.caugh", "cough"),
        ("network.facilities.centre.tier=bass", "network.facilities.centre.tier", "base"),
        ("network.facilities.centre.clinic=visitt", "network.facilities.centre.clinic", "visit"),
        ("remote.ecg.station=reader", "remote.ecg.station", "readers"),
        ("+conditions.cough.informed_by=[imagin]", "conditions.cough.informed_by.0", "imaging"),
        ("engine=simpi", "engine", "simpy"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_nearest(override: str, key: str, nearest: str) -> None:
    faults = refused(override)
    assert list(faults) == [key]
    assert faults[key].nearest == nearest


@pytest.mark.parametrize(
    ("override", "key"),
    [
        ("network.facilities.centre.capability=1.2", "network.facilities.centre.capability"),
        ("access.gatekeeping_compliance=-0.1", "access.gatekeeping_compliance"),
        ("access.search_days=-1", "access.search_days"),
        ("run.days=nan", "run.days"),
        ("run.days=0", "run.days"),
        ("run.replications=1.5", "run.replications"),
        ("network.homes.village.travel_minutes.centre=.nan",
         "network.homes.village.travel_minutes.centre"),
        ("~network.homes.village.travel_minutes.centre",
         "network.homes.village.travel_minutes.centre"),
        ("~network.facilities.centre.tier", "network.facilities.centre.tier"),
        ("network.homes.village.first_contact.suited.centre=0.9",
         "network.homes.village.first_contact.suited"),
        ("conditions.cough.acuity=[0,0,0.5,0.6]", "conditions.cough.acuity"),
        ("+network.facilities.lost={tier: base}", "network.facilities.lost"),
        ("network.facilities.hospital.clinics.general.doctors=0",
         "network.facilities.hospital.clinics.general.doctors"),
        ("network.facilities.centre.stations=null", "network.facilities.centre.stations"),
        ("~network.facilities.centre.stations.registration", "network.facilities.centre.clinic"),
        ("care.timetables.clinic.sessions=['mon-fri 8-12']", "care.timetables.clinic.sessions"),
        ("remote.ecg.members=[hospital]", "remote.ecg.members.0"),
        ("+network.facilities.hospital.steps_down_to=[centre]",
         "network.facilities.hospital.steps_down_to.0"),
        ("demand=file", "demand.path"),
        ("run.days=${nothing}", "run.days"),
        ("run.days=[1", "run.days"),
        ("run.days=1,2", "run.days"),
        ("bla", "bla"),
        ("hydra.nothing=1", "hydra.nothing"),
        ("policy.training.gain=0.2", "policy.training.gain"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_its_key(override: str, key: str) -> None:
    assert key in refused(override)


def test_all_faults_come_at_once() -> None:
    faults = refused(
        "run.dayz=3",
        "scenario=tody",
        "policy=[trainin]",
        "run.days=[1",
        "access.search_days=-1",
        "network.facilities.centre.capability=1.3",
        "network.facilities.centre.refers_to=[hospitl]",
        "network.homes.village.first_contact.suited.centre=0.9",
        "+network.facilities.lost={tier: base}",
    )
    assert set(faults) == {
        "run.dayz",
        "scenario",
        "policy",
        "run.days",
        "access.search_days",
        "network.facilities.centre.capability",
        "network.facilities.centre.refers_to.0",
        "network.homes.village.first_contact.suited",
        "network.facilities.lost",
    }


def test_what_follows_from_a_fault_is_not_a_second_one() -> None:
    faults = refused("network.homes.village.first_contact.suited.centre=nan")
    assert list(faults) == ["network.homes.village.first_contact.suited.centre"]


def test_a_lever_that_does_not_fit_the_system_is_named() -> None:
    faults = refused("policy=[training]", "policy.training.gain=0.5")
    assert list(faults) == ["policy.training"]
    assert faults["policy.training"].value == "capability of 1.1"


def test_a_lever_at_a_facility_that_is_not_there_is_refused() -> None:
    faults = refused("policy=[training]", "policy.training.at=centr")
    assert faults["policy.training.at"].nearest == "centre"


@pytest.mark.parametrize("target", ["tests.own_levers.NoLever", "os.system", "nowhere.at.All"])
def test_only_a_policy_is_taken_for_a_lever(target: str) -> None:
    faults = refused("policy=[training]", f"policy.training._target_={target}")
    assert faults["policy.training._target_"].value == target


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="a folder that exists"):
        config.load(config_dir=tmp_path / "nothing")


def test_an_own_file_that_a_shipped_one_would_hide_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "quick.yaml").write_text("days: 1\nreplications: 1\n")
    with pytest.raises(Faults, match=r"run/quick\.yaml"):
        config.load(config_dir=tmp_path)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine.yaml").write_text("days: [1\n")
    with pytest.raises(Faults, match=r"run/mine\.yaml, line 1 = days"):
        config.load("run=mine", config_dir=tmp_path)
