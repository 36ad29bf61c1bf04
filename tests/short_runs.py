"""Short runs in which many leave the wards, as the house in whose folder this is plays them.

``python -m tests.short_runs`` prints what the house of the skeleton has to show.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from experiments.digests import digest
from sim.config import load
from sim.engines import world
from sim.engines.compiled import plain_python
from sim.engines.newcomers import patients
from sim.engines.readable import Engine
from sim.journeys import Record
from sim.keeping import Keeper, record_of
from sim.outcomes.indicators import DIMENSIONS
from sim.outcomes.tally import plain_python as counting
from sim.outcomes.tally import tally_for
from sim.scenario import Scenario
from tests.outcomes.comparing import assert_same_kpis
from tests.outcomes.oracle import expected
from tests.records import fingerprint
from tests.test_doses import MECHANISMS

SHORT = (
    *("network=three_tier", "run.days=1", "run.warmup_days=0", "returns.otherwise=0.3"),
    "admission={discharge_hours: null, before_operation_hours: {mean: 1}}",
    *(
        f"network.facilities.{name}.ward={{occupancy: 0, stay_days: {{mean: 0.2}}}}"
        for name in ("central", "east", "west")
    ),
    "conditions.common_cold.admission=0.9",
)
"""Many are admitted, into wards that are empty at first, stay for some hours, and come again."""
ENGINES = ("simpy", "plain")


@dataclass(frozen=True)
class Played:
    """What an engine has played."""

    kpis: pa.Table
    flows: pa.Table
    record: Record

    def digests(self, without: Sequence[str] = ()) -> dict[str, str]:
        """Digests of all that can be seen, some columns of the episodes left out."""
        return {
            "kpis": digest(self.kpis),
            "flows": digest(self.flows),
            "journeys": fingerprint(self.record.journeys),
            "episodes": fingerprint(self.record.episodes.drop_columns(list(without))),
        }

    def value(self, indicator: str) -> float:
        """The value of an indicator, of all together; 0 without a row."""
        return sum(
            float(row["value"])
            for row in self.kpis.to_pylist()
            if row["indicator"] == indicator and all(row[name] is None for name in DIMENSIONS)
        )


@cache
def _scenario(*words: str) -> Scenario:
    return load(*SHORT, *words)


def played(engine: str, *words: str) -> Played:
    """Play a short run by SimPy's processes, or by the sources of the compiled engine."""
    seen = world(_scenario(*words), 0)
    keeper, tally = Keeper(seen.tables, seen.cohort), tally_for(seen, counting())
    if engine == "simpy":
        Engine(seen.tables, patients(seen.cohort), [keeper, tally]).play()
    else:
        plain_python(seen.tables, seen.cohort, [keeper, tally]).play()
    return Played(tally.kpis(), tally.flows(), record_of(seen, keeper, engine, 0.0))


def shown(mechanism: str, column: str) -> dict[str, Any]:
    """What a house shows of its mechanism at no dose, and at each of those in its tests.

    Its indicators must be what the definitions in SQL give. The column is left out at no dose.
    """
    (dosed,) = [one for one in MECHANISMS if one.mechanism == mechanism]
    doses = [played("simpy", *dose) for dose in dosed.doses]
    assert_same_kpis(doses[-1].kpis, expected(doses[-1].record)[0])
    return {
        "zero": {engine: played(engine).digests(without=[column]) for engine in ENGINES},
        "dosed": {"simpy": doses[0].digests(), "plain": played("plain", *dosed.doses[0]).digests()},
        "moves": dosed.moves,
        "values": [run.value(dosed.indicator) for run in doses],
    }


if __name__ == "__main__":
    print(json.dumps(shown("discharge talk", "talked")))  # noqa: T201
