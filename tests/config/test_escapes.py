"""Words of any alphabet: what Hydra takes for them reads back as the same."""

from __future__ import annotations

import pytest
from hydra.core.override_parser.overrides_parser import OverridesParser
from hypothesis import given
from hypothesis import strategies as st

from sim.config.words import (
    hidden,
    hidden_text,
    hidden_value,
    hidden_word,
    quoted,
    shown,
    shown_all,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=".=/"), min_size=1)


@given(NAMES)
def test_any_name_can_be_a_key_and_reads_back_as_itself(name: str) -> None:
    parsed = OverridesParser.create().parse_override(f"network.homes.{hidden(name)}.x=1")
    assert shown(parsed.key_or_group) == f"network.homes.{name}.x"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_in_quotes_reads_back_as_itself(text: str) -> None:
    parsed = OverridesParser.create().parse_override(f"a={quoted(hidden_text(text))}")
    assert shown(str(parsed.value())) == text.replace("${", r"\${")


@pytest.mark.parametrize("text", ["_u4e1c_", "_u4e_u4e_", "__u5f_", "_u10ffff__u0_", "_u110000_"])
def test_what_looks_like_our_marks_is_kept(text: str) -> None:
    assert shown(hidden(text)) == text
    assert shown(hidden_text(text)) == text


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("到达.csv", "到达.csv"),
        ("[东区,西区]", ["东区", "西区"]),
        ("{东区: 0.5, 1号: 2}", {"东区": 0.5, "1号": 2}),
        ("St. Mary's", "St. Mary's"),
        ("'到,达'", "到,达"),
        ("a;b", "a;b"),
    ],
)
def test_a_value_reads_back_as_what_was_meant(value: str, meant: object) -> None:
    parsed = OverridesParser.create().parse_override(f"a={hidden_value(value)}")
    found = parsed.value()
    assert shown_all(found if isinstance(found, list | dict) else str(found)) == meant


def test_signs_in_front_of_a_key_stay_in_front() -> None:
    assert hidden_word("++a.东=1") == "++a._u4e1c_=1"
    assert hidden_word("~a.1号") == "~a._u31__u53f7_"
    assert hidden_word("hydra/launcher=basic") == "hydra/launcher=basic"


def test_a_reference_leads_to_the_name_as_hydra_has_it() -> None:
    assert hidden_text("${a.1号.b} 号") == "${a." + hidden("1号") + ".b} 号"
