"""The whole configuration as one checked document, and the Scenario that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from enum import StrEnum
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from sim.config.check import Checked, checked, faults_of
from sim.config.levers import lever_class, target_fault
from sim.config.programme import Period, dosed, phases, wrong_phases, wrong_programme
from sim.config.schema import field_names, meant, plain
from sim.config.size import beyond_reason
from sim.config.usual import filled, told_once, wrong_usual
from sim.policies.base import Policy
from sim.scenario import Demand, Phase, Run, Scenario, wrong_name
from sim.system import System
from sim.system.checks import contradictions
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # in C where PyYAML was built with it


class Engine(StrEnum):
    """What can play a scenario."""

    AUTO = "auto"
    SIMPY = "simpy"
    COMPILED = "compiled"


def _names_a_folder(name: str) -> str:
    """The name, which must be one that a file can have on any machine."""
    if wrong := wrong_name(name):
        raise PydanticCustomError("no_name", "{wrong}", {"wrong": wrong})
    return name


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Document(System):
    """All keys of a configuration."""

    name: Annotated[str, AfterValidator(_names_a_folder)]
    """Name of the scenario, levers included."""
    says: str = ""
    """What readers should know of the scenario without its levers: what it holds and leaves out."""
    demand: Demand
    """Who falls ill when."""
    run: Run
    """How to run it."""
    engine: Engine = Engine.AUTO
    """What plays it."""
    policy: dict[str, Any] = field(default_factory=dict)
    """Levers on top, in the order of the fold; each is checked by its own class."""
    programme: dict[str, tuple[Period, ...]] = field(default_factory=dict)
    """The periods in which levers are in force, by the lever; one without periods always is."""


def scenario_and_faults(config: Mapping[str, Any]) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """Return the scenario of a resolved configuration, or None, and all its faults."""
    config = plain(config)
    scenario, faults = _scenario_and_faults(meant(Document, filled(config)), config)
    return scenario, (*wrong_usual(config), *told_once(config, faults))


def _scenario_and_faults(
    config: Mapping[str, Any], written: Mapping[str, Any]
) -> tuple[Scenario | None, Iterable[Fault]]:
    """The same, of what is ``written`` with everything usual filled in."""
    found = checked(Document, config, names_in(config))
    policies, lever_faults = _policies(config)
    if found.value is None:
        return None, (*found.faults, *lever_faults)
    before = _system(found.value)
    cross = contradictions(before)
    whole = set(before.network.facilities) == names_in(config)["facility"]
    systems, misfits = _phases(found.value, before, policies, config) if whole else ([], [])
    size = beyond_reason(before, found.value.demand, found.value.run)
    caused = _not_caused_by(found, [*cross, *size])
    faults = [*found.faults, *caused, *lever_faults, *misfits]
    if faults or not systems:
        return None, tuple(faults)
    return _scenario(found.value, before, systems, policies, written), ()


def _phases(
    document: Document, before: System, policies: Mapping[str, Policy], config: Mapping[str, Any]
) -> tuple[list[Phase], list[Fault]]:
    """The systems of the phases of a programme, of which there is one without any."""
    programme, names = document.programme, names_in(config)
    faults = list(wrong_programme(programme, policies))
    levers, wrong = dosed(programme, _part(config, "policy"), names)
    faults += wrong
    found: list[Phase] = []
    for first, in_force in phases(programme, policies, levers, document.demand.start):
        system, misfits = _fold(before, in_force)
        faults += misfits
        if system is not None:
            found.append(Phase(first, system, tuple(in_force)))
    faults += wrong_phases([one.system for one in found])
    return ([], _once(faults)) if faults else (found, [])


def names_in(config: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the names that a configuration describes, by kind, however faulty the rest is."""
    network, care = _part(config, "network"), _part(config, "care")
    conditions, flows = _part(config, "conditions"), _part(care, "flows")
    lines = [line for flow in flows.values() if isinstance(flow, list) for line in flow]
    return {
        "facility": set(_part(network, "facilities")),
        "home": set(_part(network, "homes")),
        "condition": set(conditions),
        "specialty": {"general"} | _values(conditions.values(), "specialty"),
        "timetable": {"always"} | set(_part(care, "timetables")),
        "flow": set(flows),
        "service": _values(lines, "service"),
    }


