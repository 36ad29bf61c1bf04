"""Store: the results folder. A process that is killed leaves whole parts or none.

``study.json`` says what was run, ``scenarios/NAME.yaml`` is each resolved configuration, and
``parts/SCENARIO/REPLICATION.kpis.parquet``, ``.flows.parquet`` and ``.weekly.parquet`` are the jobs
that are done (``.error.txt``: failed). When all are done they are put together as ``kpis.parquet``,
``flows.parquet``, ``weekly.parquet``, ``levels.parquet``, ``differences.parquet`` and
``drift.parquet``. ``journeys/`` has the records that were asked for. The tables of jobs carry the
digest of their study; a table with another digest, or that cannot be read, counts as missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sim.command import FailedError
from sim.files import (
    read_in_batches,
    read_table,
    remove_temporary,
    write_table,
    write_tables,
    write_text,
)
from sim.journeys import Record
from sim.study.plan import Job
from sim.study.schemas import JOB

if TYPE_CHECKING:
    from sim.replication import Run

STUDY: Final = "study.json"
KPIS: Final = "kpis"
FLOWS: Final = "flows"
WEEKLY: Final = "weekly"
LEVELS: Final = "levels"
DIFFERENCES: Final = "differences"
DRIFT: Final = "drift"

PARTS: Final = (FLOWS, WEEKLY, KPIS)
"""The tables of a job, in the order in which they are written."""
TABLES: Final = (KPIS, FLOWS, WEEKLY, LEVELS, DIFFERENCES, DRIFT)
"""The tables of a study."""
RECORDS: Final = ("journeys", "episodes", "hops", "stocks")
"""The tables of a record that are kept."""


class UnreadableError(FailedError):
    """Some tables are missing, damaged, or of another study."""


@dataclass(frozen=True)
class Store:
    """A results folder."""

    folder: Path
    digest: str = ""
    """Digest of the study whose tables count."""
    rests_on: Mapping[str, str] = field(default_factory=dict)
    """Parts of that digest, by name."""

    def study(self) -> dict[str, Any]:
        """Return the content of ``study.json``; empty if it is missing or cannot be read."""
        with suppress(OSError, ValueError):
            found = json.loads((self.folder / STUDY).read_text(encoding="utf-8"))
            return found if isinstance(found, dict) else {}
        return {}

    def write_study(self, study: Mapping[str, Any]) -> None:
        """Write ``study.json``."""
        text = json.dumps(study, indent=2, ensure_ascii=False)
        write_text(f"{text}\n", self.folder / STUDY)

    def write_scenario(self, name: str, resolved: str) -> None:
        """Write a resolved configuration."""
        write_text(resolved, self.folder / "scenarios" / f"{name}.yaml")

    def has_scenario(self, name: str, resolved: str) -> bool:
        """Return whether this resolved configuration is there, unchanged."""
        with suppress(OSError):
            path = self.folder / "scenarios" / f"{name}.yaml"
            return path.read_bytes() == resolved.encode()
        return False

    def done(self, job: Job, *, recorded: bool = False) -> bool:
        """Return whether the tables of a job are there, with its record if it has one."""
        paths = [self._part(job, table) for table in PARTS]
        paths += [self._record(job, table) for table in RECORDS] if recorded else []
        return all(marks(path).get("digest") == self.digest for path in paths)

    def engine(self, job: Job) -> str:
        """Return the engine that played a job that is done."""
        return marks(self._part(job, KPIS)).get("engine", "")

    def write_part(self, job: Job, run: Run) -> None:
        """Write the tables of a job; the last one marks it as done, with its engine."""
        engine = run.record.engine
        for table in PARTS:
            write_table(self._marked(getattr(run, table), engine), self._part(job, table))
        self._error(job).unlink(missing_ok=True)

    def write_error(self, job: Job, error: str) -> None:
        """Write why a job failed."""
        write_text(error, self._error(job))

    def write_journeys(self, job: Job, record: Record) -> None:
        """Write the journeys of a job, its episodes with their hops, and its stocks."""
        for name in RECORDS:
            write_table(self._marked(getattr(record, name)), self._record(job, name))

    def gather(self, jobs: Sequence[Job], table: str) -> pa.Table:
        """Return one table of all jobs: ``kpis``, ``flows`` or ``weekly``, in their order.

        If parts cannot be read, removes them and raises :class:`UnreadableError`.
        """
        found = [(job, self._read(self._part(job, table))) for job in jobs]
        damaged = [job for job, part in found if part is None]
        for job in damaged:
            self._part(job, table).unlink(missing_ok=True)
        if damaged:
            raise UnreadableError(f"{len(damaged)} parts cannot be read")
        return pa.concat_tables([_labelled(job, part) for job, part in found if part is not None])

    def write_all(self, name: str, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
        """Write one of the study's own tables from several, holding one at a time."""
        write_tables(tables, schema, self.folder / f"{name}.parquet")

    def write(self, name: str, table: pa.Table) -> None:
        """Write one of the study's own tables; equal tables make equal files."""
        write_table(table, self.folder / f"{name}.parquet")

    def read(self, name: str) -> pa.Table:
        """Return one of the study's own tables. Raises :class:`UnreadableError`."""
        try:
            return read_table(self.folder / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            raise UnreadableError(f"{name}.parquet cannot be read") from error

    def read_in_batches(self, name: str) -> Iterator[pa.Table]:
        """Yield one of the study's own tables in batches. Raises :class:`UnreadableError`."""
        try:
            yield from read_in_batches(self.folder / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            raise UnreadableError(f"{name}.parquet cannot be read") from error

    def put_together(self) -> bool:
        """Return whether the study's own tables are there."""
        return all(is_table(self.folder / f"{name}.parquet") for name in TABLES)

    def remove_temporary(self) -> None:
        """Remove half-written files of killed processes."""
        parts = self.folder / "parts"
        of_jobs = list(parts.iterdir()) if parts.is_dir() else []
        for folder in (self.folder, self.folder / "scenarios", self.folder / "journeys", *of_jobs):
            remove_temporary(folder)

    def _marked(self, table: pa.Table, engine: str = "") -> pa.Table:
        said = {"digest": self.digest} | ({"engine": engine} if engine else {})
        return table.replace_schema_metadata(said)

    def _read(self, path: Path) -> pa.Table | None:
        """A table of this study; None if it is missing or cannot be read."""
        with suppress(OSError, pa.ArrowException):
            table = read_table(path)
            return table if (table.schema.metadata or {}).get(b"digest") == self._mark else None
        return None

    @property
    def _mark(self) -> bytes:
        return self.digest.encode()

    def _part(self, job: Job, table: str) -> Path:
        return self.folder / "parts" / job.scenario / f"{job.replication}.{table}.parquet"

    def _error(self, job: Job) -> Path:
        return self.folder / "parts" / job.scenario / f"{job.replication}.error.txt"

    def _record(self, job: Job, name: str) -> Path:
        return self.folder / "journeys" / f"{job.scenario}.{name}.parquet"


def is_table(path: Path) -> bool:
    """Return whether a table is there and complete."""
    with suppress(OSError, pa.ArrowException), path.open("rb") as file:
        return pq.read_schema(file) is not None
    return False


def marks(path: Path) -> dict[str, str]:
    """Return the marks of a table, which say where it comes from; empty if it cannot be read."""
    with suppress(OSError, pa.ArrowException):
        with path.open("rb") as file:
            found = pq.read_schema(file).metadata or {}
        return {key.decode(): found[key].decode() for key in (b"digest", b"engine") if key in found}
    return {}


def _labelled(job: Job, part: pa.Table) -> pa.Table:
    labels = [
        pa.repeat(pa.scalar(value, field.type), part.num_rows)
        for field, value in zip(JOB, (job.scenario, job.replication), strict=True)
    ]
    names = [field.name for field in JOB]
    return pa.table([*labels, *part.columns], names=[*names, *part.column_names])
