"""Mutual recognition (检查检验结果互认): results of tests count at the next facility too."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MutualRecognition(Policy):
    """Doctors accept the results that patients bring more often, and repeat fewer tests."""

    share: Share
    """Probability that the results of a patient who comes from elsewhere are accepted."""

    def apply(self, system: System) -> System:
        """Raise the probability to the dose."""
        referral = system.referral
        raised = max(referral.mutual_recognition, self.share)
        return replace(system, referral=replace(referral, mutual_recognition=raised))
