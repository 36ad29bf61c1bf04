"""A sweep knows its own jobs: what was edited between two calls is noticed, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim import study
from sim.command import FailedError
from sim.scenario import Scenario
from sim.study.claim import claimed
from sim.sweep import sweep
from sim.system.faults import Faults
from tests.study import fakes

OWN = Path(__file__).parent / "own"
VILLAGE = (
    "network=village", "conditions=few", "care=short", "practice=plain",
    "run.days=7", "run.warmup_days=0", "run.replications=1", "run.workers=1",
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A planner's own folder, to be edited."""
    return Path(shutil.copytree(OWN, tmp_path / "own"))


@pytest.fixture
def swept(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """What does a sweep of two jobs, by an engine that plays no medicine."""
    honest = study.compare

    def compare(chosen: dict[str, Scenario], *where: Path, **how: object) -> study.Study:
        return honest(chosen, *where, play=fakes.play, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(study, "compare", compare)
    return lambda *words: sweep(
        [*VILLAGE, *(words or ("run.seed=1,2",))], str(own), tmp_path / "swept"
    )


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as a planner would."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def notes(folder: Path) -> list[int]:
    """The exit codes of the jobs."""
    return [json.loads((folder / f"{n}.json").read_text("utf-8"))["code"] for n in range(2)]


def test_the_same_sweep_again_plays_nothing(swept: Callable[..., int], tmp_path: Path) -> None:
    assert swept() == 0
    before = (tmp_path / "swept/0/kpis.parquet").stat().st_mtime_ns
    assert swept() == 0
    assert (tmp_path / "swept/0/kpis.parquet").stat().st_mtime_ns == before


def test_numbers_in_a_block_with_a_range_are_swept_and_taken_away(
    swept: Callable[..., int], own: Path, tmp_path: Path
) -> None:
    block = "capability_for: {value: {cough: 0.9, chest_pain: 0.8}, times: [0.9, 1.1]}"
    edit(own / "network" / "village.yaml", "capability: 0.6", f"capability: 0.6\n      {block}")
    key = "network.facilities.centre.capability_for"
    assert swept(f"{key}.cough=0.7,0.8", f"~{key}.chest_pain") == 0
    made = (tmp_path / "swept/1/scenarios").glob("*.yaml")
    assert ["capability_for:\n        cough: 0.8\n" in one.read_text("utf-8") for one in made] == [
        True
    ]


def test_an_edited_network_is_noticed(swept: Callable[..., int], own: Path, tmp_path: Path) -> None:
    assert swept() == 0
    before = (tmp_path / "swept/0/kpis.parquet").read_bytes()
    edit(own / "network" / "village.yaml", "population: 9000", "population: 5000")
    with pytest.raises(Faults, match=r"a new folder; in that of job 0 .*9000.*5000") as told:
        swept()
    assert len(told.value.faults) == 1
    assert (tmp_path / "swept/0/kpis.parquet").read_bytes() == before
    assert notes(tmp_path / "swept") == [0, 0]
    edit(own / "network" / "village.yaml", "population: 5000", "population: 9000")
    assert swept() == 0


def test_what_was_run_before_that_is_said(
    swept: Callable[..., int], own: Path, tmp_path: Path
) -> None:
    assert swept() == 0
    shutil.rmtree(tmp_path / "swept/0")
    (tmp_path / "swept/0.json").unlink()
    edit(own / "network" / "village.yaml", "population: 9000", "population: 5000")
    with pytest.raises(FailedError, match=r"in that of job 1 .*9000.*5000.*run before that: job 0"):
        swept()
    assert (tmp_path / "swept/0/kpis.parquet").is_file()


def test_another_version_is_noticed(
    swept: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert swept() == 0
    monkeypatch.setattr("sim.study.digest.version", lambda _: "99.0")
    with pytest.raises(Faults, match="the version of Tierflow"):
        swept()


def test_a_damaged_note_is_written_again(swept: Callable[..., int], tmp_path: Path) -> None:
    assert swept() == 0
    for name in ("sweep.json", "0.json", "1/levels.parquet", "1/study.json"):
        (tmp_path / "swept" / name).write_bytes(b"")
        assert swept() == 0
        assert (tmp_path / "swept" / name).stat().st_size > 0


def test_another_sweep_is_refused_and_so_is_anything_else(
    swept: Callable[..., int], tmp_path: Path
) -> None:
    (tmp_path / "swept").mkdir()
    (tmp_path / "swept/thesis.txt").write_text("mine")
    with pytest.raises(Faults, match="something else"):
        swept()
    (tmp_path / "swept/thesis.txt").unlink()
    assert swept() == 0
    with pytest.raises(Faults, match="another sweep"):
        swept("run.seed=1,3")


def test_two_sweeps_at_once_do_not_mix(swept: Callable[..., int], tmp_path: Path) -> None:
    (tmp_path / "swept").mkdir()
    with claimed(tmp_path / "swept"), pytest.raises(Faults, match="nobody writes to now"):
        swept()
    assert swept() == 0
