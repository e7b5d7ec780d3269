"""Reading a TOML file of settings: site.toml, or a theme's theme.toml."""

from __future__ import annotations

from pathlib import Path

from dateline.merge_conflicts import merge_conflict
from dateline.problems import ProblemsFound, not_utf8
from dateline.toml import TomlDocument, TomlProblem, read_toml


def read_settings(file: Path, shown: str) -> TomlDocument:
    """What a TOML file of settings says; problems name it `shown`. What its
    lines with problems say means nothing.

    Raises `ProblemsFound` if it is not UTF-8, not TOML, or contains a merge conflict.
    """
    try:
        text = file.read_text("utf-8-sig")
        if conflict := merge_conflict(text, shown):
            raise ProblemsFound(conflict)
        return read_toml(text, path=shown, by_line=True)
    except TomlProblem as found:
        raise ProblemsFound([*found.before, found.problem]) from None
    except UnicodeDecodeError as error:
        raise ProblemsFound([not_utf8(error, shown)]) from None
