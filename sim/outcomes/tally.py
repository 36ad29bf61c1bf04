"""The tally: a watcher that counts outcomes as a run passes, and keeps no rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.contract import NOWHERE
from sim.engines import World
from sim.engines.watching import Block
from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import JourneyRow, Record
from sim.keeping.surroundings import surroundings
from sim.native.compiling import compiler, usable
from sim.native.memory import Arrays, Memory, Objects
from sim.outcomes import (
    beds,
    bins,
    cells,
    chronic,
    counting,
    episodes,
    holding,
    openings,
    pathways,
    spans,
    steps,
    tickets,
    transfers,
    visits,
    ways,
)
from sim.outcomes.audits import Audits
from sim.outcomes.bins import BINS
from sim.outcomes.facts import AMOUNTS, BINNED, CHANNELS, COUNTS, ENDS, HEADS
from sim.outcomes.flows import flows
from sim.outcomes.frame import Codes, Names, Setting, setting_of
from sim.outcomes.holding import held_of
from sim.outcomes.kpis import kpis
from sim.outcomes.reading import blocks_of, names_of, who_of
from sim.outcomes.rows import Amount, Busy, Spot, Used, Visit
from sim.outcomes.sheets import Counted
from sim.outcomes.weekly import weekly
from sim.rules import notes

_SPOTS: Final = 512
"""Cells of spots to begin with."""
_VISITS: Final = 1 << 12
"""Open visits to begin with."""
_SPOT_BINS: Final = 2
"""How many amounts of a spot have bins: the wait, and the time of a reading."""


class Program(NamedTuple):
    """The form in which rows are kept and counted."""

    memory: Memory
    rows: Callable[[Any, npt.NDArray[Any]], Any]
    """Makes rows of a kind from a record array."""
    bins: Callable[[int], Any]
    """Makes rows of empty bins."""
    see_steps: Callable[..., int]
    see_leavers: Callable[..., None]


@cache
def machine_code() -> Program:
    """Counting in machine code."""
    parts = steps, visits, pathways, chronic, ways, episodes, counting
    first = notes, bins, cells, openings, spans, holding, beds, tickets, transfers
    compile_ = compiler(*first, *parts)
    return Program(
        memory=Arrays(),
        rows=lambda _, rows: np.ascontiguousarray(rows),
        bins=lambda count: np.zeros((count, BINS), np.int32),
        see_steps=compile_(counting.see_steps),
        see_leavers=compile_(counting.see_leavers),
    )


def plain_python() -> Program:
    """Counting in plain Python."""
    memory = Objects()
    return Program(
        memory=memory,
        rows=lambda kind, rows: [kind(*cells) for cells in rows.tolist()],
        bins=lambda count: memory.empty(int, count, BINS),
        see_steps=counting.see_steps,
        see_leavers=counting.see_leavers,
    )


class Tally:
    """Counts all indicators and flows of one run."""

    def __init__(self, setting: Setting, who: Codes, program: Program | None = None) -> None:
        """Begin to count; ``who`` is the kind of each patient, by number.

        By default the program is machine code where numba is installed.
        """
        self._setting = setting
        self._program = program or (machine_code() if usable() else plain_python())
        self._rows = _rows(self._program, setting, who)
        self._books = self._program.memory.bundle(self._rows)
        self._audits = Audits(setting)

    def see(self, block: Block) -> None:
        """Count a block."""
        program = self._program
        journeys = program.rows(JourneyRow, block.journeys)
        done = program.see_steps(self._books, journeys, 0)
        while done < len(journeys):
            self._make_room()
            done = program.see_steps(self._books, journeys, done)
        episodes = program.rows(EpisodeRow, block.episodes)
        program.see_leavers(self._books, episodes, program.rows(CourseRow, block.courses))
        self._audits.see(block.counts)

    def kpis(self) -> pa.Table:
        """Return all indicators as a table of the schema ``KPIS``, in a fixed order.

        Raises :exc:`ValueError` for a station that served patients but never opened.
        """
        return kpis(self._setting, self._counted())

    def flows(self) -> pa.Table:
        """Return the flows of patients, as a table of the schema ``FLOWS``."""
        return flows(self._setting, self._counted().flow)

    def weekly(self) -> pa.Table:
        """Return indicators week by week, as a table of the schema ``WEEKLY``."""
        return weekly(self._setting, self._counted())

    def _used(self) -> Any:
        return self._program.memory.view(self._rows["used"])[0]

    def _make_room(self) -> None:
        """Lengthen rows that are short."""
        memory, rows, used = self._program.memory, self._rows, self._used()
        room = {"visit": 2 * int(used.visits)} if used.visits == len(rows["visit"]) else {}
        if used.cells == len(rows["count"]):
            spots = int(used.cells) - self._setting.frame.size.spots
            room |= _room(self._setting, 2 * spots)
        self._rows |= {name: memory.longer(rows[name], count) for name, count in room.items()}
        self._books = memory.bundle(self._rows)

    def _counted(self) -> Counted:
        """All counts as arrays."""
        used = self._used()
        if used.never_opened != NOWHERE:
            name = self._setting.names.stations[int(used.never_opened)]
            raise ValueError(f"station {name} served patients but has no opening hours")
        cells, kinds = int(used.cells), len(self._setting.frame.kind)
        size = self._setting.frame.size
        return Counted(
            count=self._records(int, "count", cells),
            amount=self._records(Amount, "amount", cells * len(AMOUNTS)),
            bins=self._records(int, "bins", int(used.bins))[:, : used.last_bin + 1],
            head=self._records(int, "head", kinds).reshape(kinds, len(HEADS)),
            week_head=self._records(int, "week_head", size.weeks).reshape(-1, len(HEADS)),
            busy=self._records(Busy, "busy", size.stations),
            held=self._records(Busy, "held", size.weeks * held_of(size)),
            flow=self._records(int, "flow", len(CHANNELS) * ENDS),
            audits=self._audits,
            spot=self._records(Spot, "spot", cells - size.spots),
        )

    def _records(self, kind: Any, name: str, count: int) -> npt.NDArray[Any]:
        return self._program.memory.records(kind, self._rows[name], count)


def tally_for(world: World, program: Program | None = None) -> Tally:
    """Return a tally that is ready to watch a world being played."""
    tables, cohort = world.tables, world.cohort
    names = Names(
        tables.names.homes,
        tables.names.conditions,
        tables.names.facilities,
        tables.names.stages,
        tables.names.stations,
    )
    about = surroundings(world.system, tables, world.window[0])
    setting = setting_of(names, about, world.window)
    resident = cohort.bed != NOWHERE
    who = setting.kinds(cohort.home, cohort.condition, cohort.acuity, resident)
    return Tally(setting, who, program)


def tally_of(record: Record, program: Program | None = None) -> Tally:
    """Return a tally that has seen all of a full record."""
    names = names_of(record)
    setting = setting_of(names, vars(record), record.window)
    tally = Tally(setting, who_of(record, setting), program)
    for block in blocks_of(record, names):
        tally.see(block)
    return tally


def _rows(program: Program, setting: Setting, who: Codes) -> dict[str, Any]:
    """Empty books; there is at least one row of everything."""
    memory, size, names = program.memory, setting.frame.size, setting.names
    spots = len(names.stations) * size.stages * (size.facilities + 1)
    room = _room(setting, _SPOTS)
    return {
        "frame": memory.tables(setting.frame),
        "who": memory.column(who),
        "used": memory.rows([Used(cells=size.spots)]),
        "count": memory.empty(int, room["count"], len(COUNTS)),
        "amount": memory.empty(Amount, room["amount"]),
        "bins": program.bins(room["bins"]),
        "head": memory.empty(int, len(setting.frame.kind), len(HEADS)),
        "week_head": memory.empty(int, size.weeks, len(HEADS)),
        "busy": memory.empty(Busy, len(names.stations) + 1),
        "held": memory.empty(Busy, size.weeks * held_of(size)),
        "flow": memory.empty(int, len(CHANNELS) * ENDS, ENDS),
        "cell": memory.empty(int, spots + 1),
        "spot": memory.empty(Spot, room["spot"]),
        "open": memory.column(np.zeros(len(who), np.int32)),
        "visit": memory.empty(Visit, _VISITS),
    }


def _room(setting: Setting, spots: int) -> dict[str, int]:
    """The number of rows that cells need, with room for ``spots`` spots."""
    cells, binned = setting.frame.size.spots, setting.frame.size.week_cells
    return {
        "spot": spots,
        "count": cells + spots,
        "amount": (cells + spots) * len(AMOUNTS),
        "bins": 1 + binned * BINNED + spots * _SPOT_BINS,
    }
