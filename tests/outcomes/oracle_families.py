"""The indicators in SQL: each family is one query over one table, split in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators import DIMENSIONS, TOO_FEW

ALL: Final[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Measure:
    """One indicator as SQL aggregates: its value, and the number of events behind it."""

    indicator: str
    value: str
    events: str = "count(*)"


@dataclass(frozen=True)
class Family:
    """Indicators that are counted together from one table."""

    source: str
    """FROM clause."""
    groups: tuple[tuple[str, ...], ...]
    """Dimensions by which the rows are split, one tuple a grouping set."""
    measures: tuple[Measure, ...]

    def query(self) -> str:
        """Return the SQL of the family: rows of the KPIs' columns but the unit."""
        used = [name for name in DIMENSIONS if any(name in group for group in self.groups)]
        sets = ", ".join(f"({', '.join(group)})" for group in self.groups)
        # A patient without a facility belongs to no facility, not to all of them together.
        placed = " AND ".join(f"(grouping({name}) = 1 OR {name} IS NOT NULL)" for name in used)
        cells = [name if name in used else f"NULL AS {name}" for name in DIMENSIONS]
        entries = ", ".join(
            f"{{'indicator': '{one.indicator}', 'value': ({one.value})::DOUBLE,"
            f" 'events': ({one.events})::BIGINT}}"
            for one in self.measures
        )
        return (
            f"SELECT {', '.join(cells)}, unnest([{entries}], recursive := true)"
            f" FROM {self.source} GROUP BY GROUPING SETS ({sets}) HAVING {placed or 'true'}"
        )


def _spread(name: str, value: str) -> tuple[Measure, ...]:
    """Mean, median, 90th and 95th percentile of an expression; null counts for nothing."""
    quantiles = f"quantile_cont({value}, [0.5, 0.9, 0.95])"
    events = f"count({value})"
    return (
        Measure(f"{name}_mean", f"avg({value})", events),
        Measure(f"{name}_median", f"{quantiles}[1]", events),
        Measure(f"{name}_p90", f"{quantiles}[2]", events),
        Measure(f"{name}_p95", f"{quantiles}[3]", events),
    )


def _count(name: str, condition: str = "true") -> Measure:
    """Events a year."""
    events = f"count(*) FILTER ({condition})"
    return Measure(name, f"yearly({events})", events)


def _still(name: str, condition: str = "true") -> Measure:
    """How many there are at the end."""
    events = f"count(*) FILTER ({condition})"
    return Measure(name, events, events)


def _share(name: str, condition: str, among: str = "true") -> Measure:
    """Share of the rows for which a condition holds, of those that count."""
    return Measure(name, f"avg(({condition})::INT) FILTER ({among})", f"count(*) FILTER ({among})")


_PEOPLE: Final = (ALL, ("home",), ("condition",), ("acuity",))
_EVERYWHERE: Final = (*_PEOPLE, ("tier",), ("facility",), ("tier", "acuity"))
_OF_CASES: Final = (*_EVERYWHERE, ("need",))
_PLACES: Final = (ALL, ("tier",), ("facility",), ("station",))

_WAITS: Final = Family(
    "(SELECT *, CASE WHEN started IS NOT NULL THEN 'served' WHEN outcome = 'inside' THEN 'still'"
    " ELSE 'in_vain' END AS how FROM steps WHERE station IS NOT NULL AND stage <> 'no_ticket'"
    " AND (how = 'still' OR observed(coalesce(started, ended)))"
    " AND (NOT in_bed(stage) OR stage IN ('operation', 'day_operation')))",
    (*_EVERYWHERE, ("stage",), ("station",), ("tier", "stage"), ("facility", "stage")),
    (
        *_spread("wait", "wait"),
        _count("wait_unserved", "how = 'in_vain'"),
        _still("still_waiting", "how = 'still'"),
    ),
)

