"""Studies: compares scenarios with the same luck, and keeps the results in a folder."""

from sim.study.comparison import compare
from sim.study.opening import RefusedError
from sim.study.running import JobsFailedError, Study, reopened
from sim.study.sentences import below
from sim.study.swept import swept
from sim.study.terminal import levels, table

__all__ = [
    "JobsFailedError",
    "RefusedError",
    "Study",
    "below",
    "compare",
    "levels",
    "reopened",
    "swept",
    "table",
]
