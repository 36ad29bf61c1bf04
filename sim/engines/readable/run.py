"""One run: the processes that drive it (arrivals, timetable, audits), and its end."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from itertools import count

from simpy import Event

from sim import rules as care
from sim.contract import NOWHERE, Patient
from sim.engines.entries import Rules
from sim.engines.readable.living import Living
from sim.engines.readable.ranks import ARRIVAL, AUDIT, PHASE, TIMETABLE
from sim.engines.readable.rows import Episode
from sim.engines.watching import Watcher
from sim.journeys import AUDIT_HOURS, STOCKS_EVERY
from sim.tables import Tables
from sim.tables.phases import Phases


class Engine(Living):
    """One run of the rules over tables and the patients of a cohort."""

    def __init__(
        self,
        tables: Tables,
        patients: Iterable[Patient],
        watchers: Sequence[Watcher],
        rules: Rules = care,
        phases: Phases = (),
    ) -> None:
        """Prepare a run; nothing happens before :meth:`play`."""
        super().__init__(tables, watchers, rules)
        self.arrived = 0
        self._patients = patients
        self._later = phases

    def play(self) -> None:
        """Play to the horizon."""
        for process in (self._phases(), self._timetable(), self._arrivals(), self._audits()):
            self.env.process(process)
        self.env.run_to(self.tables.horizon)
        self._write_inside()
        self.log.show()

    def _phases(self) -> Generator[Event]:
        """Let the phases of a programme begin: other tables, and every queue is served."""
        for start, tables in self._later:
            yield self.env.at(start, PHASE)
            self.tables = tables
            self.servers.begin_phase(tables)

    def _timetable(self) -> Generator[Event]:
        """Let stations and rules follow the timetable."""
        for shift in self.tables.stations.shift:
            yield self.env.at(shift.time, TIMETABLE)
            if shift.station == NOWHERE:
                self.rules.tick(self.tables, self.state, shift)
            else:
                self.servers.follow(shift)

    def _arrivals(self) -> Generator[Event]:
        """Let the patients of the cohort come: each begins to live as a process of its own."""
        for patient in self._patients:
            yield self.env.at(patient.onset, ARRIVAL)
            self.arrived += 1
            self.inside[patient.number] = Episode(patient)
            self.env.process(self._live(patient))

    def _audits(self) -> Generator[Event]:
        """Count who waits and who is served at every station; once a day, value the stocks."""
        instant = self.tables.begin + AUDIT_HOURS / 2
        for number in count():
            yield self.env.at(instant, AUDIT)
            for code, station in enumerate(self.servers.stations):
                self.log.count(instant, code, station.waiting, station.busy, station.capacity)
            if number % STOCKS_EVERY == 0:
                self._audit_stocks(instant)
            self.log.show_if_full()
            instant += AUDIT_HOURS

    def _audit_stocks(self, now: float) -> None:
        """Write down the value of every stock."""
        for stock in self.tables.stocks.stock:
            value = self.rules.value_of(self.tables, self.state, now, stock)
            self.log.stock(now, stock.name, stock.facility, stock.what_for, value)
