"""The results folder: what lies where, written so that a kill leaves whole parts or none.

``study.json`` says what was run, ``scenarios/NAME.yaml`` is each resolved configuration, and
``parts/SCENARIO/REPLICATION.kpis.parquet``, ``.flows.parquet`` and ``.weekly.parquet`` are the jobs
that are done (``.error.txt``: failed). Once all are done they are put together as ``kpis.parquet``,
``flows.parquet``, ``weekly.parquet``, ``levels.parquet``, ``differences.parquet`` and
``drift.parquet``. ``journeys/`` holds the records that were asked for.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sim.journeys import Record
from sim.study.plan import Job
from sim.study.schemas import JOB
from sim.system.faults import Fault, Faults

if TYPE_CHECKING:
    from sim.replication import Run

STUDY: Final = "study.json"
KPIS: Final = "kpis"
FLOWS: Final = "flows"
WEEKLY: Final = "weekly"
LEVELS: Final = "levels"
DIFFERENCES: Final = "differences"
DRIFT: Final = "drift"

_FOLDERS: Final = ("parts", "scenarios", "journeys")
_TABLES: Final = (KPIS, FLOWS, WEEKLY, LEVELS, DIFFERENCES, DRIFT)
_FILES: Final = (STUDY, *(f"{name}.parquet" for name in _TABLES), "report.html")


@dataclass(frozen=True)
class Store:
    """A results folder."""

    folder: Path

    def study(self) -> dict[str, Any]:
        """Return what ``study.json`` says; empty if there is none."""
        path = self.folder / STUDY
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def write_study(self, study: Mapping[str, Any]) -> None:
        """Write ``study.json``."""
        text = json.dumps(study, indent=2, ensure_ascii=False)
        write_text(f"{text}\n", self.folder / STUDY)

    def write_scenario(self, name: str, resolved: str) -> None:
        """Write a resolved configuration."""
        write_text(resolved, self.folder / "scenarios" / f"{name}.yaml")

    def done(self, job: Job) -> bool:
        """Return whether the tables of a job are there."""
        return self._part(job, "kpis.parquet").is_file()

    def engine(self, job: Job) -> str:
        """Return the engine that played a job that is done."""
        return str(pq.read_schema(self._part(job, "kpis.parquet")).metadata[b"engine"].decode())

    def write_part(self, job: Job, run: Run) -> None:
        """Write the tables of a job; the last one to appear says that it is done, and by what."""
        write_table(run.flows, self._part(job, "flows.parquet"))
        write_table(run.weekly, self._part(job, "weekly.parquet"))
        marked = run.kpis.replace_schema_metadata({"engine": run.record.engine})
        write_table(marked, self._part(job, "kpis.parquet"))
        self._part(job, "error.txt").unlink(missing_ok=True)

    def write_error(self, job: Job, error: str) -> None:
        """Write why a job failed."""
        write_text(error, self._part(job, "error.txt"))

    def write_journeys(self, job: Job, record: Record) -> None:
        """Write the journeys and episodes of a job."""
        for name in ("journeys", "episodes"):
            path = self.folder / "journeys" / f"{job.scenario}.{name}.parquet"
            write_table(getattr(record, name), path)

    def gather(self, jobs: Sequence[Job], table: str) -> pa.Table:
        """Return one table of all jobs: ``kpis``, ``flows`` or ``weekly``, in their order."""
        return pa.concat_tables([self._labelled(job, table) for job in jobs])

    def write(self, name: str, table: pa.Table) -> None:
        """Write one of the study's own tables."""
        write_table(table, self.folder / f"{name}.parquet")

    def read(self, name: str) -> pa.Table:
        """Return one of the study's own tables."""
        return pq.read_table(self.folder / f"{name}.parquet")

    def _labelled(self, job: Job, table: str) -> pa.Table:
        part = pq.read_table(self._part(job, f"{table}.parquet"))
        labels = [
            pa.repeat(pa.scalar(value, field.type), part.num_rows)
            for field, value in zip(JOB, (job.scenario, job.replication), strict=True)
        ]
        names = [field.name for field in JOB]
        return pa.table([*labels, *part.columns], names=[*names, *part.column_names])

    def _part(self, job: Job, kind: str) -> Path:
        return self.folder / "parts" / job.scenario / f"{job.replication}.{kind}"


def opened(folder: Path, digest: str, *, overwrite: bool = False) -> Store:
    """Return the store of a folder that is empty, new, or holds this very study.

    Raises :class:`~sim.system.faults.Faults` for anything else in it. With ``overwrite`` the
    results of another study are removed; other people's files are not touched.
    """
    store = Store(folder)
    try:
        entries = list(folder.iterdir()) if folder.exists() else []
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"a folder that can be written to ({error.strerror})"
        raise _refused(folder, expected) from error
    if entries and store.study().get("digest") != digest:
        if not overwrite:
            raise _refused(
                folder,
                "a new or an empty folder, or that of this very study "
                "(overwrite=true replaces the results in it)",
            )
        _clear(folder)
    return store


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as parquet, whole or not at all."""
    _write_whole(path, lambda temporary: pq.write_table(table, temporary, compression="zstd"))


def write_text(text: str, path: Path) -> None:
    """Write a text, whole or not at all."""
    _write_whole(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def _write_whole(path: Path, write: Callable[[Path], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove what a study writes, and nothing else."""
    for name in _FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)


def _refused(folder: Path, expected: str) -> Faults:
    return Faults((Fault("out", str(folder), expected),))
