"""Access in numbers: episodes for which no care is sought."""

from __future__ import annotations

import pytest

from tests.outcomes.stories import Story
from tests.outcomes.test_outcomes import cell


def test_the_share_of_those_who_seek_no_care() -> None:
    """A visit that is not needed, and one outside the network, count for nothing."""
    story = Story()
    story.patient(first_facility="town", ending="treated")
    story.patient(first_facility="lead", ending="treated", home="quay")
    story.patient(first_facility="elsewhere", ending="elsewhere")
    story.patient(ending="not_needed")
    story.patient(ending="not_sought")
    assert cell(story, "not_sought_share") == (pytest.approx(1 / 3), 3)
    assert cell(story, "not_sought_share", home="quay") == (0.0, 1)
    assert cell(story, "not_sought_share", home="hill") == (0.5, 2)
    assert cell(story, "first_contact_base") == (0.5, 2)


def test_what_an_episode_costs_the_patient() -> None:
    story = Story()
    story.patient(first_facility="town", out_of_pocket_cny=40.0)
    story.patient(first_facility="lead", out_of_pocket_cny=200.0, home="quay")
    story.patient(first_facility="elsewhere", ending="elsewhere")
    assert cell(story, "out_of_pocket_cny") == (120.0, 2)
    assert cell(story, "out_of_pocket_cny", tier="municipal") == (200.0, 1)
    assert cell(story, "out_of_pocket_cny", home="hill") == (40.0, 1)
