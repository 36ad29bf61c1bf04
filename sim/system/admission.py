"""Admission: from the decision to a bed, through theatre, to discharge."""

from __future__ import annotations

import math

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, EndingPatience, Patience, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Admission:
    """How inpatients come in and go through."""

    complexity_slope: Share = 0.0
    """How much readier the hardest cases are admitted than the middling ones: the probability is
    that of the condition times 1 + slope x (2 complexity - 1). 0: complexity plays no part."""
    emergency_patience_hours: Patience = math.inf
    """Hours that an urgent patient boards for a ward bed before the admission is given up; not
    ``never`` where they board in observation beds, which they keep meanwhile."""
    observed_share: Share = 0.0
    """Share of those put into an observation bed who turn out to need no ward (急诊留观): they stay
    in it for the observation and go home treated."""
    observation_hours: Duration = Duration(mean=12.0, cv=0.5)
    """Hours in the observation bed of those."""
    elective_patience_days: Patience = math.inf
    """Days that an elective patient waits at home for a bed."""
    overflow_hours: Patience = math.inf
    """Hours in vain for a bed of the ward of one's own after which one of the ward that it borrows
    from is asked for instead (借床)."""
    before_operation_hours: Duration = Duration(mean=24.0, cv=0.8)
    """Hours in the bed before theatre."""
    discharge_hours: tuple[Amount, Amount] | None = None
    """Hours of the day between which patients leave their beds for home, such as 9 and 12: a stay
    ends at the first such time after its planned end. None: at any hour."""
    theatre_patience_hours: EndingPatience = 72.0
    """Hours for theatre after which the operation is cancelled and asked for anew, with the rank
    of the first asking: assumed, 48 to 96."""
