"""Faults of a configuration: each with its key, its value and what was expected."""

from __future__ import annotations

from dataclasses import dataclass


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

    def __str__(self) -> str:
        """One line for the terminal."""
        hint = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        return f"{self.key} = {self.value}: expected {self.expected}{hint}"


class Faults(ValueError):  # noqa: N818  (what they are called everywhere)
    """All faults that a configuration has, at least one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults in the order in which they were found."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
