"""The catalogue as views and builds query it, with one part for each subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar, cast

from dateline.catalogue.articles import Articles
from dateline.catalogue.calendar import Calendar
from dateline.catalogue.comments import Comments
from dateline.catalogue.corrections import Corrections
from dateline.catalogue.ended import Ended
from dateline.catalogue.ended_feeds import EndedFeeds
from dateline.catalogue.files import Files
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.loader import Loader
from dateline.catalogue.newsroom_rules import NewsroomRules
from dateline.catalogue.redirects import Redirects
from dateline.catalogue.revisions import Revisions
from dateline.catalogue.stored_words import StoredWords
from dateline.catalogue.terms import Terms
from dateline.catalogue.volumes import Volumes
from dateline.catalogue.withdrawals import Withdrawals
from dateline.config import Site
from dateline.content.dates import NEVER
from dateline.urls import Urls

Result = TypeVar("Result")


class Catalogue:
    """Queries over one connection. An article that is due after `now` is unfinished.

    Results are cached in memory, so an instance is valid only until the catalogue is written to.
    """

    def __init__(self, connection: sqlite3.Connection, site: Site, now: str = NEVER) -> None:
        self.connection, self.site, self.now = connection, site, now
        self.urls = Urls(site)
        self._loader = Loader(connection, site)
        self.articles = Articles(self._loader, now)
        self.calendar = Calendar(self._loader)
        self.comments = Comments(self._loader)
        self.corrections = Corrections(self._loader)
        self.files = Files(self._loader)
        self.published = Ledger(connection)
        self.revisions = Revisions(self._loader)
        self.stored_words = StoredWords(connection)
        self.terms = Terms(self._loader)
        lists = self.calendar, self.terms, self.corrections
        ended = Ended(self._loader, self.urls, NewsroomRules(site), *lists)
        self.redirects = Redirects(self._loader, self.urls, ended, self.terms)
        self.withdrawals = Withdrawals(self._loader, self.articles, self.redirects)
        self.ended_feeds = EndedFeeds(self._loader, self.urls, self.redirects, self.terms)
        self.volumes = Volumes(self._loader)
        self._worked_out: dict[object, Any] = {}

    def languages(self) -> list[str]:
        """The site's language, then the other languages that have public articles."""
        return self._loader.languages

    def is_published(self, url: str) -> bool:
        """Whether a file was published at an address, in this edition or on the published site."""
        published = self.published.page_at(self.urls.named(url)) is not None
        return published or self.site.edition.lacks(url)

    def once(self, key: object, work_out: Callable[[], Result]) -> Result:
        """The result of `work_out`, which is called once for each `key`."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        return cast("Result", self._worked_out[key])
