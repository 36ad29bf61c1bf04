"""Discharge talks: a nurse tells inpatients what to do at home, and fewer of them come again."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DischargeTalk:
    """A nurse talks with inpatients before they go home (出院指导)."""

    share: Share = 0.0
    """Share of the inpatients with whom a nurse talks."""
    minutes: Amount = 20.0
    """Minutes that it takes; the patient lies in bed as long."""
    spares: Share = 0.0
    """Share of their returns within 30 days (``returns``) that it spares."""
