"""Comparison: the function that compares scenarios from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim import replication
from sim.study.plan import Plan, Play
from sim.study.running import Study, carry_out

if TYPE_CHECKING:
    from sim.scenario import Scenario


def compare(  # noqa: PLR0913  (the public face: all choices, by name)
    scenarios: Mapping[str, Scenario],
    out: Path | None = None,
    *,
    baseline: str | None = None,
    replications: int | None = None,
    command: Sequence[str] = (),
    overrides: Sequence[str] = (),
    remarks: Sequence[str] = (),
    overwrite: bool = False,
    play: Play = replication.run,
) -> Study:
    """Play scenarios with the same luck and return their paired differences from the baseline.

    The default ``baseline`` is the scenario called ``today``, or else the first. ``out`` is the
    results folder: an interrupted study there goes on; other results are refused unless
    ``overwrite``. ``replications`` replaces the number of the scenarios' own runs. ``overrides``
    and ``command`` (the words before them) are kept for the record; ``remarks`` are shown to
    readers. Raises :class:`~sim.system.faults.Faults`, and
    :class:`~sim.study.running.JobsFailedError`.
    """
    if replications is not None:
        scenarios = {name: _repeated(one, replications) for name, one in scenarios.items()}
    plan = Plan(
        scenarios=scenarios,
        baseline=baseline or ("today" if "today" in scenarios else next(iter(scenarios))),
        out=out,
        command=tuple(command),
        overrides=tuple(overrides),
        remarks=tuple(remarks),
        overwrite=overwrite,
    )
    return carry_out(plan, play)


def _repeated(scenario: Scenario, replications: int) -> Scenario:
    return replace(scenario, run=replace(scenario.run, replications=replications))
