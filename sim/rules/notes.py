"""Notes: what is remembered of each facility that an episode has been to (``Patient.notes``).

Some facts of a referral are known only when it is decided: by which way the patient leaves for the
next facility, and whether that is needed. A hop has :data:`BITS` bits, the first hop the lowest.
"""

from __future__ import annotations

from typing import Final, Protocol

from sim.contract import Patient

# By which way the patient left for the next facility.
FORMAL: Final = 1  # with a letter (上转)
GREEN: Final = 2  # with a letter, by the green channel
OWN: Final = 3  # by oneself
ALLIED: Final = 4  # with a letter within a specialty alliance
DOWN: Final = 5  # sent down with a plan (下转)
WAYS: Final = ("formal", "green", "own", "allied", "down")
"""Their names, from FORMAL on."""
WAY: Final = 7  # the bits that hold it

UNNEEDED: Final = 8  # the facility could have treated the case itself

# Of a visit that wants tests whose results the patient brings.
REPEATED: Final = 16
RECOGNISED: Final = 32

SPARED: Final = 64  # would have gone up, had the hub not read the recording

BITS: Final = 7
HOPS: Final = 8  # nothing is noted of later hops


class Noted(Protocol):
    """A row that holds notes."""

    notes: int


def note(p: Patient, what: int) -> None:
    """Note something of the present facility."""
    if p.hop < HOPS:
        p.notes |= what << (BITS * p.hop)


def noted(p: Noted, hop: int) -> int:
    """Return what is noted of a hop."""
    if hop < 0 or hop >= HOPS:
        return 0
    return (p.notes >> (BITS * hop)) & ((1 << BITS) - 1)


def by_letter(way: int) -> bool:
    """Say whether a way is with a letter (上转)."""
    return way in (FORMAL, GREEN, ALLIED)


def way(p: Patient, hop: int) -> int:
    """Return the way by which the patient left a hop for the next one; 0: none is noted."""
    return noted(p, hop) & WAY if p.notes != 0 else 0
