"""The scenarios of the main job: no programmes, today's, each lever on top, all together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.config import levers, load
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

BASELINE = "today"
"""What everything is compared with."""

_MIXES = "none and today are compared"


def scenarios(
    overrides: Sequence[str], config_dir: Path | str | None = None
) -> dict[str, Scenario]:
    """Return the scenarios to compare by name, the baseline among them.

    An override of ``policy`` gives one mix of levers to compare instead of each and all. Raises
    :class:`~sim.system.faults.Faults` with what is wrong in any of them.
    """
    mixes = [[text] for text in overrides if text.startswith("policy=")] or _each_and_all(
        config_dir
    )
    common = [text for text in overrides if not text.startswith("policy=")]
    found: dict[str, Scenario] = {}
    faults = [
        Fault(text.partition("=")[0], text.partition("=")[2], f"to be left out: {_MIXES}")
        for text in overrides
        if text.startswith(("scenario=", "name="))
    ]
    for mix in (["scenario=none"], [f"scenario={BASELINE}"], *mixes):
        try:
            scenario = load(*common, *mix, config_dir=config_dir)
        except Faults as wrong:
            faults += wrong.faults
        else:
            found[scenario.name] = scenario
    if faults:
        raise Faults(tuple(dict.fromkeys(faults)))
    return found


def _each_and_all(config_dir: Path | str | None) -> list[list[str]]:
    """Overrides for each lever on top of the baseline, and for all of them."""
    known = levers(config_dir)
    all_of_them = [f"policy=[{','.join(known)}]", f"name={BASELINE}+all"]
    return [*([f"policy=[{lever}]"] for lever in known), *([all_of_them] if len(known) > 1 else [])]
