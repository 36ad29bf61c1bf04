"""Provenance: versions of the software, and the commit of the sources."""

from __future__ import annotations

import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Final

_PACKAGES: Final = (
    "tierflow",
    "simpy",
    "numpy",
    "scipy",
    "pyarrow",
    "duckdb",
    "pydantic",
    "joblib",
)


def version(package: str) -> str:
    """Return the version of an installed package; ``not installed`` in a bare checkout."""
    try:
        return installed_version(package)
    except PackageNotFoundError:
        return "not installed"


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES}


def commit() -> str | None:
    """Return the git commit of a checkout, with ``+`` if files were changed; None: no checkout."""
    checkout = Path(__file__).resolve().parents[2]
    git = shutil.which("git")
    if git is None or not (checkout / ".git").exists():
        return None
    head = _output(git, checkout, "rev-parse", "--verify", "--quiet", "HEAD")
    if not head:
        return None
    return head + ("+" if _output(git, checkout, "status", "--porcelain") else "")


def _output(git: str, folder: Path, *arguments: str) -> str:
    command = [git, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
