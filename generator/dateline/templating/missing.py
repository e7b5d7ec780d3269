"""Names that templates use but do not have."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.utils import missing


class NoSuchNameError(UndefinedError):
    """There is no `name`; if it was looked for in a value, `known` are the names in that."""

    def __init__(self, name: str, known: list[str] | None, message: str | None) -> None:
        super().__init__(message)
        self.name, self.known = name, known


class MissingName(StrictUndefined):
    """What stands for a name that does not exist; using it raises `NoSuchNameError`."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        if hint is None and isinstance(name, str):
            known = None if obj is missing else _names_in(obj)
            error = partial(NoSuchNameError, name, known)
            exc = cast("type[TemplateRuntimeError]", error)  # it is only called
        super().__init__(hint, obj, name, exc)


def _names_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]
