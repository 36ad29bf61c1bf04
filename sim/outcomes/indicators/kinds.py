"""Kinds: the common kinds of indicators, which are counts, shares, times, and what is open."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import ASSUMED, LOWER, Better, Indicator
from sim.outcomes.indicators.measure import YEARLY, Measure, Quantile, Sum, mean

ONE_A_MONTH: Final = 12.0
"""Events a year that matter to a planner at least, in any place (assumed, 4 to 24)."""


def count(  # noqa: PLR0913  (what a count needs)
    name: str,
    label: str,
    title: str,
    *,
    fact: str,
    better: Better,
    matters_share: float,
    meaning: str,
) -> Indicator:
    """Events a year; a difference of ``matters_share`` matters, but at least one event a month."""
    return Indicator(
        name,
        label,
        title,
        measure=Sum(fact, (fact,), said=YEARLY),
        unit="a year",
        better=better,
        matters=ONE_A_MONTH,
        matters_share=matters_share,
        absent_is_zero=True,
        meaning=meaning,
    )


def share(  # noqa: PLR0913  (what a share needs)
    name: str,
    label: str,
    title: str,
    *,
    fact: str,
    among: str,
    better: Better,
    matters: float,
    meaning: str,
) -> Indicator:
    """The share of the events ``among`` for which ``fact`` is true."""
    return Indicator(
        name,
        label,
        title,
        measure=Sum(fact, (among,), over=among),
        unit="share",
        better=better,
        matters=matters,
        meaning=meaning,
    )


def still(name: str, label: str, title: str, *, meaning: str) -> Indicator:
    """Patients at the end whose times are in no mean yet; the fact has the same name."""
    return Indicator(
        name,
        label,
        title,
        measure=Sum(name, (name,), weekly=False),
        unit="patients",
        better=LOWER,
        matters=10.0,
        matters_share=0.05,
        absent_is_zero=True,
        meaning=meaning,
    )


def spread(  # noqa: PLR0913  (what each of the four needs)
    amount: str,
    label: str,
    title: str,
    *,
    unit: str,
    matters: float,
    meaning: str,
    basis: str = ASSUMED,
    still: str | None = None,
) -> tuple[Indicator, ...]:
    """Mean, median, 90th and 95th percentile of a time that is better if shorter."""
    forms: tuple[tuple[str, str, str, Measure], ...] = (
        ("mean", "均值", "mean", mean(amount)),
        ("median", "中位数", "median", Quantile(amount, 0.5)),
        ("p90", "P90", "90th percentile", Quantile(amount, 0.9)),
        ("p95", "P95", "95th percentile", Quantile(amount, 0.95)),
    )
    return tuple(
        Indicator(
            f"{amount}_{form}",
            f"{label}（{chinese}）",
            title if form == "mean" else f"{title} ({english})",
            measure=measure,
            unit=unit,
            better=LOWER,
            matters=matters,
            basis=basis,
            still=still,
            meaning=f"{meaning}: {english}.",
        )
        for form, chinese, english, measure in forms
    )
