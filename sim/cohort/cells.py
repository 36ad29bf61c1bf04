"""Cells: cleans the texts that people and spreadsheets write."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from unicodedata import normalize

import pyarrow as pa
import pyarrow.compute as pc

UNSEEN: Final = "[\u200b\u200c\u200d\u2060\ufeff]"
"""Characters without a width, which are copied along from web pages."""
_WIDE: Final = 60  # characters of a cell that are shown
_NUMBER: Final = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*", re.ASCII | re.IGNORECASE)


def cleaned(column: pa.Array) -> pa.Array:
    """Return texts without unseen characters, and without spaces of any kind at their ends."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(column, UNSEEN, ""))


def plain(text: str) -> str:
    """Return a text without unseen characters, in the usual width: ``２`` is ``2``."""
    if text.isascii():
        return text.strip()
    return normalize("NFKC", re.sub(UNSEEN, "", text)).strip()


def number(cell: str | None) -> float:
    """Return a cell as a number; NaN for anything else, such as ``0_5``."""
    text = plain(cell or "")
    return float(text) if _NUMBER.fullmatch(text) else float("nan")


def shown(cell: str) -> str:
    """Return a cell in one line of bounded length."""
    line = " ".join(cell.split())
    return line if len(line) <= _WIDE else f"{line[:_WIDE]}… ({len(cell)} characters)"


def listed(cells: Collection[str], most: int = 5) -> str:
    """Return some cells in one line: the first ``most``, and how many more there are."""
    first = ", ".join(shown(cell) or "(nothing)" for cell in list(cells)[:most])
    more = len(cells) - most
    return f"{first} and {more} more" if more > 0 else first
