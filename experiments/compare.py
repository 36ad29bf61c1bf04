"""The main job: today's system, each lever on top, all together; with a page at the end.

``python -m experiments.compare [OVERRIDES]`` is ``tierflow compare`` from a checkout.
"""

from __future__ import annotations

import sys

from sim.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["compare", *sys.argv[1:]]))
