"""Outcomes: what a planner wants to know of one run, counted as it passes or from its record.

What counts: only what happens in the observed window, at the instant at which it happens (falling
ill, choosing where to go, referred, admitted, discharged, operated). A span of time (a wait, a
visit, the hours to treatment, an episode's travel) belongs to the instant at which it ends, so that
long ones are not cut off by the horizon; they must have had the time to begin before the window. Of
sums of time (beds, posts) the part within the window counts. What is to be done within some days is
told of those who have so many left, and not at all if the window is shorter. What had not ended at
the horizon is in no time, but is counted by an indicator of its own.

Patients who lay in a bed when the run began fill beds and are discharged; in no other number do
they appear. A visit is all that happens at one facility of an episode, if that is more than lying
in bed and orders; who has no way to go is there when it begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from sim.outcomes.indicators import INDICATORS, KPIS, TOO_FEW, Indicator

if TYPE_CHECKING:
    from sim.journeys import Record

__all__ = ["INDICATORS", "KPIS", "TOO_FEW", "Indicator", "outcomes"]


def outcomes(record: Record) -> pa.Table:
    """Return all indicators of a full record as a table of the schema ``KPIS``, in a fixed order.

    They are those that a :class:`~sim.outcomes.tally.Tally` counts while a run passes. Raises
    :exc:`ValueError` for a station that served somebody but never opened.
    """
    from sim.outcomes.tally import tally_of  # whoever only reads results needs no engine

    return tally_of(record).kpis()
