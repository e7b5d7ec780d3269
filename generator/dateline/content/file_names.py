"""What a file name says: the folder, the slug, and perhaps a date and a language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from dateline.config import Site
from dateline.config_values import SPOKEN
from dateline.content.advice import line_with
from dateline.content.dates import Date, DateProblem, is_date, parse_date
from dateline.content.slugs import slugify
from dateline.page_paths import date_in
from dateline.problems import Problem

_LEADING_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_ ]+(?=.)")
_LEADING_DAY = re.compile(r"\d{1,2}[-_ ]+(?=.)")
_YEAR_MONTH = re.compile(r"(?:^|/)\d{4}/\d{1,2}$")
_LANGUAGE_SUFFIX = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)")


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file name says: `folder/slug`, with a date and a language if it has them."""

    folder: str
    slug: str
    date: str
    language: str
    translation: str


def read_name(path: str, languages: frozenset[str]) -> FileName:
    """Read the name of `path` (relative to content/); `languages` are the suffixes that count."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".md")
    language = ""
    if (found := _LANGUAGE_SUFFIX.fullmatch(stem)) and found[2] in languages:
        stem, language = found[1], found[2]
    translation = posixpath.join(folder, stem)
    dated = _LEADING_DATE.match(stem)
    if dated:
        stem = stem[dated.end() :]
    elif _YEAR_MONTH.search(folder) and (day := _LEADING_DAY.match(stem)):
        stem = stem[day.end() :]
    if stem == "index" and folder:
        folder, stem = posixpath.split(folder)
    return FileName(folder, slugify(stem), dated[1] if dated else "", language, translation)


def day_in(addresses: Iterable[str]) -> str:
    """The day at the beginning of one of these addresses, as front matter has it; empty if none has
    one."""
    dates = filter(None, map(date_in, addresses))
    days = (f"{one.year}-{one.month:02}-{one.day:02}" for one in dates if one.day)
    return next(filter(is_date, days), "")


def date_of_name(
    name: FileName,
    shown: str,
    place: tuple[int, int],
    zone: tzinfo,
    known: str = "",
    *,
    is_withdrawn: bool = False,
) -> tuple[Date | None, list[Problem]]:
    """The date in the name of a file whose front matter has none, or that there is none; `place` is
    where it should be, and `known` the day that its addresses tell."""
    day = line_with("date", known or "2024-11-23")
    if name.date:
        try:
            return parse_date(name.date, zone), []
        except DateProblem as problem:
            fix = f"Rename the file, or add a line to the front matter: {day}"
            return None, [Problem(shown, 0, 0, f"In the file name, {problem}", fix, kind="date")]
    examples = ", as in its address" if known else " (or 1987-03, or 1987)"
    page = f"for a page without a date, {line_with('kind', 'page')}"
    fix = f"Add a line to the front matter: {day}{examples}; {page}"
    if is_withdrawn:
        fix = f"Write the date under which it was published, by which its address goes: {day}"
    return None, [Problem(shown, *place, "The article has no date", fix, kind="no-date")]


def known_languages(site: Site) -> frozenset[str]:
    """The language codes that a file name may end in: those that site.toml names, and those that
    the theme speaks."""
    return frozenset({site.language, *site.languages, *SPOKEN})


def language_problems(
    lang: str, place: tuple[int, int], path: str, site: Site, shown: str
) -> list[Problem]:
    """What is wrong with the language of the file `path`, whose front matter says `lang` at this
    place, if anything."""
    known = known_languages(site)
    if not lang:
        return _unknown_suffix(path, known, shown)
    named = read_name(path, known).language
    if named and named != lang:
        end = f".{named}.md"
        right = posixpath.basename(path).removesuffix(end) + (
            f".{lang}.md" if lang in known else ".md"
        )
        message = f"“{lang}” is not the language of the file name, which ends in “{end}”"
        fix = f"Delete this line, or, if the article is in {lang}, rename the file to {right}"
        return [Problem(shown, *place, message, fix, kind="language")]
    if lang in known:
        return []
    message = f"“{lang}” is not one of this site's languages"
    fix = f"Add the table [languages.{lang}] to site.toml, or use one of its languages"
    return [Problem(shown, *place, message, fix, "warning", kind="language")]


def _unknown_suffix(path: str, known: frozenset[str], shown: str) -> list[Problem]:
    """A warning where the name ends in the code of a language that is not known."""
    found = _LANGUAGE_SUFFIX.fullmatch(posixpath.basename(path).removesuffix(".md"))
    if not found or found[2] in known or not _is_language(found[2]):
        return []
    message = f"The file name ends in “.{found[2]}”, a language this site is not set up for"
    fix = f"Add the table [languages.{found[2]}] to site.toml, or rename the file"
    return [Problem(shown, 0, 0, message, fix, "warning", kind="language")]


def _is_language(code: str) -> bool:
    """Whether a language has this code; “cat”, which stands for “ca”, is a word."""
    from babel import Locale, UnknownLocaleError

    name = code.replace("-", "_")
    try:
        return str(Locale.parse(name)).lower() == name.lower()
    except (ValueError, UnknownLocaleError):
        return False
