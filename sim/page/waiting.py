"""Waiting: differences of the main waits, and waits by tier, by service and by home."""

from __future__ import annotations

from sim.outcomes.indicators import INDICATORS, TOO_FEW, title
from sim.outcomes.words import amount, measured_in
from sim.page.blocks import Choice, Drawing
from sim.page.chosen import TIERS, WAITS, Measure, present
from sim.page.figures import Panel, Span, dots, forest, height
from sim.page.read import Mean, Results
from sim.page.sentences import readings
from sim.page.style import inline
from sim.page.tables import level, plain_table, told
from sim.page.unfinished import beside

FORMS = ("median", "p90", "p95")
SPREADS = (
    ("visit_wait", "In queues and for results, of a whole visit, within opening hours"),
    ("appointment_days", "At home until the visit begins"),
    ("door_to_leave", "From the door to leaving, or to asking for a bed"),
    ("admission_wait", "From asking for a bed to lying in it"),
    ("onset_to_treatment", "From falling ill to definitive treatment"),
)
QUANTILES = ("Median", "90th percentile", "95th percentile")


def differences(results: Results) -> Drawing:
    """Return the main waits as differences with their intervals."""
    panels, rows = [], []
    for one in present(results, WAITS):
        spans = []
        for name in results.others:
            for found in readings(results, name, [one]):
                cell, label = found.difference, results.label(name)
                ends = (cell.difference, cell.low, cell.high)
                if found.mood != "few":
                    spans.append(Span(label, *ends, found.mood))
                rows.append((one.name, label, *told(cell), cell.verdict))
        if spans:
            panels.append((_heading(one), measured_in(one.about.unit), spans))
    caption = f"The main waits: differences against {results.label(results.baseline)}"
    table = plain_table(
        caption, ("Wait", "Policy", "Difference", "Interval", "Reads"), rows, texts=2
    )
    note = "Left of the line is shorter. Waits with too few events are in the table alone."
    pixels = height([spans for _, _, spans in panels])
    return Drawing(caption, inline(forest(panels), "forest", pixels), table, note)


def _heading(one: Measure) -> str:
    """The title of a panel: a measure with its unit."""
    return f"{one.name[0].upper()}{one.name[1:]}, {measured_in(one.about.unit)}"


def by_tier(results: Results) -> Choice:
    """Return each kind of wait by tier and scenario: median, 90th and 95th percentile."""
    options = []
    for stem, meaning in SPREADS:
        drawn = _spread(results, stem, meaning)
        if drawn is not None:
            options.append((meaning, drawn))
    return Choice("choose-wait", "Which wait:", tuple(options))


def _spread(results: Results, stem: str, meaning: str) -> Drawing | None:
    """One kind of wait by tier; None: the results have none."""
    unit = INDICATORS[f"{stem}_median"].unit
    tiers = [tier for tier in TIERS if tier in results.values(f"{stem}_median", "tier")]
    places = [({"tier": tier}, _named(tier)) for tier in tiers] or [({}, "Everybody")]
    panels, rows = [], []
    for where, place in places:
        lines = [(name, _quantiles(results, stem, name, where)) for name in results.scenarios]
        drawn = tuple((results.label(name), found) for name, found in lines if found)
        if drawn:
            panels.append(Panel(place, unit, drawn))
        rows += [
            (place, results.label(name), *_levels(results, stem, name, where, unit))
            for name in results.scenarios
        ]
    if not panels:
        return None
    table = plain_table(meaning, ("Tier", "Scenario", *QUANTILES), rows, texts=2)
    pixels = height([panel.rows for panel in panels])
    return Drawing(meaning, inline(dots(panels), f"wait-{stem}", pixels), table)


def _levels(
    results: Results, stem: str, scenario: str, where: dict[str, str], unit: str
) -> list[str]:
    """Median, 90th and 95th percentile of a cell in words, marked if many still wait."""
    names = [f"{stem}_{form}" for form in FORMS]
    texts = {name: level(results.mean(name, scenario, **where), unit) for name in names}
    return [beside(results, text, name, scenario, **where) for name, text in texts.items()]


def _quantiles(
    results: Results, stem: str, scenario: str, where: dict[str, str]
) -> tuple[float, ...]:
    """Median, 90th and 95th percentile of a cell; empty if it has too few events."""
    cells = [results.mean(f"{stem}_{form}", scenario, **where) for form in FORMS]
    known = [cell.value for cell in cells if cell is not None and cell.events >= TOO_FEW]
    return tuple(known) if len(known) == len(FORMS) else ()


