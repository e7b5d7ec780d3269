"""What a template of Dateline may not do, although Jinja would let it."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError


class Refusal(TemplateSyntaxError):  # noqa: N818 - it is told to the theme's author
    """Something in a template that is refused when it is compiled; `fix` says what to write."""

    def __init__(
        self, message: str, fix: str, line: int, name: str | None, filename: str | None
    ) -> None:
        super().__init__(message, line, name, filename)
        self.fix = fix


class UnknownAssetError(Exception):
    """A template asked for a link to the asset `name`, which its theme does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
