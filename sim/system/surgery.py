"""Surgery: grades of operations (手术分级) and how long they take."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount

GRADES: Final = 4
"""Grades of operations, I (simple) to IV (the most difficult)."""

Grade = Annotated[int, Field(ge=0, le=GRADES)]
"""A grade of operations; 0: none."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Surgery:
    """What holds for operations everywhere."""

    minutes_factor: tuple[Amount, Amount, Amount, Amount] = (1.0, 1.0, 1.0, 1.0)
    """Minutes in theatre of grades I to IV, relative to the ward's operation_minutes."""
