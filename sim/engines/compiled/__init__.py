"""The compiled engine: the machine of :mod:`sim.engines` as loops over rows of numbers.

It plays the same rules as the readable engine, to the same last bit. All that runs is plain Python
on ``rows[i].field``, in six files to be read in this order: ``rows`` (what is kept), ``slots``,
``ranks`` (what comes first), ``serving`` (stations), ``living`` (patients), ``loop`` (events).
``run`` drives it, ``programs`` says what :mod:`sim.native` is to compile. Without compilation the
same files play dataclasses.
"""

from sim.engines.compiled.run import (
    Engine,
    compile_machine,
    compile_rules,
    machine_code,
    plain_python,
)

__all__ = ["Engine", "compile_machine", "compile_rules", "machine_code", "plain_python"]
