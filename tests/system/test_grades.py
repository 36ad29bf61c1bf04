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
            "+network.facilities.east.operates_grade_for={surgicl: 3}",
            "network.facilities.east.operates_grade_for",
            "a specialty",
        ),
    ],
)
def test_what_does_not_fit_is_named(override: str, key: str, expected: str) -> None:
    found = faults(override, own=False)
    assert any(fault.key.startswith(key) and expected in fault.expected for fault in found), found
