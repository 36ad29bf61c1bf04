"""Digests of what every network, case and lever gives, to show that a change changes nothing.

``python -m experiments.digests [engine=compiled] [out=FILE.json]`` plays short runs and prints, for
each, a digest of its indicators and flows. ``tests/digests.json`` is its output: a change that is
to leave all results as they are leaves that file as it is. One that is not says which lines
changed, and why. Rows are sorted and floats written in full, so that neither the order of rows, nor
a column without values, nor the version of a library is in a digest.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

import sim
from experiments.words import Words, asked, leave
from sim.command import carried_out
from sim.config import config_dir, levers

SHORT = ("run.warmup_days=0", "run.replications=1")
NETWORKS = {"three_tier": 4.0, "county": 0.5, "jiangmen": 0.1}
"""Days of each network: some thousand episodes."""
CASE_DAYS = 3.0
LEVER_DAYS = 2.0


def settings() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each setting by its name: networks today and without a consortium, levers, cases."""
    for network, days in NETWORKS.items():
        for scenario in ("today", "none"):
            words = (f"network={network}", f"scenario={scenario}", f"run.days={days}")
            yield f"{network}, {scenario}", words
    for lever in levers():
        words = ("network=three_tier", f"policy=[{lever}]", f"run.days={LEVER_DAYS}")
        yield f"three_tier, today+{lever}", words
    for path in sorted((config_dir() / "case").glob("*.yaml")):
        if path.stem != "plain":
            yield f"case {path.stem}", (f"case={path.stem}", f"run.days={CASE_DAYS}")


def digests(engine: str) -> dict[str, dict[str, str]]:
    """Return the digests of all settings under an engine."""
    found = {}
    for name, words in settings():
        run = sim.run(sim.load(*words, *SHORT, f"engine={engine}"), record="none")
        found[name] = {"kpis": digest(run.kpis), "flows": digest(run.flows)}
    return found


def digest(table: pa.Table) -> str:
    """Return a digest of the rows of a table, whatever their order."""
    rows = sorted(_row(row) for row in table.to_pylist())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def _row(row: dict[str, Any]) -> str:
    """One row, without what it leaves open."""
    cells = ((name, value) for name, value in row.items() if value is not None)
    return "|".join(f"{name}={_value(value)}" for name, value in sorted(cells))


def _value(value: Any) -> str:
    return value.hex() if isinstance(value, float) else str(value)


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """Which engine plays."""

    engine: Literal["compiled", "simpy"] = "compiled"


def main(arguments: Sequence[str]) -> int:
    """Print or write the digests."""
    return carried_out(lambda: _taken(asked(Options, arguments)))


def _taken(options: Options) -> int:
    leave(json.dumps(digests(options.engine), indent=1) + "\n", options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
