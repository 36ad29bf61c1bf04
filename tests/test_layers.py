"""What is loaded by whom, seen at run time; the layers of the sources are in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules and those of sim that a statement loads in a fresh process."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("heavy", ["simpy", "hydra", "omegaconf", "sim.engines"])
def test_the_report_needs_neither_the_simulator_nor_hydra(heavy: str) -> None:
    assert heavy not in loaded_by("import sim.page")


@pytest.mark.parametrize("heavy", ["hydra", "plotly", "simpy", "duckdb"])
def test_the_command_line_loads_nothing_heavy_before_it_is_asked(heavy: str) -> None:
    assert heavy not in loaded_by("import sim.cli")
