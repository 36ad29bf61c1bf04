"""Step-down: inpatients who go to a lower hospital to recover."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StepDown:
    """Who steps down: eligible (by condition), proposed, accepted, and a bed below."""

    proposed: Share = 0.0
    """Probability that the doctor proposes it to an eligible patient."""
    accepted: Share = 0.0
    """Probability that the patient then agrees."""
    acute_share: Share = 0.6
    """Part of the stay that must be spent above first."""
    hold_hours: Amount = 48.0
    """Hours that the upper bed is kept while waiting for one below; then the patient stays."""
