"""Moving: where patients go, the use of stations, and staff hours that move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from sim.outcomes.kept import sentence as kept_free
from sim.outcomes.words import amount, between, digits, listed
from sim.page.blocks import Choice, Drawing, Table
from sim.page.chosen import TIERS
from sim.page.figures import ROW, bars, sankey, stacked
from sim.page.read import Flow, Results
from sim.page.style import PALETTE, inline
from sim.page.tables import cell, plain_table
from sim.system.network import TIER_LABELS, Tier

HOME = "home"
"""The origin of first contacts in the flows."""
PRESSED = 0.85
"""Use from which a station counts as near its limit."""
MOST_NAMES = 6
"""Most stations that a sentence names."""
MOST_STATIONS = 30
"""Most stations that are drawn, the busiest first."""
CHANNELS = {
    "first_contact": "first contact",
    "referred_up": "formal referral up (上转)",
    "self_referred": "went up by themselves",
    "referred_down": "sent down (下转)",
    "level": "other moves, not upwards",
}
"""Names of the channels of :mod:`sim.study.flows`; another channel has its own name."""


def _place(results: Results, name: str) -> str:
    """The name of a tier, home or facility for readers, with the Chinese name."""
    if name == HOME:
        return "home 居住地"
    if name in TIERS:
        return f"{TIERS[name]} {TIER_LABELS[Tier(name)]}"
    return results.place(name)


def _channel(name: str) -> str:
    """A channel in words."""
    return CHANNELS.get(name, name.replace("_", " "))


def treated(results: Results) -> Drawing:
    """Return where patients are treated, as shares of all who are treated."""
    tiers = [tier for tier in TIERS if tier in results.values("treated_share", "tier")]
    shares = {
        (name, tier): found.value
        for name in results.scenarios
        for tier in tiers
        if (found := results.mean("treated_share", name, tier=tier))
    }
    labels = [results.label(name) for name in results.scenarios]
    parts = [
        (_place(results, tier), [shares.get((name, tier), 0.0) for name in results.scenarios])
        for tier in tiers
    ]
    caption = "Where people are treated, of all who are treated"
    rows = [
        (label, *(amount(shares.get((name, tier), 0.0), "share") for tier in tiers))
        for name, label in zip(results.scenarios, labels, strict=True)
    ]
    table = plain_table(caption, ("Scenario", *(_place(results, tier) for tier in tiers)), rows)
    pixels = 120 + 30 * len(labels)
    return Drawing(caption, inline(stacked(labels, parts), "treated", pixels), table)


def flows(results: Results) -> Choice:
    """Return the way from home to the first tier and on to the next, for each scenario."""
    options = []
    for i, name in enumerate(results.scenarios):
        caption = f"From home to the first place of care, and on: {results.label(name)}"
        found = [_step(results, flow) for flow in results.flows.get(name, ()) if _goes_on(flow)]
        options.append((results.label(name), _bands(caption, f"flow-{i}", found)))
    return Choice("choose-flows", "Scenario:", tuple(options))


def moves(results: Results) -> Choice:
    """Return the moves between tiers alone: beside first contacts they are too small to see."""
    options = []
    for i, name in enumerate(results.scenarios):
        caption = f"Between tiers only, by channel: {results.label(name)}"
        found = [
            _step(results, flow) for flow in results.flows.get(name, ()) if _between_tiers(flow)
        ]
        options.append((results.label(name), _bands(caption, f"move-{i}", found)))
    return Choice("choose-moves", "Scenario:", tuple(options))


def _goes_on(flow: Flow) -> bool:
    """Whether a flow leads to a place of care."""
    return flow.destination in TIERS and flow.value > 0.0


def _between_tiers(flow: Flow) -> bool:
    """Whether a flow leads from one place of care to another."""
    return _goes_on(flow) and flow.origin in TIERS


def _step(results: Results, flow: Flow) -> Flow:
    """A flow whose ends carry their column in the drawing."""
    first = 1 if flow.origin in TIERS else 0
    return Flow(
        f"{first}|{_place(results, flow.origin)}",
        f"{first + 1}|{_place(results, flow.destination)}",
        _channel(flow.channel),
        flow.value,
    )


def _bands(caption: str, name: str, found: Sequence[Flow]) -> Drawing:
    """A Sankey diagram and its numbers."""
    channels = list(dict.fromkeys(flow.channel for flow in found))
    known = [_channel(channel) for channel in CHANNELS]
    colours = {
        channel: _faint(PALETTE[(known.index(channel) if channel in known else i) % len(PALETTE)])
        for i, channel in enumerate(channels)
    }
    rows = [
        (
            flow.origin.split("|", 1)[1],
            flow.destination.split("|", 1)[1],
            flow.channel,
            digits(flow.value),
        )
        for flow in found
    ]
    table = plain_table(caption, ("From", "To", "Channel", "Patients a year"), rows, texts=3)
    pixels = min(
        900, 160 + 26 * len({end for flow in found for end in (flow.origin, flow.destination)})
    )
    note = _legend(colours) if found else "Nobody moves."
    return Drawing(caption, inline(sankey(found, colours), name, pixels), table, note)


def _legend(colours: dict[str, str]) -> Markup:
    """The colours of the bands in words."""
    swatch = Markup('<span class="key"><i style="background:{}"></i>{}</span>')
    keys = Markup("").join(swatch.format(colour, name) for name, colour in colours.items())
    return Markup("Patients a year. Bands: {}").format(keys)


def _faint(colour: str) -> str:
    """A colour that lets crossing bands show through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.45)"


