"""A small program: plain functions of rows."""

from __future__ import annotations

import math
from typing import Any

from sim.contract import NOWHERE


def add_up(m: Any, more: int) -> float:
    """Add up a book into the sum; return something of every kind of member."""
    total = m.sum[0]
    total.count = more
    for row in m.book.rows:
        total.count += row.count
        total.share = half(total.share + row.share)
    for numbers in m.book.cells:
        total.count += numbers[1] * len(m.book.cells)
    return math.exp(total.share) * m.book.unit + m.book.row.share + m.book.cells[2][0]


def in_words(m: Any, number: int) -> int:
    """Compute with narrow numbers what only 64 bits hold, and write one back."""
    row, other = m.narrow[0], m.narrow[1]
    row.count = row.count + number
    other.flag = -row.flag
    least = NOWHERE in (row.flag, number, other.count)
    return (row.count << 40) + row.code * other.code + row.inner.flag * int(least)


def half(x: float) -> float:
    """Half of a number."""
    return x / 2.0
