"""Types of the commands' arguments: words and paths that any file and page can hold."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Words(click.types.StringParamType):
    """Text in UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value`, or a usage error."""
        if not is_text(value):
            fix = "Type it again in a terminal that uses UTF-8."
            self.fail(f"“{value}” is not encoded in UTF-8. {fix}", param, ctx)
        return value


class TermName(Words):
    """The name of a term, which the shell completes from those that the archive has."""

    name = "name"

    def __init__(self, taxonomy: str) -> None:
        self._taxonomy = taxonomy

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin like this."""
        from dateline.cli.completion import names_of

        return names_of(ctx, self._taxonomy, incomplete)


class LanguageName(Words):
    """The code of a language, which the shell completes from those of the site."""

    name = "code"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The codes that begin like this."""
        from dateline.cli.completion import languages_of

        return languages_of(ctx, incomplete)


class FilePath(click.Path):
    """A path whose names are in UTF-8."""

    def convert(
        self,
        value: str | PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """`value`, or a usage error."""
        name = fspath(value)
        if not is_text(name):
            message = f"“{name}” is not encoded in UTF-8. Rename it."
            self.fail(message, param, ctx)
        return super().convert(value, param, ctx)


class EditionName(Words):
    """The name of one of the editions that a command offers."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value`, or a usage error."""
        name = super().convert(value, param, ctx)
        if name not in self._names:
            self.fail(f"There is no edition “{name}”. {self._fix}", param, ctx)
        return name

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """What to write where nothing is given."""
        return self._fix

    @property
    def _fix(self) -> str:
        return f"Write {' or '.join(self._names)}."


def is_text(name: str) -> bool:
    """Whether a name that the system gave is text: bytes that are none stand in it as halves."""
    try:
        return name.encode() is not None
    except UnicodeEncodeError:
        return False
