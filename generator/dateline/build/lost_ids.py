"""Articles that feeds knew by another id than they have now, one by one or all of the site."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from dateline.build.lost_addresses import LostFinder
from dateline.catalogue.lost_rows import LostIdRow
from dateline.catalogue.published_before import Evidence, PublishedBefore
from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.config_warnings import is_example
from dateline.content.advice import line_with
from dateline.content.article import Article
from dateline.content.sources import is_article
from dateline.problems import Problem
from dateline.urls import Urls

_WHEN = {
    Evidence.BUILD: "in an earlier build",
    Evidence.COMMIT: "in an earlier commit",
    Evidence.LISTED: "where it was published",
}
_AGAIN = "so feed readers would show {} to everyone once more"


def feed_home_lost(before: PublishedBefore, site: Site) -> str:
    """What all ids in feeds began with before, if they begin otherwise now and site.toml does not
    say that they are to. Empty if not."""
    known = before.feed_home
    if known in ("", site.feed_home) or site.feed_ids == site.home or not _is_public(known):
        return ""
    return known


def feed_home_problems(before: PublishedBefore, site: Site) -> Iterator[Problem]:
    """The warning that all ids in feeds begin otherwise than before, if they do."""
    known = feed_home_lost(before, site)
    if not known:
        return
    message = (
        f"The ids of articles in feeds began with {known} {_WHEN[before.evidence]} and begin with"
        f" {site.feed_home} now, {_AGAIN.format('every article')}"
    )
    key, write = ("feed_ids", "Write") if site.feed_ids else ("url", "Write below it:")
    fix, place = f'{write} feed_ids = "{known}"', site.document.place((key,))
    if known != site.home:
        fix += f'; or, if all are to be new: feed_ids = "{site.home}"'
    yield Problem(FILE_NAME, *place, message, fix, "warning", kind="lost-id")


def _is_public(address: str) -> bool:
    """Whether a site at an address can have had readers."""
    name = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not is_example(address)


def lost_ids(known: Mapping[str, str], lost: LostFinder) -> Iterator[tuple[Problem, LostIdRow]]:
    """Each published article, of those `known` by their addresses, with their files, that is still
    there and that feeds would take for another: the warning, and what they know it by."""
    before, urls = lost.before, lost.catalogue.urls
    former = set(_former_ids(before, urls))
    for url, path in sorted(known.items()):
        article = _now(path, lost) if "?" not in url else None
        if not article or article.path in before.homes:
            continue
        if article.url != url and article.url in lost.listed:
            continue
        if _has_chosen_a_former_address(article, lost):
            continue
        own = before.lost_ids.get(url) or before.feed_ids.get(url, "")
        feed_id = own or urls.feed_id(url)
        now = urls.feed_id(article.url, article.id)
        same = urls.feed_id(url, own) in (now, _id_at(url, lost)) or (article.path, now) in former
        # Of an address that is lost, the line is told with that.
        if not same and lost.exists(url):
            yield _problem(article, url, own, lost), LostIdRow(article.url, article.path, feed_id)


def _id_at(url: str, lost: LostFinder) -> str:
    """What feeds know the article by that is at an address now, from whatever file; empty if there
    is none."""
    home = lost.homes.at(url)
    article = lost.catalogue.articles.in_feeds(home.path) if home else None
    return lost.catalogue.urls.feed_id(article.url, article.id) if article else ""


def _has_chosen_a_former_address(article: Article, lost: LostFinder) -> bool:
    """Whether an article has for its id one of its old addresses, though git does not know of it:
    of all commits, git is asked about the last ones alone."""
    urls = lost.catalogue.urls
    former = (urls.feed_id(urls.named(alias)) for alias in article.aliases)
    return lost.before.evidence is Evidence.COMMIT and article.id in former


def _former_ids(before: PublishedBefore, urls: Urls) -> Iterator[tuple[str, str]]:
    """What feeds knew articles by at addresses that are lost, with the file that each is in now, or
    that much of its text is in: the warnings of these say that it is to be the id."""
    moved = {**before.likely, **before.homes}
    for url, path in before.articles.items():
        if path in moved:
            yield moved[path], urls.feed_id(url, before.feed_ids.get(url, ""))


def _now(path: str, lost: LostFinder) -> Article | None:
    """The public article that was content/`path`."""
    articles = lost.catalogue.articles
    article = articles.in_feeds(path)
    if not article and is_article(path) and (home := lost.homes.of(path)):
        article = articles.in_feeds(home.path)
    return article


def _problem(article: Article, url: str, own: str, lost: LostFinder) -> Problem:
    urls, evidence = lost.catalogue.urls, lost.before.evidence
    known = own or urls.feed_id(url)
    message = (
        f"Feeds knew this article as {known} {_WHEN[evidence]} and would know it as"
        f" {article.id or urls.feed_id(article.url)} now, {_AGAIN.format('it')}"
    )
    fix = f"{'Write' if article.id else 'Add to it:'} {line_with('id', known)}"
    if not own and url == article.url:
        fix = f"Delete {line_with('id', article.id)}"
    place = article.id_place or (0, 0)
    return Problem(f"content/{article.path}", *place, message, fix, "warning", kind="lost-id")
