"""The rules of care: pure functions of numbers, which an engine plays.

They are written once for every engine: plain Python on scalars and rows, ``math`` only, no
objects, strings or draws. They change only State and the patient's own row. Engines call the
functions that are named here; :mod:`sim.rules.care` hands each question to the module that it
concerns.
"""

from __future__ import annotations

from sim.rules.care import arrive, initial, next_step, tick
from sim.rules.stocks import value_of

__all__ = ["arrive", "initial", "next_step", "tick", "value_of"]
