"""Parts: functions that only other compiled functions call, optimised and made code of once.

numba makes machine code of every function that it compiles, and for that optimises it together with
all that it calls. A function at the bottom of a program would so be optimised once for each level
above it. A part is handed on as it was translated; whoever is called from outside is optimised with
all its parts in it.
"""

from __future__ import annotations

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NoPythonSupportedFeatureValidation


class _Unbound:
    """A code generator to which the environment of a part that has no code says nothing."""

    def set_env(self, env_name: str, env: Any) -> None:
        """Do nothing: only functions that Python calls need their environment."""


class _PartLibrary(JITCodeLibrary):
    """The code of a part, which never reaches the machine by itself."""

    @property
    def codegen(self) -> Any:
        """A code generator that takes no environment."""
        return _Unbound()

    def finalize(self) -> None:
        """Take in the parts that are called, and leave the rest to whoever calls."""
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


@register_pass(mutates_CFG=False, analysis_only=True)
class _AsPart(FunctionPass):
    """Let the function be translated into the code of a part."""

    _name = "as_part"

    def __init__(self) -> None:
        """Do what numba asks of every pass."""
        FunctionPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Set the library that the translation fills; the function itself is as it was."""
        state.library = _PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        return False


class PartCompiler(CompilerBase):
    """numba's own compiler, but for what becomes of a function in the end."""

    def define_pipelines(self) -> list[Any]:
        """Return the passes."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_AsPart, NoPythonSupportedFeatureValidation)
        passes.finalize()
        return [passes]
