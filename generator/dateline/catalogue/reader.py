"""Reading the files that may have changed, in parallel if there are many."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dateline.catalogue.rows import FileRows, comment_rows, file_rows
from dateline.config import Site
from dateline.content.mentions import references_in_toml
from dateline.content.pictures import LARGEST_READ, read_picture
from dateline.content.read import read_article
from dateline.content.read_comment import read_comment
from dateline.content.registers import Register, read_register
from dateline.content.resolve import Registers
from dateline.content.sources import ChangedSource, Source
from dateline.digests import digest_of, new_digest
from dateline.images.variants import Picture
from dateline.markdown import Reference
from dateline.own_files import LARGEST_TEXT, read_own
from dateline.problems import Problem, not_utf8
from dateline.processes import end_with_parent, take_in_order
from dateline.toml import TomlProblem, read_toml

_LIKE_ARTICLE = re.compile(r"\.(?!md$)(?i:md|mdown|markdown)\b[^/]*$")
_TEXT = (".txt", ".text")
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n[ \t]*[\w-]+[ \t]*:")
_BATCH, _AHEAD = 50, 4
_LONGEST = {"article": 2_000_000, "comment": 100_000, "register": LARGEST_TEXT}
"""In bytes: the length of two novels, of a chapter, and of names for a century. Anything longer is
data and would hold up every build."""
_WORTH_PROCESSES = 200
_WRONG_WITH_LINK = {
    errno.ENOENT: "where there is nothing",
    errno.ELOOP: "which leads back to itself",
}


class ReadFile(NamedTuple):
    """A file as read. `hash` is None if it could not be read; `rows` is set for articles and
    comments whose content has changed."""

    source: Source
    hash: str | None
    rows: FileRows | None = None
    picture: Picture | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register, as far as it could be read."""

    source: Source
    hash: str
    register: Register
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()


def read_files(
    changed: Sequence[ChangedSource],
    site: Site,
    registers: Registers,
    jobs: int,
    progress: Callable[[int], None],
) -> Iterator[ReadFile]:
    """Read each file of `changed`, in order; `progress` is called with the number done."""
    if jobs == 1 or len(changed) < _WORTH_PROCESSES:
        for done, change in enumerate(changed, 1):
            yield _read(change.source, change.hash, site, registers)
            progress(done)
        return
    batches = [changed[start : start + _BATCH] for start in range(0, len(changed), _BATCH)]
    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(site, registers)) as pool:
        done = 0
        for results in take_in_order(pool, _read_batch, batches, jobs * _AHEAD):
            yield from results
            done += len(results)
            progress(done)


_prepared: tuple[Site, Registers] | None = None


def _prepare(site: Site, registers: Registers) -> None:
    global _prepared
    end_with_parent()
    _prepared = site, registers


def _read_batch(batch: Sequence[ChangedSource]) -> list[ReadFile]:
    assert _prepared is not None
    return [_read(change.source, change.hash, *_prepared) for change in batch]


def _read(source: Source, known: str, site: Site, registers: Registers) -> ReadFile:
    # Making a Path for each of 100,000 files would take as long as reading them.
    path = f"{site.content}/{source.path}"
    if _LIKE_ARTICLE.search(source.path):
        return ReadFile(source, None, problem=_like_article(source))
    if source.size > _LONGEST.get(source.kind, source.size):
        return ReadFile(source, None, problem=_too_long(source))
    try:
        if source.kind == "file" and source.size > LARGEST_READ:
            return _read_large(source, path) or ReadFile(
                source, None, problem=_out_of_memory(source)
            )
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.readall()
    except OSError as error:
        return ReadFile(source, None, problem=_unreadable(source, path, error))
    found = digest_of(data)
    if found == known:
        return ReadFile(source, found)
    # By the time this problem is made, the memory that the file took is free again.
    return _read_content(source, found, data, site, registers) or ReadFile(
        source, None, problem=_out_of_memory(source)
    )


def _read_content(
    source: Source, found: str, data: bytes, site: Site, registers: Registers
) -> ReadFile | None:
    """Read the content of a file with the hash `found`; None if there is too little memory."""
    try:
        if source.kind == "article":
            reading = read_article(data, path=source.path, site=site, registers=registers)
            return ReadFile(source, found, file_rows(reading, site.feed_home))
        if source.kind == "comment":
            comment = read_comment(data, path=source.path, site=site)
            return ReadFile(source, found, comment_rows(comment))
        picture, problem = read_picture(source.path, data)
    except (MemoryError, RecursionError):
        return None
    if problem and not picture:
        return ReadFile(source, None, problem=problem)
    if _is_raw_article(source, data):
        return ReadFile(source, None, problem=_raw_article(source))
    return ReadFile(source, found, None, picture, problem)


