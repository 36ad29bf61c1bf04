"""Spreadsheet: writes results as CSV files and a workbook, beside the parquet files."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from sim.files import read_table, write_whole
from sim.outcomes.indicators import INDICATORS, title
from sim.outcomes.verdicts import ALIKE, FEW, SAME, UNSURE
from sim.page.workbook import Sheet, write_workbook
from sim.system.network import TIER_LABELS

TABLES: Final = ("levels", "differences", "flows", "weekly", "drift")
"""Tables that are also written as CSV."""
WORKBOOK: Final = "results.xlsx"

_SHEETS: Final = {
    "differences": "Differences 差异",
    "levels": "Levels 水平",
    "weekly": "Weekly 每周",
    "flows": "Flows 流向",
}
_SPLITS: Final = ("home", "condition", "acuity", "stage", "need")
"""Rows that are split by these are only in the CSV files."""
_HEADINGS: Final = {
    "scenario": "方案",
    "indicator": "指标",
    "label": "中文名称",
    "tier": "层级",
    "facility": "机构",
    "station": "岗位",
    "replication": "重复编号",
    "week": "周",
    "hours": "小时",
    "mean": "均值",
    "value": "数值",
    "low": "区间下限",
    "high": "区间上限",
    "replications": "重复次数",
    "events": "事件数",
    "unit": "单位",
    "baseline_mean": "基准均值",
    "scenario_mean": "方案均值",
    "difference": "差值",
    "relative": "相对差",
    "matters": "最小有意义差值",
    "verdict": "结论",
    "origin": "来源",
    "destination": "去向",
    "channel": "渠道",
}
_FORMULA: Final = r"^[=+\-@\t\r]"
"""First characters of texts that a spreadsheet may take for a formula."""


def write_spreadsheets(folder: Path) -> Path:
    """Write the tables of a results folder as CSV, and a workbook of the main ones; return it.

    CSV files are UTF-8 with a byte order mark, which spreadsheets need. A text that could be taken
    for a formula has an apostrophe in front in the CSV, and is marked as text in the workbook.
    """
    study = json.loads((folder / "study.json").read_text("utf-8"))
    tables = {name: read_table(folder / f"{name}.parquet") for name in TABLES}
    for name, table in tables.items():
        _write_csv(_labelled(table, _labels(study)), folder / f"{name}.csv")
    sheets = [_about(study), *(_sheet(study, name, tables[name]) for name in _SHEETS)]
    write_workbook(sheets, folder / WORKBOOK, _started(study))
    return folder / WORKBOOK


def _started(study: Mapping[str, Any]) -> datetime:
    """When the study began; if it does not say so, a fixed day without meaning."""
    try:
        return datetime.fromisoformat(str(study["started"]))
    except ValueError:
        return datetime(2000, 1, 1)


def _labels(study: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By column, the Chinese names of its values."""
    return {
        "indicator": {name: one.label for name, one in INDICATORS.items()},
        "tier": {tier.value: label for tier, label in TIER_LABELS.items()},
        "facility": {one["name"]: str(one.get("label", "")) for one in study.get("facilities", ())},
        "home": {one["name"]: str(one.get("label", "")) for one in study.get("homes", ())},
    }


