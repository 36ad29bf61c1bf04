"""An oracle for outcomes: the definitions in SQL, over the whole record, run by DuckDB.

What counts: only what happens in the observed window, at the instant at which it happens; a span of
time belongs to the instant at which it ends, and of sums of time the part within the window counts.
Patients who lay in a bed when the run began fill beds and are discharged; in no other number do
they appear. What had not ended at the horizon is in no time, but is counted by an indicator of its
own.
"""

from __future__ import annotations

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow as pa

from sim.contract import OUTCOMES
from sim.outcomes.facts import CHANNELS
from sim.outcomes.flows import FLOWS
from sim.outcomes.indicators import DIMENSIONS, INDICATORS, KPIS
from sim.system.network import Tier
from sim.tables.codes import STAGES
from tests.outcomes.oracle_beds import BEDS
from tests.outcomes.oracle_chronic import CHRONIC
from tests.outcomes.oracle_critical import CRITICAL
from tests.outcomes.oracle_families import FAMILIES
from tests.outcomes.oracle_leaving import LEAVING
from tests.outcomes.oracle_surgery import SURGERY
from tests.outcomes.oracle_tickets import TICKETS
from tests.outcomes.oracle_waits import opening_waits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.journeys import Record

HOURS_A_YEAR: Final = 8760.0
HOURS_A_WEEK: Final = 168.0

_RECORDED: Final = (
    *("episodes", "hops", "counts", "stations", "facilities", "stages", "homes"),
    "openings",
)

_SETTINGS: Final = """
SET threads = 1;  -- studies use the cores, and sums keep their last bit
SET memory_limit = '5GB';  -- a year of a city goes to disk beyond that
SET preserve_insertion_order = false;  -- else a table that is made cannot go to disk
SET python_enable_replacements = false;
CREATE MACRO known(x) AS nullif(x, 'NaN'::DOUBLE);
CREATE MACRO observed(t) AS t >= (SELECT first FROM span) AND t < (SELECT last FROM span);
CREATE MACRO hours_within(a, b) AS
    CASE WHEN a IS NULL THEN 0 -- never; b is null: not over
    ELSE greatest(least(coalesce(b, (SELECT last FROM span)), (SELECT last FROM span))
        - greatest(a, (SELECT first FROM span)), 0) END;
CREATE MACRO has_left(t, hours) AS
    t >= (SELECT first FROM span) AND t <= (SELECT last FROM span) - hours;
CREATE MACRO yearly(n) AS n * (SELECT a_year FROM span);
CREATE MACRO weekly(n) AS n * (SELECT a_week FROM span);
CREATE MACRO height(t) AS enum_code(t::tier)::INTEGER;
CREATE MACRO in_bed(stage) AS stage IN ('at_home',
    'day_listed', 'day_place', 'day_operation', 'day_recovery',
    'bed', 'before_operation', 'operation', 'stay',
    'step_down_bed', 'bed_above', 'transfer', 'ambulance', 'residual_stay', 'relisted');
CREATE MACRO on_the_way(stage) AS stage IN ('travel', 'appointment', 'extra', 'no_show',
    'sent_down');
CREATE MACRO primary_care(name) AS
    coalesce((SELECT bool_or(f."primary") FROM facilities f WHERE f.facility = name), false);
CREATE MACRO leads(name) AS
    coalesce((SELECT bool_or(f.lead) FROM facilities f WHERE f.facility = name), false);
CREATE MACRO whole(name) AS
    name IN (SELECT h.home::VARCHAR FROM homes h WHERE NOT h.partial);
CREATE MACRO within_network(tier) AS tier <> 'outside';
CREATE MACRO within_consortium(tier) AS tier NOT IN ('outside', 'provincial');
"""

_STEPS: Final = """
CREATE TEMP TABLE steps AS
SELECT
    j.patient, j.hop, j.stage::stage AS stage, j.facility::facility AS facility,
    j.station::station AS station, j.outcome::outcome AS outcome, j.asked,
    known(j.started) AS started, known(j.ended) AS ended, known(j.released) AS released,
    60 * known(j.wait) AS wait, -- minutes
    e.home::home AS home, e.condition::condition AS condition, e.acuity, e.resident, e.base_could,
    f.tier::tier AS tier, s.facility::facility AS station_facility, s.kind::kind AS kind,
    coalesce(g.kind::step, 'service') AS step, known(g.target_minutes)::FLOAT AS target
FROM journeys j
JOIN episodes e USING (patient)
LEFT JOIN facilities f ON f.facility = j.facility
LEFT JOIN stations s ON s.station = j.station
LEFT JOIN stages g ON g.stage = j.stage
"""