def _read_large(source: Source, path: str) -> ReadFile | None:
    """Read a large file, holding only its beginning in memory; None if there is too little."""
    try:
        return _read_by_parts(source, path)
    except MemoryError:
        return None


def _read_by_parts(source: Source, path: str) -> ReadFile:
    with open(path, "rb") as stream:  # noqa: PTH123
        beginning = stream.read(LARGEST_READ + 1)
        stream.seek(0)
        picture, problem = read_picture(source.path, beginning, stream)
        if problem and not picture:
            return ReadFile(source, None, problem=problem)
        stream.seek(0)
        digest = hashlib.file_digest(stream, new_digest).hexdigest()
        return ReadFile(source, digest, None, picture, problem)


def read_register_file(site: Site, source: Source) -> ReadRegister:
    """Read a register of a site."""
    path = f"content/{source.path}"
    if source.size > LARGEST_TEXT:
        return ReadRegister(source, "", Register(), (_too_long(source),))
    try:
        data = read_own(site.content, source.path)
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        register, problems = read_register(text, path=path)
        references = _references_in(text, path, site)
    except OSError as error:
        return ReadRegister(
            source, "", Register(), (_unreadable(source, f"{site.content}/{source.path}", error),)
        )
    except UnicodeDecodeError as error:
        return ReadRegister(source, "", Register(), (not_utf8(error, path),))
    except (MemoryError, RecursionError):
        return ReadRegister(source, "", Register(), (_out_of_memory(source),))
    return ReadRegister(source, digest_of(data), register, tuple(problems), references)


def _references_in(text: str, path: str, site: Site) -> tuple[Reference, ...]:
    """The references in a register; none if it is not valid TOML, which is reported elsewhere."""
    try:
        return tuple(references_in_toml(read_toml(text, path=path), site.url))
    except TomlProblem:
        return ()


def _like_article(source: Source) -> Problem:
    """The problem of a file with a name like “story.md.bak”, which may hold a draft."""
    name = source.path.rpartition("/")[2]
    message = (
        f"“{name}” looks like an article, but its name does not end in .md, so it is not published"
    )
    fix = "Rename it, or move it into a folder whose name begins with _"
    if name.endswith(".md"):
        message = f"“{name}” is named like a copy of an article, so it is not published"
        fix = fix.replace("Rename it", "Rename it with .md at its end only")
    return Problem(f"content/{source.path}", 1, 1, message, fix, "warning", kind="file-name")


def _is_raw_article(source: Source, data: bytes) -> bool:
    return source.path.lower().endswith(_TEXT) and _FRONT_MATTER.match(data) is not None


def _raw_article(source: Source) -> Problem:
    """The problem of a text file that begins with front matter. It may be a draft, so it is not
    published."""
    name = source.path.rpartition("/")[2]
    message = f"“{name}” begins like an article, but is not named like one, so it is not published"
    fix = f"If it is one, rename it {name.rpartition('.')[0]}.md; if not, change its first line"
    return Problem(f"content/{source.path}", 1, 1, message, fix, "warning", kind="file-name")


def _too_long(source: Source) -> Problem:
    size, longest = (number / 1_000_000 for number in (source.size, _LONGEST[source.kind]))
    message = f"The {source.kind} is {size:,.1f} MB; the limit is {longest:,g} MB"
    fix = "Split it, or move anything that is not prose to a file of its own and link to it"
    if source.kind == "comment":
        fix = "Shorten it, or delete the file"
    elif source.kind == "register":
        fix = "Keep what readers see of each name, and delete the rest"
    return Problem(f"content/{source.path}", 0, 0, message, fix, kind="too-long")


def _out_of_memory(source: Source) -> Problem:
    message = "There is not enough memory to read this file"
    fix = "Split it, or build with --jobs 1 when more memory is free"
    return Problem(f"content/{source.path}", 0, 0, message, fix, kind="too-long")


def _unreadable(source: Source, path: str, error: OSError) -> Problem:
    """The problem of a file at `path` that cannot be read; of a link, with where it leads."""
    wrong = _WRONG_WITH_LINK.get(error.errno or 0)
    if wrong and Path(path).is_symlink():
        target = os.fsencode(os.readlink(path)).decode("utf-8", "replace")  # noqa: PTH115
        message = f"This is a symbolic link to “{target}”, {wrong}"
        fix = "Put the file itself here, or delete the link"
        return Problem(f"content/{source.path}", 0, 0, message, fix, kind="unreadable")
    message = f"The file cannot be read: {os.strerror(error.errno or 0)}"
    fix = "Check that it exists and that you may read it"
    return Problem(f"content/{source.path}", 0, 0, message, fix, kind="unreadable")
