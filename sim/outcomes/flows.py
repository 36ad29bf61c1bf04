"""Flows: patients a year who go from home to a tier, between tiers, and into treatment."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from sim.clock import HOURS_PER_YEAR
from sim.outcomes.facts import CHANNELS, ENDS, TIERS
from sim.outcomes.frame import Setting
from sim.outcomes.sheets import Numbers

HOME: Final = "home"
TREATED: Final = "treated"

FLOWS: Final = pa.schema(
    [
        pa.field("origin", pa.string()),  # home, or a tier
        pa.field("destination", pa.string()),  # a tier, or treated
        pa.field("channel", pa.string()),  # one of CHANNELS
        pa.field("value", pa.float64()),  # patients a year
        pa.field("events", pa.int64()),  # patients in the window
    ]
)
"""Patients by origin, destination and channel, in one replication."""


def flows(setting: Setting, counted: Numbers) -> pa.Table:
    """Return the flows as a table of the schema ``FLOWS``, by channel and then by name.

    ``counted`` has a row for each channel and origin, and a column for each destination. First
    contacts and treatments are those of the episodes that began in the window.
    """
    a_year = HOURS_PER_YEAR / (setting.frame.last - setting.frame.first)
    counted = counted.reshape(len(CHANNELS), ENDS, ENDS)
    rows = [
        (channel, (*TIERS, HOME)[origin], (*TIERS, TREATED)[destination], int(events))
        for (channel, origin, destination), events in np.ndenumerate(counted)
        if events > 0
    ]
    return pa.Table.from_pylist(
        [
            {
                "origin": origin,
                "destination": destination,
                "channel": CHANNELS[channel],
                "value": events * a_year,
                "events": events,
            }
            for channel, origin, destination, events in sorted(rows)
        ],
        FLOWS,
    )
