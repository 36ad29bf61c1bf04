"""Sentences: the answer, with waits that get shorter or longer, by how much, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.clock import DAYS_PER_YEAR
from sim.outcomes.words import listed, measured_in
from sim.page.chosen import HEADLINE, WAITS, Measure, present
from sim.page.read import Difference, Results
from sim.page.shortage import short_of_tickets
from sim.page.tables import level as in_words
from sim.page.tables import mood, told
from sim.page.unfinished import beside

OPEN = {
    "alike": "About the same with",
    "unsure": "Cannot tell for",
    "same": "No change with",
    "few": "Too few events for",
}
"""Beginnings of sentences on differences without a direction."""
FEW_DAYS = 21
"""Observed days below which the page warns that there are few."""


@dataclass(frozen=True)
class Sentence:
    """A bold beginning and what follows it."""

    lead: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A measure, its difference, and the mood of that."""

    measure: Measure
    difference: Difference
    mood: str


def answer(results: Results) -> tuple[Sentence, ...]:
    """Return for each main wait which policies shorten or lengthen it, and which are uncertain."""
    return tuple(_about(results, one) for one in present(results, WAITS))


def policies(results: Results) -> tuple[Sentence, ...]:
    """Return for each policy what gets better, what gets worse, and where work moves."""
    return tuple(
        Sentence(results.label(name), " ".join(_effects(results, name))) for name in results.others
    )


def few_days(results: Results) -> str:
    """Return a warning if the run observed few days, else nothing."""
    days = float(results.study["days"])
    span = f"{days:g} {'day' if days == 1 else 'days'}"
    if days >= FEW_DAYS:
        return ""
    return (
        f"This run observes {span} in each of {results.study['replications']} replications. "
        "That is enough to see queues of a day, and too little for seasons, rare events and slow "
        "changes. Use run=full before a decision."
    )


def ordinary(results: Results) -> str:
    """Return a sentence if no public holiday lies in a run shorter than a year, else nothing."""
    study = results.study
    days = study.get("calendar", {}).get("holidays", ())
    if days or float(study["days"]) >= DAYS_PER_YEAR:
        return ""
    return (
        "These are ordinary weeks: no public holiday lies in the run. After one, tickets are short "
        "for a week or two, patients wait longer, and more of them go elsewhere. A year with its "
        "holidays is run=full."
    )


def readings(results: Results, scenario: str, measures: Sequence[Measure]) -> list[Reading]:
    """Return the readings of all measures that can be compared in a scenario."""
    found = []
    for one in measures:
        difference = one.difference(results, scenario)
        if difference is not None:
            found.append(Reading(one, difference, mood(difference, one.about.better)))
    return found


def _about(results: Results, measure: Measure) -> Sentence:
    """The sentence on one wait."""
    level = measure.mean(results, results.baseline)
    lead = f"{measure.name[0].upper()}{measure.name[1:]}"
    if level is not None:
        today = in_words(level, measure.about.unit)
        today = beside(results, today, measure.indicator, results.baseline, **measure.where)
        lead += f" ({results.label(results.baseline)}: {today} on average)."
    found = {name: readings(results, name, [measure]) for name in results.others}
    read = {name: each[0] for name, each in found.items() if each}
    better = sorted(
        (name for name, one in read.items() if one.mood == "better"),
        key=lambda name: read[name].difference.difference,
    )
    worse = [name for name, one in read.items() if one.mood == "worse"]
    parts = [] if read else ["Nothing to compare it with."]
    if better:
        parts.append(f"Shorter with {listed([_with(results, read[name]) for name in better])}.")
    if worse:
        parts.append(f"Longer with {listed([_with(results, read[name]) for name in worse])}.")
    for reading, words in OPEN.items():
        names = [results.label(name) for name, one in read.items() if one.mood == reading]
        if names:
            who = "any other scenario" if len(names) == len(read) else listed(names, "or")
            parts.append(f"{words} {who}.")
    return Sentence(lead, " ".join(parts))


def _with(results: Results, one: Reading) -> str:
    """A policy, with the size of its effect."""
    return f"{results.label(one.difference.scenario)} ({size(one.difference)})"


def size(difference: Difference) -> str:
    """Return a difference with its interval, as in ``−3.20 minutes [−4.10 to −2.30]``."""
    by, span = told(difference)
    return f"{by} {measured_in(difference.unit)} {span}".strip()


def _effects(results: Results, scenario: str) -> list[str]:
    """The effects of one policy, in a few sentences."""
    read = readings(results, scenario, present(results, HEADLINE))
    if read and all(one.mood == "same" for one in read):
        return ["Nothing that is measured here changes: the journeys are the same."]
    groups = {
        key: [one for one in read if one.mood == key]
        for key in ("better", "worse", "alike", "unsure")
    }
    return [
        _list("Better", "is seen to get better", groups["better"]),
        _list("Worse", "is seen to get worse", groups["worse"]),
        *_named("About the same", groups["alike"]),
        *_named("Cannot tell", groups["unsure"]),
        *_short(results, scenario),
        *_work(results, scenario),
    ]


def _list(word: str, otherwise: str, found: Sequence[Reading]) -> str:
    """The measures of one mood, with sizes."""
    if not found:
        return f"No main measure {otherwise}."
    return f"{word}: {'; '.join(f'{one.measure.name} {size(one.difference)}' for one in found)}."


def _named(word: str, found: Sequence[Reading]) -> list[str]:
    """The measures of a mood without a direction, by name."""
    names = [one.measure.name for one in found]
    return [f"{word}: {'; '.join(names)}."] if names else []


def _short(results: Results, scenario: str) -> list[str]:
    """A sentence on clinics that run out of tickets, if any."""
    found = short_of_tickets(results, scenario)
    return [found] if found else []


def _work(results: Results, scenario: str) -> list[str]:
    """Where busy hours change most: the facilities with the largest clear gain and loss."""
    cells = results.differences.get(("staff_hours", scenario), {}).values()
    clear = [
        cell
        for cell in cells
        if set(cell.where) == {"facility"} and mood(cell, "neither") == "changed"
    ]
    if not clear:
        return []
    ordered = sorted(clear, key=lambda cell: (cell.difference, cell.where["facility"]))
    ends = [ordered[-1], ordered[0]] if len(ordered) > 1 else ordered
    places = [f"{results.place(end.where['facility'])} {size(end)}" for end in ends]
    return [f"Busy staff time changes most at {listed(places)}."]
