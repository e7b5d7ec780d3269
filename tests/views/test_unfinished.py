"""A preview that shows drafts and scheduled stories marks them, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scratch import ScratchSite, assert_same

DRAFT, SCHEDULED = "2014/03/05/draft", "2014/03/06/scheduled"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site")
    site.now = "2024-11-23T00:00:00"
    site.settings(
        'title = "The Meridian"\nurl = "https://meridian.example/"\ntimezone = "Asia/Dubai"\n'
    )
    site.article("draft.md", draft=True, tags=["Rain"])
    site.article("scheduled.md", date="2014-03-06", publish_at="2026-12-03T02:00Z", tags=["Rain"])
    site.article("out.md", date="2014-03-07", tags=["Rain"])
    site.article("page.md", kind="page", draft=True)
    site.article("gone.md", date="2014-03-08", draft=True, withdrawn="A mistake.")
    return site


def marks(site: ScratchSite, page: str) -> list[str]:
    """What the marks on a page say."""
    html = (site.public / page / "index.html").read_text("utf-8")
    return re.findall(r'class="unfinished">(.*?)<', html)


def test_drafts_and_scheduled_articles_are_marked_in_a_preview(site: ScratchSite) -> None:
    site.build(drafts=True)
    assert marks(site, DRAFT)[0] == "Draft"
    # In the time zone of the paper.
    assert marks(site, SCHEDULED)[0] == "Scheduled for Thursday, December 3, 2026, 6:00\u202fAM"
    assert marks(site, "page") == ["Draft"] and marks(site, "2014/03/08/gone") == ["Draft"]
    assert sorted(marks(site, "tags/rain")) == ["Draft", "Scheduled"]
    html = (site.public / DRAFT / "index.html").read_text("utf-8")
    assert html.index('class="unfinished"') < html.index("<h1")


def test_in_french(site: ScratchSite) -> None:
    site.article("ecrit.fr.md", date="2014-03-06", publish_at="2026-12-03T02:00Z")
    site.article("brouillon.fr.md", date="2014-03-06", draft=True)
    site.build(drafts=True)
    assert marks(site, "fr/2014/03/06/ecrit")[0] == (
        "Publication prévue le jeudi 3 décembre 2026 à 06:00"
    )
    assert sorted(marks(site, "fr/2014/03/06")) == ["Brouillon", "Programmé"]


def test_future_marks_what_is_scheduled_and_shows_no_draft(site: ScratchSite) -> None:
    site.build(future=True)
    assert marks(site, "tags/rain") == ["Scheduled"]
    assert not (site.public / DRAFT).exists()


def test_what_readers_get_has_no_mark(site: ScratchSite) -> None:
    site.build()
    pages = [path.read_text("utf-8") for path in site.public.rglob("*.html")]
    assert pages and not any('class="unfinished"' in page for page in pages)
    site.now = "2027-01-01T00:00:00"
    site.build()
    assert marks(site, SCHEDULED) == []


@pytest.mark.parametrize("other", ["", "text", "back"])
def test_a_mark_goes_when_the_time_comes(site: ScratchSite, other: str) -> None:
    site.build(drafts=True)
    site.now = "2027-01-01T00:00:00"
    if other == "text":
        site.article(
            "scheduled.md",
            "Other words.",
            date="2014-03-06",
            publish_at="2026-12-03T02:00Z",
            tags=["Rain"],
            summary="Rain.",
        )
    site.build(drafts=True)
    if other == "back":
        site.now = "2024-11-23T00:00:00"
        site.build(drafts=True)
    expected = ["Draft", "Scheduled"] if other == "back" else ["Draft"]
    assert sorted(marks(site, "tags/rain")) == expected
    assert_same(site.snapshot(), site.clean_snapshot(drafts=True))
