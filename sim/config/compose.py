"""Composing the YAML files with overrides, by Hydra; what Hydra refuses becomes faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, Override
from hydra.errors import HydraException
from hydra.initialize import get_gh_backup, restore_gh_from_backup
from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.errors import InterpolationResolutionError, OmegaConfBaseException
from yaml import YAMLError

from sim.config.document import Document
from sim.config.folders import config_dir, folder_faults, options
from sim.config.levers import lever_class
from sim.config.schema import field_names, type_at
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

# The last two: how Hydra meets null or a list in a list for a group, and a file that is no text.
_REFUSED = (HydraException, OmegaConfBaseException, YAMLError, TypeError, ValueError)


def compose(
    overrides: Sequence[str], extra: Path | str | None = None
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the resolved configuration, and the faults of those overrides that were left out.

    ``extra`` is a planner's own folder, searched after the shipped one. Raises
    :class:`~sim.system.faults.Faults` if nothing can be composed at all.
    """
    config, faults = _composed(overrides, extra)
    name = "+".join([config.hydra.runtime.choices.scenario, *config.get("policy", {})])
    with open_dict(config):
        del config["hydra"]
        config.setdefault("name", name)
    return _resolved(config, faults), faults


def _composed(overrides: Sequence[str], extra: Path | str | None) -> tuple[DictConfig, list[Fault]]:
    """What Hydra makes of the overrides; looked at one by one only if it does not take them."""
    faults = [*folder_faults(extra), *_repeated(overrides)]
    try:
        return _hydra(overrides, extra), faults
    except _REFUSED:
        lines, faults = settled(overrides, extra)
        config, refused = _largest(lines, extra)
        return config, faults + refused


def settled(
    overrides: Sequence[str], extra: Path | str | None = None, *, sweep: bool = False
) -> tuple[list[str], list[Fault]]:
    """Return the overrides in a form that Hydra takes, and the faults of the others.

    A key that the model knows may be set although no file spells it out. With ``sweep`` an
    override may list several values.
    """
    faults = [*folder_faults(extra), *_repeated(overrides)]
    parsed = [one for text in overrides for one in _parsed(text, faults, sweep=sweep)]
    choices = [one for one in parsed if _is_group(one, extra)]
    groups = [text for one in choices for text in _choice(one, extra, faults)]
    config, refused = _largest([_sample(text) for text in groups], extra)
    values = [one for one in parsed if not _is_group(one, extra)]
    lines = [text for one in values for text in _value(one, config, faults)]
    return [*groups, *lines], [*faults, *refused]


def _repeated(overrides: Sequence[str]) -> list[Fault]:
    """Levers that are chosen twice, which Hydra would take for once."""
    faults = []
    for text in overrides:
        chosen = _parsed(text, [], sweep=True) if text.startswith("policy=") else []
        for mix in (mix for one in chosen for mix in _choices(one.value())):
            names = list(map(str, mix)) if isinstance(mix, list) else []
            twice = dict.fromkeys(name for name in names if names.count(name) > 1)
            faults += [Fault("policy", name, "each lever once") for name in twice]
    return faults


def _parsed(text: str, faults: list[Fault], *, sweep: bool) -> list[Override]:
    key, _, value = text.partition("=")
    try:
        override = OverridesParser.create().parse_override(text)
    except HydraException:
        faults.append(Fault(key, value or "(nothing)", "an override such as run.days=7"))
        return []
    if override.is_sweep_override() and not sweep:
        faults.append(Fault(key, value, "one value; several are for a sweep, with --multirun"))
        return []
    return [override]


def _is_group(override: Override, extra: Path | str | None) -> bool:
    return bool(options(override.key_or_group, extra)) and not override.is_delete()


def _choice(override: Override, extra: Path | str | None, faults: list[Fault]) -> list[str]:
    """The override of a group, without the options that there are not."""
    if not _is_group(override, extra):
        return []
    key, known = override.key_or_group, options(override.key_or_group, extra)
    wrong = [name for name in _named(override.value()) if name not in known]
    expected = f"one of {', '.join(known)}"
    faults += [Fault(key, name, expected, nearest(name, list(known))) for name in wrong]
    if not wrong:
        return [override.input_line or ""]
    right = [name for name in _named(override.value()) if name in known]
    return [f"{key}=[{','.join(right)}]"] if isinstance(override.value(), list) else []


