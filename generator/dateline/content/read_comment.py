"""One file of content/_comments/ → a reader's comment and its problems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from dateline.comment_form import READER
from dateline.config import Site
from dateline.content.advice import line_with, with_advice
from dateline.content.comments import Comment, article_of
from dateline.content.decoding import decode
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.fields import Day, Flag, Text
from dateline.content.file_names import known_languages, read_name
from dateline.content.front_matter import FrontMatter, read_front_matter, written_keys
from dateline.content.hiding_keys import hidden_by
from dateline.content.schema_addresses import as_website
from dateline.content.texts import check_controls
from dateline.content.typed import explain_fault
from dateline.faults import refusal, type_what_is_right
from dateline.markdown.readers_comments import render_comment
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Problem, nearest, not_utf8

_APPROVED = re.compile(r"(?:^|[{,])\s*\"?approved\"?\s*[:=]\s*\"?(?:true|yes|on)\b", re.M | re.I)
"""Front matter that cannot be read, but says that its comment is on the site."""


@dataclass(frozen=True, slots=True)
class CommentReading:
    """What reading one file gave: the comment, None if it lacks what every comment has; its safe
    HTML; whether an editor approved it, as far as can be told; and its problems."""

    comment: Comment | None
    html: str
    approved: bool
    problems: tuple[Problem, ...]


def _name(value: str) -> str:
    if len(value) > READER.longest:
        message = f"The name “{value[:20]}…” has more than {READER.longest} characters"
        raise refusal(message, "Shorten it")
    return value


class CommentSchema(BaseModel):
    """Every key a comment may have. See docs/comments.md, which a test holds to this list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, AfterValidator(_name)] = ""
    date: Day = None
    approved: Flag = False
    url: Annotated[Text, AfterValidator(as_website)] = ""
    reply_to: Text = ""


_NEEDED = {
    "name": ("The comment has no name", line_with("name", "Ann Lee")),
    "date": ("The comment has no date", line_with("date", "2024-11-23T07:30")),
}


def read_comment(data: bytes, *, path: str, site: Site) -> CommentReading:
    """Read the bytes of content/`path`. Never raises for what anybody may have written."""
    shown = f"content/{path}"
    try:
        text, problems = decode(data, shown)
    except UnicodeDecodeError as error:
        approved = _APPROVED.search(data.decode("utf-8", "replace")) is not None
        return CommentReading(None, "", approved, (not_utf8(error, shown),))
    conflict = merge_conflict(text, shown)
    problems += conflict
    try:
        parts = split(text, path=shown, first_key="name")
        found, faults = read_front_matter(parts, path=shown)
    except FrontMatterProblem as fault:
        problems += [] if conflict else [fault.problem]
        return CommentReading(None, "", _APPROVED.search(text) is not None, tuple(problems))
    values, wrong, is_hidden = _typed(found, shown, site)
    problems += [*faults, *wrong]
    article = article_of(path)
    language = read_name(article, known_languages(site)).language or site.language
    body = render_comment(found.body, source=path, language=language, first_line=found.body_line)
    problems += body.problems
    if not body.html and not body.problems:
        fix = "Write it below the front matter, or delete the file"
        message = "The comment has no text"
        problems.append(Problem(shown, 0, 0, message, fix, kind="value"))
    comment = None
    is_certain = not (is_hidden or "approved" in found.faulty or conflict)
    if values.name and values.date and body.html and is_certain:
        places = found.place(("date",)), found.place(("reply_to",))
        reader = values.name, values.date, values.url
        comment = Comment(path, article, *reader, values.reply_to, *places)
    told = sorted(with_advice(problem, found.form) for problem in problems)
    return CommentReading(comment, body.html, values.approved, tuple(told))


def _typed(found: FrontMatter, shown: str, site: Site) -> tuple[CommentSchema, list[Problem], bool]:
    """The values that are right, what is wrong with the others, and whether a key that Dateline
    does not know says that an approved comment is not to be shown."""
    known = tuple(CommentSchema.model_fields)
    values = {key: value for key, value in found.values.items() if key in known}
    typed, faults = type_what_is_right(
        CommentSchema, values, instead={}, pairs={}, context={"zone": site.zone}
    )
    unknown = [(key, place) for key, place in written_keys(found) if key not in known]
    hiding = {
        key
        for key, _ in unknown
        if typed.approved and hidden_by(_approval(key), found.values[key], None, None, site.zone)
    }
    problems = [
        _hiding(key, shown, place) if key in hiding else _unknown(key, shown, place)
        for key, place in unknown
    ]
    problems += [explain_fault(fault, found, shown, {}) for fault in faults]
    faulty = {str(fault["loc"][0]) for fault in faults} | found.faulty
    problems += check_controls(found, shown, "name")
    return typed, [*problems, *_missing(typed, found, faulty, shown)], bool(hiding)


def _approval(key: str) -> str:
    """The key that a slip of the hand has made `key` of, if that is “approved”."""
    return "approved" if nearest(key, CommentSchema.model_fields) == "approved" else key


def _missing(
    typed: CommentSchema, found: FrontMatter, faulty: Iterable[str], shown: str
) -> Iterable[Problem]:
    for key, (message, lacking) in _NEEDED.items():
        if not getattr(typed, key) and key not in faulty:
            fix = f"Add a line to the front matter: {lacking}"
            kind: Any = "no-date" if key == "date" else "value"
            yield Problem(shown, *found.place((key,)), message, fix, kind=kind)


def _hiding(key: str, shown: str, place: tuple[int, int]) -> Problem:
    message = f"“{key}” seems to hide the comment, but “approved” says that it is on the site"
    fix = f"Delete “{key}” to show it, or write {line_with('approved', 'false')} instead"
    return Problem(shown, *place, message, fix, kind="hiding-key")


def _unknown(key: str, shown: str, place: tuple[int, int]) -> Problem:
    near = nearest(key, CommentSchema.model_fields)
    fix = f"Did you mean “{near}”?" if near else "Delete the line"
    message = f"“{key}” is not a key of comments"
    return Problem(shown, *place, message, fix, "warning", kind="unknown-key")
