"""Admission: from the decision to a bed, through theatre, to discharge."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Admission:
    """How inpatients come in and go through."""

    emergency_patience_hours: Amount = 48.0
    """Hours that an urgent patient boards for a ward bed before the admission is given up."""
    elective_patience_days: Amount = 60.0
    """Days that an elective patient waits at home for a bed."""
    before_operation_hours: Duration = Duration(mean=24.0, cv=0.8)
    """Hours in the bed before theatre."""
    theatre_patience_hours: Amount = 72.0
    """Hours for theatre after which the operation is cancelled and asked for anew."""
