"""Faults of a configuration: each with its key, its value and what was expected."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 400


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what the planner wrote."""

    key: str
    """Dotted key, as one would write it on the command line."""
    value: str
    """The value as given."""
    expected: str
    """What would have been right."""
    nearest: str | None = None
    """The right name that looks most like the value, if a name was meant."""
    where: str = ""
    """The file and line that the key stands on, if it is one of the planner's own."""

    def __str__(self) -> str:
        """One line for the terminal."""
        hint = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        key, value, expected = map(_short, (self.key, self.value, self.expected))
        where = f"{self.where}: " if self.where else ""
        return f"{where}{key} = {value}: expected {expected}{hint}"


def _short(text: str) -> str:
    """A text that fits on a line, or three."""
    text = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Faults(ValueError):  # noqa: N818  (what they are called everywhere)
    """All faults that a configuration has, at least one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults in the order in which they were found."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
