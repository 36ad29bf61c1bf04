"""Who leads: whoever is named, whatever the tier; else the first of the highest tier."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim import config
from sim.cli import main
from sim.outcomes.indicators import DIMENSIONS
from sim.system import System
from sim.system.checks import contradictions
from sim.system.leading import highest, leader
from sim.system.network import Tier
from sim.tables import lower

DEMOTED = "network.facilities.central.tier=district"


@pytest.fixture(scope="module")
def system() -> System:
    """The small network, led by its central hospital."""
    return config.load("network=three_tier").system


def named(system: System, lead: str | None) -> System:
    """The system in which a facility is named as the lead."""
    return replace(system, network=replace(system.network, lead=lead))


def demoted(system: System) -> System:
    """The system in which no hospital is municipal."""
    facilities = {
        name: replace(one, tier=Tier.DISTRICT) if one.tier is Tier.MUNICIPAL else one
        for name, one in system.network.facilities.items()
    }
    return replace(system, network=replace(system.network, facilities=facilities))


def test_the_first_municipal_hospital_leads_unless_another_is_named(system: System) -> None:
    assert leader(system.network) == "central"
    assert leader(named(system, "west").network) == "west"
    assert leader(demoted(system).network) is None
    assert highest(demoted(system).network) == "central"
    assert highest(named(demoted(system), "west").network) == "west"


def test_the_lead_is_a_member(system: System) -> None:
    assert contradictions(named(system, "west")) == []
    outside = next(n for n, one in system.network.facilities.items() if one.tier is Tier.OUTSIDE)
    (fault,) = contradictions(named(system, outside))
    assert str(fault) == (
        f"network.lead = {outside}: expected a member of the consortium; it is outside"
    )


def test_gatekeeping_sends_people_from_the_lead_whatever_its_tier(system: System) -> None:
    calendar = config.load("network=three_tier").demand.calendar

    def gatekept(one: System) -> dict[str, int]:
        found = lower(one, calendar, calendar.begin + 24.0).access.gatekept
        by_name = dict(zip(one.network.facilities, found, strict=True))
        return {name: by_name[name] for name in ("central", "east")}

    led = named(demoted(system), "central")
    assert gatekept(system) == gatekept(led) == {"central": 1, "east": 0}
    assert gatekept(named(demoted(system), "east")) == {"central": 0, "east": 1}


SHORT = ("network=three_tier", "run.days=1", "run.warmup_days=0", "run.replications=2")


@pytest.mark.slow
def test_a_comparison_works_without_a_municipal_hospital_and_shows_its_lead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("scenario=today", "run.levers=[outreach,joint_ward]", f"out={tmp_path / 'out'}")
    assert main(["compare", *SHORT, *words, DEMOTED, "network.lead=central"]) == 0
    assert "waiting within a visit, lead" in capsys.readouterr().out
    study = json.loads((tmp_path / "out" / "study.json").read_text("utf-8"))
    assert study["lead"] == "central"
    assert {move["giver"] for one in study["scenarios"] for move in one["moves"]} == {"central"}
    rows = pq.read_table(tmp_path / "out" / "levels.parquet").to_pylist()
    whole = {
        row["indicator"]: row["mean"]
        for row in rows
        if row["scenario"] == "today" and not any(row[name] is not None for name in DIMENSIONS)
    }
    assert whole["lead_base_could"] > 0
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "waiting within a visit at the lead hospital" in page.lower()
    assert "牵头医院" in page
    assert "municipal hospitals" not in page


@pytest.mark.slow
def test_naming_the_first_municipal_hospital_changes_no_number(tmp_path: Path) -> None:
    tables = []
    for name, word in (("left_out", "network.label=a"), ("named", "network.lead=central")):
        assert main(["run", *SHORT, word, f"out={tmp_path / name}"]) == 0
        tables.append(pq.read_table(tmp_path / name / "kpis.parquet"))
    assert tables[0].num_rows > 0
    assert tables[0].replace_schema_metadata().equals(tables[1].replace_schema_metadata())


@pytest.mark.slow
def test_a_lead_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "network=three_tier", "network.lead=centrall"]) == 2
    assert "network.lead = centrall" in capsys.readouterr().err
