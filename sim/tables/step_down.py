"""Step-down: who agrees above, and which beds below are asked for."""

from __future__ import annotations

from sim.contract import NOWHERE
from sim.system import System
from sim.system.joint_wards import STATION
from sim.system.step_down import JointWard
from sim.tables.names import Names
from sim.tables.rows import DownRow


def proposed(system: System, facility: str) -> float:
    """Return how often it is proposed at a facility: by its joint wards, where that is more."""
    return max(system.step_down.proposed, *(w.proposed for w in _joint(system, facility)), 0.0)


def accepted(system: System, facility: str) -> float:
    """Return how often patients of a facility agree: by its joint wards, where that is more."""
    return max(system.step_down.accepted, *(w.accepted for w in _joint(system, facility)), 0.0)


def down_rows(system: System, names: Names) -> list[list[DownRow]]:
    """Return the beds to step down to of each facility, those of joint wards first."""
    beds = [_beds(system, names, name) for name in names.facilities]
    longest = max(map(len, beds))
    end = DownRow(NOWHERE, NOWHERE)
    return [row + [end] * (longest + 1 - len(row)) for row in beds]


def _beds(system: System, names: Names, facility: str) -> list[DownRow]:
    """The beds below, in the order of the facility's choice."""
    targets = system.network.facilities[facility].steps_down_to
    joint = {ward.below for ward in _joint(system, facility)}
    return [
        *(
            DownRow(names.facilities.index(name), names.station(name, STATION))
            for name in targets
            if name in joint
        ),
        *(DownRow(names.facilities.index(name), NOWHERE) for name in targets),
    ]


def _joint(system: System, facility: str) -> list[JointWard]:
    """The joint wards for a facility's patients."""
    return [ward for ward in system.step_down.joint_wards if ward.above == facility]
