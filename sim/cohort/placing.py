"""Placing: gives a patient whose choice is known the luck of a patient who makes it.

A key decides all luck. A patient who is known to have chosen a facility gets a key that chooses it:
the first such key in the patient's own sequence (rejection sampling). All other luck of the key
then has its usual distribution, given what is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from sim import luck
from sim.cohort.people import Keys, Mask, Positions

LEAST: Final = 1e-4
"""Probability below which no key is searched for."""

_SURE: Final = 40.0  # tries over their mean number: one in 10**17 finds none
_AT_ONCE: Final = 1 << 16  # keys

Accepts = Callable[[Keys, Positions], Mask]
"""Says which keys are accepted: one row of tries for each patient, given by number."""


def placed(key: Keys, accepts: Accepts, chance: float) -> Keys:
    """Return for each patient the first accepted key, beginning with the patient's own.

    ``chance`` is the least probability, which limits the tries; below :data:`LEAST` there are none.
    """
    found, left, first = key.copy(), np.arange(len(key)), 0
    most = _SURE / chance if chance >= LEAST else 0.0
    while len(left) > 0 and first < most:
        count = max(1, min(first, _AT_ONCE // len(left)))
        own = key[left]
        tries = luck.tried_keys(own, luck.PLACED, first, count) if first > 0 else own[:, None]
        good = accepts(tries, left)
        done = good.any(axis=1)
        found[left[done]] = tries[done, good[done].argmax(axis=1)]
        left, first = left[~done], first + count
    return found
