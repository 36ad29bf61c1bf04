"""The command line: compare policies, run one scenario or a sweep, check, draw the page again."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim import __version__
from sim.command import begun, carried_out, in_words, printing
from sim.system.faults import Fault, Faults

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

OVERRIDES = """
Overrides change the configuration, each as KEY=VALUE: network=three_tier, run=full,
run.days=14, 'policy=[outreach,remote_diagnosis]'. Put those with brackets in quotes.
compare takes several values, as in policy.outreach.half_days=10,20, and scenario=A,B of your own.
out=FOLDER says where the results go, overwrite=true that they may replace others there.
"""

_SHOWN = "tierflow check --cfg job shows the whole configuration, references followed"
_KEYS = "keys are not completed: docs/keys.md has them all, and what is misspelt is told"
_OWN = (
    "choose files of a group, as in network=three_tier; a folder of your own is --config-dir FOLDER"
)
HABITS = {
    **dict.fromkeys(("--info", "-i", "--resolve", "--package", "-p"), _SHOWN),
    **dict.fromkeys(("--shell-completion", "-sc"), _KEYS),
    **dict.fromkeys(("--config-path", "-cp", "-cd", "--config-name", "-cn"), _OWN),
    **dict.fromkeys(("--multirun", "-m"), "tierflow run -m is for a sweep"),
    "--hydra-help": "tierflow --help tells the commands, docs/keys.md every key",
    "--run": "tierflow run is the command",
    "--experimental-rerun": "the same command again does what is not done",
}
"""Options of Hydra, and what there is instead."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return 0, 2 if the input is wrong, or 1 if a job failed."""
    return carried_out(lambda: _main(arguments))


