"""Where the YAML files are: the shipped folder, and a planner's own beside it."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from sim.system.faults import Fault, Faults


def config_dir() -> Path:
    """Return the folder of the configs: in the package once installed, beside it in a checkout."""
    installed = Path(str(files("sim"))) / "configs"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "configs"


def own_folder(extra: Path | str | None) -> Path | None:
    """Return a planner's own folder, where ``~`` stands for the home folder."""
    if extra is None:
        return None
    return Path(os.path.expanduser(extra))  # noqa: PTH111  (Path's raises where there is no home)


def options(group: str, extra: Path | str | None = None) -> tuple[str, ...]:
    """Return the names that a group offers, shipped and own; none if there is no such group."""
    own = own_folder(extra)
    folders = [config_dir(), *([own] if own else [])]
    return tuple(sorted({p.stem for folder in folders for p in (folder / group).glob("*.yaml")}))


def folder_faults(extra: Path | str | None) -> list[Fault]:
    """Return the files of a planner's own folder that shipped ones of the same name would hide.

    Raises :class:`~sim.system.faults.Faults` if there is no such folder.
    """
    own = own_folder(extra)
    if own is None:
        return []
    if not own.is_dir():
        raise Faults((Fault("--config-dir", str(extra), "a folder that exists"),))
    expected = "a file of another name than the shipped one, which would be taken instead"
    hidden = [f for f in sorted(own.glob("*/*.yaml")) if (config_dir() / _place(f)).exists()]
    return [Fault("--config-dir", _place(file), expected) for file in hidden]


def _place(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