_ADMISSION_WAITS: Final = Family(
    "(SELECT *, started - first_asked AS hours FROM"
    " (SELECT *, min(asked) OVER (PARTITION BY patient, hop) AS first_asked FROM steps"
    " WHERE stage = 'bed' AND NOT resident) WHERE observed(started)"
    " UNION ALL BY NAME SELECT *, NULL AS hours FROM steps WHERE outcome = 'inside'"
    " AND (stage = 'bed' AND started IS NULL AND NOT resident OR stage = 'relisted'))",
    _EVERYWHERE,
    (*_spread("admission_wait", "hours"), _still("still_without_bed", "hours IS NULL")),
)

_VISIT_TIMES: Final = Family(
    "(SELECT * REPLACE (CASE WHEN NOT unfinished THEN wait END AS wait),"
    " CASE WHEN NOT unfinished THEN departed - arrived END AS hours FROM visits WHERE came"
    " AND CASE WHEN unfinished THEN NOT never_came"
    " ELSE observed(departed) AND seen IS NOT NULL END)",
    _EVERYWHERE,
    (
        *_spread("visit_wait", "wait"),
        *_spread("door_to_leave", "hours"),
        _still("still_in_visit", "unfinished"),
    ),
)

_APPOINTMENTS: Final = Family(
    "(SELECT facility::VARCHAR AS facility, tier::VARCHAR AS tier, home::VARCHAR AS home,"
    " condition::VARCHAR AS condition, acuity, appointment_days, false AS booked FROM visits"
    " WHERE came AND observed(arrived) AND acuity >= 3"
    " UNION ALL BY NAME SELECT facility::VARCHAR AS facility, tier::VARCHAR AS tier,"
    " home::VARCHAR AS home, condition::VARCHAR AS condition, acuity, true AS booked"
    " FROM steps WHERE stage IN ('appointment', 'no_show') AND outcome = 'inside'"
    " UNION ALL BY NAME SELECT f.tier::VARCHAR AS tier, refused_by::VARCHAR AS facility,"
    " home::VARCHAR AS home, condition::VARCHAR AS condition, acuity, false AS booked,"
    " offered_days AS appointment_days FROM episodes e"
    " JOIN facilities f ON f.facility = e.refused_by"
    " WHERE NOT resident AND observed(refused_at))",
    _EVERYWHERE,
    (*_spread("appointment_days", "appointment_days"), _still("still_booked", "booked")),
)

_SEEN: Final = Family(
    "(SELECT *, leads(facility::VARCHAR) AS lead FROM visits WHERE came AND observed(seen))",
    _EVERYWHERE,
    (
        _count("visits"),
        _count("lead_base_could", "lead AND base_could"),
        _share("lead_base_could_share", "base_could", "lead"),
    ),
)

_PRIMARY: Final = Family(
    "(SELECT home::VARCHAR AS home, condition::VARCHAR AS condition, acuity,"
    " facility::VARCHAR AS facility FROM visits"
    " WHERE came AND observed(seen) AND within_network(tier) AND whole(home::VARCHAR)"
    " UNION ALL SELECT home, condition, acuity, came_to FROM cases"
    " WHERE begins AND came_to_tier = 'outside' AND whole(home))",
    _PEOPLE,
    (_share("primary_share", "primary_care(facility)"),),
)

_TREATED: Final = Family(
    "(SELECT *, treated_at - onset AS hours, treated_in AS facility, treated_in_tier AS tier"
    " FROM cases WHERE treated_in IS NOT NULL AND within_network(treated_in_tier)"
    " AND observed(resolved))",
    _OF_CASES,
    (
        *_spread("onset_to_treatment", "hours"),
        _share("beyond_share", "beyond"),
        _count("expert_treated", "expert"),
    ),
)

_TREATED_SHARES: Final = Family(
    "(SELECT c.home, c.condition, c.acuity, c.treated_in_tier, f.tier FROM cases c,"
    " (SELECT DISTINCT tier::VARCHAR AS tier FROM facilities) f WHERE treated_in_tier IS NOT NULL"
    " AND observed(resolved))",
    (("tier",), ("tier", "home"), ("tier", "condition"), ("tier", "acuity")),
    (_share("treated_share", "treated_in_tier = tier"),),
)

