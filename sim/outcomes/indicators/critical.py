"""Urgent patients: transfers, worsening, and the clocks of time-critical pathways."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import CELLS, EVERYWHERE, group, theme
from sim.outcomes.indicators.indicator import ASSUMED, HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import ONE_A_MONTH, count, share, spread
from sim.outcomes.indicators.measure import YEARLY, Sum, mean

_FIFTH: Final = (
    "assumed, 2 to 10: a fifth of what an ECG that is sent ahead saves, 25 minutes "
    "(docs/sources.md L6, CJC Open 2024)"
)

_MORTALITY: Final = (
    "assumed, 0.1 to 0.5: half of the 30 minutes by which a death within a year becomes 1.075 "
    "times as likely (De Luca 2004)"
)


def _clock(  # noqa: PLR0913  (a time, and its share in time)
    name: str,
    label: str,
    title: str,
    *,
    in_time: str,
    in_time_title: str,
    matters: float,
    meaning: str,
    basis: str = ASSUMED,
) -> tuple[Indicator, ...]:
    """How long something takes, and how often that is within its target."""
    return (
        *spread(name, label, title, unit="minutes", matters=matters, basis=basis, meaning=meaning),
        share(
            f"{name}_on_time",
            f"{label}达标率",
            in_time_title,
            fact=in_time,
            among=f"{name}_events",
            better=HIGHER,
            matters=0.02,
            meaning=f"{meaning}: share within the pathway's target.",
        ),
    )


CRITICAL: Final = theme(
    group(
        CELLS,
        ("brought_in",),
        EVERYWHERE,
        Indicator(
            "brought_in",
            "120送诊人次",
            "brought in by ambulance",
            measure=Sum("brought_in", ("brought_in",), said=YEARLY, needs="brought_in"),
            unit="a year",
            better=NEITHER,
            matters=ONE_A_MONTH,
            matters_share=0.05,
            absent_is_zero=True,
            meaning=(
                "Urgent patients who came to the first contact by ambulance and were treated, or "
                "left untreated, in the window; counted at that facility. Where none are brought "
                "in, they are among those who come by themselves."
            ),
        ),
    ),
    group(
        CELLS,
        ("carried", "ambulance_wait_events"),
        EVERYWHERE,
        count(
            "ambulance_transfers",
            "急救车转运人次",
            "transfers by ambulance",
            fact="carried",
            better=NEITHER,
            matters_share=0.05,
            meaning=(
                "Patients carried to another facility by ambulance, at the facility that sends "
                "them."
            ),
        ),
        *spread(
            "ambulance_wait",
            "急救车等候时间",
            "waiting for an ambulance",
            unit="minutes",
            matters=1.0,
            meaning="Minutes from asking for an ambulance until one sets out",
        ),
    ),
    group(
        CELLS,
        ("resolved",),
        EVERYWHERE,
        count(
            "worsened_waiting",
            "等候期间病情加重例数",
            "worsened while waiting",
            fact="worsened",
            better=LOWER,
            matters_share=0.05,
            meaning="Urgent patients who worsened while they waited.",
        ),
    ),
    group(
        CELLS,
        ("time_critical",),
        EVERYWHERE,
        count(
            "time_critical",
            "时间敏感性急症例数",
            "time-critical patients",
            fact="time_critical",
            better=NEITHER,
            matters_share=0.02,
            meaning=(
                "Patients with a diagnosis for which minutes count, known to the doctors or not, "
                "who were treated, or left untreated, in the window; so in what follows."
            ),
        ),
        *_clock(
            "contact_to_test",
            "首次医疗接触至首份心电图（检查）时间",
            "first contact to first test (ECG)",
            in_time="test_in_time",
            in_time_title="first test within target",
            matters=1.0,
            meaning=(
                "Minutes from the first medical contact to the first ECG, or the test that tells"
            ),
        ),
        *_clock(
            "contact_to_needle",
            "首次医疗接触至溶栓时间",
            "first contact to needle",
            in_time="needle_in_time",
            in_time_title="needle within target",
            matters=5.0,
            basis=_FIFTH,
            meaning="Minutes from the first medical contact to thrombolysis",
        ),
        *_clock(
            "contact_to_device",
            "首次医疗接触至器械治疗时间",
            "first contact to device",
            in_time="device_in_time",
            in_time_title="device within target",
            matters=5.0,
            basis=_FIFTH,
            meaning=(
                "Minutes from the first medical contact to the catheter laboratory, or its like"
            ),
        ),
        *_clock(
            "door_in_door_out",
            "首诊医院停留时间（DIDO）",
            "door in, door out",
            in_time="door_out_in_time",
            in_time_title="door out within target",
            matters=5.0,
            basis=_FIFTH,
            meaning="Minutes from arriving at the first facility to leaving it for the next",
        ),
        *spread(
            "onset_to_reperfusion",
            "发病至再灌注时间",
            "onset to reperfusion",
            unit="hours",
            matters=0.25,
            basis=_MORTALITY,
            meaning="Hours from onset to thrombolysis or, without it, to the device",
        ),
        share(
            "reperfused_share",
            "再灌注治疗率",
            "reperfused",
            fact="reperfused",
            among="time_critical",
            better=HIGHER,
            matters=0.01,
            meaning="Time-critical patients who have thrombolysis or the device.",
        ),
        Indicator(
            "expected_mortality",
            "预期病死率",
            "expected mortality",
            measure=mean("death_risk"),
            unit="share",
            better=LOWER,
            matters=0.001,
            meaning=(
                "Expected mortality of time-critical patients, by a published relation to their "
                "delays."
            ),
        ),
    ),
    table="Transfers and time-critical care",
)
