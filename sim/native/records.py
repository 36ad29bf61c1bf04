"""Records: rows in compiled code; it reads all their whole numbers as 64 bits.

Rows are kept narrow because they are copied, but computed with at full width. So compiled code
reads a number of eight bits as Python does, and types do not depend on how a row is kept.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_getattr_generic, models, register_model
from numba.np.arrayobj import record_getattr


class RowType(types.Record):
    """The type of a record."""

    def __init__(self, record: types.Record) -> None:
        """Take the layout of a record, and a short name, since every symbol repeats it."""
        members = [(name, _member(field)) for name, field in record.fields.items()]
        super().__init__(members, record.size, record.aligned)
        self.name = f"Row({blake2b(record.name.encode(), digest_size=16).hexdigest()})"


def _member(field: Any) -> dict[str, Any]:
    """A field of a record; records within are rows too."""
    kind = RowType(field.type) if isinstance(field.type, types.Record) else field.type
    parts = {"type": kind, "offset": field.offset}
    return parts if field.alignment is None else parts | {"alignment": field.alignment}


register_model(RowType)(models.RecordModel)


@cache
def kind_of(dtype: np.dtype[Any]) -> types.Type:
    """Return the type of rows of a record, or of plain numbers."""
    kind = from_dtype(dtype)
    return RowType(kind) if isinstance(kind, types.Record) else kind


def _is_narrow(kind: types.Type) -> bool:
    return isinstance(kind, types.Integer) and kind.bitwidth < types.int64.bitwidth


@infer_getattr
class _Attribute(AttributeTemplate):
    key = RowType

    def generic_resolve(self, row: RowType, name: str) -> types.Type:
        kind = row.typeof(name)
        return types.int64 if _is_narrow(kind) else kind


@lower_getattr_generic(RowType)
def _get(context: Any, builder: Any, row: RowType, value: Any, name: str) -> Any:
    kind = row.typeof(name)
    if not _is_narrow(kind):
        return record_getattr(context, builder, row, value, name)
    form = context.get_data_type(kind)
    member = cgutils.get_record_member(builder, value, row.offset(name), form)
    return builder.sext(builder.load(member), ir.IntType(types.int64.bitwidth))