def _part(config: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = config.get(key)
    return part if isinstance(part, Mapping) else {}


def _values(parts: Any, key: str) -> set[str]:
    return {str(part[key]) for part in parts if isinstance(part, Mapping) and key in part}


def _policies(config: Mapping[str, Any]) -> tuple[dict[str, Policy], list[Fault]]:
    """The levers of a configuration, and what is wrong with them."""
    policies: dict[str, Policy] = {}
    faults: list[Fault] = []
    for lever, entry in _part(config, "policy").items():
        kind = lever_class(entry)
        if kind is None:
            faults.append(target_fault(lever, entry))
            continue
        keys = {key: value for key, value in entry.items() if key != "_target_"}
        found = checked(kind, meant(kind, keys), names_in(config), ("policy", lever))
        faults.extend(found.faults)
        if found.value is not None and not found.faults:
            policies[lever] = found.value
    return policies, faults


def _system(document: Document) -> System:
    return System(**{part.name: getattr(document, part.name) for part in fields(System)})


def _not_caused_by(found: Checked[Any], cross: list[Fault]) -> list[Fault]:
    """Those contradictions that are no mere consequence of a fault at the same place."""
    return [
        fault
        for fault in cross
        if not any(_same_place(touched, fault.key) for touched in found.touched)
    ]


def _same_place(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _fold(system: System, policies: Mapping[str, Policy]) -> tuple[System | None, list[Fault]]:
    """The system with its levers, and where a lever does not fit the system that it meets."""
    faults: list[Fault] = []
    for lever, policy in policies.items():
        known = contradictions(system)
        try:
            system = policy.apply(system)
        except Faults as misfit:
            return None, _once(_by(lever, policy, fault) for fault in misfit.faults)
        except ValidationError as misfit:
            found = faults_of(misfit, System, ())
            return None, _once(_by(lever, policy, fault) for fault in found)
        new = [fault for fault in contradictions(system) if fault not in known]
        faults += _once(_by(lever, policy, fault) for fault in new)
    return system, faults


def _by(lever: str, policy: Policy, fault: Fault) -> Fault:
    """A fault of the system that a lever made, under the lever's own key where one holds it."""
    key = _key_of(policy, fault)
    if key is not None:
        return replace(fault, key=f"policy.{lever}.{key}")
    return Fault(f"policy.{lever}", f"{fault.key} of {fault.value}", fault.expected, fault.nearest)


def _key_of(policy: Policy, fault: Fault) -> str | None:
    """The lever's key that holds a wrong name, or that the lever itself found wrong."""
    keys = field_names(type(policy))
    for key in sorted(keys):
        value = getattr(policy, key)
        if value == fault.value:
            return key
        if isinstance(value, tuple) and fault.value in value:
            return f"{key}.{value.index(fault.value)}"
        if isinstance(value, Mapping) and fault.value in value:
            return f"{key}.{fault.value}"
    return fault.key if fault.key in keys else None


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """One fault for each key: a lever repeats a wrong name wherever it puts it."""
    found: dict[str, Fault] = {}
    for fault in faults:
        found.setdefault(fault.key, fault)
    return list(found.values())


def _scenario(
    document: Document,
    before: System,
    systems: list[Phase],
    policies: Mapping[str, Policy],
    config: Mapping[str, Any],
) -> Scenario:
    return Scenario(
        name=document.name,
        says=document.says,
        system=systems[0].system,
        phases=tuple(systems) if len(systems) > 1 else (),
        demand=document.demand,
        run=document.run,
        policies=policies,
        before=before,
        engine=document.engine.value,
        resolved=yaml.dump(dict(config), Dumper=_DUMPER, sort_keys=False, allow_unicode=True),
    )