_VISITS: Final = """
CREATE TEMP TABLE visits AS
SELECT
    patient, hop, arg_min(facility, asked) AS facility, arg_min(tier, asked) AS tier,
    any_value(home) AS home, any_value(condition) AS condition, any_value(acuity) AS acuity,
    any_value(base_could) AS base_could, min(asked) AS began,
    bool_or(NOT in_bed(stage) AND step <> 'order') AS came,
    CASE WHEN bool_or(on_the_way(stage)) THEN max(ended) FILTER (on_the_way(stage))
        ELSE min(asked) END AS arrived,
    bool_or(stage = 'at_home') AS sent_home,
    coalesce(bool_or(on_the_way(stage) AND outcome <> 'served'), false)
        OR coalesce(arg_max(stage, asked) FILTER (on_the_way(stage)) = 'no_show', false)
        AS never_came,
    coalesce(sum(ended - asked) FILTER (stage IN ('appointment', 'extra', 'no_show')), 0) / 24
        AS appointment_days,
    min(started) FILTER (outcome = 'served' AND with_doctor(stage)) AS seen,
    min(asked) FILTER (stage IN ('referral_office', 'stabilisation', 'ambulance')) AS decided,
    max(ended) FILTER (NOT in_bed(stage) AND step <> 'order') AS departed,
    bool_or(outcome = 'inside' AND NOT in_bed(stage) AND step <> 'order') AS unfinished,
    coalesce(sum(wait) FILTER (NOT in_bed(stage) AND step NOT IN ('order', 'results')), 0)
        + coalesce(60 * sum(ended - asked) FILTER (step = 'results'), 0) AS wait
FROM steps
WHERE NOT resident AND stage <> 'no_ticket'
GROUP BY patient, hop
"""

_CASES: Final = """
CREATE TEMP TABLE cases AS
SELECT
    e.*, coalesce(e.treated_at, e."left") AS resolved, observed(e.onset) AS begins,
    c.facility::VARCHAR AS came_to, c.tier::VARCHAR AS came_to_tier,
    t.facility::VARCHAR AS treated_in,
    coalesce(t.tier::VARCHAR, CASE e.ending WHEN 'elsewhere' THEN 'outside' END) AS treated_in_tier,
    coalesce(within_network(came_to_tier), false) AS contact,
    CASE WHEN whole(e.home) THEN CASE WHEN acuity <= 2 THEN 'urgent' ELSE 'waits' END
        || CASE WHEN base_could THEN '_within' ELSE '_beyond' END END AS need
FROM (
    SELECT p.* REPLACE (home::VARCHAR AS home, condition::VARCHAR AS condition,
        ending::VARCHAR AS ending, known("left") AS "left",
        CASE WHEN known("left") IS NOT NULL OR NOT beyond OR returned OR NOT coalesce(h, false)
            THEN known(treated_at) END AS treated_at)
    FROM episodes p
    LEFT JOIN (SELECT patient, arg_max(sent_home, hop) AS h FROM visits GROUP BY patient)
        USING (patient)
) e
LEFT JOIN facilities c ON c.facility = e.first_facility
LEFT JOIN facilities t ON t.facility = e.treated_facility AND e.treated_at IS NOT NULL
WHERE NOT e.resident
"""

_MOVES: Final = """
CREATE TEMP TABLE moves AS
WITH pairs AS (
    SELECT v.patient, v.hop, v.began, p.facility, p.tier, v.facility AS to_facility,
        v.tier AS to_tier, v.home, v.condition,
        v.acuity, sign(height(v.tier) - height(p.tier)) AS direction,
        n.way::VARCHAR AS way, coalesce(n.unneeded, false) AS unneeded,
        observed(v.began) AS begins,
        CASE WHEN observed(v.seen) THEN v.seen - least(p.decided, v.began) END AS hours
    FROM visits v JOIN visits p ON v.patient = p.patient AND v.hop = p.hop + 1
    LEFT JOIN hops n ON n.patient = p.patient AND n.hop = p.hop
    WHERE v.came AND v.facility <> p.facility
)
SELECT tier, facility, to_facility, to_tier, home, condition, acuity,
    CASE WHEN way = 'down' THEN 'referred_down' WHEN direction < 1 THEN 'level'
        WHEN way IN ('formal', 'green', 'allied') THEN 'referred_up'
        ELSE 'self_referred' END AS channel,
    NOT unneeded AS needed, way, hours, begins
FROM pairs
UNION ALL BY NAME
SELECT s.tier, s.facility, f.facility::facility AS to_facility, f.tier::tier AS to_tier,
    s.home, s.condition, s.acuity, 'referred_down' AS channel, true AS begins
FROM steps s JOIN facilities f ON f.facility = s.station_facility
WHERE s.stage = 'step_down_bed' AND observed(s.started)
"""

