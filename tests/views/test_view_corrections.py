"""The public log of corrections, and corrections in feeds and in what pages say to machines."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from scratch import ScratchSite

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = {"date": "2014-04-01", "text": "The ship was the Mary & Ann."}
SECOND = {"date": "2014-05-02", "text": "It sank in May."}
LATE = {"date": "2015-01-03", "text": "The port was Galle."}


@pytest.fixture
def corrected(site: ScratchSite) -> ScratchSite:
    """An archive with two corrected articles among others."""
    site.article("ship.md", title="The ship", corrections=[FIRST, SECOND])
    site.article("port.md", title="The port", date="1975-02-06", corrections=[LATE])
    site.article("other.md")
    site.build()
    return site


def log(site: ScratchSite, url: str) -> list[str]:
    """The texts of a list of corrections."""
    return re.findall(r'class="corrections-text">([^<]*)<', site.page(url))


def ids(site: ScratchSite, url: str = "/corrections/feed.xml") -> list[str | None]:
    """The identifiers of a feed's entries."""
    root = ElementTree.fromstring(site.page(url))
    return [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]


def test_the_log_has_all_newest_first_and_those_of_each_year(corrected: ScratchSite) -> None:
    texts = [LATE["text"], SECOND["text"], "The ship was the Mary &amp; Ann."]
    assert log(corrected, "/corrections/") == texts
    assert log(corrected, "/corrections/2015/") == texts[:1]
    assert log(corrected, "/corrections/2014/") == texts[1:]
    page = corrected.page("/corrections/")
    assert '<a href="/2014/03/05/ship/#page--corrections">The ship</a>' in page
    assert '<a href="/corrections/2014/">2014</a>' in page
    assert "<h1>Corrections of 2014</h1>" in corrected.page("/corrections/2014/")


def test_its_feed_keeps_its_identifiers(corrected: ScratchSite) -> None:
    ship = "https://meridian.example/2014/03/05/ship/#correction-"
    before = ids(corrected)
    assert before[1:] == [f"{ship}2014-05-02", f"{ship}2014-04-01"]
    corrected.article("ship.md", title="The ship", corrections=[LATE, SECOND, FIRST, FIRST])
    corrected.rebuilt()
    assert set(before) < set(ids(corrected)) and f"{ship}2014-04-01-2" in ids(corrected)


def test_one_more_correction_changes_its_article_and_the_lists_it_is_in(
    corrected: ScratchSite,
) -> None:
    corrected.article("other.md", corrections=[FIRST])
    assert corrected.rebuilt() - {"/sitemaps/en-all.xml"} == {
        "/2014/03/05/other/", "/corrections/", "/corrections/2014/", "/corrections/feed.xml",
        "/feed.xml", "/feed.json",
    }  # fmt: skip


def test_the_first_correction_changes_no_page_that_does_not_show_it(site: ScratchSite) -> None:
    site.article("ship.md")
    site.article("navire.fr.md", corrections=["Le port, c'était Galle."])
    site.build()
    assert '<a href="/corrections/">Corrections</a>' in site.page("/search/")
    assert '<a href="/fr/corrections/">Rectificatifs</a>' in site.page("/fr/")
    assert "Publié\u00a0: <time" in site.page("/fr/corrections/")
    page = site.page("/corrections/")
    assert "Nothing has had to be corrected so far." in page and "0 corrections" not in page
    assert 'hreflang="fr"' in page
    assert ids(site) == []
    site.article("ship.md", corrections=[FIRST])
    changed = {
        "/2014/03/05/ship/", "/corrections/", "/corrections/2014/", "/corrections/feed.xml",
        "/feed.xml", "/feed.json", "/sitemaps/en-all.xml", "/sitemaps/pages.xml",
        "/fr/corrections/2014/",  # it links to its translation
    }  # fmt: skip
    assert site.rebuilt() <= changed
    assert "Nothing has had" not in site.page("/corrections/")
    site.article("ship.md")
    assert site.rebuilt() <= changed
    assert "Nothing has had" in site.page("/corrections/") and not site.has("/corrections/2014/")


def test_one_without_a_date_counts_from_the_last_change(site: ScratchSite) -> None:
    site.article("ship.md", updated="2016-01-01", corrections=["It was the Ann."])
    site.article("port.md", date="1975", corrections=["It was Galle."])
    site.build()
    assert log(site, "/corrections/2016/") == ["It was the Ann."]
    assert log(site, "/corrections/1975/") == ["It was Galle."]
    assert 'class="corrections-date"' not in site.page("/corrections/")


