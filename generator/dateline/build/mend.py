"""Mend: put right, in the articles' own files, the problems whose mend is certain.

A mend changes part of one line and nothing else: line ends, a byte-order mark and every other
character stay. Each is tried on the text before it is kept: the problem must be gone, and nothing
else may have gone wrong.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Site, load_site
from dateline.content.read import Reading, read_article
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Mend, Problem

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ENDS_ADDRESS = re.compile(r"[\s#?)>\"']|$")
_BOM = "\ufeff"
_FOLDER = "content/"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that has been mended, by its path from the archive's root, with its text before and
    after."""

    path: str
    before: str
    after: str


def mend_files(root: Path, problems: Iterable[Problem]) -> Iterator[Mended]:
    """Mend the articles of the archive at `root` that have these problems.

    A file with a merge conflict, or one that is not UTF-8, is left alone. Raises `OSError` where a
    file cannot be written.
    """
    site = load_site(root)
    mends: dict[str, list[Mend]] = defaultdict(list)
    for problem in problems:
        if problem.mend and problem.path.startswith(_FOLDER):
            mends[problem.path].append(problem.mend)
    for path, known in mends.items():
        file = root / path
        before = _text_of(file)
        if before is None or merge_conflict(before, path):
            continue
        after = mended(before, known, path=path.removeprefix(_FOLDER), site=site)
        if after != before:
            _replace(file, after)
            yield Mended(path, before, after)


def mended(text: str, mends: Iterable[Mend], *, path: str, site: Site) -> str:
    """The text of content/`path` with these mends, and with those that they bring to light: of
    front matter that cannot be read, only the first problem is seen."""
    reading = _read(text, path, site)
    addresses = {mend.old: mend.text for mend in mends if mend.old}
    while changed := _with_an_address(text, reading, addresses):
        text, reading = changed, _read(changed, path, site)
    refused = set[Mend]()
    while mend := _next(reading, refused, site):
        tried = _with(text, mend)
        now = _read(tried, path, site)
        if _is_better(reading, now, mend):
            text, reading = tried, now
        else:
            refused.add(mend)
    return text


def _with_an_address(text: str, reading: Reading, addresses: Mapping[str, str]) -> str:
    """The text with one link that leads to another address; empty if there is none to change.

    Where two links of a paragraph are alike, the place of the second is known once the first is
    changed.
    """
    for reference in reading.references:
        old = re.sub(r"[?#].*", "", reference.written)
        if right := addresses.get(old):
            line, start = reference.line, reference.column
            changed = _with(text, Mend(line, start, start + len(old), right, old))
            if changed != text:
                return changed
    return ""


def _next(reading: Reading, refused: set[Mend], site: Site) -> Mend | None:
    for problem in reversed(reading.problems):
        if (
            problem.mend
            and problem.mend not in refused
            and site.problems.get(problem.kind) != "off"
        ):
            return problem.mend
    return None


def _is_better(before: Reading, after: Reading, mend: Mend) -> bool:
    """Whether a mend has put right what it was to put right, and done no harm."""
    if before.article and not after.article:
        return False
    gone = {problem.message for problem in before.problems if problem.mend == mend}
    if gone & {problem.message for problem in after.problems if problem.line == mend.line}:
        return False
    if any(problem.mend == mend and problem.kind == "front-matter" for problem in before.problems):
        # What could not be read had problems that could not be told.
        return True
    told = {problem.message for problem in before.problems}
    return all(problem.severity != "error" or problem.message in told for problem in after.problems)


def _read(text: str, path: str, site: Site) -> Reading:
    return read_article(text.encode(), path=path, site=site, registers={})


def _with(text: str, mend: Mend) -> str:
    lines = _LINE.findall(text)
    if mend.line > len(lines):
        return text
    line = lines[mend.line - 1]
    shift = int(mend.line == 1 and line.startswith(_BOM)) - 1
    start, end = mend.start + shift, mend.end + shift
    if mend.old and not (line[start:end] == mend.old and _ENDS_ADDRESS.match(line, end)):
        return text
    lines[mend.line - 1] = line[:start] + mend.text + line[end:]
    return "".join(lines)


def _text_of(file: Path) -> str | None:
    """The text of an ordinary file, with its line ends and byte-order mark; None if it is not
    UTF-8, or if the name stands for a file elsewhere."""
    if file.is_symlink():
        return None
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def _replace(file: Path, text: str) -> None:
    """Write a file at one stroke, with the permissions that it had."""
    new = file.with_name(f".{file.name}.mended")
    try:
        new.write_bytes(text.encode())
        shutil.copymode(file, new)
        os.replace(new, file)  # noqa: PTH105
    finally:
        new.unlink(missing_ok=True)