def _labelled(table: pa.Table, labels: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """A table with the Chinese names of some columns' values beside them."""
    for name in labels:
        if name in table.column_names:
            column = _mapped(table[name], labels[name])
            table = table.add_column(table.column_names.index(name) + 1, f"{name}_label", column)
    return table


def _mapped(column: pa.ChunkedArray, to: Mapping[str, str]) -> pa.Array:
    """A column of names, replaced by what each stands for."""
    coded = column.combine_chunks().dictionary_encode()
    known = pa.array([to.get(name, "") for name in coded.dictionary.to_pylist()], pa.string())
    return pa.DictionaryArray.from_arrays(coded.indices, known).cast(pa.string())


def _write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV, whole or not at all."""

    def write(part: Path) -> None:
        with part.open("wb") as file:
            file.write(codecs.BOM_UTF8)
            pacsv.write_csv(_as_text(table), file)

    write_whole(path, write)


def _as_text(table: pa.Table) -> pa.Table:
    """A table whose texts cannot be taken for formulas."""
    for i, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(i, field.name, _harmless(table.column(i)))
    return table


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    odd = pc.match_substring_regex(column, _FORMULA)
    return pc.if_else(odd, pc.binary_join_element_wise("'", column, ""), column)


def _about(study: Mapping[str, Any]) -> Sheet:
    """The sheet on what was run, and on what is where."""
    rows = [
        ("Network 网络", study.get("network", "")),
        ("Baseline 基准方案", study["baseline"]),
        *(
            (
                "Scenario 方案",
                f"{one.get('label') or one['name']}: {one.get('says', '')}".strip(": "),
            )
            for one in study["scenarios"]
        ),
        ("Replications 重复次数", study["replications"]),
        ("Days observed 观察天数", study["days"]),
        ("Days of warm-up 预热天数", study["warmup_days"]),
        ("Intervals 置信水平", f"{float(study['confidence']):.0%}"),
        ("Seed 随机种子", study["seed"]),
        ("Started 开始时间", study["started"]),
        ("Unit “share” 单位 share", "a share, from 0 to 1 比例(0至1)"),
        (
            "Not in here 未列入",
            "splits by home, condition, acuity, service and need: in the CSV files",
        ),
    ]
    return Sheet("About 说明", ("", ""), tuple(rows), (24, 90))


def _sheet(study: Mapping[str, Any], name: str, table: pa.Table) -> Sheet:
    """The main rows of a table, in words."""
    columns = [one for one in table.column_names if one not in _SPLITS]
    words = _words(study)
    rows = [
        {key: words.get(key, {}).get(value, value) for key, value in row.items()}
        for row in table.filter(_main(table, study["baseline"])).select(columns).to_pylist()
    ]
    if "indicator" in columns:
        rows = [_named(row) for row in rows]
        columns.insert(columns.index("indicator") + 1, "label")
    headings = [f"{one.replace('_', ' ')} {_HEADINGS[one]}" for one in columns]
    filled = tuple(tuple(row[one] for one in columns) for row in rows)
    return Sheet(_SHEETS[name], tuple(headings), filled, tuple(map(_width, columns)))


def _main(table: pa.Table, baseline: str) -> pa.ChunkedArray:
    """Which rows are in the workbook: totals and tiers; for single places, a part.

    Single places have the baseline's levels, and differences that are clear.
    """
    there = set(table.column_names)
    whole = _all_null(table, [*_SPLITS, "facility", "station"])
    if "verdict" in there:
        told = pc.invert(pc.is_in(table["verdict"], pa.array([ALIKE, UNSURE, SAME, FEW])))
    elif "mean" in there:
        told = pc.equal(table["scenario"], baseline)
    else:
        return whole
    return pc.or_(whole, pc.and_(told, _all_null(table, _SPLITS)))


def _all_null(table: pa.Table, columns: Sequence[str]) -> pa.ChunkedArray:
    """Rows in which all these columns are empty."""
    all_rows = pa.chunked_array([pa.repeat(pa.scalar(True), table.num_rows)])
    here = [pc.is_null(table[one]) for one in columns if one in table.column_names]
    return reduce(pc.and_, here, all_rows)


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the English and the Chinese name of the indicator."""
    name = str(row["indicator"])
    return {
        **row,
        "indicator": title(name),
        "label": INDICATORS[name].label if name in INDICATORS else "",
    }


def _words(study: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The labels of scenarios, tiers and facilities, by column and name."""
    labels = _labels(study)
    facilities = {name: f"{name} {label}".strip() for name, label in labels["facility"].items()}
    tiers = {name: f"{name} {label}" for name, label in labels["tier"].items()}
    return {
        "scenario": {one["name"]: one.get("label") or one["name"] for one in study["scenarios"]},
        "tier": tiers,
        "origin": tiers,
        "destination": tiers,
        "facility": facilities,
    }


def _width(column: str) -> int:
    """The width of a column in characters."""
    wide = {"scenario": 28, "indicator": 36, "label": 26, "facility": 28, "station": 30}
    return wide.get(column, 14)