def _main(arguments: Sequence[str] | None) -> int:
    args, rest = _parser().parse_known_args(arguments)
    unknown = [word for word in rest if word.startswith("-")]
    if unknown:
        option = unknown[0].partition("=")[0]
        instead = HABITS.get(option, "tierflow COMMAND --help tells which there are")
        _parser().error(f"unknown option {option}; {instead}")
    args.out, args.overwrite, args.overrides = _where(rest)
    if getattr(args, "cfg", None):
        return _configuration(args)
    return COMMANDS[args.command](args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tierflow", description=__doc__, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"tierflow {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        about = (command.__doc__ or "").partition("\n")[0]
        one = commands.add_parser(
            name, help=about, description=about, epilog=OVERRIDES, allow_abbrev=False
        )
        if name == "report":
            one.add_argument("folder", type=_path, metavar="FOLDER", help="a results folder")
            continue
        one.usage = f"tierflow {name} [OPTIONS] [KEY=VALUE ...]"
        one.add_argument("--config-dir", metavar="FOLDER", help="your own networks, policies, …")
        shown = "show the whole configuration, references followed, and run nothing"
        one.add_argument("-c", "--cfg", choices=["job"], help=shown)
        if name == "run":
            one.add_argument("-m", "--multirun", action="store_true", help="sweep listed values")
    return parser


def _path(text: str) -> Path:
    """A path; ``~`` stands for the home folder, even if no shell has replaced it."""
    return Path(os.path.expanduser(text))  # noqa: PTH111  (Path's raises where there is no home)


def _where(words: list[str]) -> tuple[Path | None, bool, list[str]]:
    """The results folder, whether others there may be replaced, and the other words.

    Raises :class:`~sim.system.faults.Faults` for a folder without a name, or an ``overwrite`` that
    is neither true nor false.
    """
    own = dict(word.split("=", 1) for word in words if word.startswith(("out=", "overwrite=")))
    left = [word for word in words if not word.startswith(("out=", "overwrite="))]
    out, overwrite = own.get("out"), own.get("overwrite", "false")
    faults = [Fault("out", "(nothing)", "a folder")] if out == "" else []
    if overwrite not in {"true", "false"}:
        faults.append(Fault("overwrite", overwrite, "true or false"))
    if faults:
        raise Faults(tuple(faults))
    return _path(out) if out else None, overwrite == "true", left


def _configuration(args: argparse.Namespace) -> int:
    from sim.config import load

    with printing():
        sys.stdout.write(load(*args.overrides, config_dir=args.config_dir).resolved)
    return 0


def _compare(args: argparse.Namespace) -> int:
    """Compare today's system with none, with each lever and with all levers; draw the page."""
    from sim import report, study
    from sim.config.comparison import comparison
    from sim.sweep import Words, check_demands

    chosen = comparison(args.overrides, args.config_dir)
    check_demands(chosen.scenarios.values())
    out = args.out or Path("results/compare")
    words = Words(tuple(args.overrides), args.config_dir)
    with begun(out):
        result = study.compare(
            chosen.scenarios,
            out,
            remarks=chosen.remarks,
            command=words.command("compare"),
            overrides=words.overrides,
            overwrite=args.overwrite,
        )
        page = report(out)
    _show(study.table(result), study.below(result), _spreadsheets(out), page)
    return 0


def _spreadsheets(folder: Path) -> str:
    """Write the spreadsheets; return where they are, or why not (one may be open elsewhere)."""
    from sim.page import write_spreadsheets

    try:
        return f"{write_spreadsheets(folder)} (and CSV files beside it)"
    except OSError as error:
        again = f"tierflow report {folder}"
        return f"No spreadsheet: {in_words(error, folder)}; if it is open, close it, then: {again}"


def _show(table: Table, sentences: Sequence[str], *places: object) -> None:
    """Print a table, sentences below it, and where to find more."""
    with printing():
        console = _wide_console()
        console.print(table)
        for sentence in sentences:
            console.print(sentence)
        for place in places:
            sys.stdout.write(f"{place}\n")


def _wide_console() -> Console:
    """A console at least as wide as the tables, also for pipes and files."""
    from rich.console import Console

    class Wide(Console):
        def on_broken_pipe(self) -> None:
            """Let the caller deal with it."""
            raise BrokenPipeError

    return Wide(width=max(Console().width, 100), markup=False)  # names may hold brackets


def _run(args: argparse.Namespace) -> int:
    """Run one scenario, or a sweep of them with --multirun."""
    from sim import study
    from sim.config import load
    from sim.sweep import Words, one, sweep

    out = args.out or Path("results/run") / f"{datetime.now():%Y-%m-%d_%H-%M-%S-%f}"
    if args.multirun:
        if args.overwrite:
            expected = "a new folder instead; a sweep replaces no results"
            raise Faults((Fault("overwrite", "true", expected),))
        with begun(out):
            code = sweep(args.overrides, args.config_dir, out)
            jobs = study.swept(out)
        _show(jobs, (), out)
        return code
    scenario = load(*args.overrides, config_dir=args.config_dir)
    words = Words(tuple(args.overrides), args.config_dir)
    with begun(out):
        result = one(scenario, words, out, overwrite=args.overwrite)
    _show(study.levels(result), study.below(result), _spreadsheets(out), out)
    return 0


def _report(args: argparse.Namespace) -> int:
    """Draw the page of a results folder again, without running anything."""
    from sim import report

    if args.overrides:
        raise Faults((Fault("report", args.overrides[0], "a results folder and nothing else"),))
    page = report(args.folder)
    book = _spreadsheets(args.folder)
    with printing():
        sys.stdout.write(f"{book}\n{page}\n")
    return 0


def _check(args: argparse.Namespace) -> int:
    """Run nothing: check the configuration and show the load offered to stations and clinics."""
    from sim import cohort, loads
    from sim.config import load
    from sim.config.comparison import alone, unfitting
    from sim.offered_load import offered
    from sim.policies.base import remarks
    from sim.replication import prepare
    from sim.sweep import check_demand

    scenario = load(*args.overrides, config_dir=args.config_dir)
    check_demand(scenario)
    for remark in (*cohort.remarks(scenario), *remarks(scenario.before, scenario.policies)):
        sys.stderr.write(f"{remark}\n")
    plain, levers, others = alone(scenario, args.overrides, args.config_dir)
    prepare(scenario)
    here = offered(scenario)
    today = here if plain is scenario else offered(plain)
    under = loads.under_levers(today, loads.each(levers, scenario.run.workers))
    over, cures = loads.at_1_or_above(here), loads.advice(here)
    labels = {name: one.label for name, one in scenario.system.network.facilities.items()}
    with printing():
        console = _wide_console()
        for table in loads.tables(scenario.name, here, labels):
            console.print(table)
        console.print(loads.accuracy(here))
        console.print(under)
        for name, faults in others.items():
            console.print(unfitting(name, faults))
        for cure in cures:
            console.print(cure)
        sys.stdout.write(f"At 1 or above: {', '.join(over) or 'none'}\n")
    return 0


COMMANDS = {"compare": _compare, "run": _run, "check": _check, "report": _report}
