"""What a scenario asks of the machine: as many episodes as it can hold, and no more."""

from __future__ import annotations

from sim.clock import DAYS_PER_YEAR
from sim.scenario import Demand, Run
from sim.system import System
from sim.system.faults import Fault

A_DAY = 2_000_000
IN_A_RUN = 100_000_000
"""Episodes; some 40 bytes each are kept until a run is over, so that these take 4 GB."""


def beyond_reason(system: System, demand: Demand, run: Run) -> list[Fault]:
    """Return a fault if a run has more episodes than a machine can hold."""
    homes = system.network.homes.values()
    a_year = sum(home.population * home.episodes_per_head for home in homes)
    a_day = a_year / DAYS_PER_YEAR * demand.scale
    in_a_run = a_day * (run.warmup_days + run.days)
    replaced = demand.path is not None and not demand.beside
    if replaced or (a_day <= A_DAY and in_a_run <= IN_A_RUN):
        return []
    key = "demand.scale" if demand.scale > 1.0 else "network.homes"
    given = f"{a_day:.3g} episodes a day, {in_a_run:.3g} in a run"
    expected = f"at most {A_DAY:_} a day and {IN_A_RUN:_} in a run, which take 4 GB"
    return [Fault(key, given, expected.replace("_", " "))]