def _named(tier: str) -> str:
    """A tier as a heading."""
    return TIERS[tier][0].upper() + TIERS[tier][1:]


def by_service(results: Results) -> Choice:
    """Return the waits at each service of each tier, in the baseline."""
    tiers = {
        cell.where["tier"]
        for cell in results.over("wait_median", results.baseline, "tier", "stage")
    }
    options = [(_named(tier), _services(results, tier)) for tier in TIERS if tier in tiers]
    return Choice("choose-service", "Services at:", tuple(options))


def _services(results: Results, tier: str) -> Drawing:
    """The waits at the services of one tier: the baseline drawn, all scenarios in the table."""
    stages = sorted(
        {
            cell.where["stage"]
            for cell in results.over("wait_p90", results.baseline, "stage", tier=tier)
        },
        key=lambda stage: (-_p90(results, tier, stage), stage),
    )
    drawn = [
        (stage.replace("_", " "), found)
        for stage in stages
        if (found := _quantiles(results, "wait", results.baseline, {"tier": tier, "stage": stage}))
    ]
    base = results.label(results.baseline)
    caption = f"Queue at each service, {TIERS[tier]}, {base}"
    rows = []
    for stage in stages:
        for name in results.scenarios:
            where = {"tier": tier, "stage": stage}
            levels = _levels(results, "wait", name, where, "minutes")
            rows.append((stage.replace("_", " "), results.label(name), *levels))
    table = plain_table(
        f"Queue at each service, {TIERS[tier]}, all scenarios",
        ("Service", "Scenario", *QUANTILES),
        rows,
        texts=2,
    )
    panel = Panel("Within opening hours", "minutes", tuple(drawn))
    return Drawing(caption, inline(dots([panel]), f"service-{tier}", height([drawn])), table)


def _p90(results: Results, tier: str, stage: str) -> float:
    """The 90th percentile of the wait at a service, for sorting."""
    found = results.mean("wait_p90", results.baseline, tier=tier, stage=stage)
    return found.value if found else 0.0


def worst_home(results: Results) -> str:
    """Return a sentence on the home whose residents wait longest for treatment."""
    cells = _homes(results, results.baseline)
    if not cells:
        return "No home has enough patients to be compared."
    worst = max(cells, key=lambda home: cells[home])
    where = f"In the scenario {results.label(results.baseline)}, residents of"
    wait = f"{amount(cells[worst], 'hours')} on average."
    text = f"{where} {results.place(worst)} wait longest from onset to treatment: {wait}"
    everybody = results.mean("onset_to_treatment_mean", results.baseline)
    return (
        f"{text} The mean of all homes is {amount(everybody.value, 'hours')}."
        if everybody
        else text
    )


def _homes(results: Results, scenario: str) -> dict[str, float]:
    """Mean hours from onset to treatment by home, for homes with enough events."""
    return {
        cell.where["home"]: cell.value
        for cell in results.over("onset_to_treatment_mean", scenario, "home")
        if cell.events >= TOO_FEW
    }


def _home(results: Results, scenario: str, home: str) -> Mean | None:
    """Hours from onset to treatment of a home."""
    return results.mean("onset_to_treatment_mean", scenario, home=home)


def by_home(results: Results) -> Choice:
    """Return onset to treatment by home, the baseline beside each other scenario."""
    options = [
        (results.label(name), _beside(results, i, name)) for i, name in enumerate(results.others)
    ]
    return Choice("choose-home", f"{results.label(results.baseline)} beside:", tuple(options))


def _beside(results: Results, number: int, name: str) -> Drawing:
    """Two scenarios by home, the longest wait first."""
    base, other = _homes(results, results.baseline), _homes(results, name)
    homes = sorted((home for home in base if home in other), key=lambda home: -base[home])
    chosen = (results.baseline, name)
    names = (results.label(results.baseline), results.label(name))
    lines = tuple((results.place(home), (base[home], other[home])) for home in homes)
    caption = f"{title('onset_to_treatment_mean').capitalize()} by home: {names[0]} and {names[1]}"
    panel = Panel("Mean of each home", "hours", lines)
    rows = [
        (results.place(home), *(level(_home(results, one, home), "hours") for one in chosen))
        for home in homes
    ]
    table = plain_table(caption, ("Home", *names), rows)
    pixels = height([lines])
    return Drawing(caption, inline(dots([panel], names), f"home-{number}", pixels), table)
