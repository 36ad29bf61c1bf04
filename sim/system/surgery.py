"""Surgery: grades of operations (手术分级), how long they take, and the lists of a theatre."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, Count, Patience, Share

GRADES: Final = 4
"""Grades of operations, I (simple) to IV (the most difficult)."""

Grade = Annotated[int, Field(ge=0, le=GRADES)]
"""A grade of operations; 0: none."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Surgery:
    """What holds for operations everywhere."""

    minutes_factor: tuple[Amount, Amount, Amount, Amount] = (1.0, 1.0, 1.0, 1.0)
    """Minutes in theatre of grades I to IV, relative to the ward's operation_minutes."""
    day_share: Share = 0.0
    """Share of the suitable operations that are done as day surgery (日间手术), at facilities with
    a station ``day_ward`` and lists."""
    day_notice_hours: Amount = 48.0
    """Hours from the decision to the earliest day on which such an operation is done."""
    day_recovery_hours: Duration = Duration(mean=5.0, cv=0.3)
    """Hours in the day ward after it."""
    bed_by_hours: Patience = 0.0
    """Hours from asking for a bed, that is from the planned day, by which one must be free for a
    planned operation; else it is cancelled, and the patient stays at home. 0, or ``never``: the
    patient waits for the bed, and nothing is cancelled for want of one."""
    relist_days: Annotated[float, Field(ge=1.0, le=1000.0)] = 7.0
    """Days from such a cancellation to the next planned day, at least 1. The rank is that of the
    first, and the patience of ``admission.elective_patience_days`` is counted from it."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Theatre:
    """How a facility runs its operating tables, which are the servers of its station theatre."""

    anaesthetists: Count | None = None
    """Anaesthetists in the theatre's hours: no more tables run than there are. None: enough."""
    surgeons: Count | None = None
    """Surgeons who operate at a time in the theatre's hours, likewise."""
    last_start_minutes: Amount | None = None
    """Planned operations are done by lists: they start only in the theatre's hours, the last so
    many minutes before these end. Who has not come to the table by then is cancelled for the day
    and asks anew on the next, with the rank kept. None: they start whenever a table is free."""
