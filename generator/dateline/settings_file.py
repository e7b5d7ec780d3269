"""Reading a TOML file of settings: site.toml, or a theme's theme.toml."""

from __future__ import annotations

import errno
from pathlib import Path

from dateline.merge_conflicts import merge_conflict
from dateline.own_files import LARGEST_TEXT, read_regular, too_large
from dateline.problems import ProblemsFound, not_utf8
from dateline.toml import TomlDocument, TomlProblem, read_toml


def read_settings(file: Path, shown: str) -> TomlDocument:
    """What a TOML file of settings says; problems name it `shown`. What its
    lines with problems say means nothing.

    Raises `ProblemsFound` if it is not UTF-8, not TOML, or contains a merge conflict.
    """
    try:
        text = read_regular(file).decode("utf-8-sig").replace("\r\n", "\n")
        if conflict := merge_conflict(text, shown):
            raise ProblemsFound(conflict)
        return read_toml(text, path=shown, by_line=True)
    except TomlProblem as found:
        raise ProblemsFound([*found.before, found.problem]) from None
    except OSError as error:
        if error.errno == errno.EOVERFLOW:
            raise ProblemsFound([too_large(shown, LARGEST_TEXT)]) from None
        raise
    except UnicodeDecodeError as error:
        raise ProblemsFound([not_utf8(error, shown)]) from None
