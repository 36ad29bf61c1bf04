"""The digest of a study: equal if and only if the same jobs would give the same numbers.

A file of arrivals counts by what it holds, since it may be another one under the same name.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sim.study.provenance import version

if TYPE_CHECKING:
    from sim.study.plan import Plan

SOURCES = Path(__file__).resolve().parents[1]
"""The package's folder."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it


def digest(plan: Plan) -> str:
    """Return the digest of all configurations, seeds, the version and the sources of the model."""
    what = {
        "version": version("tierflow"),
        "sources": _sources_digest(),
        "baseline": plan.baseline,
        "replications": plan.replications,
        "scenarios": {name: _resolved(one.resolved) for name, one in plan.scenarios.items()},
        "arrivals": {name: _file(one.demand.path) for name, one in plan.scenarios.items()},
    }
    return sha256(json.dumps(what, default=str).encode()).hexdigest()


def _resolved(text: str) -> Any:
    """The configuration without what has no bearing on the numbers."""
    config = yaml.load(text, Loader=_LOADER)
    if isinstance(config, dict):
        config.pop("out", None)
        if isinstance(config.get("run"), dict):
            config["run"].pop("workers", None)
    return config


def _file(path: str | None) -> str | None:
    """Digest of a file of arrivals; of one that is not there, nothing."""
    there = path is not None and Path(path).is_file()
    return sha256(Path(path or "").read_bytes()).hexdigest() if there else None


def _sources_digest() -> str:
    """Digest of all modules but the report's, which only reads."""
    whole = sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if not name.startswith("report/"):
            whole.update(f"{name}\0".encode() + path.read_bytes())
    return whole.hexdigest()