_BUSY: Final = """
CREATE TEMP TABLE busy AS
WITH spent AS (
    SELECT station, count(*) FILTER (started < last AND coalesce(released, last) > first) AS served,
        sum(hours_within(started, released)) AS hours
    FROM steps, span WHERE station IS NOT NULL AND started IS NOT NULL GROUP BY station
)
SELECT s.station::VARCHAR AS station, s.facility::VARCHAR AS facility, f.tier::VARCHAR AS tier,
    s.kind::VARCHAR AS kind, s.capacity_hours, coalesce(hours, 0) AS hours,
    coalesce(served, 0) AS served
FROM stations s LEFT JOIN spent USING (station) LEFT JOIN facilities f USING (facility)
"""


_FLOWS: Final = f"""
WITH paths AS (
    SELECT 'home' AS origin, 'first_contact' AS channel, coalesce(came_to_tier,
        CASE ending WHEN 'elsewhere' THEN 'outside' END) AS destination FROM cases WHERE begins
    UNION ALL BY NAME SELECT tier AS origin, to_tier AS destination, channel FROM moves WHERE begins
    UNION ALL BY NAME SELECT treated_in_tier AS origin, 'treated' AS destination,
        'treated' AS channel FROM cases WHERE observed(resolved)
)
SELECT origin, destination, channel, yearly(count(*))::DOUBLE AS value, count(*) AS events
FROM paths WHERE origin IS NOT NULL AND destination IS NOT NULL
GROUP BY origin, destination, channel
ORDER BY any_value(list_position({list(CHANNELS)}, channel)), origin, destination
"""


def expected(record: Record) -> tuple[pa.Table, pa.Table]:
    """Return what the KPIs and the flows of a record must be."""
    with _facts_of(record) as connection:
        return _kpis(connection), connection.sql(_FLOWS).to_arrow_table().cast(FLOWS)


def _kpis(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """All indicators."""
    names = list(INDICATORS)
    units = pa.table(
        [names, range(len(names)), [INDICATORS[name].unit for name in names]],
        names=["indicator", "rank", "unit"],
    )
    connection.register("units", units)
    columns = ", ".join(DIMENSIONS)
    names_in_order = columns.replace("stage", "stage::VARCHAR")
    families = (*FAMILIES, *TICKETS, *BEDS, *SURGERY, *LEAVING, *CHRONIC, *CRITICAL)
    counted = " UNION ALL BY NAME ".join(f"({family.query()})" for family in families)
    query = (
        f"SELECT indicator, {columns}, value, coalesce(events, 0) AS events, unit"
        f" FROM ({counted}) JOIN units USING (indicator) WHERE value IS NOT NULL"
        f" ORDER BY rank, {names_in_order}"
    )
    return connection.sql(query).to_arrow_table().cast(KPIS)


@contextmanager
def _facts_of(record: Record) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a DuckDB connection that holds the record as the tables above, all times in hours.

    Waits are in minutes.
    """
    waits = opening_waits(record)
    with TemporaryDirectory(prefix="tierflow-") as disk, duckdb.connect() as connection:
        connection.execute("SET temp_directory = ?", [disk])
        connection.register("journeys", record.journeys.append_column("wait", waits))
        for name in _RECORDED:
            connection.register(name, getattr(record, name))
        connection.register("span", _span(record.window))
        for statement in (*_types(record), _SETTINGS):
            connection.execute(statement)
        for statement in (_STEPS, _VISITS, _CASES, _MOVES, _BUSY):
            connection.execute(statement)
        connection.unregister("journeys")
        del record, waits  # a year of journeys is gigabytes, and all that counts is in the tables
        yield connection


def _span(window: tuple[float, float]) -> pa.Table:
    first, last = window
    hours = last - first
    names = ["first", "last", "a_year", "a_week"]
    return pa.table([[first], [last], [HOURS_A_YEAR / hours], [HOURS_A_WEEK / hours]], names=names)


def _types(record: Record) -> Iterator[str]:
    """Names as enumerations, by which steps are grouped three times as fast as by text."""
    people = [record.episodes[name].unique().to_pylist() for name in ("home", "condition")]
    names = {
        "tier": [tier.value for tier in Tier],
        "outcome": OUTCOMES,
        "stage": [*STAGES, *record.journeys["stage"].unique().to_pylist()],
        "facility": record.facilities["facility"].to_pylist(),
        "station": record.stations["station"].to_pylist(),
        "kind": record.stations["kind"].to_pylist(),
        "step": ["service", *record.stages["kind"].to_pylist()],
        "home": people[0],
        "condition": people[1],
    }
    for name, values in names.items():
        yield f"CREATE TYPE {name} AS ENUM ({_quoted(values)})"
    for macro, column in (("with_doctor", "doctor"), ("is_read", "reading")):
        stages = [row["stage"] for row in record.stages.to_pylist() if row[column]]
        yield f"CREATE MACRO {macro}(stage) AS stage IN ({_quoted(stages) or 'NULL'})"


def _quoted(values: Iterable[str]) -> str:
    """Names as a list of SQL literals, each once."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in dict.fromkeys(values))
