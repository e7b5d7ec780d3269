"""One file of content/ → an article, its body and its problems."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from dateline.config import Site
from dateline.content.article import Article, Correction, Picture, Place, Printed, Term
from dateline.content.dates import DateProblem, parse_date
from dateline.content.front_matter import FrontMatter, FrontMatterProblem, cut
from dateline.content.mentions import references_in_extra, references_to_site
from dateline.content.resolve import Registers, resolve_place, resolve_terms
from dateline.content.schema import KNOWN_KEYS, FrontMatterSchema, type_front_matter
from dateline.content.slugs import slugify
from dateline.markdown import Body, Reference, render, render_inline
from dateline.problems import Problem, not_utf8
from dateline.urls import Urls

_LEADING_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_ ]+(?=.)")
_LEADING_DAY = re.compile(r"\d{1,2}[-_ ]+(?=.)")
_YEAR_MONTH = re.compile(r"(?:^|/)\d{4}/\d{1,2}$")
_LANGUAGE_SUFFIX = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ufffe\uffff]")
_SPOKEN = ("en", "fr")


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's name says: `folder/slug`, with a date and a language where it has them."""

    folder: str
    slug: str
    date: str
    language: str
    translation: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave; no `article` where an error stands in its way."""

    article: Article | None
    body: str
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


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


def read_article(data: bytes, *, path: str, site: Site, registers: Registers) -> Reading:
    """Read the bytes of content/`path`. Never raises for what an author may have written."""
    shown = f"content/{path}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Reading(None, "", (), (not_utf8(error, shown),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, invisible = _without_controls(text, shown)
    try:
        found, problems = cut(text, path=shown)
    except FrontMatterProblem as problem:
        return Reading(None, "", (), tuple(sorted((*invisible, problem.problem))))
    typed, written, more = type_front_matter(
        found,
        path=shown,
        zone=site.zone,
        aliases=site.front_matter,
        own_keys=tuple(taxonomy.key for taxonomy in site.taxonomies.values()),
    )
    problems += [*invisible, *more]
    languages = known_languages(site)
    name = read_name(path, languages)
    if typed is None:
        # What is wrong in the text is told with what is wrong above it.
        language = name.language or site.language
        body = render(found.body, source=path, language=language, first_line=found.body_line)
        problems += body.problems
        return Reading(None, "", body.references, tuple(sorted(problems)))
    typed, dating = _dated(typed, name, site, shown, found.place((written.get("date", "date"),)))
    if not typed.lang:
        problems += _unknown_language(path, languages, shown)
    elif typed.lang not in languages:
        message = f"“{typed.lang}” is no language of this site"
        fix = f"Add the table [languages.{typed.lang}] to site.toml, or write one that it names"
        place = found.place((written.get("lang", "lang"),))
        problems.append(Problem(shown, *place, message, fix, "warning", kind="language"))
    language = typed.lang or name.language or site.language
    body = render(found.body, source=path, language=language, first_line=found.body_line)
    article = _Builder(found, typed, written, name, site, registers, language, body).article(path)
    pictures, wrong = _picture_references(article, found, written, path, shown)
    problems += [*dating, *wrong, *body.problems]
    extra_place = found.place((written.get("extra", "extra"),))
    mentions = [
        *references_in_extra(typed.extra, posixpath.dirname(path), extra_place),
        *references_to_site(body.html, site.url, (found.body_line, 1)),
    ]
    whole = not any(problem.severity == "error" for problem in problems)
    return Reading(
        article if whole else None,
        body.html,
        (*body.references, *pictures, *mentions),
        tuple(sorted(problems)),
    )


def _without_controls(text: str, shown: str) -> tuple[str, list[Problem]]:
    """`text` with control characters, which no page may hold, made visible; and the first."""
    if text.replace("\n", "").isprintable() or not (first := _CONTROL.search(text)):
        return text, []
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    message = f"There is an invisible control character (U+{ord(first[0]):04X}) here"
    fix = "Delete it and type the word again"
    problem = Problem(shown, line, column, message, fix, "warning", kind="control-character")
    return _CONTROL.sub("\ufffd", text), [problem]


def known_languages(site: Site) -> frozenset[str]:
    """The language codes that a file name may end in: those that site.toml names, and those that
    the theme speaks."""
    return frozenset({site.language, *site.languages, *_SPOKEN})


def _unknown_language(path: str, known: frozenset[str], shown: str) -> list[Problem]:
    """A warning where the name ends in the code of a language that is not known."""
    from babel.localedata import exists

    found = _LANGUAGE_SUFFIX.fullmatch(posixpath.basename(path).removesuffix(".md"))
    if not found or found[2] in known or not exists(found[2].replace("-", "_")):
        return []
    message = f"The file's name ends in “.{found[2]}”, a language that this site does not know"
    fix = f"Add the table [languages.{found[2]}] to site.toml, or rename the file"
    return [Problem(shown, 0, 0, message, fix, "warning", kind="language")]


def _dated(
    typed: FrontMatterSchema, name: FileName, site: Site, shown: str, place: tuple[int, int]
) -> tuple[FrontMatterSchema, list[Problem]]:
    if typed.date or typed.kind == "page":
        return typed, []
    if name.date:
        try:
            return typed.model_copy(update={"date": parse_date(name.date, site.zone)}), []
        except DateProblem as problem:
            fix = f"{problem.fix}, or add a line to the front matter: date: 2024-11-23"
            message = f"In the file's name, {problem}"
            return typed, [Problem(shown, 0, 0, message, fix, kind="date")]
    fix = (
        "Add a line to the front matter: date: 2024-11-23 (or 1987-03, or 1987);"
        " for a page without a date, kind: page"
    )
    return typed, [Problem(shown, *place, "The article has no date", fix, kind="no-date")]


@dataclass(slots=True)
class _Builder:
    found: FrontMatter
    typed: FrontMatterSchema
    written: dict[str, str]
    name: FileName
    site: Site
    registers: Registers
    language: str
    body: Body

    def article(self, path: str) -> Article:
        typed = self.typed
        slug = typed.slug or self.name.slug
        terms, words = resolve_terms(self._terms(), self.language, self.registers)
        return Article(
            path=path,
            kind=typed.kind,
            lang=self.language,
            translation=self.name.translation,
            slug=slug,
            url=self._url(slug),
            title=self._set(typed.title),
            date=typed.date,
            updated=typed.updated,
            subtitle=self._set(typed.subtitle),
            summary=self._summary(),
            kicker=self._set(typed.kicker),
            id=typed.id,
            dateline=typed.dateline,
            weather=typed.weather_note,
            place=self._place(),
            terms=terms,
            words=words,
            image=self._picture(),
            printed=Printed(**typed.print.model_dump()) if typed.print else None,
            source=typed.source,
            rights=typed.rights,
            draft=typed.draft,
            aliases=typed.aliases,
            canonical=typed.canonical,
            noindex=typed.noindex,
            must_read=typed.must_read,
            comments=typed.comments,
            corrections=tuple(
                Correction(self._set(item.text), item.date) for item in typed.corrections
            ),
            extra=typed.extra,
        )

    def _set(self, text: str) -> str:
        """`text` as a typesetter of its language would set it."""
        return render_inline(text, language=self.language) if text else ""

    def _place(self) -> Place | None:
        table = self.typed.location
        if table is None:
            return None
        place = Place.from_author(table.name, table.country, table.lat, table.lon)
        return resolve_place(place, self.language, self.registers)

    def _picture(self) -> Picture | None:
        image = self.typed.image
        if image is None or not image.src:
            return None
        return Picture(image.src, self._set(image.alt), self._set(image.caption), image.credit)

    def _url(self, slug: str) -> str:
        urls = Urls(self.site)
        if self.typed.kind == "page" or self.typed.date is None:
            return urls.page(self.language, self.name.folder, slug)
        return urls.article(self.language, slug, self.typed.date, self.typed.section)

    def _summary(self) -> str:
        summary = self.typed.summary
        if not summary:
            return self.body.summary
        plain = Markup(summary).striptags() if "<" in summary or "&" in summary else summary
        return self._set(plain)

    def _terms(self) -> tuple[Term, ...]:
        terms: dict[tuple[str, str], Term] = {}
        for taxonomy in self.site.taxonomies.values():
            words = self._words(taxonomy.key)
            key = self.written.get(taxonomy.key, taxonomy.key)
            for word, place in zip(words, self.found.places_of_words(key, words), strict=True):
                slug = slugify(word)
                if slug and (taxonomy.name, slug) not in terms:
                    term = Term(taxonomy.name, slug, word, word, *place)
                    terms[taxonomy.name, slug] = term
        return tuple(terms.values())

    def _words(self, key: str) -> tuple[str, ...]:
        if key == "location":
            return (self.typed.location.name,) if self.typed.location else ()
        value = getattr(self.typed, key) if key in KNOWN_KEYS else self.typed.terms.get(key, ())
        words = value if isinstance(value, tuple) else (value,)
        return tuple([word for word in words if word and isinstance(word, str)])


def _picture_references(
    article: Article, found: FrontMatter, written: dict[str, str], path: str, shown: str
) -> tuple[list[Reference], list[Problem]]:
    if article.image is None or re.match(r"(https?:)?//", article.image.src):
        return [], []
    key = written.get("image", "image")
    line, column = found.marks.get((key, "src"), found.place((key,)))
    src = article.image.src
    if "{{" in src or "{%" in src:
        fix = "Write the path of the picture itself"
        message = f"“{src}” has template code of another system"
        return [], [Problem(shown, line, column, message, fix, "warning", kind="template-code")]
    if re.match(r"[a-z][a-z0-9+.-]*:", src, re.IGNORECASE):
        fix = "Write the path of a picture beside the article, or an address that begins with https://"
        message = f"“{src}” is not the address of a picture"
        return [], [Problem(shown, line, column, message, fix, kind="address")]
    kind, target = picture_target(src, path)
    if target.startswith("../"):
        fix = "Put the picture below content/ and write its path from the article"
        message = f"“{src}” leads out of the folder content/"
        return [], [Problem(shown, line, column, message, fix, kind="outside")]
    return [Reference(kind, target, line, column, True, src)], []


def picture_target(src: str, path: str) -> tuple[Any, str]:
    """What `src`, written in content/`path`, refers to: a kind of reference and its target."""
    if src.startswith("/"):
        return "root", unquote(src)
    return "file", posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(src)))
