"""Hops: what is noted of the facilities of an episode, as a table and back."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.rules.notes import (
    BITS,
    FORMAL,
    HOPS,
    RECOGNISED,
    REPEATED,
    SPARED,
    UNNEEDED,
    WAY,
    WAYS,
)

_HOP: Final = (1 << BITS) - 1
_FLAGS: Final = {
    "unneeded": UNNEEDED,
    "repeated": REPEATED,
    "recognised": RECOGNISED,
    "spared": SPARED,
}


def columns_of(episodes: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    """Return the columns of :data:`~sim.journeys.HOPS`, in the order of some rows of episodes."""
    row = np.flatnonzero(episodes["notes"])
    notes = episodes["notes"][row]
    parts = []
    for hop in range(HOPS):
        there = np.flatnonzero(notes & _HOP)
        parts.append((row[there], np.full(len(there), hop), notes[there] & _HOP))
        rest = np.flatnonzero(notes >> BITS)
        row, notes = row[rest], notes[rest] >> BITS
    row, hops, told = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(row, kind="stable")
    told = told[order]
    flags = {name: told & bit != 0 for name, bit in _FLAGS.items()}
    patient = episodes["patient"][row[order]]
    return {"patient": patient, "hop": hops[order], "way": (told & WAY) - FORMAL} | flags


def notes_of(hops: pa.Table, patients: int) -> npt.NDArray[np.int64]:
    """Return the notes of each patient, by number, as the rules write them."""
    codes = {None: 0} | {name: FORMAL + code for code, name in enumerate(WAYS)}
    told = np.array([codes[way] for way in hops["way"].to_pylist()], np.int64)
    for name, bit in _FLAGS.items():
        told |= bit * hops[name].to_numpy().astype(np.int64)
    notes = np.zeros(patients, np.int64)
    np.bitwise_or.at(notes, hops["patient"].to_numpy(), told << BITS * hops["hop"].to_numpy())
    return notes
