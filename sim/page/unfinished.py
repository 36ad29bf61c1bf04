"""Unfinished: means of the page that leave out many patients who still wait."""

from __future__ import annotations

from collections.abc import Sequence

from sim.outcomes.unfinished import LIMIT, like, marked, meaning, open_share, still
from sim.page.chosen import Measure
from sim.page.read import Results


def share(results: Results, indicator: str, scenario: str, **where: str) -> float:
    """Return the share of those who asked that still waits at the end; 0 if not known."""
    mean = like(indicator)
    waiting = still(mean)
    if waiting is None:
        return 0.0
    ended = results.mean(mean, scenario, **where)
    left = results.mean(waiting, scenario, **where)
    return open_share(ended.events if ended else 0.0, left.value if left else 0.0)


def beside(results: Results, text: str, indicator: str, scenario: str, **where: str) -> str:
    """Return a level, marked if it leaves out many who still wait."""
    return marked(text, share(results, indicator, scenario, **where) > LIMIT)


def warning(results: Results, measures: Sequence[Measure]) -> str:
    """Return what the marks of these measures mean; empty if no scenario needs one."""
    worst = {
        one.name: max(
            share(results, one.indicator, name, **one.where) for name in results.scenarios
        )
        for one in measures
    }
    marks = {name: left for name, left in worst.items() if left > LIMIT}
    return meaning(marks) if marks else ""
