"""Description: what study.json says about a study, except its progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from sim.cohort import remarks
from sim.policies.base import remarks as lever_remarks
from sim.study.diary import diary
from sim.study.provenance import commit, versions
from sim.system.leading import leader

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Plan


def description(plan: Plan, digest: str) -> dict[str, Any]:
    """Return what was asked for, which software computed it, and from which inputs.

    Raises :class:`~sim.system.faults.Faults` for a file of arrivals that cannot be read.
    """
    baseline = plan.scenarios[plan.baseline]
    return {
        "title": plan.title,
        "network": baseline.system.network.label,
        "baseline": plan.baseline,
        "scenarios": [_scenario(name, one) for name, one in plan.scenarios.items()],
        "seed": plan.run.seed,
        "replications": plan.run.replications,
        "days": plan.run.days,
        "warmup_days": plan.run.warmup_days,
        "confidence": plan.run.confidence,
        "versions": versions(),
        "commit": commit(),
        "command": list(plan.command),
        "overrides": list(plan.overrides),
        "lead": leader(baseline.system.network),
        "facilities": _facilities(baseline),
        "homes": _homes(baseline),
        "inputs": _inputs(baseline),
        "assumptions": _assumptions(plan),
        "calendar": _calendar(baseline, plan.scenarios.values()),
        "remarks": [*plan.remarks, *remarks(baseline), *_remarks(plan)],
        "digest": digest,
    }


def _assumptions(plan: Plan) -> list[dict[str, Any]]:
    """What is said of the baseline's numbers and of all levers' doses, each once.

    What another scenario changes besides is what it is about, and no assumption of the study.
    """
    every = [one for scenario in plan.scenarios.values() for one in scenario.assumptions]
    doses = (one for one in every if one.key.startswith("policy."))
    found = dict.fromkeys([*plan.scenarios[plan.baseline].assumptions, *doses])
    return [{**asdict(one), "kind": str(one.kind)} for one in found]


def _remarks(plan: Plan) -> list[str]:
    """Remarks on the levers for planners, each with the scenarios that it holds for."""
    found: dict[str, list[str]] = {}
    for name, one in plan.scenarios.items():
        for text in lever_remarks(one.before, one.policies):
            found.setdefault(text, []).append(name)
    return [f"{', '.join(names)}: {text}" for text, names in found.items()]


def _calendar(scenario: Scenario, every: Iterable[Scenario]) -> dict[str, Any]:
    """Parts of the calendar that make the weeks of a run differ, warm-up included."""
    demand, run = scenario.demand, scenario.run
    days = range(ceil(run.warmup_days + run.days))
    dates = {demand.start + timedelta(days=day) for day in days}
    profiles = demand.planned, demand.urgent
    return {
        "holidays": sorted(day.isoformat() for day in dates & set(demand.holidays)),
        "seasonal": any(len(set(profile.months)) > 1 for profile in profiles),
        "programme": any(one.phases for one in every),
    }


def _scenario(name: str, scenario: Scenario) -> dict[str, Any]:
    return {
        "name": name,
        "label": _label(name, scenario),
        "says": scenario.says,
        "levers": list(scenario.policies),
        "phases": [
            {"first": one.first.isoformat(), "levers": list(one.levers)} for one in scenario.phases
        ],
        "moves": _moves(scenario),
        "kept": _kept(scenario),
        "diary": [asdict(entry) for entry in diary(scenario)],
    }


def _label(name: str, scenario: Scenario) -> str:
    """The label for readers: a given name as it is, a name made of levers as words."""
    return name if name != scenario.name else " + ".join(name.replace("_", " ").split("+"))


def _moves(scenario: Scenario) -> list[dict[str, Any]]:
    """Staff hours that each lever moves, in the system that the levers before it made."""
    moves, system = [], scenario.before
    for name, policy in scenario.policies.items():
        moves += [{"lever": name, **asdict(move)} for move in policy.moves(system)]
        system = policy.apply(system)
    return moves


def _kept(scenario: Scenario) -> list[dict[str, Any]]:
    """Beds that each lever keeps free, in the system that the levers before it made."""
    kept, system = [], scenario.before
    for name, policy in scenario.policies.items():
        kept += [{"lever": name, **asdict(beds)} for beds in policy.keeps(system)]
        system = policy.apply(system)
    return kept


def _facilities(scenario: Scenario) -> list[dict[str, Any]]:
    facilities = scenario.system.network.facilities.items()
    return [{"name": name, "tier": str(one.tier), "label": one.label} for name, one in facilities]


def _homes(scenario: Scenario) -> list[dict[str, Any]]:
    homes = scenario.system.network.homes.items()
    return [
        {"name": name, "label": one.label, "rural": one.rural, "population": one.population}
        for name, one in homes
    ]


def _inputs(scenario: Scenario) -> dict[str, Any]:
    network, demand = scenario.system.network, scenario.demand
    return {
        "facilities": len(network.facilities),
        "homes": len(network.homes),
        "population": sum(home.population for home in network.homes.values()),
        "conditions": len(scenario.system.conditions),
        "demand_start": demand.start.isoformat(),
        "demand_scale": demand.scale,
        "demand_file": demand.path,
    }
