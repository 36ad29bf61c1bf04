"""Overrides, one by one: which are taken, in what form, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_origin

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, Glob, Override
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf

from sim.config.document import Document
from sim.config.folders import options
from sim.config.levers import lever_class
from sim.config.notes import NOTES
from sim.config.references import PLAIN, asks_the_machine
from sim.config.schema import field_names, type_at
from sim.config.words import hidden, hidden_text, hidden_value, hidden_word, quoted, shown
from sim.system.faults import Fault
from sim.system.fields import nearest

_HYDRA_TAKEN = re.compile(r"hydra([/.])(launcher|sweeper)\b(?!.*_target_)")
_HYDRA = "a key of the model; of Hydra itself only a launcher or sweeper can be chosen"
_KNOWN = "a key that is known"
_DEEPEST = 50
_FULL_WIDTH = str.maketrans("，：＝［］｛｝", ",:=[]{}")
_QUOTED = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*(?=,|\Z)""")
_PART = re.compile(rf"{_QUOTED.pattern}|(?:\([^)]*\)|[^,])+")


def parsed(word: str, faults: list[Fault], *, sweep: bool) -> list[Override]:
    """Return an override in the form that Hydra takes, unless something is wrong with it."""
    key, _, value = word.partition("=")
    name = key.lstrip("+") or key
    if wrong := _refused(key, value):
        faults.append(wrong)
        return []
    text = _as_text(word, sweep=sweep) if is_text(key) else hidden_word(word)
    cure = "" if is_text(key) else _cure(word)
    try:
        override = OverridesParser.create().parse_override("" if cure else text)
    except (HydraException, ValueError):  # the second: a number of thousands of digits
        faults.append(Fault(name, value or "(nothing)", f"an override such as run.days=7{cure}"))
        return []
    if override.is_sweep_override() and not sweep:
        expected = "one value; several are for compare, or for run --multirun"
        faults.append(Fault(name, value, expected))
        return []
    if override.is_sweep_override() and not override.is_discrete_sweep():
        faults.append(Fault(name, value, "values that are listed, as in 1,2 or range(1,3)"))
        return []
    return [override]


def is_text(key: str) -> bool:
    """Return whether the model wants a text at a key: what is written there is meant as it is."""
    return type_at(Document, key.lstrip("+").split(".")) is str


def repeated(overrides: Iterable[Override]) -> list[Fault]:
    """Return levers that are chosen twice, which Hydra would take for once."""
    faults = []
    for one in overrides:
        mixes = _choices(one.value()) if one.key_or_group == "policy" else []
        for mix in mixes:
            names = list(map(str, mix)) if isinstance(mix, list) else []
            twice = dict.fromkeys(name for name in names if names.count(name) > 1)
            faults += [Fault("policy", name, "each lever once") for name in twice]
    return faults


def is_group(override: Override, extra: Path | str | None) -> bool:
    """Return whether an override chooses files."""
    return bool(options(override.key_or_group, extra)) and not override.is_delete()


def choice(override: Override, extra: Path | str | None, faults: list[Fault]) -> list[str]:
    """Return the override of a group, without the options that there are not."""
    key, known = override.key_or_group, options(override.key_or_group, extra)
    if isinstance(given := override.value(), Glob) and (names := given.filter(list(known))):
        return [f"{key}={','.join(map(hidden, names))}"]
    wrong = [name for name in _named(override.value()) if name not in known]
    expected = f"one of {', '.join(known)}"
    faults += [Fault(key, name, expected, nearest(name, list(known))) for name in wrong]
    if not wrong:
        return [override.input_line or ""]
    right = [hidden(name) for name in _named(override.value()) if name in known]
    return [f"{key}=[{','.join(right)}]"] if isinstance(override.value(), list) else []


def sample(text: str) -> str:
    """Return one value of a sweep, the last; any other override as it is."""
    override = OverridesParser.create().parse_override(text)
    if not override.is_discrete_sweep():
        return text
    return f"{override.key_or_group}={list(override.sweep_string_iterator())[-1]}"


