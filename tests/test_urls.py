"""Addresses."""

from __future__ import annotations

import string
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import Site
from dateline.content.dates import parse_date
from dateline.timetree import branch
from dateline.urls import Urls, output_path


def _urls(url: str = "https://example.org/", **settings: object) -> Urls:
    return Urls(Site.model_validate({"title": "x", "url": url, **settings}))


@pytest.mark.parametrize(
    ("permalink", "date", "section", "expected"),
    [
        ("/:year/:month/:day/:slug/", "2014-03-12", "", "/2014/03/12/flood/"),
        ("/:year/:month/:day/:slug/", "1987-03", "", "/1987/03/flood/"),
        ("/:year/:month/:day/:slug/", "1987", "", "/1987/flood/"),
        ("/news/:slug/", "1987", "", "/news/flood/"),
        ("/:section/:slug/", "1987", "News & Weather", "/news-weather/flood/"),
        ("/:section/:slug/", "1987", "", "/flood/"),
        ("/:year-:month-:slug/", "2014-03-12", "", "/2014-03-flood/"),
    ],
)
def test_articles(permalink: str, date: str, section: str, expected: str) -> None:
    urls = _urls(permalink=permalink)
    found = parse_date(date, urls.site.zone)
    assert urls.article("en", "flood", found, section) == expected
    assert urls.article("fr", "flood", found, section) == "/fr" + expected


def test_other_pages() -> None:
    urls = _urls()
    assert urls.page("en", "about/us", "team") == "/about/us/team/"
    assert urls.page("fr", "", "team") == "/fr/team/"
    assert [urls.calendar("fr", *parts) for parts in ((), (2014,), (2014, 3), (2014, 3, 2))] == [
        "/fr/archive/", "/fr/2014/", "/fr/2014/03/", "/fr/2014/03/02/",
    ]  # fmt: skip
    assert [urls.period("en", "tags", "flood", period) for period in branch((2014, 3))] == [
        "/tags/flood/", "/tags/flood/2010s/", "/tags/flood/2014/", "/tags/flood/2014/q1/",
        "/tags/flood/2014/03/",
    ]  # fmt: skip
    assert (urls.term_feed("fr", "tags", "crue"), urls.feed("en")) == (
        "/fr/tags/crue/feed.xml", "/feed.xml",
    )  # fmt: skip


@pytest.mark.parametrize(("url", "path"), [("https://a.org", ""), ("https://a.org/b/c", "/b/c")])
def test_links_stand_below_the_sites_path(url: str, path: str) -> None:
    urls = _urls(url)
    assert urls.href("/tags/été d’or/") == f"{path}/tags/%C3%A9t%C3%A9%20d%E2%80%99or/"
    assert urls.absolute("/a?b#c%/") == f"https://a.org{path}/a%3Fb%23c%25/"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_quoting_loses_nothing_and_is_plain(text: str) -> None:
    urls = _urls("https://a.org/b")
    href = urls.href("/" + text)
    assert unquote(href) == "/b/" + text
    assert set(href) <= set(string.ascii_letters + string.digits + "%/!$&'()*+,;=:@~-._")
    assert urls.absolute("/" + text) == "https://a.org" + href


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/é/", "é/index.html"),
    ],
)
def test_the_file_that_answers(url: str, path: str) -> None:
    assert output_path(url) == path
