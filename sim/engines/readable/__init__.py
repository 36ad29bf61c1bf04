"""The readable engine: a SimPy model, in which every patient is a process.

Read the files in this order: ``rows`` (what is kept of a patient, and the events that are waited
for), ``ranks`` (what comes first), ``serving`` (stations), ``living`` (patients and orders: the
processes), ``run`` (who comes, the timetable, the end). They have the names of those of
``compiled`` that do the same. ``log`` writes down what happens.
"""

from sim.engines.readable.run import Engine

__all__ = ["Engine"]
