"""The building blocks of the page: a table, a drawing with its numbers, a choice of drawings."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

Cell = str | Markup


@dataclass(frozen=True)
class Table:
    """Rows of text; the first cell of a row is its heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    """Columns from the left that hold words; the others hold numbers and stand to the right."""
    note: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart and the table of its numbers."""

    title: str
    html: Markup
    """What plotly wrote for it."""
    table: Table
    note: Cell = ""


@dataclass(frozen=True)
class Choice:
    """Several drawings of which the reader sees one at a time."""

    id: str
    label: str
    options: tuple[tuple[str, Drawing], ...]
