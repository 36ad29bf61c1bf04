"""Time-critical pathways: chest pain, stroke, trauma, ruptured aneurysm, and their clocks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, ConditionName, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Targets:
    """Minutes that are promised, from the first medical contact."""

    test_minutes: Amount = 10.0
    """To the end of the first test (the first ECG)."""
    needle_minutes: Amount = 30.0
    """To thrombolysis."""
    device_minutes: Amount = 90.0
    """To the device, where the patient has come to it directly."""
    device_transferred_minutes: Amount = 120.0
    """To the device, after a transfer."""
    door_out_minutes: Amount = 30.0
    """To leaving the first facility for the next (door in, door out)."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Survival:
    """How mortality grows with the time from onset to reperfusion.

    It is ``mortality_at_zero`` times ``relative_risk_per_30_min`` for each half hour, but never
    more than without reperfusion.
    """

    mortality_at_zero: Share = 0.0
    """Mortality if there were no delay."""
    relative_risk_per_30_min: Annotated[float, Field(ge=1.0, le=10.0)] = 1.0
    """Factor on mortality of 30 minutes more."""
    mortality_untreated: Share = 0.0
    """Mortality without reperfusion, or its like."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Pathway:
    """A diagnosis for which minutes count, and the way of those who have it.

    Once it is known, the ordinary decision is left out: the patient is treated here by a device, or
    by the needle (thrombolysis), or both, the needle first and the device after a transfer.
    """

    condition: ConditionName
    """Condition whose urgent patients may have it."""
    share: Share
    """Share of them (acuity 1 and 2) who do."""
    diagnosis: tuple[str, ...]
    """Services of the emergency flow that every such patient has, the test that tells first."""
    skips: tuple[str, ...] = ()
    """Services that they do without."""
    onset_to_call_minutes: Duration = Duration(mean=0.0)
    """Minutes from onset until care is sought: it only puts the clock of onset back."""
    agrees: Share = 1.0
    """Probability that a patient who is recognised agrees to the pathway; the others are treated
    like anybody else."""
    device: str = ""
    """Station that treats it, such as ``cath_lab``; facilities that have one are its centres."""
    device_share: Share = 1.0
    """Share of the patients for whom the device is meant; to the others the needle is given, in
    the centres too."""
    activation_minutes: Duration = Duration(mean=0.0)
    """Minutes from the decision, for consent and for calling the team, until the patient can be
    in the device's room."""
    device_minutes: Duration = Duration(mean=0.0)
    """Minutes in there."""
    needle_minutes: Duration = Duration(mean=0.0)
    """Minutes from the decision to the needle, consent included."""
    needle_window_hours: Amount = 0.0
    """Hours from onset within which the needle may be given; 0: never."""
    needle_beyond_minutes: Amount = 0.0
    """Who could have the device is given the needle only if the way there takes longer."""
    needle_works: Share = 1.0
    """Share of those given it in whom it does what the device does."""
    formal_share: Share | None = None
    """Share of the transfers that are formal referrals (上转), the same for all; left out: by what
    they need, as everywhere."""
    targets: Targets = Targets()
    """Minutes that are promised."""
    survival: Survival = Survival()
    """How mortality grows with delay."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChestPainCentre:
    """What chest pain centres (胸痛中心), and those of the other pathways, add to the members."""

    lysis: Share = 0.0
    """Share of those who may have the needle who are given it at a facility without the device."""
    bypass: Share = 0.0
    """Share of those diagnosed before a transfer who go past the emergency department."""
    prewarning: Share = 0.0
    """Share of the activation's minutes that their announcement saves."""
