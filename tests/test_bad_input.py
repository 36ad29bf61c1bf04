"""Nasty input: one clear message with its key, exit code 2, no traceback, and nothing is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.cli import main

pytestmark = pytest.mark.slow

OWN = Path(__file__).parent / "own"
VILLAGE = (
    "network=village", "conditions=few", "care=short", "practice=plain",
    "run.days=1", "run.warmup_days=0", "run.replications=1", "run.workers=1",
)  # fmt: skip
LONGEST = 1300
CENTRE, HOSPITAL = "network.facilities.centre", "network.facilities.hospital"


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The lines that a refused command leaves, without the summary."""
    assert main([words[0], "--config-dir", str(OWN), *VILLAGE, *words[1:]]) == 2
    out, err = capsys.readouterr()
    summary, *lines = err.splitlines()
    assert out == ""
    assert summary.endswith("in the input; nothing was run")
    assert "Traceback" not in err
    return lines


def _where(line: str) -> str:
    """The file and the line that a fault begins with, if it is of a file."""
    found = re.match(r"[\w/]+\.yaml, line \d+: ", line)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("run.days=-1", "run.days = -1: expected greater than 0"),
        ("run.days=nan", "run.days = nan: expected a finite number"),
        ("run.days=inf", "run.days = inf: expected a finite number"),
        ("run.days=1e12", "run.days = 1000000000000.0: expected less than or equal to 36525"),
        ("run.warmup_days=-1", "run.warmup_days = -1: expected greater than or equal to 0"),
        ("run.replications=0", "run.replications = 0: expected greater than or equal to 1"),
        ("run.seed=-1", "run.seed = -1: expected greater than or equal to 0"),
        ("run.workers=-1", "run.workers = -1: expected greater than or equal to 0"),
        ("run.confidence=1", "run.confidence = 1: expected less than 1"),
        ("run.record=all", "run.record = all: expected 'none', 'sample' or 'full'"),
        ("run.sample_share=0", "run.sample_share = 0: expected greater than 0"),
        ("run.sample_share=1.1", "run.sample_share = 1.1: expected less than or equal to 1"),
        ("run=null", "run = null: expected one of full, programme, quick"),
        ("engine=nothing", "engine = nothing: expected one of auto, "),
        ("engine=null", "engine = null: expected one of auto, "),
        ("network=null", "network = null: expected one of county, jiangmen, three_tier, village"),
        ("case=nope", "case = nope: expected one of erlang_a, erlang_b, "),
        ("policy=null", "policy = null: expected one of away_training, "),
        ("policy=[[training]]", "policy = ['training']: expected one of away_training, "),
        ("policy={a: 1}", "policy = {'a': 1}: expected one of away_training, "),
        ("policy=[training,training]", "policy = training: expected each lever once"),
        ("policy=[],[training]", "policy = [],[training]: expected one value; several are for"),
        ("name=null", "name = null: expected a text; put it in quotes"),
        ("name=<script>", "name = <script>: expected a name of letters, digits"),
        ("=", " = : expected "),
        ("++", "++ = (nothing): expected an override such as run.days=7"),
        ("demand.start=never", "demand.start = never: expected a valid date"),
        ("demand.start=9999-12-31", "demand.start = 9999-12-31: expected less than or equal"),
        ("demand.scale=1e300", "demand.scale = 1e+300: expected less than or equal to"),
        ("demand.planned.hours=[1]", "demand.planned.hours = [1]: expected Tuple should have at"),
        ("demand.planned.weekdays=[0,0,0,0,0,0,0]", "demand.planned = 0: expected weights above 0"),
        ("network.homes.village.population=0", f"{HOSPITAL}.ward.occupancy = above 0: expected 0"),
        ("network.homes.village.population=1e300",
         "network.homes.village.population = 1e+300: expected less than or equal to"),
        ("care.flows.visit=3", "care.flows.visit = 3: expected a list, as in [a,b]"),
        ("run.replications=true", "run.replications = true: expected a valid integer"),
        (f"{CENTRE}.stations.registration.servers=yes",
         f"{CENTRE}.stations.registration.servers = yes: expected a valid integer"),
        ("network.homes.village.base=true", "network.homes.village.base = true: expected a facil"),
        ("demand.scale=1e6", "demand.scale = 1000000.0: expected less than or equal to 1000"),
        ("run.workers=1e9", "run.workers = 1000000000.0: expected less than or equal to 1000"),
        ("access.search_days=1e9", "access.search_days = 1000000000.0: expected at most 366 days"),
        (f"{HOSPITAL}.ward.beds=1000000000", f"{HOSPITAL}.ward.beds = 1000000000: expected less "
         "than or equal to 20000 (more than any place has; each of them is played by itself)"),
        ("network.homes.village.population=1e9",
         "network.homes = 5.48e+06 episodes a day, 5.48e+06 in a run: expected at most 2 000 000"),
        ("~care.timetables.clinic",
         f"{CENTRE}.stations.registration.hours = clinic: expected a timetable that is described"),
        ("run.days=" + "1" * 10_000, "run.days = 1111"),
        (f"{CENTRE}.stations.registration.servers=-1",
         f"{CENTRE}.stations.registration.servers = -1: expected greater than or equal to 0"),
        (f"{CENTRE}.stations.registration.servers=1.5",
         f"{CENTRE}.stations.registration.servers = 1.5: expected a valid integer"),
        (f"~{CENTRE}.clinics.general", f"{CENTRE}.clinic = visit: expected a flow whose stations"),
        (f"{HOSPITAL}.ward.stay_days.mean=1e308",
         f"{HOSPITAL}.ward.stay_days.mean = 1e+308: expected less than or equal to"),
        (f"{HOSPITAL}.ward.stay_days.cv=1e200",
         f"{HOSPITAL}.ward.stay_days.cv = 1e+200: expected less than or equal to 100"),
        ("surgery.relist_days=0", "surgery.relist_days = 0: expected greater than or equal to 1"),
        ("surgery.bed_by_hours=-1", "surgery.bed_by_hours = -1: expected greater than or equal to"),
        (f"{CENTRE}.refers_to=[centre]", f"{CENTRE}.refers_to = centre: expected other facilities"),
        ("demand=file demand.path=missing.csv", "demand.path = missing.csv: expected a file that"),
        ("demand=file demand.path=folder", "demand.path = folder: expected a file that ends in"),
        ("demand=file demand.path=binary.csv", "demand.path = binary.csv: expected a readable csv"),
        ("demand=file demand.path=binary.parquet",
         "demand.path = binary.parquet: expected a readable parquet"),
        ("demand=file demand.path=empty.csv", "demand.path = empty.csv: expected a readable csv"),
        ("demand.beside=true", "demand.beside = True: expected a file of arrivals beside which"),
        ("out=", "out = (nothing): expected a folder"),
        ("overwrite=maybe", "overwrite = maybe: expected true or false"),
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_one_line(
    override: str,
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").touch()
    for name in ("binary.csv", "binary.parquet"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 4)
    monkeypatch.chdir(tmp_path)
    words = override.split(" ") if override.startswith("demand=file") else [override]
    line, *more = refusal(capsys, "check", *words)
    assert line.removeprefix(_where(line)).startswith(message)
    assert len(line) < LONGEST
    assert all(message.endswith("that is described") for _ in more)  # at each place that has it


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "out=file"), "out = file: expected a folder that can be written to"),
        (("run", "out=file/below"), "out = file/below: expected a folder that can be written to"),
        (("run", "-m", "run.seed=1", "out=file"), "out = file: expected a folder that can be"),
        (("run", "-m", "run.seed=1", "overwrite=true"), "overwrite = true: expected a new folder"),
        (("run", "name=../../up"), "name = ../../up: expected a name of letters"),
        (("compare", "policy=training", "name=x"), "name = x: expected to be left out"),
        (
            ("compare", "policy=training", "scenario=nine"),
            "scenario = nine: expected one of none, today;",
        ),
    ],
)
def test_what_cannot_be_run_is_said_before_it_is(
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.chdir(tmp_path)
    (line,) = refusal(capsys, *words)
    assert line.startswith(message)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("words", [(), ("frobnicate",), ("check", "--nope"), ("report",)])
def test_a_command_line_that_makes_no_sense_shows_how_it_is_used(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: tierflow")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"days: [1\n", "run/mine.yaml, line 1 = days: [1: expected YAML"),
        (b"\xff\x00", "run/mine.yaml, line 1 = byte 0xff: expected a text in UTF-8"),
        (b"- 1\n- 2\n", "run/mine.yaml = [1, 2]: expected keys with values"),
        (b"days: 1\ndays: 2\n", "run/mine.yaml, line 2 = days: expected each key once"),
        (
            b"days: soon\nreplications: 1\n",
            "run/mine.yaml, line 1: run.days = soon: expected a valid number",
        ),
    ],
    ids=["no YAML", "no text", "a list", "a key twice", "a word"],
)
def test_a_file_of_ones_own_that_is_wrong_is_named(
    content: bytes, message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine.yaml").write_bytes(content)
    assert main(["check", "--config-dir", str(tmp_path), "run=mine"]) == 2
    (_, line) = capsys.readouterr().err.splitlines()
    assert line.startswith(message)


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_folder_of_ones_own_must_be_one(
    folder: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    assert main(["check", "--config-dir", str(tmp_path / folder)]) == 2
    assert "expected a folder that exists" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["facilities", "homes"])
def test_a_network_without_places_or_people_is_refused(
    part: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    written(tmp_path, lambda village: village["network"].update({part: {}}))
    assert main(["check", "--config-dir", str(tmp_path), *own("odd")]) == 2
    assert f"network.{part} = {{}}: expected at least one" in capsys.readouterr().err


def test_a_name_with_a_stroke_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def rename(village: dict[str, Any]) -> None:
        stations = village["network"]["facilities"]["centre"]["stations"]
        stations["x/y"] = stations["registration"]

    written(tmp_path, rename)
    assert main(["check", "--config-dir", str(tmp_path), *own("odd")]) == 2
    (_, line) = capsys.readouterr().err.splitlines()
    assert line.removeprefix(_where(line)) == (
        f"{CENTRE}.stations.x/y = x/y: expected a name without /"
    )
    assert _where(line).startswith("network/odd.yaml, line ")


def test_names_with_markup_in_them_are_shown_as_they_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def label(village: dict[str, Any]) -> None:
        network = village["network"]
        network["label"] = "</script><script>alert(1)</script> 名"
        network["facilities"]["centre"]["label"] = "<script>alert(2)</script>"
        network["homes"]["village"]["label"] = "<img src=x onerror=alert(3)>"
        network["facilities"]["centre"]["stations"]["[b]é"] = {"servers": 1}

    written(tmp_path, label)
    monkeypatch.chdir(tmp_path)
    words = ("--config-dir", str(tmp_path), *own("odd"))
    assert main(["check", *words]) == 0
    assert "centre/[b]é" in capsys.readouterr().out
    assert main(["compare", *words, "policy=remote_diagnosis", "out=x[/y]"]) == 0
    page = (tmp_path / "x[" / "y]" / "report.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def own(network: str) -> tuple[str, ...]:
    """Overrides for a short run of a network in the folder of :func:`written`."""
    return (f"network={network}", *VILLAGE[1:], "run.replications=2")


def written(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Write the village's configuration with a change to a folder, as the network ``odd``."""
    for part in ("conditions/few", "care/short", "practice/plain"):
        (folder / part).parent.mkdir(parents=True)
        (folder / f"{part}.yaml").write_text((OWN / f"{part}.yaml").read_text())
    village = yaml.safe_load((OWN / "network" / "village.yaml").read_text())
    change(village)
    (folder / "network").mkdir()
    text = yaml.safe_dump(village, allow_unicode=True)
    (folder / "network" / "odd.yaml").write_text(f"# @package _global_\n{text}", encoding="utf-8")
