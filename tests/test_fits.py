"""Fits: which keys are moved for which target is checked before anything is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.calibrate import read
from experiments.chosen import chosen
from experiments.fits import fits_and_faults
from sim.system.faults import Faults
from tests.counties import FITS, TARGETS, county, told

# ruff: noqa: E501  (faults as they are printed, one a line)

URGENT = "referral.formal_share.urgent"
CENTRAL = "network.homes.home_1.first_contact.suited.central"
GOOD = {"target": "letters", "keys": f"[{URGENT}]", "low": "0.001", "high": "0.4"}


def entry(**changed: str | None) -> str:
    """One entry with something changed, or left out."""
    keys = {key: value for key, value in (GOOD | changed).items() if value is not None}
    return "- {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"


def refused(folder: Path, fits: str | None, targets: str | None = TARGETS) -> list[str]:
    with pytest.raises(Faults) as caught:
        read(county(folder, targets, fits))
    return told(caught.value)


@pytest.mark.slow
def test_the_shipped_keys_are_there_within_their_bounds_and_have_targets() -> None:
    targets, keys = read(chosen([]))
    assert {fit.target for fit in keys.fits} <= {target.name for target in targets}
    for fit in keys.fits:
        assert all(fit.low <= keys.before[key] <= fit.high for key in fit.keys)


def test_the_files_of_ones_own_network_are_read(tmp_path: Path) -> None:
    targets, keys = read(county(tmp_path))
    assert [target.name for target in targets] == [fit.target for fit in keys.fits]
    assert keys.before[CENTRAL] == 0.15


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (entry(target="leters"), "target = leters: expected the name of a target in the file of these (did you mean 'letters'?)"),
        (entry(keys="[network.facilities.centrl.ward.admission_factor]"), "there is no network.facilities.centrl (did you mean 'network.facilities.central.ward.admission_factor'?)"),
        (entry(keys="[referral.formal_share.urgnt]"), "(did you mean 'referral.formal_share.urgent'?)"),
        (entry(keys="[wrong]"), "keys.0 = wrong: expected a key of the configuration; there is no wrong"),
        (entry(keys="['a..b=c ${x}']"), "expected a key of the configuration; there is no a"),
        (entry(keys="[access.family_doctors.contracted.x]"), "expected a key of the configuration; there is no access.family_doctors.contracted.x"),
        (entry(keys="[network.facilities.central.ward.operation_factor]"), "expected a key that stands in a file: write there what it is today"),
        (entry(keys="[network.facilities.central.ward.beds]", low="1", high="99"), "expected a key that may have any value in between, and no whole number"),
        (entry(keys="[network.facilities.central.label]"), "expected a key that holds one number"),
        (entry(keys="[network.homes.home_1.rural]"), "expected a key that holds one number"),
        (entry(keys="[network.facilities]"), "expected a key that holds one number"),
        (entry(keys="[access.gatekeeping_compliance]", low="0", high="1"), "expected a key above 0, which can be multiplied; it is 0"),
        (entry(keys="[access.choice.wait_per_hour]", low="0", high="1"), "expected a key above 0, which can be multiplied; it is -0.0032"),
        (entry(keys="[]"), "keys = []: expected at least one key"),
        (entry(keys=URGENT), f"keys = {URGENT}: expected a list"),
        (entry(keys=f"[{URGENT}, {URGENT}]"), "keys.1 = referral.formal_share.urgent: expected each key once, in one entry"),
        (entry() + entry(), "calibration/ours.yaml, line 2, keys.0 = referral.formal_share.urgent: expected each key once"),
        (entry(low="0.5"), "low = 0.5: expected at most high, which is 0.4"),
        (entry(low="-1"), "low = -1: expected greater than or equal to 0"),
        (entry(low="0.1"), "expected a key between 0.1 and 0.4 to begin with; it is 0.0317"),
        (entry(high=None), "high = (missing): expected to be given"),
        (entry(hgih="1"), "hgih = 1: expected a key that is known (did you mean 'high'?)"),
        (entry(keys=f"[{CENTRAL}]", balance="elswhere"), "balance = elswhere: expected a member of network.homes.home_1.first_contact.suited (did you mean 'elsewhere'?)"),
        (entry(keys=f"[{CENTRAL}]", balance="central"), "balance = central: expected a member that is not moved itself"),
        (entry(balance="critical"), "balance = critical: expected a member of shares that add up to 1; referral.formal_share gives 0.24567"),
        (entry(keys="[network.homes.home_1.population]", low="1", high="99999", balance="label"), "expected a member of a group of numbers, unlike network.homes.home_1"),
        (
            entry(keys=f"[{CENTRAL}]", balance="elsewhere")
            + entry(keys=f"[{CENTRAL.replace('central', 'east')}]", balance="town_1"),
            "balance = town_1: expected elsewhere, as another entry has it",
        ),
        ("- 5\n", "calibration/ours.yaml, line 1 = 5: expected keys with values"),
        ("", "calibration/ours.yaml = (nothing): expected a list of at least one entry"),
        ("- {a: 1, a: 2}\n", "calibration/ours.yaml, line 1 = a: expected each key once"),
        ("- a: 1\n\tb: 2\n", "calibration/ours.yaml, line 2 = a tab"),
        ("- !!set {a}\n", "expected a plain value, without a tag (!)"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_line_key_value_and_the_right_name(
    text: str, fault: str, tmp_path: Path
) -> None:
    lines = refused(tmp_path, text)
    assert any(fault in line for line in lines), lines
    assert all(line.startswith("calibration/ours.yaml") for line in lines)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (entry(high="1.5"), "referral.formal_share.urgent = 1.5: expected less than or equal to 1"),
        (entry(keys=f"[{CENTRAL}]"), "at their upper bounds"),
    ],
)
def test_bounds_that_no_configuration_has_are_told_before_anything_is_played(
    text: str, fault: str, tmp_path: Path
) -> None:
    """A share above 1, and shares that add up to more than 1 since nothing balances them."""
    lines = refused(tmp_path, text)
    assert any(fault in line for line in lines), lines
    assert all("bounds)" in line for line in lines)


def test_the_faults_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    lines = refused(tmp_path, entry(low="9", target="letters"), "- {name: letters}\n")
    assert {line.partition(",")[0] for line in lines} == {
        "targets/ours.yaml",
        "calibration/ours.yaml",
    }
    assert not any("target = letters" in line for line in lines)


def test_both_missing_files_are_told_with_the_places(tmp_path: Path) -> None:
    one, other = refused(tmp_path, None, None)
    assert f"{tmp_path / 'targets' / 'ours.yaml'} and " in one
    assert f"{tmp_path / 'calibration' / 'ours.yaml'} and " in other


@pytest.mark.slow
def test_names_of_any_alphabet_are_keys(tmp_path: Path) -> None:
    network = county(tmp_path, None, None)
    text = (tmp_path / "network" / "ours.yaml").read_text("utf-8")
    home = (
        "{label: 新, base: town_1, population: 5, episodes_per_head: 2, "
        "first_contact: {suited: {town_1: 1}, not_suited: {central: 1}, emergency: {central: 1}}, "
        "travel_minutes: {town_1: 9, east: 30, central: 60}}"
    )
    text += f"network: {{homes: {{城北居民: {home}}}}}\n"
    (tmp_path / "network" / "ours.yaml").write_text(text, encoding="utf-8")
    fits = entry(keys="[network.homes.城北居民.episodes_per_head]", low="1", high="3")
    (tmp_path / "calibration").mkdir()
    (tmp_path / "calibration" / "ours.yaml").write_text(fits, encoding="utf-8")
    network = chosen(["network=ours"], str(tmp_path))
    (fit,), faults = fits_and_faults(network, ["letters"])
    assert faults == []
    moved = network.moved({fit.keys[0]: 2.5})
    assert moved.system.network.homes["城北居民"].episodes_per_head == 2.5


def test_the_example_of_these_tests_is_right(tmp_path: Path) -> None:
    _, faults = fits_and_faults(county(tmp_path, TARGETS, FITS), None)
    assert faults == []
