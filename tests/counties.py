"""A county of one's own: a small network under another name, with files about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.chosen import Chosen, chosen
from sim.system.faults import Faults

NETWORK = "# @package _global_\ndefaults: [three_tier]\n"
TARGETS = """\
- name: central visits
  indicator: visits
  facilities: [central]
  low: 50000
  high: 60000
  tolerance: 0.05
  source: told
- {name: letters, indicator: referred_up, tiers: [district, base], low: 2, high: 2, source: told}
"""
FITS = """\
- target: central visits
  keys:
    - network.homes.home_1.first_contact.suited.central
    - network.homes.home_2.first_contact.suited.central
  balance: elsewhere
  low: 0.1
  high: 0.2
- target: letters
  keys: [referral.formal_share.urgent]
  low: 0.001
  high: 0.4
"""


def county(folder: Path, targets: str | None = TARGETS, fits: str | None = FITS) -> Chosen:
    """The network ``ours``, which is the one of three tiers, with what is written of it."""
    _write(folder, {"network": NETWORK, "targets": targets, "calibration": fits})
    return replace(_chosen(), own=str(folder))


@cache
def _chosen() -> Chosen:
    """The network of three tiers under its other name, composed once."""
    with TemporaryDirectory() as folder:
        _write(Path(folder), {"network": NETWORK})
        return chosen(["network=ours"], folder)


def _write(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write what there is into the groups of a folder."""
    for group, text in files.items():
        if text is not None:
            (folder / group).mkdir(parents=True, exist_ok=True)
            (folder / group / "ours.yaml").write_text(text, encoding="utf-8")


def told(faults: Faults) -> list[str]:
    """Faults as lines of a terminal."""
    return str(faults).splitlines()
