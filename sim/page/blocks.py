"""Blocks of the page: a table, a drawing with its numbers, a choice of drawings."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

Cell = str | Markup


@dataclass(frozen=True)
class Table:
    """Rows of texts; the first cell of a row is its heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    """How many columns, from the left, hold words; the others hold numbers, aligned right."""
    note: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart and the table of its numbers."""

    title: str
    html: Markup
    """The chart as HTML, made by plotly."""
    table: Table
    note: Cell = ""


@dataclass(frozen=True)
class Choice:
    """Several drawings; the reader sees one at a time."""

    id: str
    label: str
    options: tuple[tuple[str, Drawing], ...]
