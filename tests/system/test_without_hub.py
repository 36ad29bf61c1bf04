"""A modality without a hub: its recordings are read where they are made."""

from __future__ import annotations

import pytest

from sim import config
from sim.keeping import recorded
from sim.system.faults import Faults

DAY = ("network=three_tier", "run.days=1", "run.warmup_days=0")
NO_IMAGES = (
    "~remote.imaging.hub",
    "~remote.imaging.station",
    "remote.imaging={members: [], share: 0}",
)
NO_ECGS = ("~remote.ecg.hub", "~remote.ecg.station", "remote.ecg={members: [], share: 0}")


def sent_away(*overrides: str, stage: str) -> int:
    """Recordings that are read at another facility."""
    rows = recorded(config.load(*DAY, *overrides), 0).journeys.to_pylist()
    stations = [(row["facility"], row["station"]) for row in rows if row["stage"] == stage]
    assert stations
    return sum(not (station or here).startswith(here) for here, station in stations)


def test_without_a_hub_nothing_is_sent_away() -> None:
    assert sent_away(stage="imaging_reading") > 0
    assert sent_away(*NO_IMAGES, stage="imaging_reading") == 0


def test_the_lever_raises_what_has_a_hub_only() -> None:
    scenario = config.load(*DAY, *NO_IMAGES, "policy=[remote_diagnosis]")
    assert scenario.system.remote["imaging"] == scenario.before.remote["imaging"]
    assert scenario.system.remote["ecg"].share > scenario.before.remote["ecg"].share


@pytest.mark.parametrize(
    ("overrides", "key"),
    [
        (("~remote.imaging.hub",), "remote.imaging.hub"),
        (("~remote.imaging.station",), "remote.imaging.station"),
        ((*NO_IMAGES, *NO_ECGS, "policy=[remote_diagnosis]"), "policy.remote_diagnosis.share"),
    ],
)
def test_members_need_a_hub_a_hub_needs_readers_and_the_lever_needs_one(
    overrides: tuple[str, ...], key: str
) -> None:
    with pytest.raises(Faults) as caught:
        config.load(*DAY, *overrides)
    assert [fault.key for fault in caught.value.faults] == [key]
