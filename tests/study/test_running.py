"""Studies: workers, interruption, failure, resumption, refusal."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.journeys import STOCKS
from sim.scenario import Scenario
from sim.study import JobsFailedError, Study, compare
from sim.study.plan import Job
from sim.study.schemas import DIFFERENCES, LEVELS, STUDY_FLOWS, STUDY_KPIS
from sim.study.store import Store
from sim.system.faults import Faults
from tests.study import fakes


def same(one: Study, other: Study) -> bool:
    """Whether all tables are equal, value for value."""
    return (
        one.kpis.equals(other.kpis)
        and one.flows.equals(other.flows)
        and one.differences.equals(other.differences)
        and one.levels.equals(other.levels)
    )


@pytest.fixture(scope="module")
def whole() -> Study:
    """The study that nothing interrupts."""
    return compare(fakes.scenarios(), play=fakes.play)


def test_the_tables_have_their_schemas_and_pairs_their_luck(whole: Study) -> None:
    assert whole.kpis.schema == STUDY_KPIS
    assert whole.flows.schema == STUDY_FLOWS
    assert whole.differences.schema == DIFFERENCES
    assert whole.levels.schema == LEVELS
    assert set(whole.levels["scenario"].to_pylist()) == {"today", "more"}
    (wait,) = [
        row
        for row in whole.differences.to_pylist()
        if row["indicator"] == "wait_mean" and row["home"] == "hill"
    ]
    assert wait["difference"] == pytest.approx(-wait["baseline_mean"] / 3.0)
    assert (wait["events"], wait["replications"], wait["verdict"]) == (40, 2, "shorter")


def test_flows_start_at_home(whole: Study) -> None:
    first = whole.flows.to_pylist()[0]
    assert (first["origin"], first["destination"], first["events"]) == ("home", "municipal", 40)
    assert first["value"] == pytest.approx(40 * 8760.0 / 168.0)


def test_workers_change_nothing(tmp_path: Path, whole: Study) -> None:
    assert same(whole, compare(fakes.scenarios(workers=2), tmp_path, play=fakes.play))


def test_a_replication_is_played_by_one_worker(tmp_path: Path) -> None:
    compare(fakes.scenarios(6, workers=2), tmp_path, play=fakes.play_and_say_where)
    store = Store(tmp_path)
    where = [[store.engine(Job(name, n)) for name in fakes.MINUTES] for n in range(6)]
    assert all(one == other for one, other in where[:4])  # the last are shared, one by one
    assert not any(f"process {os.getpid()}" in pair for pair in where)


def test_a_complete_study_is_not_run_again(
    tmp_path: Path, whole: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    again = compare(fakes.scenarios(workers=2), tmp_path, play=fakes.never_play)
    assert same(whole, again)
    assert "nothing to run" in " ".join(capsys.readouterr().err.split())


def test_the_folder_explains_itself(tmp_path: Path) -> None:
    scenarios = fakes.scenarios(record="full")
    compare(scenarios, tmp_path, overrides=["network=three_tier"], play=fakes.play)
    about = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert about["complete"] is True
    assert about["jobs"] == {"total": 4, "done": 4, "failed": 0}
    assert about["engine"] == "told"  # what the records say, not what was asked for
    assert [one["name"] for one in about["scenarios"]] == ["today", "more"]
    assert (about["baseline"], about["days"]) == ("today", 7.0)
    assert about["overrides"] == ["network=three_tier"]
    assert (tmp_path / "scenarios/more.yaml").read_text() == scenarios["more"].resolved
    assert pq.read_table(tmp_path / "journeys/today.journeys.parquet").num_rows == 80
    assert pq.read_schema(tmp_path / "journeys/today.stocks.parquet").names == STOCKS.names


def test_a_failed_job_costs_only_itself(tmp_path: Path, whole: Study) -> None:
    with pytest.raises(JobsFailedError, match="more replication 1: RuntimeError: the beds"):
        compare(fakes.scenarios(), tmp_path, play=fakes.play_but_fail_once)
    about = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert (about["complete"], about["jobs"]["done"]) == (False, 3)
    assert "on fire" in (tmp_path / "parts/more/1.error.txt").read_text()
    assert same(whole, compare(fakes.scenarios(), tmp_path, play=fakes.play))
    assert not (tmp_path / "parts/more/1.error.txt").exists()


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path, whole: Study) -> None:
    study = compare(fakes.scenarios(workers=2), tmp_path, play=fakes.OnceKilled(tmp_path))
    assert same(whole, study)
    (sentence,) = study.about["killed"]
    assert "signal 9" in sentence
    assert "1 worker plays" in sentence


def test_a_job_that_is_always_killed_fails_alone(tmp_path: Path, whole: Study) -> None:
    with pytest.raises(JobsFailedError, match=r"1 jobs failed.*more replication 1: was killed"):
        compare(fakes.scenarios(workers=2), tmp_path, play=fakes.play_until_killed)
    found = fakes.files(tmp_path)
    assert not any(name.startswith("parts/more/1.") for name in found)
    assert not any(name.endswith(".tmp") for name in found)
    assert "kpis.parquet" not in found
    assert same(whole, compare(fakes.scenarios(), tmp_path, play=fakes.play))


def test_other_results_are_refused(tmp_path: Path) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    with pytest.raises(Faults, match="overwrite=true"):
        compare(fakes.scenarios(replications=1), tmp_path, play=fakes.never_play)
    (tmp_path / "notes.txt").write_text("mine")
    study = compare(fakes.scenarios(replications=1), tmp_path, overwrite=True, play=fakes.play)
    assert set(study.kpis["replication"].to_pylist()) == {0}
    assert not (tmp_path / "parts/today/1.kpis.parquet").exists()
    assert set(study.levels["replications"].to_pylist()) == {1}
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_with_anything_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(Faults, match="out = "):
        compare(fakes.scenarios(), tmp_path, play=fakes.never_play)
    with pytest.raises(Faults, match="Not a directory"):
        compare(fakes.scenarios(), tmp_path / "thesis.txt", play=fakes.never_play)


def test_scenarios_must_be_run_alike() -> None:
    unlike = fakes.scenarios() | {"other": fakes.scenarios(replications=9)["more"]}
    with pytest.raises(Faults, match=r"other\.run"):
        compare(unlike, play=fakes.never_play)


def test_an_unknown_baseline_names_the_nearest() -> None:
    with pytest.raises(Faults, match="did you mean 'today'"):
        compare(fakes.scenarios(), baseline="todays", play=fakes.never_play)


def test_replications_can_be_asked_for() -> None:
    study = compare(fakes.scenarios(), replications=1, play=fakes.play)
    assert set(study.kpis["replication"].to_pylist()) == {0}
    assert set(study.differences["low"].to_pylist()) == {None}


def with_file(path: Path) -> dict[str, Scenario]:
    """The two scenarios with a file of arrivals, of which two rows of three lie in the run."""
    return {
        name: replace(one, demand=replace(one.demand, path=str(path)))
        for name, one in fakes.scenarios().items()
    }


def test_what_a_file_leaves_out_is_told_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_text(
        "time,home,condition\n9,home_1,common_cold\n165,home_1,common_cold\n999,home_1,common_cold\n"
    )
    study = compare(with_file(path), tmp_path / "out", play=fakes.play)
    (remark,) = study.about["remarks"]
    assert "1 of 3 rows" in remark
    assert "are left out: 0 before it, 1 after." in remark
    assert capsys.readouterr().err.count("are left out") == 1


def test_days_without_holidays_are_told_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    late = {
        name: replace(one, demand=replace(one.demand, start=date(2050, 1, 3)))
        for name, one in fakes.scenarios().items()
    }
    (remark,) = compare(late, play=fakes.play).about["remarks"]
    assert "from 2050-01-03 to 2050-01-09 have no holidays" in remark
    assert "2050-01-09" in " ".join(capsys.readouterr().err.split())


def test_another_file_of_the_same_name_is_another_study(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_text("time,home,condition\n9,home_1,common_cold\n")
    compare(with_file(path), tmp_path / "out", play=fakes.play)
    path.write_text("time,home,condition\n9,home_2,common_cold\n")
    with pytest.raises(Faults, match="a new or an empty folder"):
        compare(with_file(path), tmp_path / "out", play=fakes.play)
