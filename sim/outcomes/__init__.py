"""Outcomes: the numbers of one run, counted as it passes or from its record.

Only events in the observed window count, at the instant at which they happen (falling ill, choosing
where to go, referral, admission, discharge, operation). A span of time (a wait, a visit, the hours
to treatment, an episode's travel) belongs to the instant at which it ends: long spans that began
before the window count too. Sums of time (in beds, at other stations) count the part within the
window. Shares treated within some days count only patients who have so many days left; if the
window is shorter, there is no value. Spans that have not ended at the horizon are in no mean; an
indicator of their own counts them.

Patients who lay in a bed when the run began fill beds and are discharged; they are in no other
number. A visit is all that happens at one facility of an episode, if that is more than lying in bed
and orders. A patient whose way takes no time is there when the visit begins.
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

    A :class:`~sim.outcomes.tally.Tally` counts the same ones while a run passes. Raises
    :exc:`ValueError` for a station that served patients but never opened.
    """
    from sim.outcomes.tally import tally_of  # those who only read results need no engine

    return tally_of(record).kpis()
