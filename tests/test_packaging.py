"""The wheel: what is in it, and that it works from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from sim import __version__

ROOT = Path(__file__).parents[1]
VILLAGE = ("network=village", "conditions=few", "care=short", "practice=plain")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by its own build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True)
    return next(folder.glob("tierflow-*.whl"))


@pytest.fixture(scope="module")
def tierflow(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console command of the wheel in an environment of its own.

    The libraries are those of this environment, lent by a path file: installing them again would
    show nothing more. The checkout is not on that path.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    places = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", places))
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return Path(sysconfig.get_path("scripts", "venv", places)) / "python"


def run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command from a folder, with an environment that knows no checkout."""
    start = "from sim.cli import main; raise SystemExit(main())"
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(python), "-P", "-c", start, *words], cwd=folder, env=env, text=True,
        capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_its_configs_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {
        "sim",
        f"{'-'.join(wheel.name.split('-')[:2])}.dist-info",
    }
    shipped = {
        f"sim/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("configs/**/*.yaml")
    }
    assert shipped <= set(names)
    assert "sim/configs/config.yaml" in shipped
    sources = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("sim/**/*.*")}
    assert {name for name in sources if "__pycache__" not in name} <= set(names)


@pytest.mark.slow
def test_the_installed_command_knows_its_version(tierflow: Path, tmp_path: Path) -> None:
    assert run(tierflow, tmp_path, "--version").stdout == f"tierflow {__version__}\n"


@pytest.mark.slow
def test_the_installed_command_finds_its_own_configs(tierflow: Path, tmp_path: Path) -> None:
    done = run(tierflow, tmp_path, "check")
    assert done.returncode == 0, done.stderr
    assert "lead/registration" in done.stdout


@pytest.mark.slow
def test_the_installed_command_finds_a_planners_own_network(tierflow: Path, tmp_path: Path) -> None:
    own = str(ROOT / "tests" / "own")
    done = run(tierflow, tmp_path, "check", "--config-dir", own, *VILLAGE)
    assert done.returncode == 0, done.stderr
    assert "centre/registration" in done.stdout


@pytest.mark.slow
def test_an_installation_offers_no_top_level_configs_or_experiments(
    tierflow: Path, tmp_path: Path
) -> None:
    look = "from importlib.util import find_spec as f; print(f('configs'), f('experiments'))"
    done = subprocess.run(
        [str(tierflow), "-P", "-c", look], cwd=tmp_path, text=True, capture_output=True, check=True
    )
    assert done.stdout == "None None\n"


def test_the_checkout_has_its_configs_in_one_place() -> None:
    assert not (ROOT / "sim" / "configs").exists()
    assert (ROOT / "configs" / "config.yaml").is_file()


def test_the_licence_is_in_the_wheel_and_said_where_people_look(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        (licence,) = [name for name in packed.namelist() if name.endswith("/LICENSE")]
        (about,) = [name for name in packed.namelist() if name.endswith("/METADATA")]
        assert packed.read(licence) == (ROOT / "LICENSE").read_bytes()
        assert "License-Expression: MIT" in packed.read(about).decode()
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["license"], cited["version"]) == ("MIT", __version__)
