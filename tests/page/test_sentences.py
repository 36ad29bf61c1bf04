"""The answer in sentences, word for word."""

from __future__ import annotations

from pathlib import Path

from sim.page.read import results
from sim.page.sentences import answer, few_days, policies
from sim.page.waiting import worst_home

LEAD = (
    "Waiting within a visit at the lead hospital (Today: 40.0 minutes [39.0 to 41.0] on average)."
)
BASE = "Waiting within a visit at base institutions (Today: 6.0 minutes [5.9 to 6.1] on average)."
APPOINTMENT = "Days until an appointment (Today: 2.4 days [2.3 to 2.5] on average)."
BED = "Waiting for a bed (Today: too few on average)."


def test_who_shortens_which_wait(folder: Path) -> None:
    found = {sentence.lead: sentence.text for sentence in answer(results(folder))}
    assert found[LEAD] == (
        "Shorter with Today + gatekeeping (−9.0 minutes [−10.5 to −7.5]) and "
        "Today + expert outreach (−4.00 minutes [−5.00 to −3.00]). "
        "Cannot tell for No consortium or Today + remote diagnosis."
    )


def test_who_waits_longer(folder: Path) -> None:
    found = {sentence.lead: sentence.text for sentence in answer(results(folder))}
    assert found[BASE] == (
        "Longer with Today + gatekeeping (+3.00 minutes [+2.50 to +3.50]). "
        "About the same with Today + expert outreach. "  # +0.50 [+0.30 to +0.70] is below 2
        "Cannot tell for No consortium or Today + remote diagnosis."
    )


def test_what_cannot_be_told_and_what_is_too_rare(folder: Path) -> None:
    found = {sentence.lead: sentence.text for sentence in answer(results(folder))}
    assert found[APPOINTMENT] == "Cannot tell for any other scenario."
    assert found[BED] == "Too few events for any other scenario."


def test_a_policy_says_what_it_costs(folder: Path) -> None:
    found = {sentence.lead: sentence.text for sentence in policies(results(folder))}
    assert found["Today + gatekeeping"].startswith(
        "Better: waiting within a visit at the lead hospital −9.0 minutes [−10.5 to −7.5]. "
        "Worse: waiting within a visit at base institutions +3.00 minutes [+2.50 to +3.50]. "
        "Cannot tell: waiting within a visit at district hospitals; "
    )


def test_what_does_not_matter_to_a_planner_is_neither_better_nor_worse(folder: Path) -> None:
    found = {sentence.lead: sentence.text for sentence in policies(results(folder))}
    text = found["Today + expert outreach"]
    assert "No main measure is seen to get worse." in text
    assert "About the same: waiting within a visit at base institutions." in text


def test_the_worst_off_home(folder: Path, hostile: str) -> None:
    assert worst_home(results(folder)) == (
        f"In the scenario Today, residents of north {hostile} wait longest from onset to "
        "treatment: 31.0 hours on average. The mean of all homes is 26.0 hours."
    )


def test_a_short_run_says_so(folder: Path) -> None:
    assert few_days(results(folder)).startswith(
        "This run observes 7 days in each of 3 replications."
    )
