"""The digest of a study: equal if and only if the same jobs would give the same numbers.

It is made of parts, each under the name of what it stands for, so that what has changed between
two calls can be told. A file of arrivals counts by what it holds, since it may be another one under
the same name, and so do a planner's own levers.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import yaml

from sim.study.provenance import version

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Plan

SOURCES = Path(__file__).resolve().parents[1]
"""The package's folder."""

_SAID: Final = {"resolved", "assumptions"}  # no part of what is played
_KNOWN: Final = {"sim", "builtins", "abc", "typing"}
"""Packages whose classes a lever is made of beside a planner's own."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it


def basis(plan: Plan) -> dict[str, str]:
    """Return all that the results of a plan depend on: a digest of each, by what it is called."""
    found = {
        "the version of Tierflow": _digest([version("tierflow"), _sources()]),
        "the baseline": _digest(plan.baseline),
        "the number of replications": _digest(plan.replications),
        "the list of scenarios": _digest(list(plan.scenarios)),
    }
    for name, one in plan.scenarios.items():
        found[f"the scenario {name}"] = _digest(_scenario(one))
        found |= arrivals(one)
        for module, source in _levers(one):
            found[f"the lever's module {module}"] = _digest(source)
    return found


def arrivals(scenario: Scenario) -> dict[str, str]:
    """Return a digest of what the file of arrivals holds now, if there is one, by what it is."""
    path = scenario.demand.path
    return {} if path is None else {f"the file {path}": _file(Path(path))}


def digest(basis: Mapping[str, str]) -> str:
    """Return one digest of all that results depend on."""
    return _digest(dict(basis))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of what has changed, or has come or gone."""
    names = dict.fromkeys([*now, *before])
    return [name for name in names if before.get(name) != now.get(name)]


def _digest(what: Any) -> str:
    return sha256(json.dumps(what, default=str).encode()).hexdigest()


def _scenario(scenario: Scenario) -> list[Any]:
    """A scenario as it is played, and as it was written, without what has no bearing on numbers."""
    config = yaml.load(scenario.resolved, Loader=_LOADER)
    if isinstance(config, dict):
        config.pop("out", None)
        if isinstance(config.get("run"), dict):
            config["run"].pop("workers", None)
    played = {one.name: _plain(getattr(scenario, one.name)) for one in fields(scenario)}
    played["run"] = {
        one.name: _plain(getattr(scenario.run, one.name))
        for one in fields(scenario.run)
        if one.name != "workers"
    }
    return [config, {name: value for name, value in played.items() if name not in _SAID}]


def _plain(part: Any) -> Any:
    """A part of a scenario as lists and texts, equal for what is equal in every process."""
    if is_dataclass(part) and not isinstance(part, type):
        return [type(part).__qualname__, *(_plain(getattr(part, one.name)) for one in fields(part))]
    if isinstance(part, Mapping):
        return [[_plain(key), _plain(value)] for key, value in part.items()]
    if isinstance(part, set | frozenset):
        return sorted(json.dumps(_plain(one)) for one in part)
    if isinstance(part, list | tuple):
        return [_plain(one) for one in part]
    return repr(part)


def _levers(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The modules of levers that are not Tierflow's own, with their sources."""
    for policy in scenario.policies.values():
        for one in type(policy).__mro__:
            module = inspect.getmodule(one)
            if module is not None and module.__name__.partition(".")[0] not in _KNOWN:
                yield module.__name__, _source(module)


def _source(module: ModuleType) -> str:
    """The source of a module; of one that has none, nothing."""
    return _file(Path(getattr(module, "__file__", None) or ""))


def _file(path: Path) -> str:
    """Digest of a file; of one that is not there, nothing."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        whole = sha256()
        while piece := file.read(1 << 20):
            whole.update(piece)
    return whole.hexdigest()


def _sources() -> str:
    """Digest of all modules but the report's, which only reads."""
    whole = sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if not name.startswith("report/"):
            whole.update(f"{name}\0".encode() + path.read_bytes())
    return whole.hexdigest()
