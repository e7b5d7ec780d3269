"""The record of what was published."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dateline.build.state import State
from dateline.catalogue.ledger import Ledger, PublishedPage, Volume, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import Pending
from dateline.catalogue.store import connect_in_memory, connect_read_only
from scratch import ScratchSite

HOME = Page("home", "en", (), "/")
SEA, SEASIDE = (Page("term", "en", ("tags", slug), f"/tags/{slug}/") for slug in ("sea", "seaside"))
VOLUME = Volume("en", "2014", "print", "digest", 5, 3, "2014-01-02", "2014-12-30", 9)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(connect_in_memory())


def test_the_file_that_a_page_is_made_of(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("2014/rain.md", "![a reef](reef.svg)", date="2014-03-05")
    site.write("content/2014/reef.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.article("about.md", kind="page", date=None)
    site.build()
    with closing(connect_read_only(State.of_public(site.root).catalogue)) as connection:
        found = Ledger(connection).files_of(("article", "page"))
    assert found == {"/2014/03/05/rain/": "2014/rain.md", "/about/": "about.md"}


def test_pages_are_entered_and_struck_out(ledger: Ledger) -> None:
    assert not ledger.has_pages()
    ledger.put_pages([PublishedPage(page, "old") for page in (HOME, SEA, SEASIDE)], [])
    ledger.put_pages([PublishedPage(SEA, "new")], [HOME, Page("home", "fr", (), "/fr/")])
    assert ledger.has_pages()
    assert ledger.addresses() == ["/tags/sea/", "/tags/seaside/"]
    assert ledger.hashes() == {"/tags/sea/": "new", "/tags/seaside/": "old"}
    assert (ledger.hash_of("/tags/sea/"), ledger.hash_of("/")) == ("new", "")
    assert ledger.counts().pages == 2


def test_pages_are_found_by_view_and_key_and_by_address(ledger: Ledger) -> None:
    ledger.put_pages([PublishedPage(page, "hash") for page in (HOME, SEASIDE, SEA)], [])
    assert [page for page, _ in ledger.pages_of("term")] == [SEA, SEASIDE]
    assert ledger.pages_of("term", "en", ("tags", "sea")) == [(SEA, "hash")]
    assert ledger.pages_of("term", "fr") == []
    assert ledger.pages_at(["/", "/nowhere/"]) == {"/": HOME}
    assert ledger.page_at("/nowhere/") is None
    assert ledger.pages_below("/tags/sea") == [SEA, SEASIDE]


def test_volumes_are_entered_and_struck_out(ledger: Ledger) -> None:
    later = VOLUME._replace(name="2015")
    ledger.put_volumes([later, VOLUME], [])
    assert ledger.volumes() == [VOLUME, later]
    ledger.put_volumes([VOLUME._replace(articles=4)], [VolumeName("en", "2015")])
    assert [(volume.key, volume.articles) for volume in ledger.volumes()] == [(("en", "2014"), 4)]
    assert ledger.has_volumes()


def test_a_sweep_is_needed_until_it_is_finished(ledger: Ledger) -> None:
    assert not ledger.needs_sweep()
    ledger.begin_sweep()
    assert ledger.needs_sweep()
    ledger.finish_sweep()
    assert not ledger.needs_sweep()


def test_a_check_holds_for_the_weights_that_it_was_made_with(ledger: Ledger) -> None:
    assert not ledger.is_checked({})
    ledger.put_check({"dead-link": "error"})
    assert ledger.is_checked({"dead-link": "error"})
    assert not ledger.is_checked({})
    ledger.put_check(None)
    assert not ledger.is_checked({"dead-link": "error"})


def test_what_is_unfinished_is_known_by_view_and_key_until_all_is_published(
    ledger: Ledger,
) -> None:
    pending = Pending(ledger.connection)
    draft = Page("article", "en", ("a.md",), "/tags/sea/")
    pending.begin([SEA, HOME], [VOLUME.key])
    pending.begin([draft], [VOLUME.key])
    assert pending.interrupted_pages() == [HOME, draft]
    assert pending.interrupted_volumes() == [VOLUME.key]
    pending.clear()
    assert pending.interrupted_pages() == []
    assert pending.interrupted_volumes() == []
