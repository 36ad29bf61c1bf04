"""Folders of YAML files as Hydra reads them: strictly, and whatever their paths are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from hydra import version
from hydra._internal.hydra import Hydra
from hydra._internal.sources_registry import SourcesRegistry
from hydra._internal.utils import create_config_search_path
from hydra.core.global_hydra import GlobalHydra
from hydra.core.object_type import ObjectType
from hydra.core.plugins import Plugins
from hydra.initialize import get_gh_backup, restore_gh_from_backup
from hydra.plugins.config_source import ConfigResult, ConfigSource
from omegaconf import OmegaConf

from sim.config.document import Document
from sim.config.folders import config_dir, own_folder
from sim.config.notes import NOTES, apart
from sim.config.reading import Written, texts, written
from sim.config.references import PLAIN, asks_the_machine
from sim.config.schema import field_names, type_at
from sim.config.words import hidden, hidden_text, shown
from sim.system.faults import Fault, Faults

_GLOBAL = "_global_"
_HYDRA = "a key of the model; how Hydra itself works is not a planner's file's to say"
_HYDRA_PART = re.compile(r"(^|[/@: ])hydra($|[/@:.])")
_TARGET = "to stand in a lever only: policy.NAME._target_"


def search_path(extra: Path | str | None) -> list[str]:
    """Return the override that lets Hydra look into a planner's own folder too."""
    own = own_folder(extra)
    return [] if own is None else [f"hydra.searchpath=['{_address(OwnSource, own)}']"]


@contextmanager
def shipped() -> Iterator[Hydra]:
    """A Hydra that reads the shipped files, instead of one that an application may have begun."""
    outer = get_gh_backup()
    GlobalHydra.instance().clear()
    try:
        version.setbase("1.3")
        path = create_config_search_path(_address(ShippedSource, config_dir()))
        yield Hydra.create_main_hydra2(task_name="tierflow", config_search_path=path)
    finally:
        restore_gh_from_backup(outer)


def _address(source: type[OwnSource], folder: Path) -> str:
    """The address of a folder that is read in one of our ways."""
    Plugins.instance()  # which registers Hydra's own sources
    SourcesRegistry.instance().register(source)
    return f"{source.scheme()}://{quote(os.fsencode(folder.resolve()), safe='/:')}"


class OwnSource(ConfigSource):
    """YAML files below a folder. Its path comes percent-encoded, names as Hydra takes them."""

    def __init__(self, provider: str, path: str) -> None:
        """Keep the folder."""
        super().__init__(provider, path)
        self._folder = Path(os.fsdecode(unquote_to_bytes(self.path)))

    @staticmethod
    def scheme() -> str:
        """Return what paths of such folders begin with."""
        return "planner"

    def load_config(self, config_path: str) -> ConfigResult:
        """Return what a file holds and where in the configuration it goes.

        Raises :class:`~sim.system.faults.Faults` with all that is wrong with it.
        """
        file = self._file(config_path)
        place = file.relative_to(self._folder).as_posix()
        found = written(file, place)
        if not isinstance(found.data, dict):
            raise Faults((Fault(place, _short(found.data), "keys with values, as in days: 7"),))
        package = package_of(found, place)
        if faults := _faults(found, package):
            raise Faults(tuple(faults))
        config = OmegaConf.create(_for_hydra(apart(found.data)))
        return ConfigResult(self.provider, self.full_path(), config, {"package": package})

    def available(self) -> bool:
        """Return whether there is such a folder."""
        return self._folder.is_dir()

    def is_group(self, config_path: str) -> bool:
        """Return whether there is a group of that name."""
        return (self._folder / shown(config_path)).is_dir()

    def is_config(self, config_path: str) -> bool:
        """Return whether there is a file of that name."""
        return self._file(config_path).is_file()

    def list(self, config_path: str, results_filter: ObjectType | None) -> list[str]:
        """Return the names of the files and groups in a group."""
        found: list[str] = []
        for one in (self._folder / shown(config_path)).iterdir():
            self._list_add_result(found, f"{config_path}/{one.name}", one.name, results_filter)
        return sorted(set(found))

    def _file(self, config_path: str) -> Path:
        return self._folder / f"{shown(config_path).removesuffix('.yaml')}.yaml"


class ShippedSource(OwnSource):
    """The shipped files: they may say how Hydra works, and each says itself where it goes."""

    @staticmethod
    def scheme() -> str:
        """Return what the path of their folder begins with."""
        return "shipped"

    def load_config(self, config_path: str) -> ConfigResult:
        """Return what a file holds and where in the configuration it goes."""
        file = self._file(config_path)
        found = written(file, file.relative_to(self._folder).as_posix())
        config = OmegaConf.create(_for_hydra(apart(found.data)))
        return ConfigResult(self.provider, self.full_path(), config, {"package": _header(found)})


def package_of(found: Written, place: str) -> str | None:
    """Return where in the configuration a file goes, in names as Hydra takes them."""
    return _header(found) or _package(place, found.data)


def _short(value: Any) -> str:
    return str(value)[:60]


def _header(found: Written) -> str | None:
    """Where a file itself says that it goes (``# @package policy.mine``)."""
    try:
        package = ConfigSource._get_header_dict(found.text)["package"]
    except ValueError as error:
        line = found.text.lstrip().partition("\n")[0]
        raise Faults((found.line(()).fault(line, "# @package and one name"),)) from error
    return package and ".".join(hidden(name) for name in package.split("."))


def _package(place: str, data: dict[str, Any]) -> str | None:
    """Where a file without a header goes: where the shipped ones of its group do.

    A file of a group that is a part of the configuration may also hold that part alone.
    """
    group, _, name = place.rpartition("/")
    stem = name.removesuffix(".yaml")
    shipped = next(iter(sorted((config_dir() / group).glob("*.yaml"))), None)
    if not group or shipped is None:
        return None
    usual = ConfigSource._get_header_dict(shipped.read_text("utf-8"))["package"]
    whole, part = field_names(Document), field_names(type_at(Document, [group]))
    if part and set(data) & part - whole:
        return group
    if (part or usual) and set(data) & whole:
        return _GLOBAL
    if usual is None:
        return None
    return usual.replace(shipped.stem, hidden(stem))


def _faults(found: Written, package: str | None) -> list[Fault]:
    """What a planner's file must not hold, with its lines."""
    faults = []
    if (package or "").partition(".")[0] == "hydra":
        faults.append(found.line(()).fault(f"@package {package}", _HYDRA))
    inside = [] if package in (None, _GLOBAL) else str(package).split(".")
    for path, text in texts(found.data):
        line, whole = found.line(path), (*inside, *path)
        if path[0] == "hydra" or (path[0] == "defaults" and _HYDRA_PART.search(text)):
            faults.append(line.fault(text, _HYDRA))
        elif path[-1] == "_target_" and (len(whole), whole[0]) != (3, "policy"):
            faults.append(line.fault("_target_", _TARGET))
        elif path[-1].startswith(NOTES):
            faults.append(line.fault(path[-1], "a key that is known"))
        elif asks_the_machine(text):
            faults.append(line.fault(text, PLAIN))
    return list(dict.fromkeys(faults))


def _for_hydra(data: dict[str, Any]) -> dict[str, Any]:
    """The data with names that Hydra takes; the list of what comes first names files."""
    return {
        hidden(key): value if key == "defaults" else _hidden_all(value)
        for key, value in data.items()
    }


def _hidden_all(part: Any) -> Any:
    if isinstance(part, dict):
        return {hidden(key): _hidden_all(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_hidden_all(one) for one in part]
    return hidden_text(part) if isinstance(part, str) else part
