"""Finding the files of content/."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple

from dateline.content.carrying import FOR_HOSTS
from dateline.page_paths import WELL_KNOWN
from dateline.problems import Problem

Kind = Literal["article", "file", "register", "comment"]

COMMENTS = "_comments"
"""The folder of readers' comments: `_comments/2024/11/story/` has those of `2024/11/story.md`."""

_READ = frozenset({WELL_KNOWN, COMMENTS})
"""Folders that are read although their names begin with `_` or a dot."""
_NAME = attrgetter("name")


class Source(NamedTuple):
    """A file: its path from content/ with forward slashes, bytes, and modification time."""

    path: str
    kind: Kind
    size: int
    mtime_ns: int


class Folder(NamedTuple):
    """A folder: its path from content/, with a slash at its end, and its files by name."""

    path: str
    sources: list[Source]


class ChangedSource(NamedTuple):
    """A file that may have changed.

    `hash` is the one that it had, empty where it must be read anew; `identity` that of its row in
    the catalogue, 0 where it has none.
    """

    source: Source
    hash: str
    identity: int


def is_article(path: str) -> bool:
    """Whether a file that is called content/`path` is an article."""
    *folders, _ = accumulate(path.split("/"), "{}/{}".format)
    return (
        path.endswith(".md")
        and not _is_of_comments(path)
        and not _is_hidden(path, FOR_HOSTS)
        and not any(_is_hidden(folder, _READ) for folder in folders)
    )


def _is_below_hidden(path: str) -> bool:
    """Whether the folder content/`path` is passed over because of its name or one above it."""
    return any(_is_hidden(folder, _READ) for folder in accumulate(path.split("/"), "{}/{}".format))


def _is_hidden(path: str, but: Collection[str]) -> bool:
    """Whether a file or folder is passed over because of its name, unless it is one of those."""
    return path.rpartition("/")[2][:1] in {"_", "."} and path not in but


class Walk:
    """Goes through the folders below `content`, but for those with names that begin with `_` or a
    dot. The folder `.well-known` (RFC 8615) counts, since hosts answer from it, and so does
    `_comments`, in which every `*.md` is a comment and nothing else counts.

    `<taxonomy>.toml` at the top is a register, `*.md` an article, anything else a file that may be
    carried along; some files at the top, such as `_redirects`, are there for hosts. Links to
    folders are not followed. What cannot be read or must not be published goes into `problems`
    instead, by path from content/ (a folder's ends in a slash), and so does a name that promises
    something else.
    """

    def __init__(self, content: Path, taxonomies: Iterable[str]) -> None:
        self.content = content
        self.problems: dict[str, Problem] = {}
        self._registers = {f"{name}.toml" for name in taxonomies}

    def below(self, prefix: str) -> Iterator[Folder]:
        """The folder at `prefix` (`""` or a path with a slash at its end), and all below it."""
        waiting = [prefix]
        while waiting:
            folder, inner = self.folder(waiting.pop())
            waiting += inner
            if folder:
                yield folder

    def folder(self, prefix: str) -> tuple[Folder | None, list[str]]:
        """The folder at `prefix`, None where it cannot be read; the paths of those in it."""
        try:
            place = f"{self.content}/{prefix}".removesuffix("/")
            found = sorted(os.scandir(place), key=_NAME)
        except OSError as error:
            self.problems[prefix] = _unreadable(prefix, error)
            return None, []
        sources: list[Source] = []
        inner: list[str] = []
        for item in found:
            name = item.name
            path = prefix + name
            if item.is_dir(follow_symlinks=False):
                if not _is_hidden(path, _READ):
                    inner.append(path + "/")
                    if name.endswith(".md"):
                        self.problems[path + "/"] = _named_like_an_article(path)
            elif item.is_symlink() and _is_folder(item):
                if not _is_hidden(path, _READ):
                    self.problems[path + "/"] = self._of_folder_elsewhere(item, path)
            elif _is_hidden(path, FOR_HOSTS):
                continue
            elif not _is_file(item):
                self.problems[path] = _no_file(path)
            elif item.is_symlink() and (problem := self._of_link(item, path)):
                self.problems[path] = problem
            elif path.isascii() or _is_text(path):
                if kind := self._kind(path):
                    sources.append(_source(item, path, kind))
            else:
                self.problems[path] = _nameless(path)
        return Folder(prefix, sources), inner

    def _kind(self, path: str) -> Kind | None:
        """What kind of file this is; None for one that does not count."""
        is_text = path.endswith(".md")
        if path.startswith(f"{COMMENTS}/"):
            return "comment" if is_text else None
        return "register" if path in self._registers else "article" if is_text else "file"

    def _of_folder_elsewhere(self, item: os.DirEntry[str], path: str) -> Problem:
        """The problem of a link to a folder, whose files would be missing without a word."""
        content, target = Path(os.path.realpath(self.content)), Path(os.path.realpath(item.path))
        fix = "Put the folder itself here, or delete the link"
        if not target.is_relative_to(content):
            message = (
                "This symbolic link leads to a folder outside content/, so nothing in it is read"
            )
            return Problem(_shown(path), 0, 0, message, fix, kind="foreign-file")
        inside = "/".join(target.relative_to(content).parts)
        place = f"content/{inside}/" if inside else "content/"
        message = f"This is a symbolic link to {place}, and folders are not read through links"
        if not (_is_of_comments(path) or _is_below_hidden(inside)):
            fix = "Delete the link: what is in that folder is read there"
        return Problem(_shown(path), 0, 0, message, fix, "warning", kind="no-file")

    def _of_link(self, item: os.DirEntry[str], path: str) -> Problem | None:
        """What is wrong with a link; nothing with one that leads to no file, which reading tells.

        What is published goes by the paths of files, which a link would be a way around. Nothing of
        a register is published but what readers are to see.
        """
        content, target = Path(os.path.realpath(self.content)), Path(os.path.realpath(item.path))
        if not target.exists():
            return None
        if not target.is_relative_to(content):
            return _foreign(path)
        if path in self._registers:
            return None
        return _second_name(path, target.relative_to(content).as_posix())


