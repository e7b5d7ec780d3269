"""The words of a theme in one language: a .po file, read so that every fault has its line."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline.digests import digest_of
from dateline.kept import keep, kept
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Problem, not_utf8
from dateline.versions import versions_digest

if TYPE_CHECKING:
    from babel.messages import Catalog

Words = gettext.NullTranslations

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"\s*(?:#(?!~).*|(?:#~\s*)?(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?)\s+)?{_TEXT}|#~)?\s*"
)
_PLURALS = re.compile(r"Plural-Forms:(?!\s*nplurals\s*=\s*[1-9]\s*;\s*plural\s*=)")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\)[#0 +-]*\w|.|\Z)", re.DOTALL)
_LARGEST = 200
"""The number up to which a rule for plurals is tried out."""


class WordsRead(NamedTuple):
    """The words of one file, compiled, and what is wrong with it; none where it is unusable."""

    compiled: bytes | None
    problems: Sequence[Problem]

    def words(self) -> gettext.GNUTranslations | None:
        """The words, ready to be given others to turn to."""
        return copy(_translations(self.compiled)) if self.compiled else None


@lru_cache(maxsize=100)
def _translations(compiled: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(compiled))


class _Fault(Exception):  # noqa: N818 - it is told to the theme's author
    """What makes a file unusable, at a line."""

    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.told = line, message, fix


def read_words(file: Path, lang: str, shown: str, compiled: Path | None = None) -> WordsRead:
    """Read a .po file; problems name it as `shown`.

    In the folder `compiled`, the words of a file without problems are kept for the next build.
    """
    data = file.read_bytes()
    if compiled is None:
        return _parse_words(data, lang, shown)
    cached = compiled / f"{lang}-words"
    made_from = f"{versions_digest()}\n{digest_of(data)}"
    if words := kept(cached, made_from):
        return WordsRead(words, ())
    read = _parse_words(data, lang, shown)
    if read.compiled and not read.problems:
        keep(cached, made_from, read.compiled)
    return read


@lru_cache(maxsize=100)  # a preview reads the same words in each build
def _parse_words(data: bytes, lang: str, shown: str) -> WordsRead:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return WordsRead(None, (not_utf8(error, shown),))
    if conflict := merge_conflict(text, shown):
        return WordsRead(None, conflict)

    def problem(line: int, message: str, fix: str, column: int = 1) -> Problem:
        return Problem(shown, line, column, message, fix, kind="theme")

    lines = text.split("\n")
    if rubbish := [n for n, line in enumerate(lines, 1) if not _LINE.fullmatch(line)]:
        fix = 'Write msgid "…" and msgstr "…", or begin the line with # to make it a comment'
        return WordsRead(
            None,
            tuple(
                problem(n, f"“{lines[n - 1].strip()}” is not a line of a .po file", fix)
                for n in rubbish
            ),
        )
    try:
        catalog = _parsed(lines, lang)
        compiled = _compiled(catalog, lines)
    except _Fault as fault:
        return WordsRead(None, (problem(*fault.told),))
    strange = _strange_placeholders(catalog, lines)
    return WordsRead(compiled, tuple(problem(*told) for told in strange))


def _parsed(lines: list[str], lang: str) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    if plurals := _line_with(lines, _PLURALS):
        raise _bad_plurals(plurals)
    try:
        catalog = read_po(lines, locale=lang.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        if "msgstr" in str(error):
            message, fix = "This msgid has no msgstr", 'Write msgstr "…" below it'
        else:
            message = "There are more plurals here than Plural-Forms says"
            fix = "Leave some out, or correct nplurals"
        raise _Fault(error.lineno + 1, message, fix) from None
    except (ValueError, LookupError, AttributeError, TypeError):
        # Babel reads dates and the like, which Dateline has no use for.
        message = "The entries at the head of this file cannot be read"
        fix = 'Leave only "Content-Type: text/plain; charset=UTF-8\\n" and Plural-Forms'
        raise _Fault(1, message, fix) from None
    if catalog.charset not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        line = _line_with(lines, re.compile("charset=", re.IGNORECASE)) or 1
        message = f"“{catalog.charset}” is not the encoding of this file, which is UTF-8"
        raise _Fault(line, message, "Write charset=UTF-8")
    return catalog


def _compiled(catalog: Catalog, lines: list[str]) -> bytes:
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalog)
    try:
        words = gettext.GNUTranslations(BytesIO(compiled.getvalue()))
        for number in range(_LARGEST):
            words.ngettext("", "", number)
    except (ValueError, ArithmeticError):
        raise _bad_plurals(_line_with(lines, re.compile("Plural-Forms:")) or 1) from None
    return compiled.getvalue()


def _bad_plurals(line: int) -> _Fault:
    message = "Plural-Forms is not a rule for plurals"
    return _Fault(line, message, 'Write "Plural-Forms: nplurals=2; plural=(n != 1);\\n"')


def _strange_placeholders(
    catalog: Catalog, lines: list[str]
) -> Iterator[tuple[int, str, str, int]]:
    """The placeholders of translations that their originals do not have: nothing fills them in."""
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        known = dict.fromkeys(
            name for text in _texts(message.id) for name in _PLACEHOLDER.findall(text)
        )
        known.pop("%%", None)
        strange = dict.fromkeys(
            name
            for text in _texts(message.string)
            for name in _PLACEHOLDER.findall(text)
            if name not in known and name != "%%"
        )
        for name in strange:
            line, column = _place(name, lines, message.lineno or 1)
            fix = f"Write {' and '.join(known)}" if known else "Leave it out"
            if not name.startswith("%("):
                fix += ", and %% for a percent sign"
            yield line, f"“{name.strip()}” is not in the original", fix, column


def _texts(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _place(name: str, lines: list[str], first: int) -> tuple[int, int]:
    """Where the translation of the entry at line `first` has a placeholder."""
    for number, line in enumerate(lines[first - 1 :], first):
        if name in line and not line.lstrip().startswith(("msgid", "#")):
            return number, line.index(name) + 1
    return first, 1


def _line_with(lines: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), None)
