"""Reserves: the servers of a station that ordinary work leaves free."""

from __future__ import annotations


def kept_free(reserve: int, servers: int) -> int:
    """Return how many of the servers that there are now must stay free: never all of them."""
    return max(0, min(reserve, servers - 1))
