"""Ciw: the network as its parameters; a record of every visit."""

from __future__ import annotations

from collections.abc import Callable

import ciw
import numpy as np

from experiments.peers import Shown
from experiments.peers.network import ARRIVALS, DOCTORS, NEXT, REFERRED, SERVICE


def prepare(minutes: float, seed: int) -> Callable[[], ciw.Simulation]:
    """Return what plays so many minutes; the records stay with the patients."""
    nodes = range(len(DOCTORS))
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate) for rate in ARRIVALS],
        service_distributions=[ciw.dists.Exponential(1.0 / SERVICE) for _ in nodes],
        number_of_servers=list(DOCTORS),
        routing=[[REFERRED[i] if j == NEXT[i] else 0.0 for j in nodes] for i in nodes],
    )

    def play() -> ciw.Simulation:
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(minutes)
        return simulation

    return play


def shown(played: ciw.Simulation) -> Shown:
    """Return what the records of the visits show that have ended."""
    rows = [(row.node, row.waiting_time) for row in played.get_all_records()]
    node, wait = np.array(rows).T
    means = tuple(float(wait[node == i + 1].mean()) for i in range(len(DOCTORS)))
    return Shown(played.nodes[0].number_of_individuals, means)
