"""Composing the YAML files with overrides, by Hydra; what Hydra refuses becomes faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from hydra import compose as hydra_compose
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.errors import InterpolationResolutionError, OmegaConfBaseException
from yaml import YAMLError

from sim.config.folders import folder_faults, options, own_folder
from sim.config.notes import NOTES, Note, gathered
from sim.config.overrides import choice, is_group, parsed, repeated, sample, value
from sim.config.source import search_path, shipped
from sim.config.words import shown, shown_all, shown_fault
from sim.system.faults import Fault, Faults

# The last ones: how Hydra meets null or a list in a list for a group, and how a file that is wrong.
_REFUSED = (
    HydraException,
    OmegaConfBaseException,
    YAMLError,
    TypeError,
    ValueError,
    AttributeError,
)


def compose(
    overrides: Sequence[str], extra: Path | str | None = None
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the resolved configuration, and the faults of those overrides that were left out.

    What its files say of their numbers stands in it under :data:`~sim.config.notes.NOTES`.
    ``extra`` is a planner's own folder, searched after the shipped one. Levers that a scenario's
    file gives doses of are chosen by that. Raises :class:`~sim.system.faults.Faults` if nothing can
    be composed at all.
    """
    found, faults = _resolved_and_faults(overrides, extra)
    doses = _doses(found, extra)
    if not doses:
        return found, faults
    chosen = [name for name in found["policy"] if name not in doses]
    others = [text for text in overrides if not text.startswith("policy=")]
    mix = f"policy=[{','.join([*doses, *chosen])}]"
    whole, faults = _resolved_and_faults([*others, mix], extra)
    typed = {text.partition("=")[0].lstrip("+") for text in overrides}
    for name, dose in doses.items():
        kept = {key: value for key, value in dose.items() if f"policy.{name}.{key}" not in typed}
        whole["policy"][name] = {**whole["policy"][name], **kept}
        whole[NOTES] = _noted(whole[NOTES], found[NOTES], ("policy", name), set(kept))
    return whole, faults


def _noted(
    notes: list[Note], others: list[Note], whole: tuple[str, ...], keys: set[str]
) -> list[Note]:
    """The notes of a configuration in which some keys of a part are as in another one."""
    taken = [one for one in others if one.path[:2] == whole and one.path[2] in keys]
    said = {one.path for one in taken}
    return [*(one for one in notes if one.path not in said), *taken]


def option_of(group: str, overrides: Sequence[str], extra: Path | str | None = None) -> str:
    """Return the name of the file that stands for a group, as in ``network=county``."""
    config, _ = _composed(overrides, own_folder(extra))
    return shown(str(config.hydra.runtime.choices[group]))


def files_of(overrides: Sequence[str], extra: Path | str | None = None) -> list[str]:
    """Return the files that are chosen, as in ``network/county.yaml``, the last to count first."""
    config, _ = _composed(overrides, own_folder(extra))
    levers = [("policy", name) for name in reversed(list(config.get("policy") or {}))]
    chosen = [*levers, *config.hydra.runtime.choices.items()]
    return [f"{group.partition('@')[0]}/{shown(str(name))}.yaml" for group, name in chosen if name]


def _doses(config: dict[str, Any], extra: Path | str | None) -> dict[str, dict[str, Any]]:
    """The doses of levers that were not chosen: those of a scenario's file."""
    policy = config.get("policy")
    known = options("policy", extra)
    return {
        name: entry
        for name, entry in (policy if isinstance(policy, dict) else {}).items()
        if name in known and isinstance(entry, dict) and "_target_" not in entry
    }


def _resolved_and_faults(
    overrides: Sequence[str], extra: Path | str | None
) -> tuple[dict[str, Any], list[Fault]]:
    config, faults = _composed(overrides, own_folder(extra))
    name = "+".join([config.hydra.runtime.choices.scenario, *config.get("policy", {})])
    with open_dict(config):
        del config["hydra"]
        config.setdefault("name", name)
    resolved, notes, wrong = gathered(shown_all(_resolved(config, faults)))
    return {**resolved, NOTES: notes}, [*map(shown_fault, faults), *wrong]


def settled(
    overrides: Sequence[str], extra: Path | str | None = None, *, sweep: bool = False
) -> tuple[list[str], list[Fault]]:
    """Return the overrides in a form that Hydra takes, and the faults of the others.

    A key that the model knows may be set although no file spells it out. With ``sweep`` an
    override may list several values.
    """
    lines, faults = _settled(overrides, own_folder(extra), sweep=sweep)
    return lines, [shown_fault(fault) for fault in faults]


def _composed(overrides: Sequence[str], extra: Path | None) -> tuple[DictConfig, list[Fault]]:
    """What Hydra makes of the overrides; looked at one by one only if it does not take them."""
    faults = folder_faults(extra)
    words = [one for text in overrides for one in parsed(text, faults, sweep=False)]
    faults += repeated(words)
    if len(words) == len(overrides):
        try:
            return _hydra([one.input_line or "" for one in words], extra), faults
        except _REFUSED:
            pass  # and see which
    lines, faults = _settled(overrides, extra)
    config, refused = _largest(lines, extra)
    return config, faults + refused


def _settled(
    overrides: Sequence[str], extra: Path | None, *, sweep: bool = False
) -> tuple[list[str], list[Fault]]:
    faults = folder_faults(extra)
    words = [one for text in overrides for one in parsed(text, faults, sweep=sweep)]
    faults += repeated(words)
    choices = [one for one in words if is_group(one, extra)]
    groups = [text for one in choices for text in choice(one, extra, faults)]
    config, refused = _largest([sample(text) for text in groups], extra)
    values = [one for one in words if not is_group(one, extra)]
    lines = [text for one in values for text in value(one, config, faults)]
    return [*groups, *lines], [*faults, *refused]


def _largest(lines: Sequence[str], extra: Path | None) -> tuple[DictConfig, list[Fault]]:
    """The configuration with all overrides that Hydra takes, and the faults of the others."""
    try:
        return _hydra(lines, extra), []
    except _REFUSED as error:
        if not lines:
            raise Faults(
                tuple(map(shown_fault, _faults("config=the YAML files", error)))
            ) from error
    good: list[str] = []
    faults = []
    for text in lines:
        try:
            _hydra([*good, text], extra)
        except _REFUSED as error:
            faults += _faults(text.lstrip("+"), error)
        else:
            good.append(text)
    config, more = _largest(good, extra)
    return config, faults + more


def _faults(text: str, error: Exception) -> list[Fault]:
    """What is wrong with an override that cannot be composed, or with the file that it chooses."""
    if isinstance(error, Faults):
        return list(error.faults)
    key, _, given = text.partition("=")
    return [Fault(key, given, f"what can be composed ({_one_line(error)})")]


def _hydra(lines: Sequence[str], extra: Path | None) -> DictConfig:
    with shipped():
        return hydra_compose("config", [*search_path(extra), *lines], return_hydra_config=True)


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
