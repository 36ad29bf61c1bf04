"""Lines: charts through the weeks of a run, in small panels one below the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.page.style import INK, PALETTE, plain, plains

PANEL, GAP = 110, 62  # pixels: a panel, and its title with the axis of the one above
COLOURS = PALETTE[:6]
"""Colours of scenarios, all different from the baseline's."""
DASHES = ("solid", "dash", "dot")
"""A second scenario of the same colour is dashed."""
MARKS = 14
"""Most weeks that are written along the axis."""


@dataclass(frozen=True)
class Line:
    """A scenario's value in each week."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class LinePanel:
    """Lines under one title; the first is the baseline."""

    title: str
    unit: str
    lines: tuple[Line, ...]


def lines(panels: Sequence[LinePanel]) -> tuple[go.Figure, int]:
    """Return the panels one below the other, and their height in pixels."""
    height = len(panels) * (PANEL + GAP)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        subplot_titles=plains([f"{panel.title}, {panel.unit}" for panel in panels]),
        vertical_spacing=GAP / height if len(panels) > 1 else 0.0,
    )
    figure.update_annotations(x=1, xanchor="right", font={"size": 14, "color": INK})
    shown: set[str] = set()
    for number, panel in enumerate(panels, start=1):
        for place, line in reversed(list(enumerate(panel.lines))):  # the baseline above all
            figure.add_trace(_trace(line, place, panel, shown), row=number, col=1)
            shown.add(line.name)
        form = ".2~%" if panel.unit == "share" else None
        figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=form, row=number, col=1)
    weeks = max(len(line.values) for panel in panels for line in panel.lines)
    figure.update_xaxes(tick0=1, dtick=math.ceil(weeks / MARKS))
    figure.update_xaxes(title_text="week", row=len(panels), col=1)
    legend = {"orientation": "h", "x": 0, "y": 1 + 30 / height, "yanchor": "bottom"}
    figure.update_layout(legend=legend)
    return figure, height + 120


def _trace(line: Line, place: int, panel: LinePanel, shown: set[str]) -> go.Scatter:
    """One line; the baseline is dark and thick."""
    colour = INK if place == 0 else COLOURS[(place - 1) % len(COLOURS)]
    dash = DASHES[(place - 1) // len(COLOURS) % len(DASHES)] if place else "solid"
    return go.Scatter(
        x=list(range(1, len(line.values) + 1)),
        y=list(line.values),
        mode="lines+markers",
        line={"color": colour, "width": 3 if place == 0 else 1.5, "dash": dash},
        marker={"size": 5 if place == 0 else 4},
        name=plain(line.name),
        legendgroup=plain(line.name),
        legendrank=place,
        showlegend=line.name not in shown,
        hovertemplate=f"week %{{x}}: %{{y:.3g}} {plain(panel.unit)}",
    )
