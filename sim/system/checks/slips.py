"""Slips: names that are not known, and look like one that is."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_MISSPELT = 0.8
# What is named may well not be in this network; only a name that looks like one is a slip.


def meant(name: str, known: Collection[str]) -> str | None:
    """Return the known name that was meant, if this one is none and looks like it."""
    if name in known:
        return None
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_MISSPELT)), None)
