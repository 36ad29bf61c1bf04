"""Figures: the charts. Each takes rows and returns a plotly figure; none computes a statistic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.outcomes import verdicts
from sim.page.read import Flow
from sim.page.style import BETTER, INK, PALETTE, QUIET, RULE, UNSURE, WORSE, plain, plains

ROW, HEAD, FOOT = 24, 36, 36  # pixels: a row of dots, a panel's title, an axis
READABLE = 0.05  # share of a bar that has room for its number
QUANTILES = (("median", "circle"), ("90th percentile", "diamond"), ("95th percentile", "square"))
MOODS = {
    "better": ("better", BETTER, "circle"),
    "worse": ("worse", WORSE, "square"),
    "changed": ("changed", INK, "diamond"),
    "alike": (verdicts.ALIKE, UNSURE, "diamond-open"),
    "unsure": (verdicts.UNSURE, UNSURE, "circle-open"),
    "same": (verdicts.SAME, UNSURE, "line-ns-open"),
}


@dataclass(frozen=True)
class Panel:
    """Rows of numbers under one title."""

    title: str
    unit: str
    rows: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True)
class Span:
    """A difference with its interval and its mood."""

    name: str
    value: float
    low: float
    high: float
    mood: str


def height(panels: Sequence[Sequence[object]]) -> int:
    """Return the height in pixels of panels, one below the other, by their rows."""
    return sum(ROW * max(len(rows), 1) + HEAD + FOOT for rows in panels) + 40


def _stack(titles: Sequence[str], rows: Sequence[int]) -> go.Figure:
    """Panels one below the other, each as high as its rows need."""
    total = sum(ROW * count + HEAD + FOOT for count in rows)
    figure = make_subplots(
        rows=max(len(rows), 1),
        cols=1,
        subplot_titles=plains(titles),
        row_heights=[ROW * max(count, 1) for count in rows] or None,
        vertical_spacing=(HEAD + FOOT) / total if len(rows) > 1 else 0.0,
    )
    # At the right, a narrow screen has room for the whole title.
    figure.update_annotations(x=1, xanchor="right", font={"size": 14, "color": INK})
    figure.update_yaxes(type="category", autorange="reversed", gridcolor=RULE)
    return figure


def dots(panels: Sequence[Panel], names: Sequence[str] = ()) -> go.Figure:
    """Return rows of dots joined by a line: quantiles of a wait, or two scenarios.

    ``names`` are those of the dots; left out: median, 90th and 95th percentile.
    """
    figure = _stack(
        [f"{panel.title}, {panel.unit}" for panel in panels], [len(panel.rows) for panel in panels]
    )
    marks = [(name, QUANTILES[i][1]) for i, name in enumerate(names)] or list(QUANTILES)
    for number, panel in enumerate(panels, start=1):
        _joined(figure, panel, number)
        for i, (name, symbol) in enumerate(marks):
            marker = {"symbol": symbol, "size": 10, "color": PALETTE[i]}
            figure.add_scatter(
                x=[values[i] for _, values in panel.rows],
                y=plains([label for label, _ in panel.rows]),
                mode="markers",
                marker=marker,
                name=plain(name),
                legendgroup=str(i),
                showlegend=number == 1,
                hovertemplate=f"%{{y}}: %{{x:.2f}} {plain(panel.unit)}",
                row=number,
                col=1,
            )
        figure.update_xaxes(rangemode="tozero", row=number, col=1)
    figure.update_layout(legend=_above(panels))
    return figure


def _above(panels: Sequence[Panel]) -> dict[str, object]:
    """Position of the legend: above everything, clear of the first title."""
    inner = max(height([panel.rows for panel in panels]) - 100, 100)
    return {"orientation": "h", "x": 0, "y": 1 + 30 / inner, "yanchor": "bottom"}


def _joined(figure: go.Figure, panel: Panel, number: int) -> None:
    """Draw a thin line through the dots of each row."""
    xs: list[float | None] = []
    ys: list[str | None] = []
    for label, values in panel.rows:
        xs += [min(values), max(values), None]
        ys += [plain(label), plain(label), None]
    line = {"color": QUIET, "width": 1.2}
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", showlegend=False, row=number, col=1
    )


def forest(panels: Sequence[tuple[str, str, Sequence[Span]]]) -> go.Figure:
    """Return differences with their intervals, a panel for each (title, unit, spans)."""
    figure = _stack([title for title, _, _ in panels], [len(spans) for _, _, spans in panels])
    shown: set[str] = set()
    for number, (_, unit, spans) in enumerate(panels, start=1):
        figure.add_vline(x=0, line={"color": QUIET, "width": 1}, row=number, col=1)
        order = plains([span.name for span in spans])
        figure.update_yaxes(categoryorder="array", categoryarray=order, row=number, col=1)
        figure.update_xaxes(range=_around_zero(spans), row=number, col=1)
        for mood, (name, colour, symbol) in MOODS.items():
            chosen = [span for span in spans if span.mood == mood]
            if chosen:
                trace = _spans(chosen, unit, colour, symbol)
                trace.update(name=name, legendgroup=mood, showlegend=mood not in shown)
                figure.add_trace(trace, row=number, col=1)
                shown.add(mood)
    inner = max(height([spans for _, _, spans in panels]) - 100, 100)
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1 + 30 / inner})
    return figure


def _around_zero(spans: Sequence[Span]) -> list[float]:
    """A range that holds 0 and every interval, with room for the marks."""
    ends = [end for span in spans for end in (span.value, span.low, span.high)]
    known = [0.0, *(end for end in ends if math.isfinite(end))]
    room = 0.06 * (max(known) - min(known)) or 1.0
    return [min(known) - room, max(known) + room]


def _spans(spans: Sequence[Span], unit: str, colour: str, symbol: str) -> go.Scatter:
    """Points with whiskers, all with the same mood."""
    return go.Scatter(
        x=[span.value for span in spans],
        y=plains([span.name for span in spans]),
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 10, "line": {"width": 2}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [span.high - span.value for span in spans],
            "arrayminus": [span.value - span.low for span in spans],
            "color": colour,
            "thickness": 2,
        },
        hovertemplate=f"%{{y}}: %{{x:.3g}} {plain(unit)}<extra></extra>",
    )


def stacked(scenarios: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]]) -> go.Figure:
    """Return one bar for each scenario, divided into parts that add up to 1."""
    figure = go.Figure()
    for i, (name, values) in enumerate(parts):
        figure.add_bar(
            x=list(values),
            y=plains(scenarios),
            orientation="h",
            name=plain(name),
            marker={"color": PALETTE[i], "line": {"color": "white", "width": 1}},
            text=[f"{value:.1%}" if value >= READABLE else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            hovertemplate="%{y}: %{x:.1%}",
        )
    figure.update_layout(barmode="stack", bargap=0.25, legend_traceorder="normal")
    figure.update_xaxes(tickformat=".0%", range=[0, 1])
    figure.update_yaxes(type="category", autorange="reversed")
    return figure


def bars(rows: Sequence[tuple[str, float, bool]]) -> go.Figure:
    """Return the use of stations as sorted bars; bars near the limit are also hatched."""
    figure = go.Figure()
    labels = [label for label, _, _ in rows]
    for name, pressed, colour in (
        ("below 0.85", False, PALETTE[5]),
        ("0.85 or above", True, WORSE),
    ):
        chosen = [(label, value) for label, value, hot in rows if hot is pressed]
        pattern = {"shape": "/" if pressed else "", "fillmode": "overlay", "fgcolor": "white"}
        figure.add_bar(
            x=[value for _, value in chosen],
            y=plains([label for label, _ in chosen]),
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": pattern},
            hovertemplate="%{y}: %{x:.2f}<extra></extra>",
        )
    figure.add_vline(x=1.0, line={"color": INK, "width": 1.2, "dash": "dot"})
    order = plains(labels)
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=order, autorange="reversed"
    )
    figure.update_xaxes(title_text="busy share of staffed hours", rangemode="tozero")
    return figure


def sankey(flows: Sequence[Flow], colours: dict[str, str]) -> go.Figure:
    """Return bands from origins to destinations; ``colours`` by channel.

    A node's name has column and place (``1|base``); only the place is shown.
    """
    nodes = list(dict.fromkeys(end for flow in flows for end in (flow.origin, flow.destination)))
    number = {node: i for i, node in enumerate(nodes)}
    columns = max((int(node.split("|", 1)[0]) for node in nodes), default=0) or 1
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": plains([node.split("|", 1)[1] for node in nodes]),
                "color": QUIET,
                "pad": 14,
                "thickness": 14,
                "line": {"width": 0},
                "align": "left" if columns else "justify",
            },
            link={
                "source": [number[flow.origin] for flow in flows],
                "target": [number[flow.destination] for flow in flows],
                "value": [flow.value for flow in flows],
                "color": [colours[flow.channel] for flow in flows],
                "customdata": plains([flow.channel for flow in flows]),
                "hovertemplate": "%{source.label} to %{target.label}<br>%{customdata}: "
                "%{value:,.1f}<extra></extra>",
            },
        )
    )
    figure.update_layout(margin={"l": 6, "r": 6, "t": 10, "b": 10})
    return figure
