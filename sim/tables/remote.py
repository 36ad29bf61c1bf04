"""Remote diagnosis: who reads the recordings of each facility, and how much they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.remote import Reading
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names


@dataclass(slots=True)
class ReadingRow:
    """How a facility's recordings of one modality are read."""

    share: float  # sent to the hub
    hub_station: int
    delay: float  # hours on the way
    critical_first: int
    recognition: float
    hub: DurationRow
    local: DurationRow


@dataclass(slots=True)
class RemoteTables:
    """Readings and critical values."""

    reading: list[list[ReadingRow]]  # [facility][modality]
    informed_by: list[int]  # [condition] modalities that tell how hard a case is, a set of bits
    critical: list[float]  # [condition] probability of a critical finding
    critical_calls: float


def lower_remote(system: System, names: Names) -> RemoteTables:
    """Return the tables of readings and critical values."""
    conditions = system.conditions.values()
    return RemoteTables(
        reading=[_readings(system, names, name) for name in names.facilities],
        informed_by=[_informed_by(condition, names.modalities) for condition in conditions],
        critical=[condition.critical for condition in conditions],
        critical_calls=system.referral.critical_calls,
    )


def _readings(system: System, names: Names, name: str) -> list[ReadingRow]:
    """How a facility's recordings are read, by modality."""
    return [
        ReadingRow(
            share=reading.share if name in reading.members else 0.0,
            hub_station=_hub_station(names, reading),
            delay=reading.delay_minutes * HOURS_PER_MINUTE,
            critical_first=int(reading.critical_first),
            recognition=reading.recognition,
            hub=duration_row(reading.hub_minutes, HOURS_PER_MINUTE),
            local=duration_row(reading.local_minutes, HOURS_PER_MINUTE),
        )
        for reading in (system.remote[modality] for modality in names.modalities)
    ]


def _hub_station(names: Names, reading: Reading) -> int:
    """The readers of a modality's hub; NOWHERE without a hub."""
    if reading.hub is None or reading.station is None:
        return NOWHERE
    return names.station(reading.hub, reading.station)


def _informed_by(condition: Condition, modalities: Sequence[str]) -> int:
    """The modalities whose reading tells how hard a case is, as a set of bits."""
    return sum(1 << code for code, one in enumerate(modalities) if one in condition.informed_by)
