"""The main job: today's system, each lever on top, all together; with a page at the end.

``python -m experiments.compare [OVERRIDES]`` is ``tierflow compare`` from a checkout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim import cli


def main(arguments: Sequence[str]) -> int:
    """Compare, and return the exit code."""
    return cli.main(["compare", *arguments])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
