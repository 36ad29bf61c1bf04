"""Peers: one network of queues, played by Tierflow and by other simulators, each in its own file.

Every file has ``prepare``, which returns the work that is timed, and ``shown``, which says
afterwards what came out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol


class Shown(NamedTuple):
    """What a run shows."""

    patients: int
    """Patients who arrived."""
    waits: tuple[float, ...]
    """Mean minutes in each queue."""


class Peer(Protocol):
    """A simulator that can play the network of :mod:`experiments.peers.network`."""

    def prepare(self, minutes: float, seed: int) -> Callable[[], Any]:
        """Return what plays so many minutes and records every wait."""

    def shown(self, played: Any) -> Shown:
        """Return what has been recorded."""
