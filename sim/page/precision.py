"""Precision: main numbers of the baseline that are uncertain."""

from __future__ import annotations

from collections.abc import Sequence

from sim.outcomes.indicators import TOO_FEW
from sim.outcomes.precision import is_rough, sentence, told
from sim.page.chosen import Measure
from sim.page.read import Mean, Results


def not_known_well(results: Results, measures: Sequence[Measure]) -> str:
    """Return which of these measures have a wide interval in the baseline; empty if none has."""
    found = [(one, one.mean(results, results.baseline)) for one in measures]
    return sentence(
        [
            told(one.name, one.about.unit, mean.value, mean.low, mean.high)
            for one, mean in found
            if mean is not None and _rough(one.indicator, mean)
        ]
    )


def _rough(indicator: str, mean: Mean) -> bool:
    """Say whether a level is uncertain; too few events are marked elsewhere."""
    if mean.events < TOO_FEW:
        return False
    return is_rough(indicator, mean.value, mean.value - mean.low, mean.high - mean.value)