_CONTACT: Final = "SELECT *, came_to AS facility, came_to_tier AS tier FROM cases WHERE contact"

_UNTREATED: Final = Family(
    f"({_CONTACT} AND observed(resolved))",
    _OF_CASES,
    (
        _share(
            "untreated_share",
            "treated_at IS NULL AND ending IN ('no_ticket', 'gave_up', 'untreated', 'no_show')",
        ),
        _count(
            "untreated",
            "treated_at IS NULL AND ending IN ('no_ticket', 'gave_up', 'untreated', 'no_show')",
        ),
        _count("advised_not_gone", "treated_at IS NULL AND ending = 'untreated'"),
        _share(
            "decided_rightly",
            "first_decision = 'right'",
            "first_decision IS NOT NULL AND within_consortium(tier) AND NOT leads(came_to)",
        ),
    ),
)

_RESOLVED: Final = Family(
    f"({_CONTACT} AND observed(resolved))",
    _EVERYWHERE,
    (
        _count("left_unseen", "treated_at IS NULL AND ending IN ('no_ticket', 'gave_up')"),
        _share("left_unseen_share", "treated_at IS NULL AND ending IN ('no_ticket', 'gave_up')"),
        _count("green_channel", "green"),
        _count("critical_findings", "critical_read = 'hub'"),
        _count("critical_local", "critical_read = 'here'"),
        _count("critical_up", "critical_read IS NOT NULL AND referred_up > 0"),
        _count("worsened_waiting", "worsened"),
    ),
)

_ENDED: Final = Family(
    f'({_CONTACT} AND observed("left"))',
    _EVERYWHERE,
    (
        Measure("travel_hours", "avg(travel_hours)"),
        Measure("out_of_pocket_cny", "avg(out_of_pocket_cny)"),
    ),
)

_IN_TIME: Final = Family(
    "(SELECT *, coalesce(treated_at - onset, 'Infinity') AS hours FROM"
    f" ({_CONTACT} AND has_left(onset, 168)))",
    _OF_CASES,
    (
        _share("treated_7_days", "hours <= 168 AND within_network(treated_in_tier)"),
        _share(
            "treated_30_days",
            "hours <= 720 AND within_network(treated_in_tier)",
            "has_left(onset, 720)",
        ),
    ),
)

_STILL_UNTREATED: Final = Family(
    f"({_CONTACT} AND resolved IS NULL)", _EVERYWHERE, (_still("still_untreated"),)
)

_FIRST_CONTACTS: Final = Family(
    "(SELECT *, primary_care(came_to) AS at_base, base_could AND acuity >= 3 AS suited"
    " FROM cases WHERE contact AND begins)",
    _PEOPLE,
    (_share("first_contact_base", "at_base"), _share("bypass", "NOT at_base", "suited")),
)

_SOUGHT: Final = Family(
    "(SELECT * FROM cases WHERE begins AND (ending = 'not_sought' OR contact))",
    _PEOPLE,
    (_share("not_sought_share", "ending = 'not_sought'"),),
)

_INSIDE: Final = Family(
    "(SELECT home::VARCHAR AS home, condition::VARCHAR AS condition, acuity,"
    ' known("left") IS NULL AS inside FROM episodes)',
    _PEOPLE,
    (Measure("inside_end", "count(*) FILTER (inside)", "count(*) FILTER (inside)"),),
)

_REFERRED: Final = Family(
    "(SELECT * FROM moves WHERE begins)",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _count("referred_up", "channel = 'referred_up'"),
        _count("self_referred", "channel = 'self_referred'"),
        _count("referred_down", "channel = 'referred_down'"),
        _count("stepped_down", "channel = 'referred_down' AND way IS NULL"),
    ),
)

