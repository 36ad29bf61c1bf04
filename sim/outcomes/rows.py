"""Rows of numbers that a tally keeps and reads: arrays when compiled, lists when not.

Events are counted in *cells*: for a home, a condition, a need of the case, a facility with an
acuity, a week with a tier, or a *spot* (a stage at a station, for patients of a facility). Slot 0
means none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from sim.contract import NOWHERE


@dataclass(slots=True)
class Kind:
    """A kind of person, with the cells of the home and the condition."""

    home: int
    condition: int
    acuity: int
    resident: int  # 1: lay in a bed when the run began
    partial: int  # 1: of a home that is not described whole


@dataclass(slots=True)
class StageRow:
    """A stage."""

    in_bed: int
    order: int  # 1: work sent off
    results: int  # 1: the patient waits for orders
    doctor: int  # 1: by it a visit is seen
    reading: int
    target: float  # minutes that are promised; NaN: none


@dataclass(slots=True)
class FacilityRow:
    """A facility."""

    tier: int
    network: int  # 1: not outside
    consortium: int  # 1: neither outside nor the provincial hospital
    primary: int
    lead: int


@dataclass(slots=True)
class StationRow:
    """A station."""

    facility: int
    ward: int
    clinic: int
    runs_over: int
    first: int  # its openings are first … last - 1
    last: int


@dataclass(slots=True)
class OpeningRow:
    """An interval in which a station has servers."""

    opens: float  # hours
    closes: float
    before: float  # open hours before it


@dataclass(slots=True)
class SizeRow:
    """Numbers of things, and where the cells of each sort begin."""

    stages: int
    facilities: int
    stations: int
    weeks: int  # in the window; the last one may be shorter
    needs: int  # first cell of what cases need
    places: int  # first cell of a facility with an acuity
    week_cells: int  # first cell of a week with a tier
    spots: int  # first cell of a spot


@dataclass(slots=True)
class Frame:
    """What a tally needs to know of the world."""

    size: SizeRow
    kind: list[Kind]
    stage: list[StageRow]
    facility: list[FacilityRow]
    station: list[StationRow]
    opening: list[OpeningRow]
    first: float  # hours of the observed window
    last: float


@dataclass(slots=True)
class Amount:
    """What was measured in a cell."""

    events: int = 0
    total: float = 0.0
    bins: int = 0  # slot; 0: none


@dataclass(slots=True)
class Spot:
    """What a spot is."""

    stage: int = 0
    station: int = 0
    facility: int = 0


@dataclass(slots=True)
class Busy:
    """The use of a station in the window, or what was held somewhere in a week."""

    served: int = 0
    hours: float = 0.0
    overtime: float = 0.0  # of these hours, after the session of a clinic


@dataclass(slots=True)
class Visit:
    """A patient's visit that may still go on, or a free slot."""

    hop: int = 0
    following: int = 0  # the patient's next visit, or the next free slot
    facility: int = NOWHERE
    began: float = math.inf
    came: int = 0
    travelled: int = 0  # 1: has a step on the way
    arrived: float = -math.inf
    never_came: int = 0
    appointment: float = 0.0  # hours
    seen: float = math.inf
    departed: float = -math.inf
    unfinished: int = 0
    wait: float = 0.0  # minutes
    decided: float = math.inf  # when the first step of going up was asked for
    bed_asked: float = math.inf  # when a bed was first asked for
    to_return: float = math.inf  # when the patient left treated, to come again


@dataclass(slots=True)
class Used:
    """How far the rows are used."""

    cells: int
    bins: int = 1
    week: int = 0  # the noted week, from 0: of the last instant that was found in the window
    last_bin: int = 0  # the highest bin that has a value
    visits: int = 1
    free_visit: int = 0
    never_opened: int = NOWHERE  # a station that served patients


class Books(Protocol):
    """All that a tally reads and keeps."""

    frame: Frame
    who: list[int]  # [patient] kind
    used: list[Used]  # one row
    count: list[list[int]]  # [cell][one of COUNTS]
    amount: list[Amount]  # [cell * len(AMOUNTS) + one of AMOUNTS]
    bins: list[list[int]]  # [slot][bin]
    head: list[list[int]]  # [kind][one of HEADS]
    week_head: list[list[int]]  # [week][one of HEADS]
    busy: list[Busy]  # [station]
    held: list[Busy]  # [week * (stations + facilities + 1) + station, or as holding says]
    flow: list[list[int]]  # [channel * ENDS + origin][destination]
    cell: list[int]  # [station, stage, facility] cell of the spot; 0: none yet
    spot: list[Spot]  # [cell - frame.size.spots]
    open: list[int]  # [patient] first open visit
    visit: list[Visit]
