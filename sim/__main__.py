"""``python -m sim``: one scenario, or with ``--multirun`` a sweep of them."""

from __future__ import annotations

import sys

from sim.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["run", *sys.argv[1:]]))