_WAYS: Final = Family(
    "(SELECT *, channel = 'referred_up' AS formal FROM moves"
    " WHERE channel IN ('referred_up', 'self_referred'))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _share("appropriate_referrals", "needed", "formal AND begins"),
        _share("self_referral_share", "NOT formal", "begins"),
        _share("avoidable_share", "NOT needed", "begins"),
        *_spread("formal_referral", "CASE WHEN formal AND way <> 'green' THEN hours END"),
        *_spread("alliance_referral", "CASE WHEN way = 'allied' THEN hours END"),
        *_spread("green_referral", "CASE WHEN way = 'green' THEN hours END"),
        *_spread("self_referral", "CASE WHEN NOT formal THEN hours END"),
    ),
)

_TESTS: Final = Family(
    "(SELECT v.*, n.repeated, n.recognised FROM visits v JOIN hops n USING (patient, hop)"
    " WHERE came AND observed(arrived) AND (n.repeated OR n.recognised))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _count("repeated_tests", "repeated"),
        _share("mutual_recognition", "recognised"),
    ),
)

_SPARED: Final = Family(
    "(SELECT v.* FROM visits v JOIN hops n USING (patient, hop)"
    " WHERE came AND observed(seen) AND n.spared)",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_count("spared_moves"),),
)

_RECEIVED: Final = Family(
    "(SELECT * REPLACE (to_facility AS facility, to_tier AS tier) FROM moves WHERE begins)",
    (("tier",), ("facility",)),
    (_count("received_up", "channel = 'referred_up'"),),
)

_RATIO: Final = Family(
    "(SELECT facility, tier, channel, true AS sent FROM moves WHERE begins"
    " AND channel = 'referred_down' UNION ALL BY NAME SELECT to_facility AS facility,"
    " to_tier AS tier, channel, false AS sent FROM moves WHERE begins AND channel = 'referred_up')",
    (("tier",), ("facility",)),
    (
        Measure(
            "down_up_ratio",
            "count(*) FILTER (sent) / nullif(count(*) FILTER (NOT sent), 0)",
            "least(count(*) FILTER (sent), count(*) FILTER (NOT sent))",
        ),
    ),
)

_BEDS: Final = Family(
    "(SELECT b.* REPLACE (b.station_facility AS facility, f.tier::VARCHAR AS tier),"
    " hours_within(started, released) / 24 AS days"
    " FROM steps b JOIN stations s USING (station) JOIN facilities f ON f.facility = s.facility"
    " WHERE (s.service = 'ward' OR s.service LIKE 'ward.%') AND started IS NOT NULL)",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _count("admissions", "NOT resident AND observed(started)"),
        _count("discharges", "observed(released)"),
        Measure(
            "stay_days",
            "sum(days) / nullif(count(*) FILTER (observed(released)), 0)",
            "count(*) FILTER (observed(released))",
        ),
    ),
)

_OPERATIONS: Final = Family(
    "(SELECT * FROM steps WHERE stage IN ('operation', 'day_operation') AND observed(started))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_count("operations"),),
)

_USE: Final = Family(
    "(SELECT *, kind = 'bed' AS bed FROM busy)",
    _PLACES,
    (
        Measure(
            "station_use",
            "sum(hours) FILTER (NOT bed) / nullif(sum(capacity_hours) FILTER (NOT bed), 0)",
            "sum(served) FILTER (NOT bed)",
        ),
        Measure(
            "bed_use",
            "sum(hours) FILTER (bed) / nullif(sum(capacity_hours) FILTER (bed), 0)",
            "sum(served) FILTER (bed)",
        ),
        Measure(
            "staff_hours",
            "weekly(sum(hours) FILTER (NOT bed))",
            "sum(served) FILTER (NOT bed)",
        ),
    ),
)

_QUEUES: Final = Family(
    "(SELECT station, facility, f.tier::VARCHAR AS tier, avg(waiting) AS waiting,"
    " sum(waiting)::BIGINT AS times"
    " FROM (SELECT station::VARCHAR AS station, facility::VARCHAR AS facility"
    " FROM stations WHERE service <> 'ward' AND service NOT LIKE 'ward.%') s"
    " LEFT JOIN (SELECT station::VARCHAR AS station, waiting FROM counts"
    " WHERE observed(time)) c USING (station)"
    " JOIN (SELECT facility::VARCHAR AS facility, tier FROM facilities) f USING (facility)"
    " GROUP BY ALL)",
    _PLACES,
    (Measure("queue", "coalesce(sum(waiting), 0)", "sum(times)"),),
)