def value(override: Override, config: DictConfig, faults: list[Fault]) -> list[str]:
    """Return the override of a value, if the model knows its key."""
    text, key = override.input_line or "", override.key_or_group
    if text[0] in "+~" or key.startswith("hydra"):
        return [text]
    names = key.split(".")
    for depth, name in enumerate(names):
        known = _known(config, names[:depth])
        if shown(name) not in known:
            given, wanted = text.partition("=")[2], _wanted(names, depth)
            faults.append(Fault(key, given, wanted, nearest(shown(name), known)))
            return []
    return [f"++{text}"]


def _refused(key: str, given: str) -> Fault | None:
    """What is wrong with an override before anybody reads it."""
    name = key.lstrip("+~")
    if any("\ud800" <= one <= "\udfff" for one in key + given):
        return Fault(ascii(key), ascii(given), "a text in UTF-8, as the terminal should send it")
    if name.startswith(("hydra.", "hydra/")) and not _HYDRA_TAKEN.match(f"{name}={given}"):
        return Fault(key, given, _HYDRA)
    if name == "hydra" or NOTES in name:
        return Fault(key, given, _HYDRA if name == "hydra" else _KNOWN)
    if asks_the_machine(given):
        return Fault(key, given, PLAIN)
    if sum(map(given.count, "([{")) > _DEEPEST:
        return Fault(key, f"{given[:20]}…", f"at most {_DEEPEST} brackets")
    return None


def _as_text(word: str, *, sweep: bool) -> str:
    """An override of a text, in quotes wherever it could be read as anything else."""
    key, _, given = word.partition("=")
    whole = not sweep or _is_sweep(given)
    parts = [given] if whole else [part[0] for part in _PART.finditer(given)]
    texts = [
        hidden_value(one) if _stands(one, sweep=sweep) else quoted(hidden_text(one.strip()))
        for one in parts
    ]
    return f"{hidden_word(key)}={','.join(texts)}"


def _is_sweep(given: str) -> bool:
    return given.startswith(("choice(", "range(", "glob(")) and given.endswith(")")


def _stands(given: str, *, sweep: bool) -> bool:
    """Whether a text needs no quotes, or has them."""
    plain = given in ("", "null") or "${" in given or _QUOTED.fullmatch(given)
    return bool(plain) or (sweep and _is_sweep(given))


def _cure(word: str) -> str:
    """How to mend what looks like a separator and is none, unless it stands in quotes."""
    outside = re.sub(r"""'[^']*'|"[^"]*\"""", "", word.partition("=")[2] or word)
    odd = next((one for one in outside if ord(one) in _FULL_WIDTH), "")
    what = f"; {odd} is full-width, write {odd.translate(_FULL_WIDTH)}"
    return f"{what} (or quotes around the name that it is part of)" if odd else ""


def _named(given: Any) -> Iterable[str]:
    """All names of options in a value: one, a list, or a sweep over either."""
    if isinstance(given, Glob):
        return given.include
    choices = _choices(given)
    names = [name for one in choices for name in (one if isinstance(one, list) else [one])]
    return ["null" if name is None else shown(str(name)) for name in names]


def _choices(given: Any) -> list[Any]:
    """The values that a sweep lists; of any other override the one that it gives."""
    return list(given.list) if isinstance(given, ChoiceSweep) else [given]


def _wanted(names: Sequence[str], depth: int) -> str:
    """What would have been right where the name at a depth of a key is not known."""
    if depth == 1 and names[0] == "policy":
        return f"a lever that is chosen; there is no {names[1]} in policy=[…]"
    there = _KNOWN
    if depth < len(names) - 1:
        there += f"; there is no {'.'.join(names[: depth + 1])}"
    if get_origin(type_at(Document, names[:depth])) is dict:
        return f"{there} (for a new entry put + in front: +{'.'.join(names)}=…)"
    return there


def _known(config: DictConfig, path: Sequence[str]) -> set[str]:
    """The keys that may be set at a path: those that are there, and those the model knows."""
    node = OmegaConf.select(config, ".".join(path)) if path else config
    there = {shown(str(key)) for key in node} if isinstance(node, DictConfig) else set()
    kind: Any = Document
    if path[:1] == ["policy"] and len(path) > 1:
        kind, path = lever_class(OmegaConf.select(config, ".".join(path[:2]))), path[2:]
    there = {name for name in there if name != "hydra" and not name.startswith(NOTES)}
    return there | field_names(type_at(kind, path))
