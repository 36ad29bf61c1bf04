"""Surgery: keys that contradict themselves are named."""

from __future__ import annotations

import pytest

from tests.system.test_ways import faults

GRADES = "conditions.trauma.operation_grades"


@pytest.mark.parametrize(
    ("override", "key", "expected"),
    [
        (f"{GRADES}=[0.5,0.5,0.5,0.5]", GRADES, "shares that add up to 1"),
        (f"{GRADES}=[0.5,0.5]", GRADES, "to be given"),
        (
            "network.facilities.east.operates_grade=5",
            "network.facilities.east.operates_grade",
            "less than or equal to 4",
        ),
        (
            "network.facilities.east.surgery.last_start_minutes=600",
            "network.facilities.east.surgery.last_start_minutes",
            "less than the 600 minutes of the longest session of theatre",
        ),
        (
            "network.facilities.east.surgery.last_start_minutes=null",
            "network.facilities.east.surgery.last_start_minutes",
            "minutes, since day surgery goes by lists",
        ),
        (
            "+network.facilities.town_1.surgery={surgeons: 1}",
            "network.facilities.town_1.surgery",
            "nothing, or a station theatre",
        ),
        (
            "access.patience_minutes=[null,null,-1,null]",
            "access.patience_minutes",
            "",
        ),
        (
            "+network.facilities.east.operates_grade_for={surgicl: 3}",
            "network.facilities.east.operates_grade_for",
            "a specialty",
        ),
    ],
)
def test_what_does_not_fit_is_named(override: str, key: str, expected: str) -> None:
    found = faults(override, own=False)
    assert any(fault.key.startswith(key) and expected in fault.expected for fault in found), found
