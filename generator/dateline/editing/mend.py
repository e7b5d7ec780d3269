"""Mend: put right, in the articles' own files, the problems whose mend is certain.

A mend changes part of one line and nothing else: line ends, a byte-order mark and every other
character stay. Each is tried on the text before it is kept: the problem must be gone, and nothing
else may have gone wrong. One of front matter that cannot be read must bring its reader further, so
that none is the cause of the next.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.addresses import before_query
from dateline.config import Site, load_site
from dateline.content.read import Reading
from dateline.editing.texts import SourceText, reading_of, text_of
from dateline.files import replace_file
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Mend, Problem

_QUOTES = frozenset({'"', "'"})
_ENDS_ADDRESS = re.compile(r"[\s#?)>\"',}\]]|$")
_FOLDER = "content/"
ENOUGH_FILES = 200
"""In how many files mends are tried to count them, which takes some milliseconds each."""


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
    for path, before, after, _ in _mended_files(root, problems):
        if after != before:
            replace_file(root / path, after.written.encode())
            yield Mended(path, before.written, after.written)


def count_mendable(root: Path, problems: Iterable[Problem]) -> tuple[int, bool]:
    """How many of these problems mending would put right, by trying; and whether there may be more,
    since only the first files were tried."""
    count = 0
    site = load_site(root)
    for tried, (path, before, after, those) in enumerate(_mended_files(root, problems)):
        if count and tried >= ENOUGH_FILES:
            return count, True
        if after != before:
            reading = reading_of(after, path.removeprefix(_FOLDER), site)
            count += sum(_is_gone(one, before, after, reading) for one in those)
    return count, False


def _mended_files(
    root: Path, problems: Iterable[Problem]
) -> Iterator[tuple[str, SourceText, SourceText, list[Problem]]]:
    """Each file with mends, its text before and after them, and its problems that have one."""
    site = load_site(root)
    mendable: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.mend and problem.path.startswith(_FOLDER):
            mendable[problem.path].append(problem)
    for path, those in mendable.items():
        before = text_of(root / path)
        if before is None or merge_conflict(before.plain, path):
            continue
        mends = [problem.mend for problem in those if problem.mend]
        after = mended(before, mends, path=path.removeprefix(_FOLDER), site=site)
        yield path, before, after, those


def _is_gone(problem: Problem, before: SourceText, after: SourceText, reading: Reading) -> bool:
    """Whether a problem of the text `before` is none of that `after`, of which this is the
    reading."""
    mend = problem.mend
    if mend is None or before.lines[mend.line - 1] == after.lines[mend.line - 1]:
        return False
    if mend.old:
        written = {one.written for one in reading.references if one.line == mend.line}
        return mend.old not in map(before_query, written)
    told = {one.message for one in reading.problems if one.line == problem.line}
    return problem.message not in told


def mended(text: SourceText, mends: Iterable[Mend], *, path: str, site: Site) -> SourceText:
    """The text of content/`path` with these mends, and with those that they bring to light: of
    front matter that cannot be read, only the first problem is seen."""
    reading = reading_of(text, path, site)
    addresses = {mend.old: mend.text for mend in mends if mend.old}
    while changed := _with_an_address(text, reading, addresses, path=path, site=site):
        text, reading = changed
    refused = set[Mend]()
    while mend := _next(reading, refused, site):
        tried = _with(text, mend)
        now = reading_of(tried, path, site)
        if _is_better(reading, now, mend):
            text, reading = tried, now
            refused.clear()  # one may have been in the way of another
        else:
            refused.add(mend)
    return text


def _with_an_address(
    text: SourceText, reading: Reading, addresses: Mapping[str, str], *, path: str, site: Site
) -> tuple[SourceText, Reading] | None:
    """The text with one link that leads to another address; None if there is none to change, or
    what is changed would be no link any more, as `<https://…>` without its host is none.

    Where two links of a paragraph are alike, the place of the second is known once the first is
    changed.
    """
    for reference in reading.references:
        old = before_query(reference.written)
        if right := addresses.get(old):
            line, start = reference.line, reference.column
            if text.lines[line - 1][start - 1 : start] in _QUOTES:
                start += 1  # a value of front matter
            changed = _with(text, Mend(line, start, start + len(old), right, old))
            if changed == text:
                continue
            after = reading_of(changed, path, site)
            place = line, reference.column
            if any((one.line, one.column) == place for one in after.references):
                return changed, after
    return None


def _next(reading: Reading, refused: set[Mend], site: Site) -> Mend | None:
    for problem in reversed(reading.problems):
        if (
            problem.mend
            and problem.mend not in refused
            and site.problems.get(problem.kind) != "off"
            and not (problem.mend.file and not (site.content / problem.mend.file).is_file())
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
        return _faults(after) > _faults(before)
    told = {problem.message for problem in before.problems}
    return all(problem.severity != "error" or problem.message in told for problem in after.problems)


def _faults(reading: Reading) -> list[tuple[float, int]]:
    """Where front matter cannot be read. Of two readings of a file, the greater list is that of the
    one which gets further before the first place that the other does not stop at."""
    kind = "front-matter"
    places = [(one.line, one.column) for one in reading.problems if one.kind == kind]
    return [*sorted(places), (math.inf, 0)]


def _with(text: SourceText, mend: Mend) -> SourceText:
    if mend.line > len(text.lines):
        return text
    line = text.lines[mend.line - 1]
    start, end = mend.start - 1, mend.end - 1
    if mend.old and not (line[start:end] == mend.old and _ENDS_ADDRESS.match(line, end)):
        return text
    return text.with_lines(mend.line - 1, line[:start] + mend.text + line[end:])
