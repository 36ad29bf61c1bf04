"""Numbers with a range: the value is played, and what is said of it is known beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim import config
from sim.assumptions import Assumption, Kind
from sim.config.comparison import comparison
from sim.config.ranges import is_note
from sim.scenario import Scenario
from sim.study.digest import basis
from sim.study.plan import Plan
from sim.system.faults import Faults

OWN = Path(__file__).parents[1] / "own"
SMALL = ("network=village", "conditions=few", "care=short", "practice=plain")
GIVEN = """\
# @package _global_
access:
  rebook: {value: 0.7, range: [0.5, 0.9], source: "a survey, ${run.days} days"}
  no_show: 0.2
  tickets:
    to_emergency: [{value: 0.2, range: [0.1, 0.4]}, 0.05]
    patience_days: [{mean: {value: 2, range: [1, 4]}, cv: 1}, {mean: 4, cv: 1}]
referral:
  recognition:
    plus_minus: 0.1
    class: derived
    value: {village: 0.3, base: {value: 0.5, times: [0.5, 1.5]}, municipal: 0.97}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A planner's folder with a scenario in which numbers have ranges."""
    folder = Path(shutil.copytree(OWN, tmp_path / "ours"))
    put(folder, GIVEN)
    return folder


def put(own: Path, text: str, name: str = "given") -> None:
    (own / "scenario").mkdir(exist_ok=True)
    (own / "scenario" / f"{name}.yaml").write_text(text, "utf-8")


def load(own: Path, *words: str) -> Scenario:
    return config.load(*SMALL, "scenario=given", *words, config_dir=own)


def said(scenario: Scenario) -> dict[str, Assumption]:
    return {one.key: one for one in scenario.assumptions}


def spans(scenario: Scenario) -> dict[str, tuple[float, float | None, float | None]]:
    """Value and range of each number, without those of the shipped demand."""
    found = [one for one in scenario.assumptions if not one.key.startswith("demand.")]
    return {one.key: (one.value, one.low, one.high) for one in found}


def refused(own: Path, *words: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        load(own, *words)
    return [str(fault) for fault in caught.value.faults]


def test_what_is_said_of_a_number_is_known_and_its_value_is_played(own: Path) -> None:
    scenario = load(own)
    assert spans(scenario) == {
        "access.rebook": (0.7, 0.5, 0.9),
        "access.tickets.to_emergency.0": (0.2, 0.1, 0.4),
        "access.tickets.patience_days.0.mean": (2, 1, 4),
        "referral.recognition.village": (0.3, 0.2, 0.4),
        "referral.recognition.base": (0.5, 0.25, 0.75),
        "referral.recognition.municipal": (0.97, 0.87, 1.0),  # a share ends at 1
    }
    rebook = said(scenario)["access.rebook"]
    assert rebook.source == "a survey, ${run.days} days"
    assert (rebook.kind, rebook.outside) == (Kind.ASSUMED, False)
    assert said(scenario)["referral.recognition.village"].kind == Kind.DERIVED
    assert scenario.system.access.rebook == 0.7
    assert scenario.system.access.tickets.to_emergency == (0.2, 0.05)


def test_the_configuration_has_plain_numbers_and_makes_the_same_scenario_again(own: Path) -> None:
    scenario = load(own)
    resolved = yaml.safe_load(scenario.resolved)
    assert resolved["referral"]["recognition"]["base"] == 0.5
    assert "range" not in scenario.resolved
    assert "_assumed_" not in scenario.resolved
    assert config.scenario_from(resolved) == scenario


def test_results_do_not_rest_on_ranges(own: Path) -> None:
    before = load(own)
    put(own, GIVEN.replace("[0.5, 0.9]", "[0.6, 0.8]"))
    after = load(own)
    assert spans(after)["access.rebook"] == (0.7, 0.6, 0.8)
    assert basis(Plan({"given": after}, "given")) == basis(Plan({"given": before}, "given"))


def test_an_override_of_the_number_keeps_the_range(own: Path) -> None:
    scenario = load(own, "access.rebook=0.95", "access.tickets.to_emergency=[0.3,0.1]")
    assert spans(scenario)["access.rebook"] == (0.95, 0.5, 0.9)
    assert spans(scenario)["access.tickets.to_emergency.0"] == (0.3, 0.1, 0.4)
    assert [one.key for one in scenario.assumptions if one.outside] == ["access.rebook"]


def test_another_file_with_the_number_alone_keeps_the_range(own: Path) -> None:
    text = (own / "network" / "village.yaml").read_text("utf-8")
    assert "\naccess:" not in text
    put(own, GIVEN.replace("0.7, range: [0.5, 0.9]", "0.6, range: [0.5, 0.9]"), "first")
    put(own, "defaults: [first, _self_]\naccess: {rebook: 0.8}\n", "given")
    assert spans(load(own))["access.rebook"] == (0.8, 0.5, 0.9)


def test_a_later_range_counts(own: Path) -> None:
    words = ("access.rebook={value:0.6,range:[0.2,0.8]}", "access.no_show={value:.2,times:[.5,2]}")
    scenario = load(own, *words)
    assert spans(scenario)["access.rebook"] == (0.6, 0.2, 0.8)
    assert spans(scenario)["access.no_show"] == (0.2, 0.1, 0.4)
    assert said(scenario)["access.rebook"].source == ""


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("~access.rebook", "access.rebook"),
        ("~referral.recognition.village", "referral.recognition.village"),
        ("access.tickets.patience_days=[never,never]", "access.tickets.patience_days.0.mean"),
    ],
)
def test_what_is_taken_away_has_no_range(own: Path, word: str, key: str) -> None:
    assert key in said(load(own))
    assert key not in said(load(own, word))


