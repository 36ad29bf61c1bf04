"""Digests: every shipped network, case and lever gives what it gave, under both engines."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pyarrow as pa
import pytest

from experiments.digests import digest, digests

KEPT = Path(__file__).parent / "digests.json"


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_results_are_what_they_were(engine: str) -> None:
    """If they are meant to change: python -m experiments.digests out=tests/digests.json."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    found = digests(engine)
    assert {name for name in kept if kept[name] != found.get(name)} == set()
    assert set(found) == set(kept)


def test_a_digest_hangs_on_values_and_not_on_the_order_of_rows_or_on_empty_columns() -> None:
    rows = [{"indicator": "a", "tier": None, "value": 0.1}, {"indicator": "b", "value": 2.0}]
    plain = digest(pa.Table.from_pylist(rows))
    assert digest(pa.Table.from_pylist(rows[::-1])) == plain
    assert digest(pa.Table.from_pylist([row | {"need": None} for row in rows])) == plain
    last_bit = math.nextafter(0.1, 1.0)
    assert digest(pa.Table.from_pylist([rows[0] | {"value": last_bit}, rows[1]])) != plain
