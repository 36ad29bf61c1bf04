"""The JSON schema for editors: made of the code, true of every shipped file."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from experiments.schema import text
from sim.config import config_dir

ROOT = Path(__file__).parents[1]
GROUPS = ("care", "case", "conditions", "demand", "network", "pathways", "policy", "practice")
FILES = [
    path.relative_to(config_dir()).as_posix()
    for group in (*GROUPS, "run", "scenario")
    for path in sorted((config_dir() / group).rglob("*.yaml"))
]


@pytest.fixture(scope="module")
def editor() -> Draft202012Validator:
    schema = json.loads(text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def written(file: str) -> dict[str, Any]:
    """A shipped file as an editor sees it, at its place in the whole configuration."""
    content = (config_dir() / file).read_text("utf-8")
    data = json.loads(json.dumps(yaml.safe_load(content), default=date.isoformat))
    data.pop("defaults", None)  # of which files a file is put on top
    header = re.search(r"^# @package (\S+)", content, re.MULTILINE)
    package = header[1] if header else file.partition("/")[0]
    for part in reversed([] if package == "_global_" else package.split(".")):
        data = {part: data}
    return dict(data)


def test_the_page_in_the_docs_is_the_schema_of_the_code() -> None:
    assert (ROOT / "docs" / "schema.json").read_text("utf-8") == text()


@pytest.mark.parametrize("file", FILES)
def test_every_shipped_file_is_right(file: str, editor: Draft202012Validator) -> None:
    assert [error.message[:200] for error in editor.iter_errors(written(file))] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"network": {"facilities": {"a": {"clinnics": {}}}}},
        {"network": {"facilities": {"a": {"ward": {"beds": "many"}}}}},
        {"netwrok": {}},
        {"run": {"days": -1}},
        {"policy": {"outreach": {"half_day": 10}}},
        {"network": {"facilities": {"a": {"tier": "distric"}}}},
        {"access": {"rebook": {"value": 0.7, "rnage": [0.5, 0.9]}}},
        {"access": {"rebook": {"range": [0.5, 0.9]}}},
        {"access": {"rebook": {"value": 0.7, "class": "asumed"}}},
    ],
    ids=str,
)
def test_what_is_wrong_is_underlined(wrong: Any, editor: Draft202012Validator) -> None:
    assert not editor.is_valid(wrong)


@pytest.mark.parametrize(
    "right",
    [
        {
            "access": {
                "search_days": "never",
                "patience_minutes": [None, None, {"mean": 60}, "never"],
            }
        },
        {"network": {"usual": {"base": {"capability": 0.7}}, "facilities": {"old": None}}},
        {"run": {"days": "${oc.select:x}"}},
        {"access": {"rebook": {"value": 0.7, "range": [0.5, 0.9], "source": "them"}}},
        {"access": {"tickets": {"to_emergency": [{"value": 0.2, "plus_minus": 0.1}, 0.1]}}},
        {"referral": {"recognition": {"value": {"base": 0.5}, "times": [0.5, 1.5]}}},
        {"network": {"homes": {"a": {"travel_minutes": {"value": {"b": 9}, "class": "derived"}}}}},
    ],
    ids=str,
)
def test_what_a_planner_may_write_is_not(right: Any, editor: Draft202012Validator) -> None:
    assert [error.message[:200] for error in editor.iter_errors(right)] == []
