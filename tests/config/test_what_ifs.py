"""What a comparison puts beside today: scenarios of one's own, doses, and what is left out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.config.comparison import comparison
from sim.scenario import Scenario
from sim.study.plan import Plan
from sim.system.faults import Faults

SHIPPED = Path(__file__).parents[1] / "own"
SMALL = ("network=village", "conditions=few", "care=short", "practice=plain")
OUTREACH_DOSES = "policy.outreach.half_days=1,2"
GATE, TRAINING = "policy.gatekeeping.compliance", "policy.training.gain"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planner's folder: a small network, a lever, and three scenarios."""
    folder = tmp_path_factory.mktemp("own") / "ours"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("not_a_lever.yaml"))
    (folder / "scenario").mkdir()
    for name, text in (
        ("more_beds", "network: {facilities: {hospital: {ward: {beds: 30}}}}"),
        ("fewer", "demand: {scale: 0.9}"),
    ):
        file = folder / "scenario" / f"{name}.yaml"
        file.write_text(f"{text}\n", encoding="utf-8")
    return folder


def compared(own: Path, *words: str) -> Mapping[str, Scenario]:
    """The scenarios that some words make, by name."""
    given = {word.partition("=")[0] for word in words if "," not in word}
    small = [word for word in SMALL if word.partition("=")[0] not in given]
    return comparison([*small, *words], own).scenarios


def beds(found: Mapping[str, Scenario]) -> list[int]:
    """The hospital's beds in each scenario."""
    wards = [one.system.network.facilities["hospital"].ward for one in found.values()]
    return [ward.beds for ward in wards if ward is not None]


def test_scenarios_of_ones_own_stand_beside_today_and_the_levers(own: Path) -> None:
    lever = "run.levers=[gatekeeping]"
    levers = ["today", "today+gatekeeping", "today+training", "today+all"]
    assert list(compared(own, lever)) == ["none", "fewer", "more_beds", *levers]
    assert list(compared(own, lever, "scenario=more_beds")) == ["more_beds", *levers]


def test_they_may_stand_there_without_levers(own: Path) -> None:
    found = compared(own, "policy=[]", "scenario=none,more_beds")
    assert list(found) == ["none", "more_beds", "today"]
    assert beds(found) == [20, 30, 20]


def test_they_may_hold_doses_of_levers(own: Path) -> None:
    file = own / "scenario" / "trained.yaml"
    text = "policy: {training: {gain: 0.3}}\nnetwork: {facilities: {hospital: {ward: {beds: 30}}}}"
    file.write_text(text, encoding="utf-8")
    found = compared(own, "scenario=trained", "policy=[training]", f"{TRAINING}=0.2")
    file.unlink()
    assert list(found) == ["trained", "today", "today+training"]
    assert beds(found) == [30, 20, 20]
    levers = [one.policies.get("training") for one in found.values()]
    assert [lever and lever.gain for lever in levers] == [0.3, None, 0.2]  # type: ignore[attr-defined]


def test_all_together_can_be_left_out(own: Path) -> None:
    words = ("run.levers=[gatekeeping]", "scenario=today", "run.together=false")
    assert list(compared(own, *words)) == ["today", "today+gatekeeping", "today+training"]


def test_listed_doses_of_a_lever_are_scenarios_named_by_their_dose(own: Path) -> None:
    words = ("run.levers=[gatekeeping]", "scenario=today", f"{TRAINING}=0.2,0.3")
    found = compared(own, *words)
    assert list(found) == [
        *("today", "today+gatekeeping", "today+training gain 0.2", "today+training gain 0.3"),
        "today+all",
    ]
    doses = [one.policies["training"].gain for one in list(found.values())[2:]]  # type: ignore[attr-defined]
    assert doses == [0.2, 0.3, 0.1]  # all together at the dose of the lever's file


def test_several_keys_with_doses_are_combined(own: Path) -> None:
    key = "policy.family_doctors"
    words = (f"{key}.contracted=0.5,0.6", f"{key}.compliance=0.3,0.7")
    assert list(compared(own, "scenario=today", "policy=[family_doctors]", *words)) == [
        "today",
        *(
            f"today+family_doctors contracted {one}, compliance {other}"
            for one in (0.5, 0.6)
            for other in (0.3, 0.7)
        ),
    ]


def test_a_lever_of_which_doses_are_listed_is_compared_though_the_run_does_not_name_it(
    own: Path,
) -> None:
    words = ("run.levers=[training]", "scenario=today", f"{GATE}=0.2,0.3", "run.together=false")
    assert list(compared(own, *words)) == [
        *("today", "today+training"),
        *(f"today+gatekeeping compliance {dose}" for dose in (0.2, 0.3)),
    ]


