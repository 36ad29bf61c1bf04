"""Acuity: the levels of triage (急诊分级), 1 to 4, the most urgent first."""

from __future__ import annotations

from typing import Final

LEVELS: Final = 4
CRITICAL: Final = 1
"""The level of patients who may die at any moment."""
LAST_URGENT: Final = 2
"""The last level that is an emergency; all after it can wait."""
