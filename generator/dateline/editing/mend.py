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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_ENOUGH_CHARACTERS = 2_000_000
"""How many characters of a file are read again, and again, to try mends on it: some seconds."""

_IsRight = Callable[[Reading, Reading, Sequence[Mend]], bool]
"""Whether mends are right, by the readings of a text before and after them."""


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
            left = _Left.of(reading)
            count += sum(_is_gone(one, before, after, left) for one in those)
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


@dataclass(frozen=True, slots=True)
class _Left:
    """What a reading tells, and which addresses it finds, each with its line."""

    messages: frozenset[tuple[int, str]]
    addresses: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, reading: Reading) -> _Left:
        """What is left of a text's problems and links by this reading."""
        return cls(
            frozenset((one.line, one.message) for one in reading.problems),
            frozenset((one.line, before_query(one.written)) for one in reading.references),
        )


def _is_gone(problem: Problem, before: SourceText, after: SourceText, left: _Left) -> bool:
    """Whether a problem of the text `before` is none of that `after`, which has these left."""
    mend = problem.mend
    if mend is None or before.lines[mend.line - 1] == after.lines[mend.line - 1]:
        return False
    if mend.old:
        return (mend.line, mend.old) not in left.addresses
    return (problem.line, problem.message) not in left.messages


def mended(text: SourceText, mends: Iterable[Mend], *, path: str, site: Site) -> SourceText:
    """The text of content/`path` with these mends, and with those that they bring to light: of
    front matter that cannot be read, only the first problem is seen."""
    mending = _Mending(text, reading_of(text, path, site), path, site)
    addresses = {mend.old: mend.text for mend in mends if mend.old}
    mending.make_all(lambda: _of_addresses(mending, addresses), _leads_on)
    mending.make_all(lambda: _of_problems(mending), _is_better)
    return mending.text


@dataclass(slots=True)
class _Mending:
    """The text of content/`path` as far as it is mended, with its reading, and how many characters
    have been read to try mends."""

    text: SourceText
    reading: Reading
    path: str
    site: Site
    tried: int = 0

    def make_all(self, found: Callable[[], Iterable[Mend]], is_right: _IsRight) -> None:
        """Make the mends that are `found` in the text, as far as they are right, until it has no
        more of them."""
        refused = set[Mend]()
        while mends := _apart(mend for mend in found() if mend not in refused):
            if self.tried >= _ENOUGH_CHARACTERS:
                break
            if self._make(mends, is_right):
                refused.clear()  # one may have been in the way of another
            else:
                refused.update(mends)

    def _make(self, mends: list[Mend], is_right: _IsRight) -> bool:
        """Make these mends, the last in the text first, as far as they are right; whether any is.
        All are tried at once, or else each half, so that thousands do not take as many readings."""
        waiting, is_changed = [mends], False
        while waiting and self.tried < _ENOUGH_CHARACTERS:
            those, text = waiting.pop(), self.text
            for mend in those:
                text = _with(text, mend)
            if text == self.text:
                continue
            after = reading_of(text, self.path, self.site)
            self.tried += len(text.plain)
            if is_right(self.reading, after, those):
                self.text, self.reading, is_changed = text, after, True
            elif len(those) > 1:
                middle = len(those) // 2
                waiting += [those[middle:], those[:middle]]
        return is_changed


def _of_addresses(mending: _Mending, addresses: Mapping[str, str]) -> Iterator[Mend]:
    """What gives links the right addresses. Where two links of a paragraph are alike, the place of
    the second is known once the first is changed."""
    for reference in mending.reading.references:
        old = before_query(reference.written)
        if right := addresses.get(old):
            line, start = reference.line, reference.column
            if mending.text.lines[line - 1][start - 1 : start] in _QUOTES:
                start += 1  # a value of front matter
            yield Mend(line, start, start + len(old), right, old)


def _of_problems(mending: _Mending) -> Iterator[Mend]:
    """The mends of the problems that are left, the last first."""
    site = mending.site
    for problem in reversed(mending.reading.problems):
        if (
            problem.mend
            and site.problems.get(problem.kind) != "off"
            and not (problem.mend.file and not (site.content / problem.mend.file).is_file())
        ):
            yield problem.mend


def _apart(mends: Iterable[Mend]) -> list[Mend]:
    """Mends from the last in the text to the first, without those that meet another."""
    apart: list[Mend] = []
    for mend in sorted(mends, key=lambda one: (one.line, one.start), reverse=True):
        if not apart or (mend.line, mend.end) < (apart[-1].line, apart[-1].start):
            apart.append(mend)
    return apart


def _leads_on(before: Reading, after: Reading, mends: Sequence[Mend]) -> bool:
    """Whether links with other addresses are still links: what is changed may be none any more, as
    `<https://…>` without its host is none."""
    if len(mends) == 1:
        (mend,) = mends
        places = {(mend.line, mend.start), (mend.line, mend.start - 1)}
        return any((one.line, one.column) in places for one in after.references)
    return len(before.references) == len(after.references)


def _is_better(before: Reading, after: Reading, mends: Sequence[Mend]) -> bool:
    """Whether mends have put right what they were to put right, and done no harm."""
    if before.article and not after.article:
        return False
    chosen = {*mends}
    those = [one for one in before.problems if one.mend in chosen]
    if {one.mend for one in those} != chosen:
        return False  # another mend has put it right, or has changed what it would be
    gone = {(one.mend.line, one.message) for one in those if one.mend}
    if gone & {(one.line, one.message) for one in after.problems}:
        return False
    if any(one.kind == "front-matter" for one in those):
        # What could not be read had problems that could not be told.
        return len(mends) == 1 and _faults(after) > _faults(before)
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
    changed = line[:start] + mend.text + line[end:]
    return text.with_lines(mend.line - 1, *changed.split("\n"))
