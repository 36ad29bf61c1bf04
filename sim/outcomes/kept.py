"""Beds that levers keep free, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def sentence(kept: Sequence[Mapping[str, Any]], place: Callable[[str], str] = str) -> str:
    """Return what a scenario keeps free, by facility and ward; empty if nothing.

    ``kept`` has ``facility``, ``ward`` and ``beds``; ``place`` gives the name that readers know.
    """
    parts = [
        f"{row['beds']} of {place(row['facility'])} ({row['ward']})" for row in kept if row["beds"]
    ]
    if not parts:
        return ""
    total = sum(row["beds"] for row in kept)
    word = "bed" if total == 1 else "beds"
    return f"keeps {total} {word} free, which all others leave: {', '.join(parts)}"
