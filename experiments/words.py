"""Words: what follows the name of an experiment, checked before hours are spent on it.

Each is ``KEY=VALUE``. An experiment that plays a scenario hands on, as overrides, what is no key of
its own. A planner's own folder is ``--config-dir FOLDER``, as ``tierflow`` has it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_origin, get_type_hints

from pydantic import ConfigDict, Field

from sim.command import begun, carried_out, printing
from sim.config.check import checked
from sim.system.faults import Fault, Faults

Count = Annotated[int, Field(ge=1)]
Days = Annotated[float, Field(gt=0.0)]


@dataclass(frozen=True, kw_only=True)
class Words:
    """What every experiment takes."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    out: Path | None = None
    """File for what is found; None: it is printed."""


Asked = TypeVar("Asked", bound=Words)


def asked(kind: type[Asked], words: Sequence[str]) -> Asked:
    """Return what the words ask for; raises :class:`~sim.system.faults.Faults` for all others."""
    raw: dict[str, Any] = {}
    faults = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            expected = f"KEY=VALUE, where KEY is one of {', '.join(_keys(kind))}"
            faults.append(Fault("word", word, expected))
        elif key in _several(kind):
            raw[key] = [one for one in value.split(",") if one]
        else:
            raw[key] = value
    found = checked(kind, raw, {})
    faults += [*found.faults, *_unwritable(raw.get("out"))]
    if faults or found.value is None:
        raise Faults(tuple(faults))
    return found.value


def parted(kind: type[Asked], words: Sequence[str]) -> tuple[Asked, list[str]]:
    """Return what the experiment's own words ask for, and all other words: overrides."""
    own = [word for word in words if word.partition("=")[0] in _keys(kind)]
    return asked(kind, own), [word for word in words if word not in own]


def own_folder_apart(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the folder that ``--config-dir`` names, and all other words."""
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False, exit_on_error=False)
    parser.add_argument("--config-dir")
    try:
        found, others = parser.parse_known_args(list(words))
    except argparse.ArgumentError as error:
        raise Faults((Fault("--config-dir", "(nothing)", "a folder of your own"),)) from error
    unknown = [word for word in others if word.startswith("-")]
    if unknown:
        expected = "KEY=VALUE, or --config-dir FOLDER"
        raise Faults(tuple(Fault("word", word, expected) for word in unknown))
    return found.config_dir, others


def leave(text: str, out: Path | None) -> None:
    """Write what was found into a file, or print it."""
    if out is None:
        with printing():
            sys.stdout.write(text)
        return
    with begun(out):
        _expanded(out).write_text(text, encoding="utf-8")


def write_page(page: Callable[[], str], words: Sequence[str]) -> int:
    """Print a page, or write it into the file that the words name; return 0, or 2 with faults."""

    def told() -> int:
        leave(page(), asked(Words, words).out)
        return 0

    return carried_out(told)


def _keys(kind: type[Words]) -> list[str]:
    return [field.name for field in fields(kind)]


def _several(kind: type[Words]) -> set[str]:
    """Keys whose value is a list, with commas in between."""
    return {key for key, hint in get_type_hints(kind).items() if get_origin(hint) is tuple}


def _expanded(out: Path | str) -> Path:
    """A path whose ``~`` is the home folder, where there is one."""
    return Path(os.path.expanduser(out))  # noqa: PTH111  (Path's raises where there is no home)


def _unwritable(out: str | None) -> list[Fault]:
    """A file that could not be written in the end."""
    if out is None:
        return []
    path = _expanded(out)
    ready = path if path.exists() else path.parent
    if out and not path.is_dir() and ready.exists() and os.access(ready, os.W_OK):
        return []
    return [Fault("out", out or "(nothing)", "a file in a folder that you may write to")]
