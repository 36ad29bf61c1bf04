"""Opening: opens a results folder that is new, empty or of the same study; refuses others.

Only files that a study wrote there are removed or replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from sim.files import is_temporary
from sim.study.claim import TakenError, claimed, told
from sim.study.digest import basis, changed, digest
from sim.study.store import RECORDS, STUDY, TABLES, Store, marks
from sim.system.faults import Fault, Faults

if TYPE_CHECKING:
    from sim.study.plan import Plan

_PAGE: Final = "report.html"
_SHEETS: Final = ("results.xlsx", *(f"{name}.csv" for name in TABLES))
_TABLES: Final = tuple(f"{name}.parquet" for name in TABLES)
_OWN: Final = (STUDY, *_TABLES, *_SHEETS, _PAGE, f"{_PAGE}.part", ".claim")
_FOLDERS: Final = ("parts", "scenarios", "journeys")
_OF_THE_SYSTEM: Final = {".claim", ".DS_Store", "Thumbs.db", "desktop.ini"}
_WAY_OUT: Final = "overwrite=true replaces the results in it, another out= keeps them"
_SHOWN: Final = 3  # keys that have changed
_SHORT: Final = 40


class RefusedError(Faults):
    """The folder holds other results."""

    def __init__(self, folder: Path, expected: str, why: str = "") -> None:
        """Say what was expected of the folder, and keep the reason why it is refused."""
        super().__init__((Fault("out", str(folder), expected),))
        self.why = why or f"there should be {expected}"


@contextmanager
def opened(plan: Plan, folder: Path) -> Iterator[Store]:
    """Hold a folder that is empty, new or of this study; give its store.

    Raises :class:`RefusedError` for anything else in it, and for a folder that another process
    writes to. If the plan overwrites, the results of another study are removed.
    """
    rests_on = basis(plan)
    store = Store(folder, digest(rests_on), rests_on)
    _make(folder)
    try:
        with claimed(folder):
            _admit(plan, store)
            yield store
    except TakenError:
        who = told(store.study().get("runs"))
        expected = f"a folder that nobody writes to now, unlike this one ({who})"
        raise RefusedError(folder, expected) from None


def _make(folder: Path) -> None:
    try:
        if folder.exists():
            list(folder.iterdir())
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"a folder that can be written to ({error.strerror})"
        raise RefusedError(folder, expected) from error


def _admit(plan: Plan, store: Store) -> None:
    """Continue a study that may go on here, make room for one that may replace, refuse others."""
    about = store.study()
    if about.get("digest") == store.digest or _is_free(store):
        store.remove_temporary()
        return
    if not plan.overwrite:
        why = _why(plan, store, about)
        expected = f"a new or an empty folder, or that of this very study; here {why} ({_WAY_OUT})"
        raise RefusedError(store.folder, expected, why)
    _make_room(plan, store, about)


def _is_free(store: Store) -> bool:
    """Whether a folder is empty, or has only parts of this study and no ``study.json``."""
    if store.study().get("digest"):
        return False
    begun = {path.name for path in store.folder.glob(f".{STUDY}.*") if is_temporary(path)}
    if {path.name for path in store.folder.iterdir()} <= _OF_THE_SYSTEM | begun:
        return True
    found = {marks(path).get("digest") for path in _tables(store.folder)} - {None}
    return found == {store.digest} or (not found and _is_damaged(store.folder / STUDY))


def _is_damaged(account: Path) -> bool:
    """Whether a ``study.json`` is empty, as power failures leave it, or cut off."""
    if not account.is_file():
        return False
    held = account.read_bytes().strip(b"\0 \r\n")
    return not held or (held.startswith(b'{\n  "title"') and not held.endswith(b"}"))


def _tables(folder: Path) -> Iterator[Path]:
    for pattern in ("parts/*/*.parquet", "journeys/*.parquet"):
        yield from folder.glob(pattern)


def _why(plan: Plan, store: Store, about: Mapping[str, Any]) -> str:
    """Why the folder is not of this study."""
    if not about.get("digest"):
        return "is something else"
    before = about.get("rests_on")
    if not isinstance(before, dict):
        return "something has changed since: the version of Tierflow"
    names = [_with_keys(plan, store, name) for name in changed(before, store.rests_on)] or ["it"]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"something has changed since: {names[0]}{more}"


def _with_keys(plan: Plan, store: Store, name: str) -> str:
    """What has changed; for a known scenario, with its keys."""
    scenario = plan.scenarios.get(name.removeprefix("the scenario "))
    if scenario is None or not name.startswith("the scenario "):
        return name
    try:
        text = (store.folder / "scenarios" / f"{scenario.name}.yaml").read_text(encoding="utf-8")
        before, now = (dict(_flat(yaml.safe_load(one))) for one in (text, scenario.resolved))
    except (OSError, ValueError, yaml.YAMLError):
        return name
    keys = [one for one in {**before, **now} if before.get(one) != now.get(one)]
    told = [f"{one}: {_short(before.get(one))} → {_short(now.get(one))}" for one in keys[:_SHOWN]]
    more = [f"{len(keys) - _SHOWN} more"] if len(keys) > _SHOWN else []
    return f"{name} ({', '.join([*told, *more])})" if told else name


def _flat(part: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a configuration by their dotted keys."""
    if isinstance(part, dict) and part:
        for name, value in part.items():
            yield from _flat(value, f"{key}.{name}" if key else str(name))
    elif key not in {"out", "run.workers"}:
        yield key, part


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _make_room(plan: Plan, store: Store, about: Mapping[str, Any]) -> None:
    """Remove the results of another study; refuse if anything else is in the way."""
    ours = set(_written(store.folder, about)) if _was_ours(store.folder, about) else set()
    foreign = [one for one in _targets(plan, store.folder) if one.exists() and one not in ours]
    if foreign:
        name = foreign[0].relative_to(store.folder).as_posix()
        expected = f"a folder without {name}, which Tierflow did not write (name another out=)"
        raise RefusedError(store.folder, expected)
    if ours:
        store.remove_temporary()
    for path in ours:
        path.unlink(missing_ok=True)
    above = {path.parent for path in ours} | {store.folder / name for name in _FOLDERS}
    for folder in sorted(above - {store.folder}, reverse=True):  # inner folders first
        with suppress(OSError):
            folder.rmdir()