def pressed(results: Results) -> tuple[str, ...]:
    """Return sentences on stations near or above their limit, and on what policies change there."""
    base = _pressed(results, results.baseline)
    named = [f"{station} ({digits(use)})" for station, use in base.items()]
    what = _first(named) if named else "no station or ward"
    first = f"Used {PRESSED:g} or more of the staffed hours in {results.label(results.baseline)}"
    changes = [_change(results, name, base) for name in results.others]
    return (f"{first}: {what}.", *filter(None, changes))


def _pressed(results: Results, scenario: str) -> dict[str, float]:
    """Stations and wards near or above their limit, the worst first."""
    return {station: use for station, use in _use(results, scenario) if use >= PRESSED}


def _change(results: Results, scenario: str, base: dict[str, float]) -> str:
    """Stations that newly reach the limit with a policy, or no longer do; empty if none."""
    hot = _pressed(results, scenario)
    more = [station for station in hot if station not in base]
    less = [station for station in base if station not in hot]
    parts = [
        f"{words}: {_first(names)}"
        for words, names in (("also", more), ("no longer", less))
        if names
    ]
    return f"{results.label(scenario)} – {'; '.join(parts)}." if parts else ""


def _first(names: Sequence[str]) -> str:
    """The first names of a list, and the number of others."""
    more = len(names) - MOST_NAMES
    return listed([*names[:MOST_NAMES], f"{more} more"] if more > 0 else names)


def _use(results: Results, scenario: str) -> list[tuple[str, float]]:
    """Use of every station and ward, the busiest first."""
    cells = [
        *results.over("station_use", scenario, "station"),
        *results.over("bed_use", scenario, "station"),
    ]
    pairs = [(cell.where["station"], cell.value) for cell in cells]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def stations(results: Results) -> Choice:
    """Return the use of the busiest stations and wards, for each scenario."""
    base = dict(_use(results, results.baseline))
    options = []
    for i, name in enumerate(results.scenarios):
        use = _use(results, name)
        drawn = [(station, value, value >= PRESSED) for station, value in use[:MOST_STATIONS]]
        caption = f"Use of stations and wards: {results.label(name)}"
        rows = [
            (
                results.station(station),
                digits(value),
                digits(base[station]) if station in base else "–",
            )
            for station, value in use
        ]
        table = plain_table(caption, ("Station", "Use", results.label(results.baseline)), rows)
        note = (
            f"The {len(drawn)} busiest of {len(use)}; the table has all. A station that runs over "
            "its hours can be used more than 1."
        )
        html = inline(bars(drawn), f"use-{i}", 110 + ROW * len(drawn))
        options.append((results.label(name), Drawing(caption, html, table, note)))
    return Choice("choose-stations", "Scenario:", tuple(options))


def scheduled(results: Results) -> Table:
    """Return the staff hours that the levers of each scenario move by the timetable."""
    hours: dict[tuple[str, ...], list[float]] = {}
    for scenario in results.study["scenarios"]:
        for move in scenario["moves"]:
            role = move["role"].split(",")[0]  # all specialties together
            ends = (_place(results, move["giver"]), _place(results, move["receiver"]))
            row = hours.setdefault((results.label(scenario["name"]), role, *ends), [0.0] * 3)
            for i, key in enumerate(("hours_lost", "hours_gained", "hours_added")):
                row[i] += move[key]
    rows = [(*who, *map(digits, row)) for who, row in hours.items()]
    columns = ("Policy", "Who", "From", "To", "Lost at the giver", "Reach patients", "Added")
    note = "Hours a week by the timetable; lost includes travel."
    if not rows:
        note = "No policy of this study moves staff by the timetable."
    note = " ".join([note, *_kept(results)])
    return plain_table("Scheduled: what the levers move", columns, rows, note, texts=4)


def _kept(results: Results) -> list[str]:
    """A sentence for each scenario that keeps beds free."""
    found = [
        (str(one["name"]), kept_free(one.get("kept", []), partial(_place, results)))
        for one in results.study["scenarios"]
    ]
    return [f"{results.label(name)} {sentence}." for name, sentence in found if sentence]


def worked(results: Results) -> Table:
    """Return how the busy hours of each facility differ from the baseline."""
    facilities = results.values("staff_hours", "facility")
    rows = []
    for facility in facilities:
        level = results.mean("staff_hours", results.baseline, facility=facility)
        today = f"{digits(level.value)} {between(level.low, level.high, '')}" if level else "–"
        changes = [
            cell(results.difference("staff_hours", name, facility=facility), "neither")
            for name in results.others
        ]
        rows.append(
            (_place(results, facility), today, *(f"{one.by} {one.interval}" for one in changes))
        )
    columns = ("Facility", results.label(results.baseline), *map(results.label, results.others))
    note = "Hours a week in which staff are busy, beds apart; both with their interval."
    return plain_table("Measured: busy hours by facility", columns, rows, note)


def channels(results: Results) -> Table:
    """Return the counts of each channel between tiers, by scenario."""
    counts: dict[str, dict[str, float]] = {}
    for name in results.scenarios:
        for flow in results.flows.get(name, ()):
            if _between_tiers(flow):
                row = counts.setdefault(_channel(flow.channel), {})
                row[name] = row.get(name, 0.0) + flow.value
    rows = [
        (channel, *(digits(row.get(name, 0.0)) for name in results.scenarios))
        for channel, row in sorted(counts.items())
    ]
    columns = ("Channel", *map(results.label, results.scenarios))
    return plain_table("Patients who change tier, a year", columns, rows)
