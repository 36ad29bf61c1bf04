"""Flows: how many patients a year go from home to a tier, between tiers, and are treated where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb

HOME: Final = "home"
TREATED: Final = "treated"

CHANNELS: Final = (
    "first_contact",
    "referred_up",
    "self_referred",
    "level",
    "referred_down",
    "treated",
)
"""How patients go: ``level`` is a move that is not upwards and no step-down."""

FLOWS: Final = pa.schema(
    [
        pa.field("origin", pa.string()),  # home, or a tier
        pa.field("destination", pa.string()),  # a tier, or treated
        pa.field("channel", pa.string()),  # one of CHANNELS
        pa.field("value", pa.float64()),  # patients a year
        pa.field("events", pa.int64()),  # patients in the window
    ]
)
"""Patients who go from here to there, in one replication."""

_QUERY: Final = f"""
WITH paths AS (
    SELECT '{HOME}' AS origin, 'first_contact' AS channel, coalesce(came_to_tier,
        CASE ending WHEN 'elsewhere' THEN 'outside' END) AS destination FROM cases
    UNION ALL BY NAME SELECT tier AS origin, to_tier AS destination, channel FROM moves
    UNION ALL BY NAME SELECT treated_in_tier AS origin, '{TREATED}' AS destination,
        'treated' AS channel FROM cases
)
SELECT origin, destination, channel, yearly(count(*))::DOUBLE AS value, count(*) AS events
FROM paths WHERE origin IS NOT NULL AND destination IS NOT NULL
GROUP BY origin, destination, channel
ORDER BY any_value(list_position({list(CHANNELS)}, channel)), origin, destination
"""


def flows(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the flows of the facts that a connection holds, as a table of the schema ``FLOWS``.

    First contacts and treatments are those of the episodes that began in the window.
    """
    return connection.sql(_QUERY).to_arrow_table().cast(FLOWS)
