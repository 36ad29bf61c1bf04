"""``python -m sim.report FOLDER``: draws the page of a results folder again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sim.command import carried_out, printing
from sim.report import write


def main(arguments: list[str] | None = None) -> int:
    """Draw the page and say where it is; return 2 if the folder holds no results."""
    parser = argparse.ArgumentParser(prog="python -m sim.report", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a results folder")
    return carried_out(lambda: _draw(parser.parse_args(arguments).folder))


def _draw(folder: Path) -> int:
    page = write(folder)
    with printing():
        sys.stdout.write(f"{page}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
