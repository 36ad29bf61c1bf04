"""Urgent patients: how they are moved, who worsens, and the clocks of time-critical pathways."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import (
    ASSUMED,
    HIGHER,
    LOWER,
    NEITHER,
    Indicator,
    count,
    spread,
)

_FIFTH: Final = (
    "assumed, 2 to 10: a fifth of what an ECG that is sent ahead saves, 25 minutes "
    "(docs/sources.md L6, CJC Open 2024)"
)

_MORTALITY: Final = (
    "assumed, 0.1 to 0.5: half of the 30 minutes by which a death within a year becomes 1.075 "
    "times as likely (De Luca 2004)"
)


def _clock(
    name: str, label: str, meaning: str, matters: float, basis: str = ASSUMED
) -> tuple[Indicator, ...]:
    """How long something takes, and how often that is within its target."""
    on_time = f"{meaning}: share within the pathway's target."
    return (
        *spread(name, label, "minutes", meaning, matters=matters, basis=basis),
        Indicator(f"{name}_on_time", f"{label}达标率", "share", HIGHER, on_time, matters=0.02),
    )


CRITICAL: Final = (
    count(
        "ambulance_transfers",
        "急救车转运人次",
        NEITHER,
        "Patients carried to another facility by ambulance, at the facility that sends them.",
        matters_share=0.05,
    ),
    *spread(
        "ambulance_wait",
        "急救车等候时间",
        "minutes",
        "Minutes from asking for an ambulance until one sets out",
        matters=1.0,
    ),
    count(
        "worsened_waiting",
        "等候期间病情加重例数",
        LOWER,
        "Urgent patients who worsened while they waited.",
        matters_share=0.05,
    ),
    count(
        "time_critical",
        "时间敏感性急症例数",
        NEITHER,
        "Patients with a diagnosis for which minutes count, known to the doctors or not, who were "
        "treated, or left untreated, in the window; so in what follows.",
        matters_share=0.02,
    ),
    *_clock(
        "contact_to_test",
        "首次医疗接触至首份心电图（检查）时间",
        "Minutes from the first medical contact to the first ECG, or the test that tells",
        matters=1.0,
    ),
    *_clock(
        "contact_to_needle",
        "首次医疗接触至溶栓时间",
        "Minutes from the first medical contact to thrombolysis",
        matters=5.0,
        basis=_FIFTH,
    ),
    *_clock(
        "contact_to_device",
        "首次医疗接触至器械治疗时间",
        "Minutes from the first medical contact to the catheter laboratory, or its like",
        matters=5.0,
        basis=_FIFTH,
    ),
    *_clock(
        "door_in_door_out",
        "首诊医院停留时间（DIDO）",
        "Minutes from arriving at the first facility to leaving it for the next",
        matters=5.0,
        basis=_FIFTH,
    ),
    *spread(
        "onset_to_reperfusion",
        "发病至再灌注时间",
        "hours",
        "Hours from onset to thrombolysis or, without it, to the device",
        matters=0.25,
        basis=_MORTALITY,
    ),
    Indicator(
        "reperfused_share",
        "再灌注治疗率",
        "share",
        HIGHER,
        "Time-critical patients who have thrombolysis or the device.",
        matters=0.01,
    ),
    Indicator(
        "expected_mortality",
        "预期病死率",
        "share",
        LOWER,
        "Expected mortality of time-critical patients, by a published relation to their delays.",
        matters=0.001,
    ),
)
