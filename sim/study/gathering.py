"""Gathering: puts the tables of the jobs together, in memory for two scenarios at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from sim.outcomes.headlines import LEAD
from sim.study import schemas
from sim.study.drift import drift
from sim.study.means import levels
from sim.study.pairing import Pair, cells, paired
from sim.study.plan import Job, Plan
from sim.study.store import (
    DIFFERENCES,
    DRIFT,
    FLOWS,
    KPIS,
    LEVELS,
    WEEKLY,
    Store,
    UnreadableError,
)
from sim.study.terminal import watched
from sim.system.leading import leader


def gather(plan: Plan, store: Store) -> None:
    """Write the study's own tables from those of its jobs, scenario by scenario, in their order.

    If parts cannot be read, removes them and raises :class:`~sim.study.store.UnreadableError`.
    """
    jobs = {name: [Job(name, n) for n in range(plan.replications)] for name in plan.scenarios}
    found: dict[str, tuple[pa.Table, pa.Table]] = {}
    store.write_all(KPIS, _each(plan, store, jobs, found), schemas.STUDY_KPIS)
    store.write(LEVELS, pa.concat_tables([found[name][0] for name in sorted(found)]))
    every = cells(pa.concat_tables([there for _, there in found.values()]))
    before = store.gather(jobs[plan.baseline], KPIS)
    changes = (
        paired(Pair(name, before, store.gather(jobs[name], KPIS), every), plan.run.confidence)
        for name in sorted(jobs)
        if name != plan.baseline
    )
    store.write_all(DIFFERENCES, changes, schemas.DIFFERENCES)
    everything = [job for some in jobs.values() for job in some]
    weekly = store.gather(everything, WEEKLY)
    store.write(WEEKLY, weekly)
    store.write(DRIFT, drift(weekly, plan.baseline, watched(_lead_tier(plan))))
    store.write(FLOWS, store.gather(everything, FLOWS))


def _each(
    plan: Plan,
    store: Store,
    jobs: Mapping[str, list[Job]],
    found: dict[str, tuple[pa.Table, pa.Table]],
) -> Iterator[pa.Table]:
    """Yield the outcomes of each scenario; note its levels and its cells."""
    damaged: list[UnreadableError] = []
    for name, some in jobs.items():
        try:
            kpis = store.gather(some, KPIS)
        except UnreadableError as error:
            damaged.append(error)
            continue
        found[name] = levels(kpis, plan.run.confidence), cells(kpis)
        yield kpis
    if damaged:
        raise damaged[0]


def _lead_tier(plan: Plan) -> str:
    """Tier of the hospital that leads in the baseline."""
    network = plan.scenarios[plan.baseline].system.network
    name = leader(network)
    return network.facilities[name].tier.value if name in network.facilities else LEAD
