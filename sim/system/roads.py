"""Roads: how long a way takes, from coordinates where no minutes are given."""

from __future__ import annotations

import math
from typing import Annotated, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.clock import MINUTES_PER_HOUR
from sim.system.fields import STRICT, Positive

Position = tuple[
    Annotated[float, Field(ge=-180.0, le=180.0)], Annotated[float, Field(ge=-90.0, le=90.0)]
]
"""Longitude and latitude, in degrees."""

_EARTH: Final = 6371.0  # mean radius, km


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Roads:
    """How fast one gets from place to place."""

    car_kmh: Positive = 35.0
    """Mean speed of patients and experts, in km an hour."""
    ambulance_kmh: Positive = 50.0
    """Mean speed of ambulances, in km an hour."""
    detour: Annotated[float, Field(ge=1.0, le=10.0)] = 1.35
    """Length of the road over the distance as the crow flies."""

    def car_minutes(self, here: Position, there: Position) -> float:
        """Return the minutes by car between two places."""
        return MINUTES_PER_HOUR * kilometres(here, there) * self.detour / self.car_kmh

    def by_ambulance(self, car_minutes: float) -> float:
        """Return the minutes of an ambulance for a way of ``car_minutes`` by car."""
        return car_minutes * self.car_kmh / self.ambulance_kmh


def kilometres(here: Position, there: Position) -> float:
    """Return the great-circle distance, by the haversine formula (Sinnott 1984)."""
    (east, north), (other_east, other_north) = here, there
    width = math.sin(math.radians(other_east - east) / 2.0) ** 2
    height = math.sin(math.radians(other_north - north) / 2.0) ** 2
    cosines = math.cos(math.radians(north)) * math.cos(math.radians(other_north))
    return 2.0 * _EARTH * math.asin(min(1.0, math.sqrt(height + cosines * width)))
