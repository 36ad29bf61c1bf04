"""The page on every indicator, generated from the declarations that count it.

``python -m experiments.indicators [out=FILE.md]`` prints Markdown; ``docs/indicators.md`` is its
output.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from experiments.words import write_page
from sim.outcomes.indicators import GROUPS, INDICATORS, Indicator
from sim.outcomes.words import digits

INTRODUCTION = """\
# Every indicator

Generated from the code by `python -m experiments.indicators`; do not edit. Only what happens in
the observed window counts, at the instant at which it happens; a time counts when it ends. Counts
are said for a year. *Better* is what patients would rather have; a dash: it depends. *Matters* is
the smallest difference that a planner would act on: below it a verdict reads "about the same". A
share of the level (`5 % of it`) holds where it is the larger. *Split by* names the columns by which
it is told apart, beside all together; [results.md](results.md) tells what they mean.
"""
_WAYS = {"lower": "lower", "higher": "higher", "neither": "–"}


def page() -> str:
    """Return the page."""
    head = "| indicator | name | 中文 | unit | better | what it counts | matters | split by |"
    rows = [row(one) for one in INDICATORS.values()]
    return "\n".join([INTRODUCTION, head, "|---|---|---|---|---|---|---|---|", *rows, ""])


def row(one: Indicator) -> str:
    """Return the line of an indicator."""
    cells = (
        f"`{one.name}`",
        one.title,
        one.label,
        one.unit,
        _WAYS[one.better],
        one.meaning,
        matters(one),
        "; ".join(splits(one.name)) or "–",
    )
    return f"| {' | '.join(cells)} |"


def matters(one: Indicator) -> str:
    """Return the smallest difference that matters, in words."""
    factor, unit = (100.0, "points") if one.unit == "share" else (1.0, one.unit)
    parts = []
    if one.matters > 0.0:
        parts.append(f"{digits(factor * one.matters)} {unit}")
    if one.matters_share > 0.0:
        parts.append(f"{100.0 * one.matters_share:g} % of it")
    return " or ".join(parts)


def splits(name: str) -> Iterator[str]:
    """Return by what an indicator is told apart."""
    for group in GROUPS:
        if any(one.name == name for one in group.indicators):
            yield from (" and ".join(split) for split in group.splits if split)


def main(arguments: Sequence[str]) -> int:
    """Print or write the page."""
    return write_page(page, arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
