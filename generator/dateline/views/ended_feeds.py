"""Feeds that have ended, each as a small one that says where it goes on.

No feed format has a word for that which readers obey, and a host may know no redirects. So the feed
has the id that it always had, and one entry whose id never changes, which readers show once as new.
The link to itself (`rel="self"`) names the feed in which it goes on: Atom (RFC 4287, 4.2.7.2) calls
that the preferred address from which to fetch it.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dateline.catalogue.ended_feeds import EndedFeed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.urls import FEED
from dateline.views.archive import Archive
from dateline.views.feed_parts import BEFORE_ALL, FeedContext, FeedEntry
from dateline.views.former import FormerView


class EndedFeedView(FormerView):
    """A feed at the address that the feed of a term had which is merged into another or has ended.
    The key is the address of the term's page."""

    name, template = "ended-feed", "feed.xml"
    for_the_web, file_name = True, FEED

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        addresses = (found.url.removesuffix(FEED) for found in catalogue.ended_feeds.all())
        return self.at(addresses, catalogue)

    def leading(self, url: str, catalogue: Catalogue) -> EndedFeed | None:
        return catalogue.ended_feeds.at(url)

    def address(self, url: str, catalogue: Catalogue) -> str:
        return url + FEED

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in (before, after):
            if article:
                yield from self.now_and_before(catalogue.ended_feeds.of_article(article), catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        # The register no longer says which spellings it had.
        yield from self.now_and_before(catalogue.redirects.of_term(taxonomy, slug), catalogue)
        yield from self.built(catalogue)

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        redirects = catalogue.redirects
        if any(map(redirects.term_at, (page.url for page in pages))):
            yield from self.now_and_before(catalogue.ended_feeds.of_rules(), catalogue)
        for page in pages:
            url = page.url.removesuffix(FEED)
            if redirects.term_at(url):
                yield from self.now_and_before([url], catalogue)

    def described(self, page: Page) -> str:
        return f"the feed that was at {page.url}"

    def context(self, page: Page, archive: Archive) -> FeedContext:
        urls, words = archive.urls, archive.present(page.lang).words
        found = archive.catalogue.ended_feeds.at(str(page.key[0]))
        assert found is not None
        title, feed = words.gettext("This feed has moved"), urls.absolute(found.feed)
        where = words.gettext("Newer articles are in the feed at %(address)s.") % {"address": feed}
        own, known = urls.absolute(page.url), urls.feed_id(page.url)
        entry = FeedEntry(
            id=f"{known}#moved",
            url=urls.absolute(found.home),
            title=title,
            published="",
            updated=BEFORE_ALL,
            summary=where,
            content=Markup(),
            authors=(),
            categories=(),
            lang=page.lang,
            rights="",
            latitude=None,
            longitude=None,
        )
        return FeedContext(
            lang=page.lang,
            title=title,
            href=urls.href(page.url),
            canonical=own,
            id=known,
            updated=BEFORE_ALL,
            home=urls.absolute(found.home),
            self_url=feed,
            entries=(entry,),
        )