def _is_of_comments(path: str) -> bool:
    return f"{path}/".startswith(f"{COMMENTS}/")


def _unreadable(prefix: str, error: OSError) -> Problem:
    reason = os.strerror(error.errno or 0)
    fix = "Check that it exists and that you may read it"
    folder = f"content/{prefix}".removesuffix("/")
    return Problem(folder, 0, 0, f"The folder cannot be read: {reason}", fix, kind="unreadable")


def _named_like_an_article(path: str) -> Problem:
    message = "This is a folder, but its name is that of an article"
    fix = "Rename it without .md; an article can be a folder with an index.md in it"
    if _is_of_comments(path):
        message = "This is a folder, but its name is that of a comment"
        fix = "Give it the name of the article's file without .md, or delete it"
    return Problem(_shown(path), 0, 0, message, fix, "warning", kind="file-name")


def _no_file(path: str) -> Problem:
    message = "This is a pipe, a socket or a device, which cannot be published"
    fix = "Delete it, or move it out of content/"
    return Problem(_shown(path), 0, 0, message, fix, "warning", kind="no-file")


def _foreign(path: str) -> Problem:
    message = "This symbolic link points outside content/; the file would be published"
    fix = "Copy the file here, or delete the link"
    return Problem(f"content/{path}", 1, 1, message, fix, kind="foreign-file")


def _second_name(path: str, target: str) -> Problem:
    message = f"This is a symbolic link to {_shown(target)}, so it is not published"
    fix = "Refer to that file itself, or replace the link with a copy"
    if path.endswith(".md"):
        fix = "Put the file itself here, or delete the link"
    return Problem(_shown(path), 0, 0, message, fix, "warning", kind="no-file")


def _nameless(path: str) -> Problem:
    message = "The file name is not encoded in UTF-8"
    return Problem(_shown(path), 0, 0, message, "Rename the file", kind="file-name")


def _shown(path: str) -> str:
    return f"content/{path}".encode("utf-8", "replace").decode()


def _is_text(path: str) -> bool:
    try:
        return bool(path.encode())
    except UnicodeEncodeError:
        return False


def _source(item: os.DirEntry[str], path: str, kind: Kind) -> Source:
    """The file as it is; one that cannot be looked at is empty, and reading it will tell why."""
    try:
        status = item.stat()
    except OSError:
        return Source(path, kind, 0, 0)
    return Source(path, kind, status.st_size, status.st_mtime_ns)


def _is_folder(item: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder, as far as that can be seen."""
    try:
        return item.is_dir()
    except OSError:
        return False


def _is_file(item: os.DirEntry[str]) -> bool:
    """Whether it is a file to take; a link that leads nowhere is one, so that it is told."""
    try:
        return item.is_file() or (item.is_symlink() and not Path(item.path).exists())
    except OSError:
        return True
