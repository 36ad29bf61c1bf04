"""Programs: the rules and the machine, which call each other by address.

They are compiled apart, which takes half the time.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final, NamedTuple

from sim import episodes, rules
from sim.contract import Patient
from sim.engines import reserve
from sim.engines.compiled import living, loop, ranks, serving, slots
from sim.engines.compiled.rows import Work
from sim.native.compiling import compiler
from sim.native.memory import record_type
from sim.tables.stations import ShiftRow
from sim.tables.stocks import AuditedRow

_MACHINE: Final = (reserve, episodes, ranks, slots, serving, living, loop)
_APART: Final = (serving.settle, living.live)
"""Large functions with many callers: a copy in each would double the time to compile."""


class Loop(NamedTuple):
    """The functions of the loop that are called from outside."""

    play: Any
    begin_phase: Any
    write_inside: Any


@cache
def compiled_loop() -> Loop:
    """Return the loop; its first call compiles it, unless the cache has it."""
    compile_ = compiler(*_MACHINE, apart=_APART)
    return Loop(compile_(loop.play), compile_(loop.begin_phase), compile_(loop.write_inside))


def compile_loop(machine: Any) -> None:
    """Compile the loop for machines of this type, without running anything."""
    from numba import float64, int64, typeof

    whole = compiled_loop()
    whole.play.compile((typeof(machine), float64))
    whole.begin_phase.compile((typeof(machine), float64))
    whole.write_inside.compile((typeof(machine), int64[::1], int64))


@cache
def compiled_rules(tables: Any, state: Any, told: ModuleType = rules) -> Any:
    """Return rules as a bundle of compiled functions, for these types of tables and state."""
    from sim.native.bundles import Bundle

    compile_ = compiler(told, *_parts(told))
    forms = _forms(tables, state)
    functions = {name: compile_(getattr(told, name)) for name in forms}
    for name, form in forms.items():
        functions[name].compile(form)
    return Bundle(functions)


def promised_rules(tables: Any, state: Any) -> Any:
    """Return a bundle that has the type of compiled rules, but cannot be called."""
    from sim.native.bundles import Bundle, Promise

    return Bundle({name: Promise(form) for name, form in _forms(tables, state).items()})


def _forms(tables: Any, state: Any) -> dict[str, Any]:
    """The types that the entries of the rules take and answer."""
    from numba import float64, int64, void

    from sim.native.records import kind_of

    rows = (Patient, Work, ShiftRow, AuditedRow)
    patient, ask, shift, stock = (kind_of(record_type(kind)) for kind in rows)
    question = int64(tables, state, float64, patient, ask)
    return {
        "arrive": question,
        "next_step": question,
        "tick": void(tables, state, shift),
        "value_of": float64(tables, state, float64, stock),
    }


def _parts(package: ModuleType) -> list[ModuleType]:
    """The modules of a package; a module has none."""
    paths = getattr(package, "__path__", [])
    return [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(paths)]
