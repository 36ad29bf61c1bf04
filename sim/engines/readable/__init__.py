"""The readable engine: a SimPy model, in which every patient is a process.

Read the files in this order: ``rows`` (what is kept of a patient, and the events that processes
wait for), ``ranks`` (what comes first), ``serving`` (stations), ``living`` (patients and orders:
the processes), ``run`` (arrivals, the timetable, the end). Files of the same names in ``compiled``
do the same. ``log`` writes down what happens.
"""

from sim.engines.readable.run import Engine

__all__ = ["Engine"]
