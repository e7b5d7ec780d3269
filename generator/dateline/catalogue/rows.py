"""The rows that the catalogue stores for one file, without their ids.

Workers make them, so that the one process that writes to the catalogue only has to insert them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from dateline.catalogue.listed import dump_listing
from dateline.catalogue.records import dump_article, dump_comment
from dateline.content.article import Article
from dateline.content.dates import NEVER
from dateline.content.old_addresses import query_form
from dateline.content.read import Reading
from dateline.content.read_comment import CommentReading
from dateline.content.weather import is_plausible
from dateline.markdown import Reference
from dateline.page_paths import date_in, page_at
from dateline.problems import Problem, mend_row


class ArticleRows(NamedTuple):
    """The rows of an article, without its id."""

    path: str
    kind: str
    due: str
    """The instant at which it is meant to become public, `NEVER` for a draft."""
    values: tuple[object, ...]
    """The columns `path` to `listing` of its row in `articles`."""
    terms: tuple[tuple[object, ...], ...]
    """Its rows in `article_terms`."""
    aliases: tuple[tuple[object, ...], ...]
    corrections: tuple[tuple[object, ...], ...]
    former_dates: tuple[tuple[object, ...], ...]
    """The dates whose pages readers may have kept."""
    former_lists: tuple[tuple[object, ...], ...]
    """The other lists whose pages they may have kept."""


class FileRows(NamedTuple):
    """All rows of one article's or comment's file."""

    article: ArticleRows | None
    """None if it cannot be placed."""
    due: str
    """The instant at which it is meant to become public, `NEVER` for a draft."""
    body: str
    links: tuple[tuple[object, ...], ...]
    problems: tuple[tuple[object, ...], ...]
    comment: tuple[object, ...] | None = None
    """The columns of `comments` from `article` on; None if it cannot be shown."""


def file_rows(reading: Reading, feed_home: str) -> FileRows:
    """The rows of an article's file as read, without the corrections that are shown from a date:
    publishing what is due adds them. `feed_home` is the address of the site."""
    article = None
    if reading.article:
        article = article_rows(reading.article.with_changes_until(""), feed_home)
    problems = problem_rows(reading.problems)
    return FileRows(article, reading.due, reading.body, link_rows(reading.references), problems)


def comment_rows(reading: CommentReading) -> FileRows:
    """The rows of a comment's file as read. A comment that awaits approval is due never."""
    due, comment, row = "" if reading.approved else NEVER, reading.comment, None
    if comment:
        row = (
            comment.article,
            comment.key,
            comment.reply_to,
            f"{comment.date.instant} {comment.path}",
            reading.approved,
            dump_comment(comment),
            reading.html,
        )
    return FileRows(None, due, "", (), problem_rows(reading.problems), row)


def link_rows(references: Iterable[Reference]) -> tuple[tuple[object, ...], ...]:
    """References as rows."""
    return tuple(
        (link.kind, _stored_target(link), link.line, link.column, link.image, link.written)
        for link in references
    )


def _stored_target(link: Reference) -> str:
    """The target as a path relative to content/, which an address on the site may be too;
    one of the preview is none."""
    if link.kind == "preview":
        return unquote(link.target)
    is_address = link.kind in ("root", "canonical")
    return unquote(link.target).removeprefix("/") if is_address else link.target


def problem_rows(problems: tuple[Problem, ...]) -> tuple[tuple[object, ...], ...]:
    """Problems as rows."""
    return tuple(
        (
            found.line,
            found.column,
            found.message,
            found.fix,
            found.severity,
            found.kind,
            mend_row(found),
            found.about,
            found.ignoring,
        )
        for found in problems
    )


def article_rows(article: Article, feed_home: str) -> ArticleRows:
    """The rows of an article of the site whose ids in feeds begin with `feed_home`."""
    date = article.date
    celsius = article.weather.celsius if article.weather else None
    year, month, day = (date.year, date.month, date.day) if date else (0, 0, 0)
    sort_key = article.sort_key
    due = article.due
    values = (
        article.path,
        article.kind,
        article.lang,
        article.url,
        article.url.casefold(),
        article.translation,
        sort_key,
        year,
        month,
        day,
        due,
        article.changes_last,
        article.changes_next,
        article.must_read,
        article.noindex,
        _feed_id(article.id, feed_home),
        celsius if celsius is not None and is_plausible(celsius) else None,
        dump_article(article),
        dump_listing(article),
    )
    terms = tuple(
        (term.taxonomy, article.lang, term.slug, sort_key, term.written) for term in article.terms
    )
    aliases = tuple(
        (page_at(path), page_at(path).casefold(), query_form(query), alias, *place)
        for alias, place in zip(article.aliases, article.alias_places, strict=True)
        for path, _, query in (alias.partition("?"),)
    )
    corrections = tuple(
        (article.lang, when.year, f"{when.sort_key} {article.path}", number)
        for number, when in enumerate(article.correction_dates)
    )
    return ArticleRows(
        article.path,
        article.kind,
        due,
        values,
        terms,
        aliases,
        corrections,
        _former_dates(article, [str(alias[0]) for alias in aliases]),
        _former_lists(article),
    )


def _feed_id(written: str, feed_home: str) -> str:
    """An article's `id` as it is compared with those of others, and with addresses."""
    is_address = written.startswith(feed_home)
    return f"/{unquote(written.removeprefix(feed_home)).casefold()}" if is_address else written


def _former_dates(article: Article, urls: list[str]) -> tuple[tuple[object, ...], ...]:
    """The dates in the addresses `urls` that an article had before, with the folder before each;
    those of a withdrawn article also in its present address and, with its language, in itself."""
    found: list[tuple[object, ...]] = []
    if article.withdrawal:
        urls = [*urls, article.url]
        if date := article.date:
            found.append((article.lang, date.year, date.month, date.day))
    found += filter(None, map(date_in, urls))
    return tuple(dict.fromkeys(tuple(row) for row in found))


def _former_lists(article: Article) -> tuple[tuple[object, ...], ...]:
    lists = article.withdrawal.lists if article.withdrawal else ()
    return tuple((taxonomy, article.lang, slug) for taxonomy, slug in lists)