_TICKETS: Final = Family(
    "(SELECT facility, tier, least(coalesce(ended, last), last) - greatest(asked, first) AS hours"
    " FROM steps, span WHERE stage IN ('appointment', 'no_show') AND asked < last"
    " AND coalesce(ended, last) > first)",
    (ALL, ("tier",), ("facility",)),
    (Measure("booked_ahead", "coalesce(weekly(sum(hours)) / 168, 0)"),),
)

_EXPERTS: Final = Family(
    "(SELECT *, hours_within(started, ended) AS hours FROM steps WHERE stage = 'expert'"
    " AND hours > 0)",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        Measure(
            "expert_hours",
            "coalesce(weekly(sum(hours)), 0)",
        ),
    ),
)

_READINGS: Final = Family(
    "(SELECT *, CASE WHEN observed(ended) THEN 60 * (ended - asked) END AS minutes,"
    " station_facility <> facility AS remote, remote AND observed(asked) AS asked_remote FROM steps"
    " WHERE is_read(stage)"
    " AND station IS NOT NULL AND (observed(asked) OR observed(ended)))",
    (ALL, ("stage",), ("tier",), ("facility",)),
    (
        _count("remote_readings", "asked_remote"),
        Measure("reading_mean", "avg(minutes) FILTER (remote)", "count(minutes) FILTER (remote)"),
        Measure(
            "reading_p95",
            *("quantile_cont(minutes, 0.95) FILTER (remote)", "count(minutes) FILTER (remote)"),
        ),
        _share(
            "reading_on_time",
            "coalesce(minutes <= target, false)",
            "asked_remote AND coalesce(has_left(asked, target / 60), false)",
        ),
        Measure(
            "own_reading_mean",
            "avg(minutes) FILTER (NOT remote)",
            "count(minutes) FILTER (NOT remote)",
        ),
    ),
)

_AMBULANCES: Final = Family(
    "(SELECT *, 60 * (started - asked) AS minutes FROM steps"
    " WHERE stage = 'ambulance' AND observed(started))",
    _EVERYWHERE,
    (
        _count("ambulance_transfers"),
        *_spread("ambulance_wait", "minutes"),
    ),
)

_WORST_HOME: Final = Family(
    "(SELECT home, count(hours) AS patients, avg(hours) AS hours,"
    " sum(sum(hours)) OVER () / sum(count(hours)) OVER () AS everywhere"
    " FROM (SELECT home, treated_at - onset AS hours FROM cases"
    " WHERE treated_in IS NOT NULL AND within_network(treated_in_tier) AND observed(resolved))"
    " GROUP BY home"
    f" QUALIFY patients >= {TOO_FEW})",
    (ALL,),
    (
        Measure("worst_home", "max(hours)", "arg_max(patients, hours)"),
        Measure("worst_home_gap", "max(hours) - any_value(everywhere)", "arg_max(patients, hours)"),
    ),
)

FAMILIES: Final = (
    _WAITS,
    _ADMISSION_WAITS,
    _VISIT_TIMES,
    _APPOINTMENTS,
    _SEEN,
    _PRIMARY,
    _TREATED,
    _TREATED_SHARES,
    _UNTREATED,
    _RESOLVED,
    _ENDED,
    _IN_TIME,
    _STILL_UNTREATED,
    _FIRST_CONTACTS,
    _SOUGHT,
    _INSIDE,
    _REFERRED,
    _WAYS,
    _TESTS,
    _SPARED,
    _RECEIVED,
    _RATIO,
    _BEDS,
    _OPERATIONS,
    _USE,
    _QUEUES,
    _TICKETS,
    _EXPERTS,
    _READINGS,
    _WORST_HOME,
    _AMBULANCES,
)
