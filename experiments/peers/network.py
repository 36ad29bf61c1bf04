"""The network that all peers play: three queues with referral, of which the answer is known.

The numbers are those of ``configs/case/three_queues.yaml``; the unit of time is a minute.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

ARRIVALS: Final = (7.0, 2.0, 1.0)  # patients a minute from outside
DOCTORS: Final = (9, 5, 3)
SERVICE: Final = 1.0  # mean minutes, exponential
NEXT: Final = (1, 2, 1)  # where each queue refers to
REFERRED: Final = (0.15, 0.2, 0.1)  # share of its patients


def flows() -> npt.NDArray[np.float64]:
    """Return patients a minute through each queue, referred ones included."""
    routing = np.zeros((len(ARRIVALS), len(ARRIVALS)))
    routing[np.arange(len(ARRIVALS)), NEXT] = REFERRED
    return np.linalg.solve(np.eye(len(ARRIVALS)) - routing.T, np.array(ARRIVALS))


def mean_waits() -> tuple[float, ...]:
    """Return the mean minutes in each queue: Erlang's, since each is M/M/c (Jackson 1957)."""
    return tuple(
        _erlang_c(doctors, flow * SERVICE) / (doctors / SERVICE - flow)
        for doctors, flow in zip(DOCTORS, flows().tolist(), strict=True)
    )


def _erlang_c(servers: int, load: float) -> float:
    """Probability of waiting (Erlang 1917)."""
    terms = [load**n / math.factorial(n) for n in range(servers)]
    last = load**servers / math.factorial(servers) / (1.0 - load / servers)
    return last / (sum(terms) + last)
