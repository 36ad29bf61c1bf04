"""Assembly: puts all parts of the page together, as one file that needs nothing else."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.files import write_text
from sim.outcomes.words import listed, said_of
from sim.page import evidence, moving, needs, sentences, waiting
from sim.page.assumed import assumed, outside
from sim.page.blocks import Table
from sim.page.chosen import HEADLINE, PLACES, present
from sim.page.diary import diary
from sim.page.door import setting_of
from sim.page.precision import not_known_well
from sim.page.read import Results, results
from sim.page.shortage import short_of_tickets
from sim.page.style import library
from sim.page.tables import matrix, plain_table
from sim.page.themes import themes
from sim.page.unfinished import warning
from sim.page.weeks import by_week, unsettled

CONTENTS = (
    ("answer", "The answer"),
    ("changes", "What each policy changes"),
    ("weeks", "Week by week"),
    ("waits", "Waits by tier and service"),
    ("where", "Who is treated where"),
    ("flows", "Flows between tiers"),
    ("care", "Care, part by part"),
    ("evidence", "What is published"),
    ("use", "Use of stations and beds"),
    ("staff", "Staff hours that move"),
    ("homes", "Homes"),
    ("inputs", "Inputs and versions"),
    ("claims", "What the model does not claim"),
)


def write(folder: Path | str) -> Path:
    """Draw ``report.html`` from a results folder into the same folder, and return its path.

    The same results give the same bytes. Raises :class:`~sim.system.faults.Faults` if the folder
    holds no finished results.
    """
    folder = Path(folder)
    text = draw(results(folder))
    page = folder / "report.html"
    write_text(text, page)
    return page


def draw(found: Results) -> str:
    """Return the page of some results as HTML."""
    environment = Environment(
        loader=PackageLoader("sim.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    parts = _about(found) | _answers(found) | _waits(found) | _places(found)
    parts |= _settled(found) | _inputs(found)
    return environment.get_template("page.html.j2").render(parts)


def _days(count: float) -> str:
    """A number of days in words."""
    return f"{float(count):g} day{'' if count == 1 else 's'}"


def _about(found: Results) -> dict[str, Any]:
    """Title, contents, and the code of plotly."""
    study = found.study
    return {
        "title": study.get("network") or study.get("title") or "Consortium",
        "summary": (
            f"{len(found.scenarios)} scenarios, {study['replications']} paired replications of "
            f"{_days(study['days'])} after a warm-up of {_days(study['warmup_days'])}. "
            f"Differences are against {found.label(found.baseline)}."
        ),
        "baseline": found.label(found.baseline),
        "level": f"{float(study['confidence']):.0%}".replace("%", " %"),
        "contents": CONTENTS,
        "library": library(),
        "colophon": "Drawn by Tierflow from the results folder alone. Nothing is sent anywhere.",
    }


def _answers(found: Results) -> dict[str, Any]:
    """The answer, and what each policy changes."""
    level = f"{float(found.study['confidence']):.0%}".replace("%", " %")
    study = found.study["scenarios"]
    note = f"Difference against {found.label(found.baseline)} and its {level} interval."
    return {
        "few_days": sentences.few_days(found),
        "ordinary": sentences.ordinary(found),
        "shortage": short_of_tickets(found, found.baseline),
        "rough": not_known_well(found, present(found, HEADLINE)),
        "remarks": tuple(found.study.get("remarks", ())),
        "unfinished": warning(found, present(found, HEADLINE)),
        "answer": sentences.answer(found),
        "policies": sentences.policies(found),
        "mixes": [(found.label(one), text) for text, one in said_of(study).items()],
        "headline": matrix(found, "Waits and access", present(found, HEADLINE), note),
        "forest": waiting.differences(found),
        "levers": _levers(found),
    }


def _settled(found: Results) -> dict[str, Any]:
    """Drift within the run, and the headlines week by week."""
    drifts, settled = unsettled(found)
    return {"drifts": drifts, "settled": settled, "weeks": by_week(found)}


def _waits(found: Results) -> dict[str, Any]:
    """Waits by tier, by service, by need and by home."""
    return {
        "waits": waiting.by_tier(found),
        "services": waiting.by_service(found),
        "needs": needs.by_need(found),
        "worst": waiting.worst_home(found),
        "homes": waiting.by_home(found),
    }


def _places(found: Results) -> dict[str, Any]:
    """Where people go, and the effect on stations and staff."""
    return {
        "treated": moving.treated(found),
        "places": matrix(found, "Order of care", present(found, PLACES)),
        "flows": moving.flows(found),
        "moves": moving.moves(found),
        "channels": moving.channels(found),
        "themes": themes(found),
        "evidence": evidence.compared(found),
        "evidence_sums": evidence.summary(found),
        "pressed": moving.pressed(found),
        "stations": moving.stations(found),
        "scheduled": moving.scheduled(found),
        "worked": moving.worked(found),
        "diary": diary(found),
    }


def _in_force(entry: Mapping[str, Any]) -> str:
    """The levers of a scenario; of a programme those of each phase, with its first day."""
    phases = [
        f"from {one['first']}: {', '.join(one['levers']) or 'none'}"
        for one in entry.get("phases", ())
    ]
    return "; ".join(phases) or ", ".join(entry.get("levers", ())) or "none"


def _levers(found: Results) -> Table:
    """The levers of each scenario, in the order in which they are applied."""
    rows = [
        (found.label(entry["name"]), entry["name"], _in_force(entry))
        for entry in found.study["scenarios"]
    ]
    return plain_table(
        "The scenarios", ("Scenario", "Name in the results", "Levers on top"), rows, texts=3
    )


def _inputs(found: Results) -> dict[str, Any]:
    """Settings, versions, and the commands that make these results and this page again."""
    study = found.study
    versions = [f"{name} {version}" for name, version in study["versions"].items()]
    rows = [
        ("Network", study.get("network", "")),
        ("First day", str(study.get("inputs", {}).get("demand_start", "not known"))),
        ("File of arrivals", str(study.get("inputs", {}).get("demand_file") or "none")),
        ("Seed", str(study["seed"])),
        ("Replications of each scenario", str(study["replications"])),
        ("Observed days, after warm-up", f"{float(study['days']):g}"),
        ("Days of warm-up", f"{float(study['warmup_days']):g}"),
        ("Engine", str(study["engine"])),
        ("Versions", listed(versions)),
        ("Commit", str(study.get("commit") or "not known")),
        ("Started", str(study["started"])),
        ("Run time", f"{float(study['seconds']):.0f} seconds"),
        *(("A worker was lost, which changes no result", one) for one in study.get("killed", ())),
        ("Words of the command", " ".join(_typed(study)) or "none"),
    ]
    settings = [
        (found.label(name), text)
        for name in found.scenarios
        if (text := setting_of(found.folder, name)) is not None
    ]
    return {
        "inputs": plain_table("How these results were made", ("Setting", "Value"), rows, texts=2),
        "assumed": assumed(found),
        "outside": outside(found),
        "settings": settings,
        "redraw": "tierflow report FOLDER",
        "rerun": _again(study),
    }


def _again(study: Mapping[str, Any]) -> str:
    """The command that makes the same results; empty if there was none."""
    if not study.get("command"):
        return ""
    return shlex.join(["tierflow", *_typed(study), "out=ANOTHER_FOLDER"])


def _typed(study: Mapping[str, Any]) -> list[str]:
    """The words of the command that made the results, without the folder."""
    return [str(word) for word in (*study.get("command", ()), *study["overrides"])]