def test_references_lead_to_the_value(own: Path) -> None:
    scenario = load(own, "access.no_show=${access.rebook}")
    assert scenario.system.access.no_show == 0.7
    put(own, GIVEN.replace("no_show: 0.2", "no_show: {value: '${access.rebook}', range: [0, 1]}"))
    assert spans(load(own, "access.rebook=0.6"))["access.no_show"] == (0.6, 0.0, 1.0)
    put(own, "access: {rebook: 0.7, no_show: {value: '${access.rebook}', times: [0.5, 2]}}")
    assert "expected a number, or a range with two ends" in refused(own)[0]


def test_names_of_any_alphabet_are_in_the_keys(own: Path) -> None:
    lines = (
        "{service: a, minutes: {value: {mean: 3}, times: [0.5, 2]}}, {service: b, kind: decision}"
    )
    put(own, f'care: {{flows: {{"东 1": [{lines}]}}}}')
    assert said(load(own))["care.flows.东 1.0.minutes.mean"].high == 6.0


def test_a_range_that_is_worked_out_ends_at_whole_numbers_where_the_key_is_one(own: Path) -> None:
    ward = "network: {facilities: {hospital: {ward: {beds: {value: 20, %s}}}}}\n"
    put(own, ward % "times: [0.89, 1.11]")
    assert spans(load(own))["network.facilities.hospital.ward.beds"] == (20, 18, 22)
    put(own, ward % "range: [18.5, 22]")
    (fault,) = refused(own)
    assert fault.endswith("= 18.5 to 22: expected a range that the key may have, 18 to 22")


def test_what_is_usual_is_said_once() -> None:
    found = said(config.load("network=county"))
    usual = found["network.usual.base.capability"]
    assert (usual.value, usual.low, usual.high) == (0.8, 0.7, 0.85)
    changed = config.load("network=county", "network.usual.base.capability=0.9")
    assert said(changed)["network.usual.base.capability"].outside


def test_doses_have_ranges_and_those_of_a_scenario_come_first(own: Path) -> None:
    shipped = ("network=three_tier", "policy=[outreach]")
    assert spans(config.load(*shipped))["policy.outreach.half_days"] == (20, 4, 40)
    assert spans(config.load(*shipped, "policy.outreach.half_days=60")) | {} == {
        **spans(config.load(*shipped)),
        "policy.outreach.half_days": (60, 4, 40),
    }
    for dose, span in (("{value: 30, range: [25, 35]}", (30, 25, 35)), ("30", (30, 4, 40))):
        put(own, f"policy: {{outreach: {{half_days: {dose}}}}}\n", "dosed")
        scenario = config.load("network=three_tier", "scenario=dosed", config_dir=own)
        assert spans(scenario)["policy.outreach.half_days"] == span


def test_a_lever_may_have_a_dose_called_value(own: Path) -> None:
    put(own, "policy: {training: {value: 3}}\n", "given")
    assert any("policy.training.value = 3" in fault for fault in refused(own))


def test_scenarios_of_a_comparison_have_their_own(own: Path) -> None:
    words = ("network=three_tier", "policy=[outreach]", "policy.outreach.half_days=10,60")
    found = comparison([*words, "scenario=none"], own).scenarios
    doses = [said(one).get("policy.outreach.half_days") for one in found.values()]
    assert [one and (one.value, one.outside) for one in doses] == [
        None,
        None,
        (10, False),
        (60, True),
    ]


