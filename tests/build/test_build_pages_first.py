"""A build may make the pages first: what it leaves, any later build makes up for."""

from __future__ import annotations

import json
import random
from contextlib import closing
from pathlib import Path

import pytest

from archives import Built
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.pending import Pending
from dateline.catalogue.postponed import read_postponed
from dateline.catalogue.store import connect, connect_read_only
from dateline.urls import output_path
from dateline.views import ASSEMBLED, VIEWS
from scratch import SQUARE, ScratchSite, assert_same

SETTINGS = 'title = "The Meridian"\nurl = "https://meridian.example/"\n[search]\nvolume = 10\n'
BEHIND = ("search/data/", "offline/packs/", "offline/lists/", "service-worker.js")


@pytest.fixture
def site(built: Built) -> ScratchSite:
    def write(site: ScratchSite) -> None:
        site.write("content/square.svg", SQUARE.format(width=60))
        for number in range(24):
            date = f"20{14 + number % 3}-0{number % 8 + 1}-05"
            site.article(f"n{number}.md", "Rain fell.", date=date)

    return built("pages-first", write, SETTINGS, search=True)


def test_pages_are_made_and_search_and_packs_stay(site: ScratchSite) -> None:
    before = site.snapshot()
    site.article("n3.md", "Hail fell.", date="2014-04-05")
    summary = site.build(pages_only=True)
    assert "/2014/04/05/n3/" in dict(summary.written)
    assert summary.postponed and not summary.volumes
    after = site.snapshot()
    differing = {path for path in after if after[path] != before.get(path)}
    assert differing and after.keys() == before.keys()
    assert not any(path.startswith(BEHIND) for path in differing)


def test_the_next_build_makes_up_for_it_and_for_nothing_else(site: ScratchSite) -> None:
    site.article("n3.md", "Hail fell.", date="2014-04-05")
    site.build(pages_only=True)
    summary = site.build()
    assert len(summary.volumes) == 1 and not summary.postponed
    assert all(url.startswith(("/search/data/", "/offline/")) for url, _ in summary.written)
    assert_same(site.snapshot(), site.clean_snapshot())
    assert not site.build().written


def test_where_an_article_was_in_between_is_not_forgotten(site: ScratchSite) -> None:
    site.article("n3.md", "Hail fell.", date="2014-04-05", tags=["Hail"])
    site.build(pages_only=True)
    site.article("n3.md", "Snow fell.", date="2016-11-30", tags=["Snow"])
    site.build(pages_only=True)
    assert not (site.public / "2014/04/05/n3/index.html").exists()
    site.article("n3.md", "Snow fell.", date="2015-12-30")
    site.build(pages_only=True)
    with closing(connect_read_only(site.root / ".dateline/catalogue.sqlite")) as connection:
        postponed = read_postponed(connection)
    assert postponed and postponed.months["en"] >= {(2014, 4), (2016, 11), (2015, 12)}
    site.build()
    assert_same(site.snapshot(), site.clean_snapshot())


def test_a_first_build_may_make_the_pages_first(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", search=True)
    site.article("a.md")
    assert site.build(pages_only=True).postponed
    assert "2014/03/05/a/index.html" in site.snapshot()
    assert not any(path.startswith(BEHIND) for path in site.snapshot())
    assert not site.build(pages_only=True).written
    site.build()
    assert_same(site.snapshot(), site.clean_snapshot())


def test_what_a_killed_build_left_half_done_is_still_mended_later(site: ScratchSite) -> None:
    """A build that makes only pages does not forget which volumes and packs cannot be trusted."""
    site.article("n3.md", "Hail fell.", date="2014-04-05")
    expected = site.clean_snapshot()
    last = [view for view in VIEWS if view.comes_last]
    with closing(connect(site.root / ".dateline/catalogue.sqlite")) as connection:
        ledger, pending = Ledger(connection), Pending(connection)
        built = [one.page for view in (*ASSEMBLED, *last) for one in ledger.pages_of(view.name)]
        with ledger.transaction():
            pending.begin(built, [volume.key for volume in ledger.volumes()])
    for page in built:
        (site.public / output_path(page.url)).write_bytes(b"half")
    site.build(pages_only=True)
    site.build()
    assert_same(site.snapshot(), expected)


def test_a_story_withdrawn_meanwhile_leaves_search_packs_and_rules(site: ScratchSite) -> None:
    site.settings(
        (site.root / "site.toml").read_text().replace("[search]", 'host = "netlify"\n[search]')
    )
    site.article("n3.md", "Hail fell.", date="2014-04-05", aliases=["/hail/"])
    site.build()
    site.article("n3.md", "Hail fell.", date="2014-04-05", aliases=["/hail/"], withdrawn="Wrong.")
    site.build(pages_only=True)
    assert "410" not in (site.public / "_redirects").read_text()
    site.build()
    assert "410" in (site.public / "_redirects").read_text()
    assert_same(site.snapshot(), site.clean_snapshot())


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edits_and_builds_of_either_kind_it_is_as_a_clean_build(
    site: ScratchSite, seed: int
) -> None:
    chance = random.Random(seed)
    preview = {"keep_going": True, "drafts": seed % 2 == 1}
    for _ in range(12):
        path = f"n{chance.randrange(26)}.md"
        match chance.randrange(7):
            case 0 if (site.root / "content" / path).exists():
                site.delete(path)
            case 1:
                site.write("content/square.svg", SQUARE.format(width=chance.choice((60, 90))))
            case 2:
                entry = json.dumps(chance.choice(("Storms", "Gales")))
                site.write("content/tags.toml", f'["Rain"]\nnames = {{ en = {entry} }}\n')
            case 3:
                limit = chance.choice((10, 12))
                host = chance.choice(("netlify", "none"))
                site.settings(
                    'title = "The Meridian"\nurl = "https://meridian.example/"\n'
                    f'host = "{host}"\n[search]\nvolume = {limit}\n'
                )
            case 4:
                site.now = chance.choice(("2024-01-01T00:00:00", "2026-01-01T00:00:00"))
            case _:
                body = chance.choice(("Hail fell.", "Fog. ![](square.svg)", "See [it](n1.md)."))
                site.article(
                    path,
                    body,
                    date=f"20{chance.randrange(14, 17)}-0{chance.randrange(1, 9)}-05",
                    tags=chance.choice(([], ["Rain"])),
                    aliases=chance.choice(([], ["/hail/", f"/?p={path}"])),
                    withdrawn=chance.choice((None, None, "Wrong.")),
                    draft=chance.choice((None, None, True)),
                    publish_at=chance.choice((None, "2025-01-01", "2027-01-01")),
                )
        if chance.random() < 0.8:
            site.build(pages_only=chance.random() < 0.8, **preview)
    site.build(**preview)
    assert_same(site.snapshot(), site.clean_snapshot(**preview))
