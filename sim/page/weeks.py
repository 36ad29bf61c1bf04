"""Weeks: the headlines week by week, and what drifts."""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_WEEK
from sim.outcomes.unsettled import Names, drifting, meaning
from sim.outcomes.words import amount
from sim.page.blocks import Drawing
from sim.page.chosen import BY_WEEK, Measure
from sim.page.lines import Line, LinePanel, lines
from sim.page.read import LEAD, Results, rows_of
from sim.page.style import inline
from sim.page.tables import plain_table

SHOWN = (
    *BY_WEEK,
    Measure("booked_ahead"),
    Measure("bed_queue"),
)
"""The measures that are drawn."""

_FULL = HOURS_PER_WEEK - 1e-6
"""Hours of a full week; shorter ones are not shown."""

Weeks = dict[tuple[str, str, str | None], tuple[float, ...]]
"""Values by scenario, indicator and tier."""


def unsettled(results: Results) -> tuple[list[str], str]:
    """Return sentences on what drifts, and one on what that means."""
    rows = rows_of("select * from found", results.tables["drift"])
    names = Names(
        scenario=results.label,
        measure=lambda name, tier: _measure(results, name, tier).name,
        place=lambda name: results.station(name) if "/" in name else results.place(name),
    )
    return drifting(rows, names), meaning(results.study, rows)


def by_week(results: Results) -> Drawing | None:
    """Return the headlines of all scenarios week by week; None without two full weeks."""
    weeks = _weeks(results)
    shown = _shown(results)
    panels = [panel for one in shown if (panel := _panel(results, weeks, one)).lines]
    if not panels:
        return None
    caption = "The headlines week by week, means of the replications"
    scenarios = [results.label(name) for name in results.scenarios]
    rows = [row for one in shown for row in _told(results, weeks, one)]
    table = plain_table(caption, ("Headline", "Week", *scenarios), rows, texts=1)
    note = "A last week that is not full is left out. The baseline is the dark line."
    figure, height = lines(panels)
    return Drawing(caption, inline(figure, "weekly-headlines", height), table, note)


def _panel(results: Results, weeks: Weeks, one: Measure) -> LinePanel:
    """The panel of one headline."""
    drawn = [
        Line(results.label(name), values)
        for name in results.scenarios
        if len(values := weeks.get(_key(results, name, one), ())) > 1
    ]
    return LinePanel(f"{one.name[0].upper()}{one.name[1:]}", one.about.unit, tuple(drawn))


def _told(results: Results, weeks: Weeks, one: Measure) -> list[tuple[str, ...]]:
    """The numbers of a headline, one row a week."""
    series = [weeks.get(_key(results, name, one), ()) for name in results.scenarios]
    number = max(map(len, series))
    unit = one.about.unit
    return [
        (
            one.name,
            str(week + 1),
            *(amount(values[week], unit) if week < len(values) else "–" for values in series),
        )
        for week in range(number if number > 1 else 0)
    ]


def _shown(results: Results) -> tuple[Measure, ...]:
    """The measures that are drawn; weeks are known by tier, so its tier stands for the lead."""
    found = [_measure(results, one.indicator, _tier(results, one)) for one in SHOWN]
    return tuple(one for i, one in enumerate(found) if one not in found[:i])


def _measure(results: Results, indicator: str, tier: str | None) -> Measure:
    """An indicator of a tier; if the lead is alone in its tier, the lead's."""
    if tier == results.lead_tier and results.lead_is_alone:
        return Measure(indicator, {"facility": LEAD})
    return Measure(indicator, {"tier": tier} if tier else {})


def _tier(results: Results, one: Measure) -> str | None:
    return results.lead_tier if "facility" in one.where else one.where.get("tier")


def _key(results: Results, scenario: str, one: Measure) -> tuple[str, str, str | None]:
    return scenario, one.indicator, _tier(results, one)


def _weeks(results: Results) -> Weeks:
    """Means over replications of the drawn measures; NaN in a week without a value."""
    query = f"""
        select scenario, indicator, tier, week, avg(value order by replication) as value
        from found
        where hours > {_FULL} and facility is null and station is null
        group by all order by all
    """
    wanted = {(one.indicator, _tier(results, one)) for one in SHOWN}
    found: dict[tuple[str, str, str | None], dict[int, float]] = {}
    for row in rows_of(query, results.tables["weekly"]):
        if (row["indicator"], row["tier"]) in wanted:
            key = row["scenario"], row["indicator"], row["tier"]
            found.setdefault(key, {})[row["week"]] = row["value"]
    number = max((max(values) + 1 for values in found.values()), default=0)
    return {
        key: tuple(values.get(week, math.nan) for week in range(number))
        for key, values in found.items()
    }
