"""Studies: scenarios side by side with the same luck, and the folder that holds the results."""

from sim.study.comparison import compare
from sim.study.running import JobsFailedError, Study
from sim.study.terminal import levels, settled, table

__all__ = ["JobsFailedError", "Study", "compare", "levels", "settled", "table"]
