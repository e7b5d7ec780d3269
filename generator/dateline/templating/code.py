"""The code that templates are compiled to, and the context that it runs in.

They do the same as Jinja's own, but faster. A page has hundreds of short values, each of which
Jinja would wrap in `Markup`, and dozens of macro calls, before each of which it would check how the
callable is to be called and sort its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_SIMPLE = {FunctionType, MethodType, BuiltinMethodType}


def escaped(value: object) -> str:
    """`value` as HTML text; existing markup is not escaped again."""
    if type(value) is Markup:
        return value
    if type(value) is str:
        # Most values have no such character, and these are the quickest ways of finding that out.
        if "&" in value:
            value = value.replace("&", "&amp;")
        if "<" in value:
            value = value.replace("<", "&lt;")
        if ">" in value:
            value = value.replace(">", "&gt;")
        if "'" in value:
            value = value.replace("'", "&#39;")
        if '"' in value:
            value = value.replace('"', "&#34;")
        return value
    return str(value) if type(value) is int else escape(value)


class PlainMacro(Macro):
    """A macro that, unless it wants more than the arguments that it names, is called with them as
    they are.

    Jinja's functions expect all arguments, and `missing` for those that are not given; `function`
    has it as their default. It is None for macros that want more.
    """

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.function: Callable[..., str] | None = None
        if not (self.catch_kwargs or self.catch_varargs or self.caller):
            assert isinstance(self._func, FunctionType)
            self._func.__defaults__ = (missing,) * len(self.arguments)
            self.function = self._func


class PlainCodeGenerator(CodeGenerator):
    """Writes values into the page as plain strings, since they are only joined afterwards."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Begin the compiled module with an import of what is ours."""
        self.writeline(f"from {__name__} import {escaped.__name__}, {PlainMacro.__name__}")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write `PlainMacro(…)` where Jinja writes `Macro(…)`."""
        self.write(PlainMacro.__name__.removesuffix(Macro.__name__))
        super().macro_def(macro_ref, frame)

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
        if type(callable_) is PlainMacro:
            if callable_.function:
                if kwargs:
                    later = callable_.arguments[len(args) :]
                    args += tuple([kwargs.pop(name, missing) for name in later])
                if not kwargs and len(args) <= len(callable_.arguments):
                    text = callable_.function(*args)
                    return str.__new__(Markup, text) if self.eval_ctx.autoescape else text
            return callable_(self.eval_ctx, *args, **kwargs)
        if type(callable_) in _SIMPLE and not hasattr(callable_, "jinja_pass_arg"):
            return callable_(*args, **kwargs)
        if _loop_vars:
            kwargs["_loop_vars"] = _loop_vars
        if _block_vars:
            kwargs["_block_vars"] = _block_vars
        return super().call(callable_, *args, **kwargs)
