"""Parts: functions that only other compiled functions call, optimised and compiled once.

numba makes machine code of every function that it compiles, and optimises it together with all that
it calls. So a function at the bottom of a program is optimised again for each level above it. A
part is only translated and handed on; a function that is called from outside is optimised once,
with all its parts in it. That takes less time and gives faster code.
"""

from __future__ import annotations

from typing import Any

from llvmlite.binding import Linkage
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NoPythonSupportedFeatureValidation


class _Unbound:
    """A code generator that ignores environments: a part has no code of its own."""

    def set_env(self, env_name: str, env: Any) -> None:
        """Do nothing: only functions that Python calls need an environment."""


class _PartLibrary(JITCodeLibrary):
    """The code of a part, which never becomes machine code by itself."""

    @property
    def codegen(self) -> Any:
        """A code generator that ignores environments."""
        return _Unbound()

    def finalize(self) -> None:
        """Link the parts that are called; the caller does the rest."""
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._final_module.verify()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """Return no address."""
        self._ensure_finalized()
        return 0


class _WholeLibrary(JITCodeLibrary):
    """The code of a function that is called from outside, with all its parts."""

    def _optimize_final_module(self) -> None:
        """Optimise, knowing that nobody else calls the parts.

        So a part with one caller is put into it, whatever its size, and no part is kept apart.
        """
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                function.linkage = Linkage.internal
        super()._optimize_final_module()


class _Into(FunctionPass):
    """Choose the kind of library that a function is translated into; it does not change."""

    library: type[JITCodeLibrary]

    def __init__(self) -> None:
        """Do what numba asks of every pass."""
        FunctionPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Set the library that the translation fills."""
        state.library = self.library(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return False


@register_pass(mutates_CFG=False, analysis_only=True)
class _AsWhole(_Into):
    _name = "as_whole"
    library = _WholeLibrary


@register_pass(mutates_CFG=False, analysis_only=True)
class _AsPart(_Into):
    _name = "as_part"
    library = _PartLibrary


def _passes(state: Any, first: type[FunctionPass]) -> list[Any]:
    """numba's own passes, after one that chooses the library."""
    passes = DefaultPassBuilder.define_nopython_pipeline(state)
    passes.add_pass_after(first, NoPythonSupportedFeatureValidation)
    passes.finalize()
    return [passes]


class PartCompiler(CompilerBase):
    """numba's own compiler, for a function that only other compiled functions call."""

    def define_pipelines(self) -> list[Any]:
        """Return the passes."""
        return _passes(self.state, _AsPart)


class WholeCompiler(CompilerBase):
    """numba's own compiler, for a function that is called from outside."""

    def define_pipelines(self) -> list[Any]:
        """Return the passes."""
        return _passes(self.state, _AsWhole)