def test_all_faults_are_told_at_once_with_their_lines(own: Path) -> None:
    wrong = """\
access:
  rebook: {value: 0.7, rnage: [0.5, 0.9], class: asumed}
  no_show: {value: 0.2, range: [0.4, 0.1]}
  search_days: {value: 9, range: [10, 12]}
  gatekeeping_compliance: {value: some, range: [0, 1]}
  compliance_by_acuity: {range: [0, 1]}
  tickets:
    to_emergency: [{value: 0.2, source: 3}, {value: 0.05, plus_minus: -1}]
    extra_share: {value: 0.1, range: [0, 1], times: [0.5, 2]}
    stays_home: {value: [0.1, 0.2], range: [0, 1.5]}
"""
    put(own, wrong)
    assert refused(own) == [
        f"scenario/given.yaml, line {line}"
        for line in (
            "2: access.rebook.rnage = [0.5, 0.9]: expected a key that is known "
            "(did you mean 'range'?)",
            "2: access.rebook.class = asumed: expected one of assumed, published, derived, "
            "calibrated, design choice (did you mean 'assumed'?)",
            "3: access.no_show.range = [0.4, 0.1]: expected two numbers, the lower first, "
            "as in [25, 50]",
            "4: access.search_days = 9: expected a value within its range, 10 to 12",
            "5: access.gatekeeping_compliance = some: expected a number, or a list or names "
            "of numbers",
            "6: access.compliance_by_acuity = (missing): expected to be given",
            "8: access.tickets.to_emergency.0.source = 3: expected a text; put it in quotes "
            "if it is one",
            "8: access.tickets.to_emergency.1.plus_minus = -1: expected a number above 0, "
            "by which the value may differ",
            "9: access.tickets.extra_share = range, times: expected one of them",
            "10: access.tickets.stays_home.0 = 0 to 1.5: expected a range that the key "
            "may have, 0 to 1",
            "10: access.tickets.stays_home.1 = 0 to 1.5: expected a range that the key "
            "may have, 0 to 1",
        )
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{value:.2,unit:day,range:[.1,.3]}", "access.no_show.unit = day: expected a key that is"),
        (
            "{value:.2,times:[2,3]}",
            "access.no_show.times = [2, 3]: expected two factors, at most 1",
        ),
        ("{value:null,range:[0,1]}", "access.no_show = null: expected a number, or a list"),
        (f"{{value:{10**400},range:[0,1]}}", "expected a number, or a list or names of numbers"),
        ("{value:.2,range:[0,inf]}", "access.no_show.range = [0, inf]: expected two numbers"),
        ("{value:.2,plus_minus:nan}", "access.no_show.plus_minus = nan: expected a number above 0"),
        ("{value:true,range:[0,1]}", "access.no_show = true: expected a number, or a list"),
        ("{value:.2,range:[a,b]}", "access.no_show.range = ['a', 'b']: expected two numbers"),
    ],
)
def test_faults_of_the_command_line_are_told_too(own: Path, given: str, expected: str) -> None:
    (told,) = refused(own, f"access.no_show={given}")
    assert expected in told


@pytest.mark.parametrize("word", ["_assumed_=3", "+access._assumed_={rebook: a}"])
def test_notes_are_nothing_that_is_written(own: Path, word: str) -> None:
    assert "a key that is known" in refused(own, word)[0]
    put(own, "access: {_assumed_: 3}\n")
    assert "line 1" in refused(own)[0]


SHIPPED = [
    ("network=jiangmen",),
    ("network=three_tier",),
    ("network=county",),
    *((f"policy=[{lever}]", "network=three_tier") for lever in config.levers()),
]


@pytest.mark.parametrize("words", SHIPPED, ids=" ".join)
def test_every_shipped_number_is_inside_its_range(words: tuple[str, ...]) -> None:
    found = config.load(*words).assumptions
    assert len(found) > 200
    assert [one for one in found if one.outside or (one.low is None and not one.source)] == []


_ASSUMED = re.compile(r"\bassum", re.IGNORECASE)
_SPAN = re.compile(r"(?<![\w.])-?\.?\d[\d.]* to -?\.?\d|\+-|±|half to (double|twice)")


@pytest.mark.parametrize("file", sorted(config.config_dir().rglob("*.yaml")), ids=lambda p: p.stem)
def test_no_comment_hides_a_range_that_should_be_data(file: Path) -> None:
    """Write it as {value: …, range: […]}; a comment tells what the number means."""
    comments = [line.partition("#")[2] for line in file.read_text("utf-8").splitlines()]
    assert [text for text in comments if _ASSUMED.search(text) and _SPAN.search(text)] == []


def test_what_is_a_number_with_its_range_and_what_only_looks_like_it() -> None:
    notes: list[Mapping[str, Any]] = [
        {"value": 3},
        {"value": 3, "range": [1, 4]},
        {"value": 3, "rnage": [1, 4]},
        {"range": [1, 4]},
    ]
    others: list[Mapping[str, Any]] = [
        {"mean": 3, "cv": 1},
        {"value": 3, "lead": 4},
        {"times": 3},
        {},
    ]
    assert [is_note(one) for one in (*notes, *others)] == [True] * 4 + [False] * 4