def _sample(text: str) -> str:
    """One value of a sweep, the last; any other override as it is."""
    override = OverridesParser.create().parse_override(text)
    if not override.is_discrete_sweep():
        return text
    return f"{override.key_or_group}={list(override.sweep_string_iterator())[-1]}"


def _named(value: Any) -> Iterable[str]:
    """All names of options in a value: one, a list, or a sweep over either."""
    choices = _choices(value)
    names = [name for one in choices for name in (one if isinstance(one, list) else [one])]
    return ["null" if name is None else str(name) for name in names]


def _choices(value: Any) -> list[Any]:
    """The values that a sweep lists; of any other override the one that it gives."""
    return list(value.list) if isinstance(value, ChoiceSweep) else [value]


def _value(override: Override, config: DictConfig, faults: list[Fault]) -> list[str]:
    """The override of a value, if the model knows its key."""
    text, key = override.input_line or "", override.key_or_group
    if text[0] in "+~" or key.startswith("hydra"):
        return [text]
    names = key.split(".")
    for depth, name in enumerate(names):
        known = _known(config, names[:depth])
        if name not in known:
            given, wanted = text.partition("=")[2], _wanted(names, depth)
            faults.append(Fault(key, given, wanted, nearest(name, known)))
            return []
    return [f"++{text}"]


def _wanted(names: Sequence[str], depth: int) -> str:
    """What would have been right where the name at a depth of a key is not known."""
    if depth == 1 and names[0] == "policy":
        return f"a lever that is chosen; there is no {names[1]} in policy=[…]"
    if depth < len(names) - 1:
        return f"a key that is known; there is no {'.'.join(names[: depth + 1])}"
    return "a key that is known"


def _known(config: DictConfig, path: Sequence[str]) -> set[str]:
    """The keys that may be set at a path: those that are there, and those the model knows."""
    node = OmegaConf.select(config, ".".join(path)) if path else config
    there = {str(key) for key in node} if isinstance(node, DictConfig) else set()
    kind: Any = Document
    if path[:1] == ["policy"] and len(path) > 1:
        kind, path = lever_class(OmegaConf.select(config, ".".join(path[:2]))), path[2:]
    return there - {"hydra"} | field_names(type_at(kind, path))


def _largest(lines: Sequence[str], extra: Path | str | None) -> tuple[DictConfig, list[Fault]]:
    """The configuration with all overrides that Hydra takes, and the faults of the others."""
    try:
        return _hydra(lines, extra), []
    except _REFUSED as error:
        if not lines:
            fault = Fault("config", "the YAML files", f"to compose ({_one_line(error)})")
            raise Faults((fault,)) from error
    good: list[str] = []
    faults = []
    for text in lines:
        try:
            _hydra([*good, text], extra)
        except _REFUSED as error:
            key, _, value = text.lstrip("+").partition("=")
            faults.append(Fault(key, value, f"what can be composed ({_one_line(error)})"))
        else:
            good.append(text)
    config, more = _largest(good, extra)
    return config, faults + more


def _hydra(lines: Sequence[str], extra: Path | str | None) -> DictConfig:
    search = [f"hydra.searchpath=['{Path(extra).resolve().as_uri()}']"] if extra else []
    outer = get_gh_backup()  # of an application of Hydra that we may be called in, as in a sweep
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(config_dir()), version_base="1.3"):
            return hydra_compose("config", [*search, *lines], return_hydra_config=True)
    finally:
        restore_gh_from_backup(outer)


def _one_line(error: Exception) -> str:
    return next((line for line in str(error).splitlines() if line), type(error).__name__)


def _resolved(config: DictConfig, faults: list[Fault]) -> dict[str, Any]:
    """The configuration as plain data; what is left open becomes a fault, and None."""
    while True:
        try:
            for key in map(str, OmegaConf.missing_keys(config)):
                faults.append(Fault(key, "???", "to be given"))
                OmegaConf.update(config, key, None)
            resolved = OmegaConf.to_container(config, resolve=True)
        except InterpolationResolutionError as error:
            key, why = str(error.full_key), _one_line(error)
            faults.append(Fault(key, "${…}", f"a reference that leads somewhere ({why})"))
            OmegaConf.update(config, key, None)
        else:
            return cast("dict[str, Any]", resolved)
