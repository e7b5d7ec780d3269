"""What `git log` said, read: commits, and what each did to files.

The format is that of `git log --raw -z`: for each commit five fields and its entries, all ended by
NUL, which no name and no message can contain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.controls import visible

_LONGEST = 200
"""The maximum length of a subject or a name, in characters."""


class Change(NamedTuple):
    """What a commit did to the file `path`: its content is now `blob`, empty if the file is gone.
    `before` is its former path if it was renamed, else empty."""

    path: str
    blob: str
    before: str = ""


@dataclass(slots=True)
class Commit:
    """A commit: its first parent (empty for the first commit), the seconds since 1970, who made it,
    and what it is called."""

    id: str
    parent: str
    time: int
    author: str
    subject: str
    changes: list[Change] = field(default_factory=list)


def read_log(data: bytes) -> Iterator[Commit]:
    """The commits of a log, in its order."""
    fields = iter(data.decode("utf-8", "replace").split("\0"))
    commit: Commit | None = None
    for first in fields:
        if commit and first.lstrip("\n").startswith(":"):
            _, _, _, blob, status = first.split(" ")
            path = next(fields)
            if status[0] in "RC":
                before, path = path, next(fields)
                commit.changes.append(Change(path, blob, before if status[0] == "R" else ""))
            else:
                commit.changes.append(Change(path, "" if status[0] == "D" else blob))
            continue
        if commit:
            yield commit
        if not first:
            return
        parents, time, author, message = (next(fields) for _ in range(4))
        parent, *others = parents.split(" ")
        subject = _subject(message, merged=bool(others))
        commit = Commit(first, parent, int(time), _line(author), subject)


def _subject(message: str, *, merged: bool) -> str:
    """What a commit is called. Of a merge, the first line says only that it is one; hosts put what
    was merged below it."""
    lines = [line for line in message.split("\n") if line.strip()]
    return _line((lines[1:] if merged else lines)[0]) if len(lines) > merged else ""


def _line(text: str) -> str:
    text = visible(" ".join(text.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
