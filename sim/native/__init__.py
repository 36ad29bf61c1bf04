"""Native: plain Python on rows of numbers, run as machine code where numba is installed.

A program is a set of modules whose functions take rows as ``rows[i].field`` and use ``math`` only.
``memory`` keeps the rows, as record arrays or as objects; ``bundles`` hands many arrays to compiled
code at once; ``compiling`` makes machine code of a program and keeps it on disk. Without numba the
same functions run on objects, with the same results to the last bit.
"""
