"""The compiled engine: the machine of :mod:`sim.engines` as loops over rows of numbers.

It plays the same rules as the readable engine, to the same last bit. All that runs is plain Python
on ``rows[i].field``, in five files that are read in this order: ``rows`` (what is kept), ``ranks``
(what comes first), ``slots``, ``serving`` (stations), ``living`` (patients), ``loop`` (events).
``memory`` turns tables into record arrays, ``compiling`` makes machine code of all that, and ``run``
drives it. Without compilation the same files play lists of dataclasses.
"""
