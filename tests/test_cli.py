"""The command line: exit codes, messages, and what is left in the results folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from sim.cli import main
from sim.config import load, scenario_from
from sim.scenario import Scenario
from sim.sweep import one

pytestmark = pytest.mark.slow

OWN = str(Path(__file__).parent / "own")
VILLAGE = (
    "--config-dir", OWN, "network=village", "conditions=few", "care=short", "practice=plain",
    "run.days=1", "run.warmup_days=0", "run.replications=1", "run.workers=1",
)  # fmt: skip


def test_a_fault_gives_exit_code_2_and_one_line_after_the_summary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", *VILLAGE, "run.dayz=3"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "tierflow: 1 fault in the input; nothing was run",
        "run.dayz = 3: expected a key that is known (did you mean 'days'?)",
    ]


@pytest.mark.parametrize("command", ["check", "run", "compare"])
def test_every_command_tells_all_faults_at_once(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, *VILLAGE, "run.days=-1", "policy=[trainin]"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("tierflow: 2 faults in the input")
    assert "run.days = -1" in err
    assert "policy = trainin" in err


def test_check_shows_the_load_and_runs_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", *VILLAGE]) == 0
    out = capsys.readouterr().out
    assert "centre/registration" in out
    assert out.splitlines()[-1] == "At 1 or above: none"
    assert list(tmp_path.iterdir()) == []


def test_check_names_the_stations_that_are_overloaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *VILLAGE, "demand.scale=8"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("At 1 or above: ")
    assert "centre/consultation.general" in last


def test_check_tells_which_tickets_run_out_today_and_under_one_lever_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = ("run.levers=[gatekeeping,outreach]", "policy.training.gain=0.3")
    assert main(["check", *VILLAGE, "demand.scale=2", "policy=[training]", *wanted]) == 0
    out = capsys.readouterr().out
    tickets, levers = out.partition("Tickets of today+training")[2].split("each lever alone")
    (row,) = [line for line in tickets.splitlines() if "centre/consultation.general" in line]
    assert "tickets run out" in row
    assert "mon" in row
    told = [line.split("│")[1:3] for line in levers.splitlines() if "│" in line]
    assert ["gatekeeping", "centre/consultation.general"] in [
        [*map(str.strip, one)] for one in told
    ]
    assert "outreach does not fit this system: " in levers
    assert out.splitlines()[-1].startswith("At 1 or above: centre/consultation.general")


def test_check_refuses_a_lever_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *VILLAGE, "run.levers=[gatekeping]"]) == 2
    assert "run.levers = gatekeping" in capsys.readouterr().err


def test_run_leaves_results_and_will_not_replace_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "results"
    assert main(["run", *VILLAGE, f"out={out}"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(out)
    assert (out / "kpis.parquet").is_file()
    assert main(["run", *VILLAGE, "run.seed=2", f"out={out}"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"out = {out}")
    assert main(["run", *VILLAGE, "run.seed=2", f"out={out}", "overwrite=true"]) == 0


def test_a_bad_row_of_real_arrivals_is_told_before_anything_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = tmp_path / "arrivals.csv"
    rows.write_text("time,home,condition\n3.5,village,cough\n4.5,vilage,cough\n")
    out = tmp_path / "results"
    arguments = [*VILLAGE, "demand=file", f"demand.path={rows}", f"out={out}"]
    assert main(["run", *arguments]) == 2
    assert "vilage" in capsys.readouterr().err
    assert not out.exists()


def test_check_tells_what_a_file_and_the_calendar_leave_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = tmp_path / "arrivals.csv"
    rows.write_text("time,home,condition\n3.5,village,cough\n30,village,cough\n")
    words = ("demand=file", f"demand.path={rows}", "demand.start=2031-05-05")
    assert main(["check", *VILLAGE, *words]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert "covers 2019 to 2026" in first
    assert "1 of 2 rows" in second


def test_the_report_of_no_results_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["report", str(tmp_path / "nothing")]) == 2
    assert "nothing" in capsys.readouterr().err


def sweep(tmp_path: Path, *words: str, own: str = OWN) -> subprocess.CompletedProcess[str]:
    """Run ``python -m sim -m`` from an empty folder."""
    village = ("--config-dir", own, *VILLAGE[2:])
    command = [sys.executable, "-W", "error", "-m", "sim", "-m", *village, *words]
    root = Path(__file__).parents[1]
    return subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(root), "PATH": ""}, text=True,
        capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_sweep_leaves_one_folder_and_one_note_a_job(tmp_path: Path) -> None:
    done = sweep(tmp_path, "policy=[],[training]", "run.seed=1,2", "out=swept")
    assert done.returncode == 0, done.stderr
    notes = sorted((tmp_path / "swept").glob("[0-9].json"))
    assert [json.loads(note.read_text())["code"] for note in notes] == [0, 0, 0, 0]
    assert all((tmp_path / "swept" / n / "kpis.parquet").is_file() for n in "0123")
    *lines, place = done.stdout.splitlines()
    assert place == "swept"
    rows = [line.split() for line in lines if line.split()[1:2] == ["done"]]
    assert [row[0] for row in rows] == ["0", "1", "2", "3"]
    assert rows[3][2] == "policy=[training]"
    assert [line.split() for line in lines].count(["run.seed=2"]) == 2


@pytest.mark.slow
def test_a_job_that_fails_loses_no_other_and_the_worst_code_is_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_seed_1(scenario: Scenario, overrides: Sequence[str], folder: Path) -> object:
        if scenario.run.seed == 1:
            raise RuntimeError(f"no luck with {folder.name}")
        return one(scenario, overrides, folder)

    monkeypatch.setattr("sim.sweep.one", fail_on_seed_1)
    words = ["run", "-m", *VILLAGE, "run.seed=1,2", f"out={tmp_path / 'swept'}"]
    assert main(words) == 1
    notes = sorted((tmp_path / "swept").glob("[0-9].json"))
    assert [json.loads(note.read_text())["code"] for note in notes] == [1, 0]
    before = (tmp_path / "swept" / "1" / "kpis.parquet").stat().st_mtime_ns
    assert main(words) == 1  # again: what is done is left alone
    assert (tmp_path / "swept" / "1" / "kpis.parquet").stat().st_mtime_ns == before


@pytest.mark.slow
def test_all_jobs_are_checked_first_and_a_refused_sweep_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    words = ("policy=[training]", "policy.training.gain=0.1,0.5", "out=swept")
    done = sweep(tmp_path, *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "(job 1: policy.training.gain=0.5)" in done.stderr
    assert not (tmp_path / "swept").exists()
    assert sweep(tmp_path, "hydra.sweeper.nothing=1", "run.seed=1,2", "out=swept").returncode == 2
    assert not (tmp_path / "swept").exists()
    assert sweep(tmp_path, "run.seed=1,2", "out=swept").returncode == 0


@pytest.mark.slow
def test_a_sweep_with_a_wrong_name_is_refused_before_it_starts(tmp_path: Path) -> None:
    done = sweep(tmp_path, "policy=[],[trainin]", "out=swept")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "tierflow: 1 fault in the input; nothing was run"
    assert not (tmp_path / "swept").exists()


@pytest.mark.slow
def test_a_folder_with_another_sweep_is_refused(tmp_path: Path) -> None:
    assert sweep(tmp_path, "run.seed=1,2", "out=swept").returncode == 0
    assert sweep(tmp_path, "run.seed=1,3", "out=swept").returncode == 2


@pytest.mark.slow
def test_a_sweep_works_in_folders_of_any_name_and_with_names_of_any_alphabet(
    tmp_path: Path,
) -> None:
    place = tmp_path / "张三's 项目 50%"
    own = shutil.copytree(OWN, place / "own")
    homes = (own / "network" / "village.yaml").read_text("utf-8").replace("village:", "东村（新）:")
    (own / "network" / "village.yaml").write_text(homes, "utf-8")
    words = (
        "network.homes.东村（新）.population=9000,8000",
        "network.label=东(1),西",
        "out=a's ${x}",
    )
    done = sweep(place, *words, own=str(own))
    assert done.returncode == 0, done.stderr
    notes = [json.loads((place / "a's ${x}" / f"{n}.json").read_text("utf-8")) for n in range(4)]
    assert "network.homes.东村（新）.population=9000" in notes[0]["overrides"][-2]
    assert [note["code"] for note in notes] == [0] * 4


def test_the_home_folder_may_be_written_short(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    shutil.copytree(OWN, tmp_path / "own")
    assert main(["run", "--config-dir", "~/own", *VILLAGE[2:], "out=~/results"]) == 0
    assert (tmp_path / "results" / "kpis.parquet").is_file()
    capsys.readouterr()
    assert main(["report", "~/results"]) in (0, 2)
    assert "~" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (("run", "--info"), "tierflow check --cfg job shows"),
        (("run", "-i=all"), "tierflow check --cfg job shows"),
        (("check", "-m"), "tierflow run -m is for a sweep"),
        (("run", "-sc", "install=bash"), "keys are not completed"),
        (("run", "--config-name", "x"), "choose files of a group"),
        (("run", "--nope=3"), "unknown option --nope; tierflow COMMAND --help"),
    ],
)
def test_an_option_of_hydra_is_answered_with_what_there_is_instead(
    words: tuple[str, ...], instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert instead in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "run", "compare"])
def test_the_configuration_can_be_shown_and_makes_the_same_scenario(
    command: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command, "--cfg", "job", *VILLAGE, "run.days=3"]) == 0
    shown = scenario_from(yaml.safe_load(capsys.readouterr().out))
    assert shown == load(*VILLAGE[2:], "run.days=3", config_dir=OWN)
    assert list(tmp_path.iterdir()) == []
