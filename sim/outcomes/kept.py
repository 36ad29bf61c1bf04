"""Kept: a sentence on the beds that levers keep free."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def sentence(kept: Sequence[Mapping[str, Any]], place: Callable[[str], str] = str) -> str:
    """Return which beds a scenario keeps free, by facility and ward; empty if none.

    Rows of ``kept`` have ``facility``, ``ward`` and ``beds``; ``place`` gives a facility's name.
    """
    parts = [
        f"{row['beds']} of {place(row['facility'])} ({row['ward']})" for row in kept if row["beds"]
    ]
    if not parts:
        return ""
    total = sum(row["beds"] for row in kept)
    word = "bed" if total == 1 else "beds"
    return f"keeps {total} {word} free, which all others leave: {', '.join(parts)}"
