"""Words of any alphabet in a form that Hydra's grammar takes, and back.

Hydra reads keys and values of a command line in ASCII only. What it does not take is written as the
number of the character (``东`` as ``_u4e1c_``) before Hydra sees it, in overrides and in the keys
of files alike, and read back from what was composed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.system.faults import Fault

_MARK = re.compile(r"_u([0-9a-f]{1,5}|10[0-9a-f]{4})_")
_MARK_MEANT = re.compile(r"_(?=u(?:[0-9a-f]{1,5}|10[0-9a-f]{4})_)")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_$/-]")
_PLAIN_START = re.compile(r"(?:[A-Za-z_$/]|(?:0|[1-9][0-9]*)$)")
_QUOTED_OR_ODD = re.compile(
    r"""(?P<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|[^A-Za-z0-9_/\\\-+.$%*@?|:()\[\]{},= \t]"""
)
_REFERENCE = re.compile(r"\$\{([^{}:\[\]]*)\}")


def hidden(name: str) -> str:
    """Return one name of a dotted key as Hydra takes it."""
    name = _marked(name)
    if name and not _PLAIN_START.match(name):
        name = _number(name[0]) + name[1:]
    return _NOT_IN_A_NAME.sub(lambda odd: _number(odd[0]), name)


def hidden_word(word: str) -> str:
    """Return an override as Hydra takes it; what stands in quotes is left as it is."""
    key, equal, value = word.partition("=")
    start = key[: len(key) - len(key.lstrip("+~"))]
    return f"{start}{_path(key[len(start) :])}{equal}{hidden_value(value)}"


def hidden_value(value: str) -> str:
    """Return the value of an override as Hydra takes it."""
    return _QUOTED_OR_ODD.sub(lambda m: m["quoted"] or _number(m[0]), hidden_text(value))


def hidden_text(text: str) -> str:
    """Return a text that reads as itself once all is read back; its references lead to names."""
    parts = _REFERENCE.split(text)  # texts, and between them what references name
    return "".join(
        "${" + _path(part) + "}" if i % 2 else _marked(part) for i, part in enumerate(parts)
    )


def shown(text: str) -> str:
    """Return what a text was before it was made fit for Hydra."""
    return _MARK.sub(lambda mark: chr(int(mark[1], 16)), text)


def shown_fault(fault: Fault) -> Fault:
    """Return a fault in the planner's own words."""
    near = shown(fault.nearest) if fault.nearest else None
    key, value, expected = map(shown, (fault.key, fault.value, fault.expected))
    return replace(fault, key=key, value=value, expected=expected, nearest=near)


def shown_all(part: Any) -> Any:
    """Return plain data with all keys and texts as they were; keys are texts."""
    if isinstance(part, Mapping):
        return {shown(str(key)): shown_all(value) for key, value in part.items()}
    if isinstance(part, list):
        return [shown_all(one) for one in part]
    return shown(part) if isinstance(part, str) else part


def quoted(text: str) -> str:
    """Return a text in quotes, as a value that Hydra takes for itself and nothing else."""
    text = re.sub(r"(\\+)$", r"\1\1", text.replace("${", r"\${"))
    return "'" + re.sub(r"(\\*)'", r"\1\1\\'", text) + "'"


def _path(names: str) -> str:
    return ".".join(hidden(name) for name in names.split("."))


def _marked(text: str) -> str:
    """The text, in which what looks like one of our marks is marked itself."""
    return _MARK_MEANT.sub(_number("_"), text)


def _number(character: str) -> str:
    return f"_u{ord(character):x}_"
