"""One file of content/ → an article, its body and its problems."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.config import Site
from dateline.content.advice import with_advice
from dateline.content.article import Article, due_of
from dateline.content.assembly import Assembly
from dateline.content.dates import NEVER
from dateline.content.decoding import decode
from dateline.content.faulty_lines import rest_of
from dateline.content.fences import FrontMatterProblem, Parts, split
from dateline.content.file_names import (
    FileName,
    date_of_name,
    day_in,
    known_languages,
    language_problems,
    read_name,
)
from dateline.content.foreign_keys import with_foreign_key
from dateline.content.front_matter import FrontMatter, read_front_matter
from dateline.content.keys import unknown_keys
from dateline.content.keys_in_tables import keys_hiding_in_tables
from dateline.content.mends import line_mend
from dateline.content.mentions import reference_of_canonical, references_in_extra
from dateline.content.picture_references import no_words, picture_references
from dateline.content.placeholder import placeholder_problems
from dateline.content.resolve import Registers
from dateline.content.schema import FrontMatterSchema
from dateline.content.second_front_matter import second_front_matter
from dateline.content.style import style_problems
from dateline.content.typed import (
    TypedFrontMatter,
    missing_title,
    spellings_of,
    type_front_matter,
    with_headline,
)
from dateline.content.unparsed import glimpse, head_of
from dateline.markdown import Body, Reference, render
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Problem, not_utf8

_PLACING = frozenset({
    "title", "slug", "permalink", "kind", "lang", "draft", "noindex", "publish_at", "withdrawn",
})  # fmt: skip
"""Keys that decide where an article is published, and whether it is: a wrong guess would be
dangerous. The date is one too, except for pages, and so is the section if addresses contain it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave.

    `article` is the best that could be made of it: what is faulty is told and left out. It is None
    where the file cannot be read or placed, where it contains a merge conflict or a second front
    matter, and where its text is refused. `due` is the instant in UTC from which the file
    is meant to be public, as far as it can be told: empty for at once, `NEVER` for a draft.
    """

    article: Article | None
    body: str
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    due: str = ""


def read_article(data: bytes, *, path: str, site: Site, registers: Registers) -> Reading:
    """Read the bytes of content/`path`. Never raises for what an author may have written."""
    file = _File(path, site, registers, read_name(path, known_languages(site)))
    try:
        text, problems = decode(data, file.shown)
    except UnicodeDecodeError as error:
        guess = data.decode("utf-8-sig", "replace")
        guess = guess.replace("\0", "").lstrip("\ufffd")  # of UTF-16, the letters are left
        return file.unread(guess, None, [not_utf8(error, file.shown)])
    conflict = merge_conflict(text, file.shown)
    problems += [*conflict, *placeholder_problems(text, file.shown)]
    parts = None
    try:
        parts = split(text, path=file.shown)
        found, faults = read_front_matter(
            parts, path=file.shown, ignored=spellings_of(site).ignored
        )
    except FrontMatterProblem as fault:
        above = (parts or head_of(text)).body_line
        if not (conflict and conflict[0].line < above):
            problems.append(fault.problem)
        reading = file.unread(text, parts, problems)
        if conflict or not parts or parts.form != "yaml":
            return reading
        return file.with_rest(reading, parts, fault.problem)
    return file.read(found, [*problems, *faults], held=bool(conflict))


def publication_instant(data: bytes, *, path: str, site: Site) -> str:
    """The instant in UTC from which content/`path` with these bytes is meant to be public, found
    without reading its text: empty for at once; `NEVER` for a draft, for a withdrawn article and
    for what cannot be read or placed."""
    file = _File(path, site, {}, read_name(path, known_languages(site)))
    try:
        text, _ = decode(data, file.shown)
        parts = split(text, path=file.shown)
        found, _ = read_front_matter(parts, path=file.shown, ignored=spellings_of(site).ignored)
    except (UnicodeDecodeError, FrontMatterProblem):
        return NEVER
    typed = file.typed(found)
    values = typed.values
    lost = file.cannot_be_placed(values, typed.faulty) or bool(
        merge_conflict(text, file.shown)
        or second_front_matter(found, file.shown, spellings_of(site))
    )
    if lost or values.withdrawn:
        return NEVER
    return due_of(values.publish_at or values.date, draft=values.draft)


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    site: Site
    registers: Registers
    name: FileName

    @property
    def shown(self) -> str:
        """The path as problems have it."""
        return f"content/{self.path}"

    def unread(self, text: str, parts: Parts | None, problems: Iterable[Problem]) -> Reading:
        """What can be found out about a file whose front matter cannot be read."""
        if parts:
            seen = glimpse(parts, path=self.shown, site=self.site)
            body = self._body(parts.body, parts.body_line, self.name.language)
        else:
            seen = glimpse(head_of(text), path=self.shown, site=self.site)
            body = Body("", "", (), ())
        problems = list(problems)
        # A line that cannot be read may be no date for the same reason.
        told = {problem.line for problem in problems if not (parts and parts.form == "json")}
        problems += [problem for problem in seen.problems if problem.line not in told]
        date = seen.date
        if parts and "title" in seen.lacking:
            problems.append(missing_title(self.shown))
        if not date and "date" in seen.lacking:
            place = (parts.raw_line if parts else 1, 1)
            date, wrong = date_of_name(self.name, self.shown, place, self.site.zone)
            problems += wrong if parts else []
        due = due_of(seen.publish_at or date, draft=seen.draft)
        form = parts.form if parts else "yaml"
        return Reading(None, "", body.references, _in_order([*problems, *body.problems], form), due)

    def with_rest(self, reading: Reading, parts: Parts, fault: Problem) -> Reading:
        """The `reading` of a file whose front matter has this `fault`, with what is wrong with the
        rest of it."""
        ignored = spellings_of(self.site).ignored
        rest = rest_of(parts, fault, path=self.shown, ignored=ignored)
        if rest is None:
            return reading
        more = self.read(*rest, held=True)
        # Whether there is a headline or a date is known from all lines, faulty ones included.
        told = {(one.line, one.column) for one in reading.problems} | {(0, 0)}
        problems = (one for one in more.problems if one.kind not in ("no-title", "no-date"))
        added = [one for one in problems if (one.line, one.column) not in told]
        return replace(
            reading,
            references=more.references,
            problems=_in_order([*reading.problems, *added], parts.form),
        )

    def read(self, found: FrontMatter, problems: list[Problem], *, held: bool) -> Reading:
        """The article, unless it is `held` back, and what is wrong with it."""
        typed = self.typed(found)
        values, problems, faulty = typed.values, [*problems, *typed.problems], typed.faulty
        text = found.body
        if values.withdrawn:
            # Nothing of the story is read: its file may hold as much or as little as it likes.
            values = values.model_copy(
                update={"image": None, "weather": "", "canonical": "", "extra": {}}
            )
            problems = [problem for problem in problems if problem.kind != "no-title"]
            faulty, text = faulty - {"title"}, ""
        if not values.withdrawn:
            problems += style_problems(found, typed, self.shown)
            second = second_front_matter(found, self.shown, spellings_of(self.site))
            problems, held = [*problems, *second], held or bool(second)
        language = values.lang or self.name.language or self.site.language
        body = self._body(text, found.body_line, language)
        pictures, wrong = self._picture(found, values, typed)
        if any(problem.severity == "error" for problem in wrong):
            values = values.model_copy(update={"image": None})
        problems += [*wrong, *body.problems]
        due = due_of(values.publish_at or values.date, draft=values.draft)
        held = held or (
            self.cannot_be_placed(values, faulty)
            or any(problem.kind == "markdown" for problem in body.problems)
        )
        article = None
        if not held:
            article = Assembly(
                found,
                values,
                typed.written,
                self.name,
                self.site,
                self.registers,
                language,
                body,
            ).article(self.path)
        canonical, extra = (
            found.place((typed.written.get(key, key),)) for key in ("canonical", "extra")
        )
        mentions = (
            *reference_of_canonical(values.canonical, canonical, self.site.url),
            *references_in_extra(values.extra, posixpath.dirname(self.path), extra, self.site.url),
        )
        return Reading(
            article,
            "" if held else body.html,
            (*body.references, *pictures, *mentions),
            _in_order(problems, found.form),
            due,
        )

    def typed(self, found: FrontMatter) -> TypedFrontMatter:
        """The front matter, with the date of the file's name where it has none, and with what there
        is to say about its language and about unknown keys; those of ours that these seem to stand
        for are faulty, and so is a language that the file's name contradicts."""
        typed = type_front_matter(found, path=self.shown, site=self.site)
        values, problems, faulty = typed.values, typed.problems, typed.faulty
        if not values.date and values.kind != "page" and "date" not in faulty:
            place = found.place((typed.written.get("date", "date"),))
            known, zone = day_in((values.permalink, *values.aliases)), self.site.zone
            is_withdrawn = values.withdrawn is not None
            date, wrong = date_of_name(
                self.name, self.shown, place, zone, known, is_withdrawn=is_withdrawn
            )
            if certain := day_in((values.permalink,)):
                mend = line_mend(found, "date", certain, before=typed.written["permalink"])
                wrong = [replace(one, mend=mend) if one.kind == "no-date" else one for one in wrong]
            values = values.model_copy(update={"date": date})
            problems = [*problems, *wrong]
        is_public, spelled = not (values.draft or values.withdrawn), spellings_of(self.site)
        public = (values.publish_at or values.date, self.site.zone) if is_public else None
        unknown, meant = unknown_keys(found, self.shown, spelled, public)
        if public:
            inner, hiding = keys_hiding_in_tables(found, self.shown, spelled, public)
            unknown, meant = [*unknown, *inner], meant | hiding
        place = found.place((typed.written.get("lang", "lang"),))
        wrong = language_problems(values.lang, place, self.path, self.site, self.shown)
        if any(problem.severity == "error" for problem in wrong):
            meant.add("lang")
        problems = [with_foreign_key(with_headline(one, found), found) for one in problems]
        problems = [*problems, *unknown, *wrong]
        return TypedFrontMatter(values, typed.written, faulty | meant, problems)

    def cannot_be_placed(self, values: FrontMatterSchema, faulty: frozenset[str]) -> bool:
        """Whether what is faulty decides where the article is published, or whether it is."""
        return (
            not _PLACING.isdisjoint(faulty)
            or ("section" in faulty and ":section" in self.site.permalink)
            or (values.kind != "page" and (values.date is None or "date" in faulty))
        )

    def _body(self, text: str, first_line: int, language: str) -> Body:
        language = language or self.site.language
        return render(
            text, source=self.path, language=language, first_line=first_line, site=self.site.url
        )

    def _picture(
        self, found: FrontMatter, values: FrontMatterSchema, typed: TypedFrontMatter
    ) -> tuple[list[Reference], list[Problem]]:
        image, key = values.image, typed.written.get("image", "image")
        if image is None or not image.src:
            return [], []
        place = found.marks.get((key, "src"), found.place((key,)))
        references, problems = picture_references(image.src, place, self.path, self.site.url)
        if not (image.alt or problems or "image" in typed.faulty):
            problems.append(no_words(image.src, place, self.path))
        return references, problems


def _in_order(problems: Iterable[Problem], form: str) -> tuple[Problem, ...]:
    """The problems, in order, of a file with this form of front matter."""
    return tuple(sorted(with_advice(problem, form) for problem in problems))
