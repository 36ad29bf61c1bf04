"""The columns of a study's tables."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from sim.outcomes.indicators import CELL, KPIS
from sim.outcomes.weekly import WEEKLY
from sim.study.flows import FLOWS

JOB: Final = [pa.field("scenario", pa.string()), pa.field("replication", pa.int32())]

STUDY_KPIS: Final = pa.schema([*JOB, *KPIS])
"""kpis.parquet: the outcomes of all jobs."""

STUDY_FLOWS: Final = pa.schema([*JOB, *FLOWS])
"""flows.parquet: the flows of all jobs."""

STUDY_WEEKLY: Final = pa.schema([*JOB, *WEEKLY])
"""weekly.parquet: the indicators of all jobs week by week."""
LEVELS: Final = pa.schema(
    [
        pa.field("scenario", pa.string()),
        pa.field("indicator", pa.string()),
        *CELL,
        pa.field("mean", pa.float64()),  # over the replications with a value
        pa.field("low", pa.float64()),  # interval of the mean; null: one replication only
        pa.field("high", pa.float64()),
        pa.field("replications", pa.int32()),
        pa.field("events", pa.int64()),  # mean events a replication
        pa.field("unit", pa.string()),
    ]
)
"""levels.parquet: the level of each scenario, cell by cell."""

DIFFERENCES: Final = pa.schema(
    [
        pa.field("scenario", pa.string()),
        pa.field("indicator", pa.string()),
        *CELL,
        pa.field("baseline_mean", pa.float64()),  # over the paired replications
        pa.field("scenario_mean", pa.float64()),
        pa.field("difference", pa.float64()),  # scenario less baseline
        pa.field("low", pa.float64()),  # interval of the difference; null: one replication only
        pa.field("high", pa.float64()),
        pa.field("relative", pa.float64()),  # difference over baseline; null: baseline is 0
        pa.field("replications", pa.int32()),  # pairs behind it
        pa.field("events", pa.int64()),  # a replication: the smaller; of counts, the larger
        pa.field("unit", pa.string()),
        pa.field("matters", pa.float64()),  # smallest difference that matters to a planner here
        pa.field("verdict", pa.string()),  # one of sim.outcomes.verdicts.VERDICTS
    ]
)
"""differences.parquet: each scenario against the baseline, cell by cell."""

DRIFT: Final = pa.schema(
    [
        pa.field("kind", pa.string()),  # level, effect (difference from the baseline), or queue
        pa.field("scenario", pa.string()),
        pa.field("indicator", pa.string()),
        *(pa.field(name, pa.string()) for name in ("tier", "facility", "station")),
        pa.field("first", pa.float64()),  # mean of the first half of the weeks
        pa.field("last", pa.float64()),  # mean of the second half; of queues, the last quarter
        pa.field("chance", pa.float64()),  # of such a change by luck, corrected for all tests
        pa.field("unit", pa.string()),
    ]
)
"""drift.parquet: changes within the run by more than luck."""
