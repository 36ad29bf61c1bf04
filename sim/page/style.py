"""Style: the look of the charts, and the charts as parts of the page."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go
from markupsafe import Markup
from plotly.offline import get_plotlyjs

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
}
"""Plotly's settings for every chart: nothing can send it anywhere."""

INK, QUIET, RULE = "#1b2530", "#55616d", "#e2e7ec"
BETTER, WORSE, UNSURE = "#0072b2", "#c2500a", "#8b98a5"
FONT = "Source Sans 3, Noto Sans, Segoe UI, Arial, Noto Sans CJK SC, Microsoft YaHei, sans-serif"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#b8860b", "#cc79a7", "#56b4e9", "#4d4d4d")
"""Okabe and Ito's colours, which colour-blind readers can distinguish; yellow is darkened."""

_AXIS = {
    "gridcolor": RULE,
    "zerolinecolor": QUIET,
    "linecolor": RULE,
    "automargin": True,
    "title": {"font": {"size": 13, "color": QUIET}},
}

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(PALETTE),
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "margin": {"l": 10, "r": 26, "t": 34, "b": 44},
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
        "hoverlabel": {"bgcolor": "white", "font": {"family": FONT, "size": 13}},
    }
)


def plain(name: str) -> str:
    """Return a name whose characters plotly shows, and does not read as markup."""
    return html.escape(name, quote=False)


def plains(names: Sequence[str]) -> list[str]:
    """Return all names as :func:`plain` text."""
    return [plain(name) for name in names]


def inline(figure: go.Figure, name: str, height: int) -> Markup:
    """Return the chart as a part of the page, without plotly's own code.

    ``name`` becomes its id: so the same chart is the same text each time. ``height`` is in pixels;
    the width is the column's.
    """
    figure.update_layout(template=TEMPLATE, height=height)
    text = figure.to_html(
        full_html=False,
        include_plotlyjs=False,
        div_id=name,
        config=CONFIG,
        default_height=f"{height}px",
    )
    return Markup(text)


def library() -> Markup:
    """Return plotly's code, once for the whole page."""
    return Markup(get_plotlyjs())
