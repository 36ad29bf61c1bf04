"""Swept: the table at the end of a sweep, with each job, how it ended, and a few headlines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table

from sim.files import read_table
from sim.outcomes.headlines import LEAD, Headline
from sim.outcomes.words import amount
from sim.study.places import main_rows

SHOWN: Final = (
    Headline("visit_wait_mean", LEAD),
    Headline("appointment_days_mean"),
    Headline("onset_to_treatment_mean"),
    Headline("bed_use", LEAD),
)
"""As many headlines as fit side by side."""

_ENDINGS: Final = {0: "done", 1: "failed", 2: "refused"}


def swept(folder: Path) -> Table:
    """Return a table of the jobs of a sweep, in their order, for rich to print.

    A job is named by its words, without those that all jobs share.
    """
    notes = {path.stem: _read(path) for path in folder.glob("[0-9]*.json")}
    alike = _alike([note["overrides"] for note in notes.values()])
    shown = Table(title=str(folder), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("job")
    shown.add_column("ended")
    shown.add_column("words", no_wrap=True)
    for one in SHOWN:
        shown.add_column(one.heading, justify="right")
    for name in sorted(notes, key=int):
        words = "\n".join(
            word.lstrip("+") for word in notes[name]["overrides"] if word not in alike
        )
        code = int(notes[name]["code"])
        numbers = _headlines(folder / name) if code == 0 else {}
        cells = (numbers.get(one, "–") for one in SHOWN)
        shown.add_row(name, _ENDINGS.get(code, str(code)), words or "–", *cells)
    return shown


def _alike(jobs: Sequence[Sequence[str]]) -> set[str]:
    """The words that all jobs have, if there are several."""
    return set.intersection(*map(set, jobs)) if len(jobs) > 1 else set()


def _headlines(folder: Path) -> Mapping[Headline, str]:
    """The main numbers of a job."""
    levels = read_table(folder / "levels.parquet")
    return {
        Headline(row["indicator"], row["tier"]): amount(row["mean"], row["unit"])
        for row in main_rows(levels, _read(folder / "study.json")).to_pylist()
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
