"""Readers' comments on an article, the form for writing one, and the page that thanks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.catalogue.comments import StoredComment
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.comment_form import (
    ARTICLE,
    COMMENT,
    EMAIL,
    FORM,
    FORM_HOSTS,
    READER,
    TRAP,
    FormField,
)
from dateline.content.article import Article
from dateline.content.comments import closing
from dateline.content.dates import Date
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.parts import DateText
from dateline.views.present import Presenter
from dateline.views.single import Plain

_NO_ID = re.compile(r"[^\w-]+")


@dataclass(slots=True, unsafe_hash=True)
class CommentPart:
    """A comment. `id` is its place on the page, `url` the reader's own site (may be empty), `to`
    the name of whom it answers, if that is a reply too; only comments that are no replies have
    `replies`."""

    id: str
    name: str
    url: str
    date: DateText
    body: Markup
    to: str
    replies: tuple[CommentPart, ...]


@dataclass(slots=True, unsafe_hash=True)
class CommentForm:
    """The form below an article. `action` is where it is sent; `attributes` and `hidden`, names and
    values, are what else the form has and sends. `trap` is the name of a field that readers leave
    empty, `email` is None where it is not asked for. `closes` is the last day on which one can
    comment and `until` the moment at which that ends, for scripts; none and empty if there is no
    such day."""

    name: str
    action: str
    attributes: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    trap: str
    comment: FormField
    reader: FormField
    email: FormField | None
    closes: DateText | None
    until: str


@dataclass(slots=True, unsafe_hash=True)
class CommentsPart:
    """The comments on an article, `total` with all replies, and the form, which is None
    where the article is closed to comments."""

    total: int
    items: tuple[CommentPart, ...]
    form: CommentForm | None


def comments_part(article: Article, archive: Archive) -> CommentsPart | None:
    """The comments on an article; None if it has none and nobody can write one."""
    stored = archive.catalogue.comments.on(article.path)
    form = _form(article, archive)
    if not (stored or form):
        return None
    items = tuple(_threads(stored, archive.present(article.lang)))
    return CommentsPart(len(stored), items, form)


def _form(article: Article, archive: Archive) -> CommentForm | None:
    settings, urls, date = archive.site.comments, archive.urls, article.date
    wanted = settings.on if article.comments is None else article.comments
    if not (wanted and settings.has_form and date and archive.catalogue.comments.is_open(date)):
        return None
    closes = closing(date.year, date.month, date.day, archive.site)
    last = closes.last_day.isoformat() if closes else ""
    host = FORM_HOSTS.get(settings.host)
    return CommentForm(
        name=FORM,
        action=settings.endpoint or urls.href(urls.thanks(article.lang)),
        attributes=host.attributes if host else (),
        hidden=(*(host.hidden if host else ()), (ARTICLE, article.path)),
        trap=TRAP,
        comment=COMMENT,
        reader=READER,
        email=EMAIL if settings.ask_email else None,
        closes=archive.present(article.lang).date(Date.from_iso(last, "")) if last else None,
        until=closes.moment.isoformat() if closes else "",
    )


def _threads(stored: Sequence[StoredComment], show: Presenter) -> Iterator[CommentPart]:
    """The comments that are no replies, oldest first, each with all that follows from it."""
    by_key = {one.comment.key: one for one in stored}
    ids = _ids(by_key)
    answers: dict[str, list[StoredComment]] = {}
    for one in stored:
        answers.setdefault(_first(one, by_key), []).append(one)
    for key, (opening, *others) in answers.items():
        replies = []
        for one in others:
            answered = by_key[one.comment.reply_to].comment
            to = answered.name if answered.key != key else ""
            replies.append(_part(one, ids[one.comment.key], show, to=to))
        yield _part(opening, ids[key], show, replies=tuple(replies))


def _first(one: StoredComment, by_key: dict[str, StoredComment]) -> str:
    """The key of the comment with which the exchange began. A comment that answers a later one, and
    so perhaps itself, begins its own."""
    comment = one.comment
    while answered := by_key.get(comment.reply_to):
        if _time(answered) >= (comment.date.instant, comment.path):
            break
        comment = answered.comment
    return comment.key


def _time(one: StoredComment) -> tuple[str, str]:
    return one.comment.date.instant, one.comment.path


def _ids(keys: Iterable[str]) -> dict[str, str]:
    """An id for each comment, of letters that an address may end in."""
    ids: dict[str, str] = {}
    taken = set[str]()
    for key in keys:
        name = f"page--comment-{_NO_ID.sub('-', key)}"
        while name in taken:
            name += "-"
        taken.add(name)
        ids[key] = name
    return ids


def _part(
    one: StoredComment,
    name: str,
    show: Presenter,
    *,
    to: str = "",
    replies: tuple[CommentPart, ...] = (),
) -> CommentPart:
    comment = one.comment
    return CommentPart(
        id=name,
        name=comment.name,
        url=comment.url,
        date=show.date(comment.date),
        body=Markup(one.html),
        to=to,
        replies=replies,
    )


class ThanksView(Plain):
    """The page that readers see after they have sent a comment."""

    name, template, message = "thanks", "thanks.html", "Thank you"
    for_the_web = True
    about = "%(paper)s: your comment has arrived, and is published once an editor has read it."

    def address(self, urls: Urls, lang: str) -> str:
        return urls.thanks(lang)

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        """The pages, if there are forms to send."""
        return super().pages(catalogue) if catalogue.site.comments.has_form else ()

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return catalogue.site.comments.has_form and super().exists(page, catalogue)
