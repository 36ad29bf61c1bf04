"""``python -m sim``: one scenario, or with ``--multirun`` a sweep; or any command by its name."""

from __future__ import annotations

import sys

from sim.cli import COMMANDS, main

if __name__ == "__main__":
    words = sys.argv[1:]
    raise SystemExit(main(words if words[:1] and words[0] in COMMANDS else ["run", *words]))