def test_an_unpublished_or_withdrawn_article_has_none(corrected: ScratchSite) -> None:
    corrected.article("ship.md", draft=True, corrections=[FIRST])
    corrected.article("port.md", date="1975-02-06", withdrawn="Wrong.", corrections=[LATE])
    corrected.rebuilt()
    assert log(corrected, "/corrections/") == [] and ids(corrected) == []
    assert 'content="0; url=/corrections/"' in corrected.page("/corrections/2015/")


def test_feeds_have_the_corrections_and_their_date(corrected: ScratchSite) -> None:
    root = ElementTree.fromstring(corrected.page("/feed.xml"))
    entries = {entry.findtext(f"{ATOM}title"): entry for entry in root.iter(f"{ATOM}entry")}
    content = entries["The ship"].findtext(f"{ATOM}content") or ""
    assert content.startswith("<p>Some text.</p>")
    assert content.endswith(
        "<h2>Corrections</h2>\n<p>Tuesday, April 1, 2014: The ship was the Mary &amp; Ann.</p>\n"
        "<p>Friday, May 2, 2014: It sank in May.</p>\n"
    )
    assert entries["The ship"].findtext(f"{ATOM}updated") == "2014-05-02T00:00:00Z"
    items = {item["title"]: item for item in json.loads(corrected.page("/feed.json"))["items"]}
    assert items["The ship"]["content_html"] == content
    assert items["The ship"]["date_modified"] == "2014-05-02T00:00:00Z"
    assert '"dateModified":"2014-05-02"' in corrected.page("/2014/03/05/ship/")
    assert "<lastmod>2014-05-02</lastmod>" in corrected.page("/sitemaps/en-all.xml")


def test_the_newest_fifty(site: ScratchSite) -> None:
    for number in range(60):
        site.article(f"n{number}.md", corrections=[{"date": "2014-04-01", "text": f"No {number}."}])
    site.build()
    assert len(log(site, "/corrections/")) == 50 and len(log(site, "/corrections/2014/")) == 60
    assert "60 corrections" in site.page("/corrections/")


def test_a_correction_is_not_shown_before_its_day(site: ScratchSite) -> None:
    soon = {"date": "2014-06-01T06:00", "text": "It sank in June."}
    last = {"date": "2014-07", "text": "It did not sink."}
    site.now = "2014-05-31T00:00:00"
    site.article("ship.md", title="The ship", corrections=[last, FIRST, soon, "It was large."])
    site.article("page.md", kind="page", date=None, corrections=[soon])
    story, feed = "/2014/03/05/ship/", "/corrections/feed.xml"

    def shown() -> list[str]:
        texts = [
            text for text in ("not sink", "Mary", "in June", "large") if text in site.page(story)
        ]
        for url in (feed, "/corrections/", "/corrections/2014/"):
            assert [text for text in texts if text in site.page(url)] == texts
        return texts

    def modified() -> str:
        (data,) = re.findall(r'"dateModified":\s*"([^"]*)"', site.page(story))
        return str(data[:10])

    assert [(one.count, one.corrections) for one in site.build().waiting] == [(1, True)]
    assert shown() == ["Mary", "large"] and modified() == "2014-04-01"
    assert "<updated>2014-06" not in site.page(feed) + site.page("/feed.xml")
    for now, texts, day in (
        ("2014-06-01T06:00:00", ["Mary", "in June", "large"], "2014-06-01"),
        ("2014-07-02T00:00:00", ["not sink", "Mary", "in June", "large"], "2014-07"),
        ("2014-05-31T00:00:00", ["Mary", "large"], "2014-04-01"),  # the clock was wrong
    ):
        site.now = now
        site.rebuilt()
        assert shown() == texts and modified() == day
        site.build()
        assert site.build().written == []


def test_a_register_can_change_while_a_correction_waits(site: ScratchSite) -> None:
    site.now = "2014-05-31T00:00:00"
    site.article("ship.md", title="The ship", authors=["ann"], corrections=[LATE])
    site.build()
    site.write("content/authors.toml", '[ann]\nname = "Ann Lee"\n')
    site.rebuilt()
    assert "Ann Lee" in site.page("/2014/03/05/ship/")
    assert "Galle" not in site.page("/2014/03/05/ship/")
    site.now = "2015-01-04T00:00:00"
    site.rebuilt()
    assert "Galle" in site.page("/2014/03/05/ship/")


def test_a_page_of_the_newsrooms_own_at_that_address_is_told(corrected: ScratchSite) -> None:
    corrected.article("corrections.md", kind="page", date=None)
    (problem,) = corrected.problems()
    assert problem.place == "content/corrections.md:1:1"
    assert problem.sentences == (
        "The address /corrections/ is used twice: by content/corrections.md and by the log of"
        " corrections, which Dateline makes from the articles.",
        "Give it another slug or permalink, or move it into another folder.",
    )
