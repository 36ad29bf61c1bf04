"""Faults of a configuration: each with its key, its value and what was expected."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 400


@dataclass(frozen=True)
class Fault:
    """One mistake in what the planner wrote."""

    key: str
    """Dotted key, as one would write it on the command line."""
    value: str
    """The value as given."""
    expected: str
    """What was expected."""
    nearest: str | None = None
    """The known name that looks most like the value, if a name was expected."""
    where: str = ""
    """File and line of the key, if it is in a planner's own file."""

    def __str__(self) -> str:
        """One line for the terminal."""
        hint = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        key, value, expected = map(_short, (self.key, self.value, self.expected))
        where = f"{self.where}: " if self.where else ""
        return f"{where}{key} = {value}: expected {expected}{hint}"


def _short(text: str) -> str:
    """A text, shortened to about three lines."""
    text = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Faults(ValueError):  # noqa: N818  (what they are called everywhere)
    """All faults that a configuration has, at least one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults in the order in which they were found."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
