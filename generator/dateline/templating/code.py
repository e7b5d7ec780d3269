"""The code that templates are compiled to, and the context that it runs in.

They do the same as Jinja's own, but faster. A page has a hundred short values, each of which Jinja
would wrap in `Markup`, and a dozen macro calls, before each of which it would check how the
callable is to be called.
"""

from __future__ import annotations

import re
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_SIMPLE = {FunctionType, MethodType, BuiltinMethodType}
_SPECIAL = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """`value` as HTML text; existing markup is not escaped again."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


class PlainCodeGenerator(CodeGenerator):
    """Writes values into the page as plain strings, since they are only joined afterwards."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Begin the compiled module with an import of our function."""
        self.writeline(f"from {__name__} import {escaped.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write(f"{escaped.__name__}(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PlainContext(Context):
    """Calls macros and simple functions without checking for Jinja's special arguments."""

    def call(
        self,
        callable_: Any,
        *args: Any,
        _loop_vars: dict[str, Any] | None = None,
        _block_vars: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Call `callable_` as templates do; `_loop_vars` and `_block_vars` belong to Jinja."""
        if type(callable_) is Macro:
            return callable_(self.eval_ctx, *args, **kwargs)
        if type(callable_) in _SIMPLE and not hasattr(callable_, "jinja_pass_arg"):
            return callable_(*args, **kwargs)
        if _loop_vars:
            kwargs["_loop_vars"] = _loop_vars
        if _block_vars:
            kwargs["_block_vars"] = _block_vars
        return super().call(callable_, *args, **kwargs)
