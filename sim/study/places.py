"""Places: the rows of headlines, for all patients, for tiers, and for the lead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from sim.outcomes.headlines import LEAD
from sim.outcomes.indicators import DIMENSIONS

_SPLITS: Final = tuple(name for name in DIMENSIONS if name not in ("tier", "facility"))


def main_rows(table: pa.Table, about: Mapping[str, Any]) -> pa.Table:
    """Return the rows for all patients, for tiers and for the lead.

    The lead's tier is :data:`~sim.outcomes.headlines.LEAD` in them. ``table`` has the columns of a
    cell (:data:`sim.outcomes.indicators.DIMENSIONS`), ``about`` is the content of ``study.json``.
    If it names no lead, the tier stands for it.
    """
    whole = table.filter(reduce(pc.and_, (pc.is_null(table[name]) for name in _SPLITS)))
    lead, tier, facility = about.get("lead"), whole["tier"], whole["facility"]
    if lead is None:
        return whole.filter(pc.is_null(facility))
    others = pc.fill_null(pc.not_equal(tier, LEAD), True)
    leads = pc.and_(pc.fill_null(pc.equal(facility, lead), False), pc.is_null(tier))
    chosen = pc.or_(pc.and_(pc.is_null(facility), others), leads)
    named = pc.if_else(leads, pa.scalar(LEAD), tier)
    at = whole.schema.get_field_index("tier")
    return whole.set_column(at, whole.schema.field(at), named).filter(chosen)
