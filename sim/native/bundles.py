"""Bundles: many arrays, handed to compiled code as one word.

A named tuple of arrays would be copied, and each array's references counted, at every call of a
function. A bundle is the address of a list of addresses and lengths. ``bundle.name`` is a view that
counts no references: the Python object of the bundle outlives the call.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import typeof, types
from numba.core import cgutils
from numba.core.dispatcher import Dispatcher
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import getitem_arraynd_intp, load_item, make_array, populate_array

from sim.native.records import kind_of

_WORD = ir.IntType(64)
_WORDS = 4
"""Words of one member: its address or the bits of a number, and up to three lengths."""


@dataclass(frozen=True)
class Promise:
    """The place of a compiled function in a bundle that only tells types."""

    signature: Any


class Bundle:
    """Arrays (of at most three dimensions), records, numbers, functions and bundles, by name."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        """Take the addresses of the members, which must not be resized afterwards."""
        self.members = dict(members)
        self.words = np.zeros((len(members), _WORDS), np.int64)
        for words, member in zip(self.words, self.members.values(), strict=True):
            _write(words, member)
        self.address = self.words.ctypes.data
        self.kind = BundleType({name: _kind(member) for name, member in self.members.items()})


def _write(words: npt.NDArray[np.int64], member: Any) -> None:
    """Write the words of a member."""
    if isinstance(member, np.ndarray):
        words[0], words[1 : 1 + member.ndim] = member.ctypes.data, member.shape
    elif isinstance(member, np.void):
        words[0] = np.asarray(member).ctypes.data
    elif isinstance(member, Bundle):
        words[0] = member.address
    elif isinstance(member, Dispatcher):
        compiled = _only(member)
        words[0] = compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name)
    elif isinstance(member, Promise):
        words[0] = 0
    elif isinstance(member, int):
        words[0] = member
    else:
        words[:1].view(np.float64)[0] = member


def _kind(member: Any) -> types.Type:
    """The type of a member."""
    if isinstance(member, Bundle):
        return member.kind
    if isinstance(member, Dispatcher):
        return types.FunctionType(_only(member).signature)
    if isinstance(member, Promise):
        return types.FunctionType(member.signature)
    if isinstance(member, np.ndarray):
        return _array_kind(member.dtype, member.ndim)
    if isinstance(member, np.void):
        return kind_of(member.dtype)
    return typeof(member)


@cache
def _array_kind(dtype: np.dtype[Any], dimensions: int) -> types.Type:
    return View(kind_of(dtype), dimensions, "C")


def _only(function: Dispatcher) -> Any:
    """The only compiled form of a function."""
    (compiled,) = function.overloads.values()
    return compiled


class View(types.Array):
    """The type of an array in a bundle; its index is never negative."""


register_model(View)(models.ArrayModel)


@lower_builtin(operator.getitem, View, types.Integer)
def _getitem(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    """The item at an index; as none is negative, each access saves a branch."""
    kind, integer = signature.args
    if kind.ndim > 1:
        return getitem_arraynd_intp(context, builder, signature, args)
    array = make_array(kind)(context, builder, args[0])
    index = context.cast(builder, args[1], integer, types.intp)
    return load_item(context, builder, kind, builder.gep(array.data, [index]))


class BundleType(types.Type):
    """The type of a bundle: names and types of its members."""

    def __init__(self, members: Mapping[str, types.Type]) -> None:
        """Name the type by a digest of its members: every symbol repeats the name."""
        self.members = dict(members)
        whole = ", ".join(f"{name}: {kind}" for name, kind in members.items())
        super().__init__(f"Bundle({blake2b(whole.encode(), digest_size=16).hexdigest()})")


@typeof_impl.register(Bundle)
def _typeof(bundle: Bundle, _: object) -> BundleType:
    return bundle.kind


@register_model(BundleType)
class _Model(models.OpaqueModel):
    """A pointer."""


@unbox(BundleType)
def _unbox(typ: BundleType, bundle: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(bundle, "address")
    number = c.pyapi.long_as_longlong(address)
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(number, cgutils.voidptr_t))


@infer_getattr
class _Attribute(AttributeTemplate):
    key = BundleType

    def generic_resolve(self, typ: BundleType, name: str) -> types.Type | None:
        return typ.members.get(name)


@lower_getattr_generic(BundleType)
def _member(context: Any, builder: Any, typ: BundleType, bundle: Any, name: str) -> Any:
    kind, position = typ.members[name], list(typ.members).index(name)
    words = builder.bitcast(bundle, _WORD.as_pointer())

    def word(number: int) -> Any:
        at = ir.Constant(_WORD, position * _WORDS + number)
        loaded = builder.load(builder.gep(words, [at]))
        # The words never change, so one load is enough.
        loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        return loaded

    if isinstance(kind, types.Array):
        return _view(context, builder, kind, [word(n) for n in range(1 + kind.ndim)])
    data = context.get_value_type(kind)
    if isinstance(kind, types.FunctionType):
        pointers = cgutils.create_struct_proxy(kind)(context, builder)
        for field in ("c_addr", "py_addr"):
            setattr(pointers, field, ir.Constant(cgutils.voidptr_t, None))
        pointers.jit_addr = builder.inttoptr(word(0), cgutils.voidptr_t)
        return pointers._getvalue()
    if isinstance(kind, types.Record | BundleType):
        return builder.inttoptr(word(0), data)
    return builder.bitcast(word(0), data)


def _view(context: Any, builder: Any, kind: types.Array, words: list[Any]) -> Any:
    """An array over an address, owned by nobody."""
    array = make_array(kind)(context, builder)
    size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    itemsize = context.get_constant(types.intp, size)
    strides: list[Any] = []
    stride = itemsize
    for length in reversed(words[1:]):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    data = builder.inttoptr(words[0], array.data.type)
    populate_array(array, data, words[1:], strides, itemsize, meminfo=None)
    return array._getvalue()
