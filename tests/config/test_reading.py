"""A planner's YAML file: values as they are written, and what is wrong, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sim.config import config_dir
from sim.config.reading import scalar, written
from sim.system.faults import Faults

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)


def read(folder: Path, content: str | bytes) -> object:
    file = folder / "ours.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return written(file, "network/ours.yaml").data


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("On", "On"), ("010", "010"), ("08", "08"), ("1:30", "1:30"),
        ("0x1F", "0x1F"), ("2023-03-06", "2023-03-06"), ("=", "="), ("1号", "1号"),
        ("10", 10), ("-1", -1), ("1_000", 1000), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("9" * 5000, float("inf")),
    ],
)  # fmt: skip
def test_a_word_is_read_as_it_is_written(word: str, value: object) -> None:
    found = scalar(word)
    assert found == value
    assert type(found) is type(value)


def test_keys_are_texts_and_what_stands_in_quotes_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, "no: '10'\n1: \"yes\"\n010: {true: 2}\n")
    assert found == {"no": "10", "1": "yes", "010": {"true": 2}}


def test_aliases_and_merged_keys_are_written_out(tmp_path: Path) -> None:
    text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4}]}\n"
    assert read(tmp_path, text) == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 3},
        "c": {"x": 1, "y": 2, "z": 4},
    }


@pytest.mark.parametrize("file", sorted(config_dir().glob("*/*.yaml")), ids=lambda p: p.stem)
def test_the_shipped_files_read_as_any_yaml_reader_has_them(file: Path) -> None:
    read_by_others = yaml.safe_load(file.read_text("utf-8"))
    assert _texts(written(file, file.name).data) == _texts(read_by_others)


def _texts(part: object) -> object:
    """The same with numbers by their value and all else as lower-case text."""
    if isinstance(part, dict):
        return {str(key): _texts(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_texts(one) for one in part]
    try:
        return float(str(part))
    except ValueError:
        return "" if part in (None, "null") else str(part).lower()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_in_front_is_no_part_of_the_text(encoding: str, tmp_path: Path) -> None:
    content = "days: 7\r\nlabel: 县\r\n".encode(encoding)
    assert read(tmp_path, content) == {"days": 7, "label": "县"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a:\n\tb: 1\n", "ours.yaml, line 2 = a tab: expected spaces"),
        ("a: 1\nb: 2\na: 3\n", "ours.yaml, line 3 = a: expected each key once"),
        ("a: {b: 1,\n b: 2}\n", "ours.yaml, line 2 = b: expected each key once"),
        ("a: [1\n", "ours.yaml, line 1 = a: [1: expected YAML"),
        ("a：1\nb: 2\n", "expected YAML (mapping values are not allowed"),
        ("a：1\nb: 2\n", "： is full-width: write :"),
        ("a: *x\n", "ours.yaml, line 1 = a: *x: expected YAML (found undefined alias"),
        ("a: 1\n---\nb: 1\n", "ours.yaml, line 2 = ---: expected YAML"),
        ("a: !!python/name:os.system\n", "line 1 = tag:yaml.org,2002:python/name:os.system: exp"),
        ("x: 1\na: !!binary aGk=\n", "line 2 = tag:yaml.org,2002:binary: expected a plain value"),
        ("? [a, b]\n: 1\n", "line 1 = a key of several parts: expected a name"),
        ("a: {<<: 3}\n", "line 1 = <<: expected an alias"),
        ("a: 1\x00\n", "expected a text in UTF-8"),
        ("label: 县\n".encode("gbk"), "line 1 = byte 0xcf: expected a text in UTF-8; save"),
        ("a: " + "[" * 100_000, "nesting"),
        (BOMB, "aliases of aliases: expected at most"),
        ("a: &a [*a]\n", "aliases of aliases: expected at most"),
        ("a: " + "[" * 100 + "]" * 100, "expected at most 50 parts in each other"),
        ("a: 1\n" * 1_000_001, "5000005 bytes: expected at most 5000000 bytes"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(
    content: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(Faults) as caught:
        read(tmp_path, content)
    assert str(caught.value).startswith("network/ours.yaml")
    assert message in str(caught.value)


def test_all_that_is_wrong_in_a_file_comes_at_once(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read(tmp_path, "a: 1\na: 2\nb: 1\nb: 2\n")
    assert [fault.key[-6:] for fault in caught.value.faults] == ["line 2", "line 4"]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").mkdir()
    with pytest.raises(Faults, match=r"network/ours\.yaml = Is a directory"):
        written(tmp_path / "ours.yaml", "network/ours.yaml")
