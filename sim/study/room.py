"""Room: how many workers fit into the free memory, and a message if it is short."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import joblib
import psutil

from sim.clock import DAYS_PER_YEAR
from sim.cohort import demands

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Plan

GROUP: Final = Path("/sys/fs/cgroup")
"""Where Linux shows the memory limit of a container."""

_GB: Final = 1e9
# Measured peaks of a process: jiangmen (1 to 100 days, both engines), three_tier.
_WORKER: Final = 4.0e8  # bytes of a worker without patients
_PATIENT: Final = 120.0  # bytes more with each patient
_KEPT: Final = 430.0  # bytes more with each patient whose journey is kept


@dataclass(frozen=True)
class Crew:
    """How many processes play."""

    workers: int
    remark: str = ""
    """A message if memory is short."""


def crew(plan: Plan, jobs: int) -> Crew:
    """Return how many processes to use: the number asked for, or one a core that fits.

    There are never more than jobs. A number that was asked for is kept, and at least one is used.
    """
    asked = plan.run.workers
    wanted = max(1, min(asked or joblib.cpu_count(), jobs))
    each, free = needed(plan.scenarios[plan.baseline]), free_bytes()
    room = int(free // each)
    if room >= wanted:
        return Crew(wanted)
    short = f"a worker needs some {each / _GB:.1f} GB of memory, and {free / _GB:.1f} GB are free"
    if room == 0 or asked:
        cure = "fewer workers (run.workers)" if room else "fewer days (run.days) or run.record=none"
        return Crew(
            wanted if asked else 1, f"Memory may be too short: {short}; {cure} would need less"
        )
    return Crew(room, f"{room} of {wanted} workers, since {short}")


def needed(scenario: Scenario) -> float:
    """Return about how many bytes a worker needs at most to play a scenario."""
    run = scenario.run
    days = run.warmup_days + run.days
    a_year = sum(float(part.rates.sum()) for part in demands(scenario))
    patients = a_year * days / DAYS_PER_YEAR
    kept = {"none": 0.0, "sample": run.sample_share, "full": 1.0}[run.record]
    return _WORKER + patients * (_PATIENT + kept * _KEPT)


def free_bytes() -> float:
    """Return the bytes of free memory, of the machine or of a container."""
    return min(float(psutil.virtual_memory().available), _left_to_us(GROUP))


def _left_to_us(group: Path) -> float:
    """Bytes that a container may still take; infinite without a container or a limit."""
    with suppress(OSError, ValueError, KeyError):
        most = int((group / "memory.max").read_text())
        taken = int((group / "memory.current").read_text())
        lines = (group / "memory.stat").read_text().splitlines()
        files = int(dict(line.split() for line in lines)["inactive_file"])  # given back at need
        return max(0.0, float(most - taken + files))
    return float("inf")
