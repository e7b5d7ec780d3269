"""Articles, comments and register entries as JSON text, and back."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from dateline.content.article import Article
from dateline.content.comments import Comment
from dateline.content.registers import RegisterEntry

_ARTICLES: TypeAdapter[Article] = TypeAdapter(Article)


def dump_article(article: Article) -> str:
    """The article as compact JSON."""
    return _ARTICLES.dump_json(article, exclude_defaults=True).decode()


def load_article(record: str) -> Article:
    """The article that `dump_article` wrote."""
    return _ARTICLES.validate_json(record)


@cache
def _comments() -> TypeAdapter[Comment]:
    # Made when it is needed, which takes time: many archives have no comments.
    return TypeAdapter(Comment)


def dump_comment(comment: Comment) -> str:
    """The comment as compact JSON."""
    return _comments().dump_json(comment, exclude_defaults=True).decode()


def load_comment(record: str) -> Comment:
    """The comment that `dump_comment` wrote."""
    return _comments().validate_json(record)


def dump_entry(entry: RegisterEntry) -> str:
    """The register entry as compact JSON."""
    return entry.model_dump_json()


def load_entry(record: str) -> RegisterEntry:
    """The entry that `dump_entry` wrote."""
    return RegisterEntry.model_validate_json(record)
