"""Step-down (下转): inpatients spend their recovery at a lower hospital."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StepDown(Policy):
    """Doctors propose it more often and patients agree more often; a bed below is still needed.

    Who is eligible stays as it is: by condition, and with ``step_down.least_days_left`` to go.
    """

    proposed: Share
    """Probability that the doctor proposes it to an eligible patient."""
    accepted: Share
    """Probability that the patient then agrees."""

    def apply(self, system: System) -> System:
        """Raise both probabilities to the dose."""
        down = system.step_down
        raised = replace(
            down,
            proposed=max(down.proposed, self.proposed),
            accepted=max(down.accepted, self.accepted),
        )
        return replace(system, step_down=raised)
