"""Time-critical pathways in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _EVERYWHERE, Family, Measure, _count, _share, _spread


def _minutes(clock: str) -> str:
    """Minutes from the first contact to a clock."""
    return f"60 * (known({clock}) - contact_at)"


def _clock(name: str, what: str) -> tuple[Measure, ...]:
    """How long something takes, and how often that is within its target."""
    in_time = _share(f"{name}_on_time", f"{what}_in_time", f"known({what}_at) IS NOT NULL")
    return (*_spread(name, _minutes(f"{what}_at")), in_time)


_PATHWAYS: Final = Family(
    "(SELECT *, came_to AS facility, came_to_tier AS tier,"
    " coalesce(known(needle_at), known(device_at)) AS opened_at FROM cases"
    " WHERE pathway IS NOT NULL AND contact AND observed(resolved))",
    _EVERYWHERE,
    (
        _count("time_critical"),
        *_clock("contact_to_test", "test"),
        *_clock("contact_to_needle", "needle"),
        *_clock("contact_to_device", "device"),
        *_clock("door_in_door_out", "door_out"),
        *_spread("onset_to_reperfusion", "opened_at - symptoms_at"),
        _share("reperfused_share", "opened_at IS NOT NULL"),
        Measure("expected_mortality", "avg(death_risk)"),
    ),
)

_BROUGHT_IN: Final = Family(
    "(SELECT *, came_to AS facility, came_to_tier AS tier FROM cases"
    " WHERE brought_in AND contact AND observed(resolved))",
    _EVERYWHERE,
    (Measure("brought_in", "nullif(yearly(count(*)), 0)"),),
)

CRITICAL: Final = (_PATHWAYS, _BROUGHT_IN)