def test_doses_of_a_mix_stand_with_their_lever(own: Path) -> None:
    words = ("policy=[gatekeeping,training]", f"{GATE}=0.2,0.3", "scenario=today")
    assert list(compared(own, *words)) == [
        "today",
        *(f"today+gatekeeping compliance {dose}+training" for dose in (0.2, 0.3)),
    ]


def test_listed_values_of_any_other_key_are_scenarios_without_levers(own: Path) -> None:
    words = ("network.facilities.hospital.ward.beds=25,30", "policy=[training]", "scenario=today")
    found = compared(own, *words)
    assert list(found) == [
        *("today", "today ward.beds 25", "today ward.beds 30", "today+training"),
    ]
    assert beds(found) == [20, 25, 30, 20]
    Plan(found, "today")  # takes their names


KNOWN = "expected one of fewer, more_beds, none, today; several with a comma between them"


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("scenario=more_bedz", f"scenario = more_bedz: {KNOWN} (did you mean 'more_beds'?)"),
        ("scenario=", f"scenario = (nothing): {KNOWN}"),
        ("run.seed=1,2", "run.seed = 1,2: expected one value, since all scenarios of a comparison"),
        ("care=short,usual", "care = short,usual: expected one value; for what lies side by side"),
        (f"{TRAINING}=0.2,0.2", f"{TRAINING} = 0.2: expected each value once"),
        (f"{TRAINING}s=0.2,0.3", f"{TRAINING}s = 0.2: expected a key that is known (did you mean"),
        (f"{TRAINING}=-0.2,0.3", f"{TRAINING} = -0.2: expected greater than"),
        ("policy.trainin.gain=1,2", "policy.trainin.gain = trainin: expected a lever (did you"),
        ("network.labels=a,b", "network.labels = a: expected a key that is known (did you mean"),
    ],
)
def test_words_that_make_no_comparison_are_refused_in_one_line(
    word: str, line: str, own: Path
) -> None:
    with pytest.raises(Faults) as refused:
        compared(own, "run.levers=[training]", word)
    (fault,) = map(str, refused.value.faults)
    assert fault.startswith(line)


def test_a_scenario_that_is_run_otherwise_is_refused_by_its_keys(own: Path) -> None:
    file = own / "scenario" / "longer.yaml"
    file.write_text("run: {days: 90}\n", encoding="utf-8")
    found = compared(own, "policy=[]", "scenario=longer")
    file.unlink()
    with pytest.raises(Faults, match=r"longer\.run\.days = 90\.0: expected 21\.0, as in today"):
        Plan(found, "today")


def test_names_of_any_alphabet_can_be_dosed(own: Path) -> None:
    network = (own / "network" / "village.yaml").read_text("utf-8").replace("hospital", "东区1号")
    (own / "network" / "东区.yaml").write_text(network, encoding="utf-8")
    words = ("network=东区", "network.facilities.东区1号.ward.beds=25,30", "policy=[]")
    found = compared(own, *words, "scenario=today")
    assert list(found) == ["today", "today ward.beds 25", "today ward.beds 30"]
    wards = [one.system.network.facilities["东区1号"].ward for one in found.values()]
    assert [ward.beds for ward in wards if ward] == [20, 25, 30]


def test_a_comma_in_a_text_is_a_part_of_it(own: Path) -> None:
    found = compared(own, "policy=[]", "scenario=today", "network.label=东,西")
    assert [one.system.network.label for one in found.values()] == ["东,西"]


WHY = (
    "outreach does not fit this system: policy.outreach.expert_from = hospital: expected a "
    "hospital near enough, with rooms of a specialty in which it can treat more"
)


def test_a_shipped_lever_that_does_not_fit_is_left_out_and_said(own: Path) -> None:
    found = comparison([*SMALL, "scenario=today"], own)
    assert list(found.scenarios) == [
        *("today", "today+gatekeeping", "today+green_channel", "today+remote_diagnosis"),
        *("today+step_down", "today+training", "today+all"),
    ]
    assert len(found.scenarios["today+all"].policies) == 5
    assert found.remarks == (f"left out: {WHY}",)


@pytest.mark.parametrize(
    "word",
    ["run.levers=[outreach]", "policy=[outreach]", "policy.outreach.half_days=1", OUTREACH_DOSES],
)
def test_one_that_is_asked_for_is_refused(word: str, own: Path) -> None:
    with pytest.raises(Faults) as refused:
        comparison([*SMALL, "scenario=today", word], own)
    assert WHY.partition(": ")[2] in map(str, refused.value.faults)


def test_a_fault_of_the_system_is_told_and_no_lever_is_left_out_for_it(own: Path) -> None:
    with pytest.raises(Faults) as refused:
        comparison([*SMALL, "scenario=today", "network.facilities.hospital.ward.beds=-1"], own)
    assert all("ward.beds" in str(fault) for fault in refused.value.faults)
