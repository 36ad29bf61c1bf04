"""Returns: patients who come again within 30 days of having been treated."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Positive, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Returns:
    """Who comes again, once an episode, and where; what is beyond the facility is then seen."""

    after_miss: Share = 0.0
    """Probability after treatment by a facility that is not capable of the case."""
    otherwise: Share = 0.0
    """Probability after any other treatment."""
    mean_days: Positive = 10.0
    """Mean of the exponential time until then, of which what is beyond 30 days is cut off."""
    higher_share: Share = 0.0
    """Share of those who come to the first capable facility above, not to the same again."""
