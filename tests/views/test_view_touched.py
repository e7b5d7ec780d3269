"""Which lists a changed article touches, whatever the archive holds besides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_in_memory
from dateline.config import Site
from dateline.content.article import Article, Term
from dateline.content.dates import parse_date
from dateline.views.calendar import CalendarView
from dateline.views.on_this_day import OnThisDayView
from dateline.views.taxonomy import TaxonomyView

SITE = Site(title="The Meridian", url="https://meridian.example/")
SEA = Term("tags", "sea", "Sea", "Sea", line=4)
RAIN = Article(
    "rain.md", "article", "en", "rain", "rain", "/2014/03/05/rain/", "Rain",
    parse_date("2014-03-05", SITE.zone), terms=(SEA,),
)  # fmt: skip


def touched(after: Article | None) -> set[str]:
    catalogue = Catalogue(connect_in_memory(), SITE)
    views = CalendarView(), OnThisDayView(), TaxonomyView()
    return {page.url for view in views for page in view.touched(RAIN, after, catalogue)}


@pytest.mark.parametrize(
    "after", [replace(RAIN, title="Much rain"), replace(RAIN, terms=(replace(SEA, line=5),))]
)
def test_what_says_something_else_of_an_article_touches_only_lists_that_show_it(
    after: Article,
) -> None:
    assert touched(after) == {"/2014/", "/2014/03/", "/2014/03/05/", "/on-this-day/03-05/"}


@pytest.mark.parametrize(
    "after",
    [
        None,
        replace(RAIN, kind="withdrawn"),
        replace(RAIN, lang="fr"),
        replace(RAIN, date=parse_date("2014-03-06", SITE.zone)),
    ],
)
def test_what_comes_goes_or_moves_touches_those_that_count(after: Article | None) -> None:
    assert {"/archive/", "/on-this-day/", "/tags/", "/2014/03/05/"} <= touched(after)


@pytest.mark.parametrize("term", [replace(SEA, slug="port"), replace(SEA, written="sea")])
def test_other_terms_and_spellings_touch_their_indexes(term: Term) -> None:
    after = replace(RAIN, terms=(term,))
    assert "/tags/" in touched(after)
    assert "/archive/" not in touched(after)
