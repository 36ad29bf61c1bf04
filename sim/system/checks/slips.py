"""Slips: unknown names that look like a known one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_MISSPELT = 0.8
# A name may be missing from this network for good reasons: only a look-alike is a slip.


def meant(name: str, known: Collection[str]) -> str | None:
    """Return the known name that an unknown one looks like, if any."""
    if name in known:
        return None
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_MISSPELT)), None)
