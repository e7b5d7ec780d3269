"""Articles, comments and register entries as JSON text, and back."""

from __future__ import annotations

from pydantic import TypeAdapter

from dateline.content.article import Article
from dateline.content.comments import Comment
from dateline.content.registers import Entry

_ARTICLES: TypeAdapter[Article] = TypeAdapter(Article)
_COMMENTS: TypeAdapter[Comment] = TypeAdapter(Comment)


def dump_article(article: Article) -> str:
    """The article as compact JSON."""
    return _ARTICLES.dump_json(article, exclude_defaults=True).decode()


def load_article(record: str) -> Article:
    """The article that `dump_article` wrote."""
    return _ARTICLES.validate_json(record)


def dump_comment(comment: Comment) -> str:
    """The comment as compact JSON."""
    return _COMMENTS.dump_json(comment, exclude_defaults=True).decode()


def load_comment(record: str) -> Comment:
    """The comment that `dump_comment` wrote."""
    return _COMMENTS.validate_json(record)


def dump_entry(entry: Entry) -> str:
    """The register entry as compact JSON."""
    return entry.model_dump_json()


def load_entry(record: str) -> Entry:
    """The entry that `dump_entry` wrote."""
    return Entry.model_validate_json(record)
