"""References in texts (``${run.days}``): to other keys they may lead, to the machine never."""

from __future__ import annotations

import re

_INNERMOST = re.compile(r"(?<!\\)\$\{([^{}]*)\}")

PLAIN = "a value, or a reference to a key such as ${run.days}; nothing is asked of the machine"
"""What is expected where a text asks for more than another key."""


def asks_the_machine(text: str) -> bool:
    """Return whether a text calls one of OmegaConf's resolvers, such as ``${oc.env:HOME}``."""
    while found := _INNERMOST.search(text):
        if ":" in found[1]:
            return True
        text = f"{text[: found.start()]}x{text[found.end() :]}"
    return re.search(r"(?<!\\)\$\{", text) is not None
