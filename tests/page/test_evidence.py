"""What is published, beside what is measured."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.outcomes.indicators import INDICATORS
from sim.outcomes.verdicts import VERDICTS
from sim.page import write
from sim.page.evidence import AGAINST, AGREES, compared, found, reading, summary
from sim.page.published import PUBLISHED, UNPUBLISHED, Published
from sim.page.read import LEAD, results
from sim.study.schemas import DIFFERENCES
from sim.system.network import Tier

ROOT = Path(__file__).parents[2]
LEVERS = {path.stem for path in (ROOT / "configs/policy").glob("*.yaml")}
SOURCES = set(
    re.findall(r"^\| (L?\d+(?:\.\d+)?) \|", (ROOT / "docs/sources.md").read_text("utf-8"), re.M)
)


@pytest.mark.parametrize("one", PUBLISHED, ids=lambda one: f"{one.lever}-{one.indicator}")
def test_what_is_published_names_what_there_is_and_who_says_it(one: Published) -> None:
    assert one.lever in LEVERS
    assert one.indicator in INDICATORS
    assert one.where in ({}, {"facility": LEAD}, *({"tier": tier.value} for tier in Tier))
    assert one.cite
    assert set(one.source.split(", ")) <= SOURCES
    assert one.reason.endswith(".")
    assert len(one.reason.split()) > 5


def test_of_every_lever_something_is_published_or_it_says_that_nothing_is() -> None:
    known = {one.lever for one in PUBLISHED}
    assert known | set(UNPUBLISHED) == LEVERS
    assert not known & set(UNPUBLISHED)


def test_the_levers_of_the_quick_run_have_evidence() -> None:
    text = (ROOT / "configs/run/quick.yaml").read_text("utf-8")
    (names,) = re.findall(r"^levers: \[(.*)\]", text, re.M)
    assert set(names.split(", ")) <= {one.lever for one in PUBLISHED}


@pytest.mark.parametrize(
    ("published", "verdict", "reads"),
    [
        ("up", "higher", AGREES),
        ("up", "more", AGREES),
        ("down", "shorter", AGREES),
        ("none", "about the same", AGREES),
        ("none", "no change", AGREES),
        ("up", "fewer", AGAINST),
        ("down", "longer", AGAINST),
        ("none", "lower", AGAINST),
        ("up", "about the same", "about the same"),
        ("down", "no change", "about the same"),
        ("down", "cannot tell", "cannot tell"),
        ("none", "too few", "too few"),
    ],
)
def test_only_directions_are_compared(published: str, verdict: str, reads: str) -> None:
    assert reading(published, verdict) == reads  # type: ignore[arg-type]


def test_every_verdict_can_be_compared() -> None:
    assert {reading("up", word) for word in VERDICTS} == {
        AGREES,
        AGAINST,
        "about the same",
        "cannot tell",
        "too few",
    }


def turned(folder: Path, copy: Path) -> Path:
    """The same results, but gatekeeping empties the base, and outreach moves first contact."""
    shutil.copytree(folder, copy)
    rows = pq.read_table(copy / "differences.parquet").to_pylist()
    for row in rows:
        if row["indicator"] == "first_contact_base":
            row |= {"difference": -0.1, "low": -0.2, "high": -0.05, "verdict": "lower"}
    pq.write_table(pa.Table.from_pylist(rows, DIFFERENCES), copy / "differences.parquet")
    return copy


def test_a_direction_that_agrees_needs_no_reason(folder: Path) -> None:
    (one,) = [
        row
        for row in found(results(folder))
        if (row.published.lever, row.published.indicator) == ("gatekeeping", "first_contact_base")
    ]
    assert (one.scenario, one.reads, one.reason) == ("gatekeeping", AGREES, "")


def test_what_contradicts_stands_on_the_page_with_its_reason(folder: Path, tmp_path: Path) -> None:
    copy = turned(folder, tmp_path / "turned")
    rows = [row for row in found(results(copy)) if row.reads == AGAINST]
    assert {row.published.lever for row in rows} == {"gatekeeping", "outreach"}
    text = write(copy).read_text(encoding="utf-8")
    section = text[text.index('<section id="evidence">') : text.index('<section id="use">')]
    assert section.count('<strong class="against">contradicts</strong>') == len(rows)
    for row in rows:
        assert row.reason == row.published.reason
        assert row.reason in section


def test_whatever_does_not_agree_has_a_reason(folder: Path, tmp_path: Path) -> None:
    for here in (folder, turned(folder, tmp_path / "turned")):
        rows = found(results(here))
        assert "cannot tell" in {row.reads for row in rows}
        assert all(row.reason for row in rows if row.reads != AGREES)


def test_a_mix_of_levers_is_not_compared_and_a_lever_without_evidence_says_so(
    folder: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "mixed"))
    study = json.loads((copy / "study.json").read_text(encoding="utf-8"))
    levers = {"gatekeeping": ["gatekeeping", "outreach"], "remote": ["day_surgery"]}
    for entry in study["scenarios"]:
        entry["levers"] = levers.get(entry["name"], entry["levers"])
    (copy / "study.json").write_text(json.dumps(study), encoding="utf-8")
    assert {row.published.lever for row in found(results(copy))} == {"outreach"}
    told = summary(results(copy))
    assert "No published effect is at hand of day surgery." in told
    assert told[0].startswith("4 published effects; they read ")


def test_a_count_is_shown_as_a_part_of_the_baseline_too(folder: Path) -> None:
    rows = {row[2]: row[3] for row in compared(results(folder)).rows}
    assert rows["formal referrals up"] == "+105 a year [−176 to +387], +7.50 %"
