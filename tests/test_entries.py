"""Entries: whatever a file about a network holds, it is read or refused in words."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.calibrate import read
from experiments.entries import entries
from experiments.fits import Fit
from sim.system.faults import Faults
from tests.counties import FITS, TARGETS, county

KEYS = sorted({key for text in (TARGETS, FITS) for one in yaml.safe_load(text) for key in one})
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**400), 10**400),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9),
    st.sampled_from(["central", "visits", "referral.formal_share", "policy", "network.homes"]),
)
VALUES = st.recursive(
    ODD, lambda one: st.lists(one, max_size=2) | st.dictionaries(ODD, one, max_size=2), max_leaves=4
)
FILES = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES, max_size=3)


@pytest.mark.slow
@settings(max_examples=60)
@given(targets=FILES, fits=FILES)
def test_odd_entries_are_faults_and_never_anything_else(
    targets: list[object], fits: list[object]
) -> None:
    texts = [yaml.safe_dump(one, allow_unicode=True) for one in (targets, fits)]
    with TemporaryDirectory() as folder, pytest.raises(Faults) as caught:
        read(county(Path(folder), *texts))
    assert all(fault.key and fault.expected for fault in caught.value.faults)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- {target: \xb3\xc7}\n", b"- \x00\n"])
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    network = county(tmp_path)
    (tmp_path / "calibration" / "ours.yaml").write_bytes(content)
    found, (fault,) = entries(Fit, "calibration", network)
    assert found == []
    assert fault.key.startswith("calibration/ours.yaml")


def test_a_folder_in_the_place_of_a_file_is_no_file(tmp_path: Path) -> None:
    network = county(tmp_path, fits=None)
    (tmp_path / "calibration" / "ours.yaml").mkdir(parents=True)
    found, (fault,) = entries(Fit, "calibration", network)
    assert found == []
    assert fault.expected.startswith("a file calibration/ours.yaml")


def test_an_entry_knows_the_line_of_what_is_in_it(tmp_path: Path) -> None:
    (first, second), faults = entries(Fit, "calibration", county(tmp_path))
    assert faults == []
    assert first.fault(["keys", "1"], "x", "y").key == "calibration/ours.yaml, line 4, keys.1"
    assert second.fault(["balance"], "x", "y").key == "calibration/ours.yaml, line 8, balance"
    assert {".".join(path): text for path, text in second.texts("keys", "low")} == {
        "keys.0": "referral.formal_share.urgent"
    }
