"""How chronic persons are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    PERSON_YEARLY,
    Family,
    Measure,
    count,
    share,
)

_BY_HOME: Final = (ALL, ("home",))

CHRONIC: Final = (
    Family(
        ("kinds",),
        ("occasions",),
        _BY_HOME,
        (
            share("chronic_control", "controlled", "occasions"),
            share("chronic_followed", "held", "due"),
            share("chronic_at_lead", "held_at_lead", "held"),
            count("exacerbations", "exacerbated"),
            Measure(
                "chronic_admission_rate",
                "chronic_admitted",
                ("chronic_admitted",),
                over="occasions",
                said=PERSON_YEARLY,
            ),
        ),
    ),
)
