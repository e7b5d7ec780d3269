"""The plan is a function of what changed and what was built: it renders and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from dateline.build.changes import Changes
from dateline.build.plan import make_plan
from dateline.catalogue.ledger import PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import ArticleChange, TermChange
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_in_memory
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.dates import parse_date
from dateline.views.base import Output

SITE = Site(title="The Meridian", url="https://meridian.example/")


class Pages(Output):
    """A view of whatever exists; an article touches the page of its title."""

    def __init__(self, name: str, *existing: str) -> None:
        self.name = name  # type: ignore[misc]
        self.existing = existing

    def at(self, url: str) -> Page:
        return self.page("en", (url.strip("/"),), url)

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return map(self.at, self.existing)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.url in self.existing

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        return (self.at(f"/{article.title}/") for article in (before, after) if article)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        yield self.at(f"/{taxonomy}/{slug}/")


class Files(Pages):
    """A view whose pages are each made of one file."""

    of_one_file = True


class Terms(Pages):
    """A view whose addresses have the name of a taxonomy."""

    readdressed_by = "Rename the taxonomy in site.toml"


class Addresses(Pages):
    """One page that lists the addresses of others."""

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(connect_in_memory(), SITE)


def built(catalogue: Catalogue, *pages: Page) -> None:
    catalogue.published.put_pages([PublishedPage(page, "") for page in pages], [])


def article(title: str) -> Article:
    date = parse_date("2014-03-05", SITE.zone)
    return Article("a.md", "article", "en", "a", title, f"/{title}/", title, date)


def change(before: str, after: str) -> Changes:
    return Changes(
        articles=(
            ArticleChange(
                "a.md", article(before) if before else None, article(after) if after else None
            ),
        )
    )


def test_nothing_changed_nothing_planned(catalogue: Catalogue) -> None:
    plan = make_plan(Changes(), catalogue, [Pages("news", "/one/")])
    assert (plan.write, plan.delete, plan.rivals) == ((), (), ())


def test_a_new_article_is_written_with_its_reason(catalogue: Catalogue) -> None:
    plan = make_plan(change("", "one"), catalogue, [Pages("news", "/one/", "/two/")])
    assert [(item.page.url, item.reason) for item in plan.write] == [
        ("/one/", "content/a.md is new")
    ]


def test_what_it_was_is_deleted_and_what_it_is_written(catalogue: Catalogue) -> None:
    view = Pages("news", "/new/")
    built(catalogue, view.at("/old/"))
    plan = make_plan(change("old", "new"), catalogue, [view])
    assert [item.page.url for item in plan.write] == ["/new/"]
    assert [item.page.url for item in plan.delete] == ["/old/"]
    assert plan.delete[0].reason == "content/a.md changed: slug, url, title"


def test_what_was_never_built_is_not_deleted(catalogue: Catalogue) -> None:
    plan = make_plan(change("one", ""), catalogue, [Pages("news")])
    assert plan.delete == ()


def test_a_stale_view_plans_all_that_is_and_was(catalogue: Catalogue) -> None:
    view, other = Pages("news", "/one/"), Pages("other", "/else/")
    built(catalogue, view.at("/gone/"), other.at("/else/"))
    plan = make_plan(Changes(stale={"news": "the theme changed"}), catalogue, [view, other])
    assert [(item.page.url, item.reason) for item in plan.write] == [("/one/", "the theme changed")]
    assert [item.page.url for item in plan.delete] == ["/gone/"]


def test_a_list_of_addresses_follows_those_that_come_and_go(catalogue: Catalogue) -> None:
    view, addresses = Pages("news", "/one/"), Addresses("addresses", "/list/")
    coming = make_plan(change("", "one"), catalogue, [addresses, view])
    assert [(item.page.url, item.reason) for item in coming.write] == [
        ("/one/", "content/a.md is new"),
        ("/list/", "/one/ is new"),
    ]
    built(catalogue, view.at("/one/"), view.at("/gone/"))
    standing = make_plan(change("", "one"), catalogue, [addresses, view])
    assert [item.page.url for item in standing.write] == ["/one/"]
    going = make_plan(change("gone", ""), catalogue, [addresses, view])
    assert [(item.page.url, item.reason) for item in going.write] == [("/list/", "/gone/ is gone")]


def test_several_reasons_for_one_page(catalogue: Catalogue) -> None:
    changes = replace(change("", "tags/sea"), terms=(TermChange("tags", "sea"),))
    plan = make_plan(changes, catalogue, [Pages("news", "/tags/sea/")])
    assert plan.write[0].reasons == ("content/a.md is new", "content/tags.toml changed “sea”")
    assert plan.write[0].reason == "content/a.md is new (and 1 more)"


def test_what_was_not_finished_is_written_or_deleted(catalogue: Catalogue) -> None:
    view = Pages("news", "/one/")
    built(catalogue, view.at("/one/"), view.at("/two/"))
    unfinished = [view.at("/one/"), view.at("/two/"), view.at("/three/")]
    changes = Changes().with_untrusted(unfinished, [], "killed")
    plan = make_plan(changes, catalogue, [view])
    assert [item.page.url for item in plan.write] == ["/one/"]
    assert [item.page.url for item in plan.delete] == ["/three/", "/two/"]
    assert {item.reason for item in plan.delete} == {"killed"}


def test_what_was_to_be_replaced_and_belongs_there_is_written(catalogue: Catalogue) -> None:
    view = Pages("news", "/one/")
    built(catalogue, view.at("/one/"))
    other = Page("other", "en", ("draft",), "/one/")
    changes = Changes().with_untrusted([other], [], "killed")
    plan = make_plan(changes, catalogue, [view, Pages("other")])
    assert [item.page for item in plan.write] == [view.at("/one/")]
    assert (plan.delete, plan.rivals) == ((), ())


def test_search_data_is_no_page(catalogue: Catalogue) -> None:
    manifest = Page("search-manifest", "", (), "/search/data/manifest.json")
    changes = Changes().with_untrusted([manifest], [VolumeName("en", "2014")], "killed")
    assert changes
    assert make_plan(changes, catalogue, [Pages("news")]).delete == ()


def test_two_pages_at_one_address_are_a_problem(catalogue: Catalogue) -> None:
    first, second = Files("article", "/one/"), Pages("calendar", "/one/")
    stale = Changes(stale={"article": "new", "calendar": "new"})
    ((problem, path),) = make_plan(stale, catalogue, [first, second]).rivals
    assert "content/one" in problem.message and "calendar" in problem.message
    assert path == "one"


@pytest.mark.parametrize(
    ("first", "second", "fix"),
    [
        (Terms("term", "/one/"), Pages("calendar", "/one/"), Terms.readdressed_by),
        (Pages("calendar", "/one/"), Terms("term", "/one/"), Terms.readdressed_by),
        (
            Pages("home", "/one/"),
            Pages("calendar", "/one/"),
            "Change what gives it this address in site.toml",
        ),
    ],
    ids=lambda part: getattr(part, "name", ""),
)
def test_of_two_pages_of_our_own_that_of_a_taxonomy_can_have_another_address(
    catalogue: Catalogue, first: Pages, second: Pages, fix: str
) -> None:
    stale = Changes(stale={first.name: "new", second.name: "new"})
    ((problem, path),) = make_plan(stale, catalogue, [first, second]).rivals
    assert (problem.path, problem.fix, path) == ("site.toml", fix, None)


def test_an_untouched_page_keeps_its_address(catalogue: Catalogue) -> None:
    first, second = Pages("article", "/one/"), Pages("calendar", "/one/")
    built(catalogue, second.at("/one/"))
    plan = make_plan(change("", "one"), catalogue, [first, Pages("calendar", "/one/")])
    assert len(plan.rivals) == 1
    built_only = make_plan(change("", "one"), catalogue, [first, Pages("calendar")])
    assert built_only.rivals == ()


def test_the_plan_changes_nothing(catalogue: Catalogue) -> None:
    view = Pages("news", "/new/")
    built(catalogue, view.at("/old/"))
    before = list(catalogue.connection.iterdump())
    assert make_plan(change("old", "new"), catalogue, [view]) == make_plan(
        change("old", "new"), catalogue, [view]
    )
    assert list(catalogue.connection.iterdump()) == before


def test_a_change_of_text_alone_is_told() -> None:
    same = article("one")
    assert ArticleChange("a.md", same, same).reason == "content/a.md: its text changed"
    assert ArticleChange("a.md", same, None).reason == "content/a.md is gone"