def _was_ours(folder: Path, about: Mapping[str, Any]) -> bool:
    """Whether a study wrote here, even if its ``study.json`` is damaged or gone."""
    if about.get("digest"):
        return True
    return _is_damaged(folder / STUDY) or any(map(marks, _tables(folder)))


def _written(folder: Path, about: Mapping[str, Any]) -> Iterator[Path]:
    """The files of the study in a folder, by the names that studies use."""
    parts = folder / "parts"
    listed = about.get("scenarios")
    if isinstance(listed, list):
        names = [str(one.get("name")) for one in listed if isinstance(one, dict)]
    else:
        names = [path.name for path in parts.iterdir()] if parts.is_dir() else []
    yield from (folder / name for name in _OWN)
    for name in names:
        if Path(name).name == name:
            yield folder / "scenarios" / f"{name}.yaml"
            yield from (folder / "journeys" / f"{name}.{one}.parquet" for one in RECORDS)
            yield from _of_job(parts / name)


def _of_job(folder: Path) -> list[Path]:
    ends = ("kpis.parquet", "flows.parquet", "weekly.parquet", "error.txt")
    return [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.name.partition(".")[0].isdecimal() and path.name.partition(".")[2] in ends
    ]


def _targets(plan: Plan, folder: Path) -> Iterator[Path]:
    """The files and folders that a plan will write."""
    yield from (folder / name for name in _OWN)
    for name in plan.scenarios:
        yield folder / "scenarios" / f"{name}.yaml"
        yield from (folder / "journeys" / f"{name}.{one}.parquet" for one in RECORDS)
        yield from _of_job(folder / "parts" / name)
