"""Themes: indicators by scenarios, part by part."""

from __future__ import annotations

from pathlib import Path

from sim.outcomes.indicators import INDICATORS, THEMES, title
from sim.page.read import results
from sim.page.themes import themes


def test_a_theme_has_the_level_of_today_and_the_difference_of_each_policy(folder: Path) -> None:
    found = results(folder)
    table = next(one for one in themes(found) if "referral" in one.title)
    assert table.columns[2] == found.label(found.baseline)
    assert len(table.columns) == 3 + len(found.others)
    row = next(row for row in table.rows if row[0] == "formal referrals up")
    assert row[:3] == (
        "formal referrals up",
        INDICATORS["referred_up"].label,
        "1,406 a year [1,371 to 1,441]",
    )
    assert len(row) == len(table.columns)
    assert all("cannot tell" in cell for cell in row[3:])


def test_a_theme_of_which_nothing_is_measured_is_left_out(folder: Path) -> None:
    titles = [one.title for one in themes(results(folder))]
    assert "People in chronic management" not in titles


def test_files_about_one_part_of_the_care_share_a_table() -> None:
    assert list(dict.fromkeys(one.table for one in THEMES if one.table)) == [
        "Tickets, and doctors' overtime",
        "Access and what patients pay",
        "Visits, and referral between the tiers",
        "Beds",
        "Surgery",
        "No-shows and returns",
        "Transfers and time-critical care",
        "People in chronic management",
    ]


def test_every_indicator_has_an_english_name_of_its_own() -> None:
    titles = [one.title for one in INDICATORS.values()]
    assert len(set(titles)) == len(titles)


def test_an_indicator_of_another_version_is_called_by_its_words() -> None:
    assert title("formal_referral_p90") == "letter to a doctor above (90th percentile)"
    assert title("some_other_share") == "some other share"
