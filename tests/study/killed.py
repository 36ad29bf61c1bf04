"""``python -m tests.study.killed FOLDER``: a study that somebody is going to kill."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sim.study import compare
from tests.study import fakes

if TYPE_CHECKING:
    from sim.replication import Run
    from sim.scenario import Keep, Scenario


def play_slowly(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Take a moment: the seconds of ``MOMENT``."""
    time.sleep(float(os.environ.get("MOMENT", "0.1")))
    return fakes.play(scenario, replication, record)


def scenarios() -> dict[str, Scenario]:
    """What is played: so much that a kill mostly meets somebody at work."""
    return fakes.scenarios(6, workers=2, record="full")


if __name__ == "__main__":
    scenarios()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    compare(scenarios(), Path(sys.argv[1]), play=play_slowly)
