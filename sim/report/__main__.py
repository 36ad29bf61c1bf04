"""``python -m sim.report FOLDER``: draws the page of a results folder again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sim.report import write
from sim.system.faults import Faults


def main(arguments: list[str] | None = None) -> int:
    """Draw the page and say where it is; return 2 if the folder holds no results."""
    parser = argparse.ArgumentParser(prog="python -m sim.report", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a results folder")
    folder: Path = parser.parse_args(arguments).folder
    try:
        page = write(folder)
    except Faults as faults:
        sys.stderr.write(f"{faults}\n")
        return 2
    sys.stdout.write(f"{page}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
