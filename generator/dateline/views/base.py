"""What a view is: one kind of page, from its addresses to what its template reads.

Adding a kind of page is one file in this folder, one row in `views.VIEWS`, one template and one
test; see docs/recipes.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import KeyPart, Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.parts import Link, Translation


@dataclass(slots=True, kw_only=True)
class Context:
    """What every template reads as `page`; each view adds its own fields (docs/themes.md)."""

    lang: str
    title: str
    href: str
    canonical: str
    description: str = ""
    translations: tuple[Translation, ...] = ()
    feeds: tuple[Link, ...] = ()
    breadcrumbs: tuple[Link, ...] = ()
    noindex: bool = False


Shaper = Literal["templates", "assets", "settings", "libraries", "menu"]
"""What can change all pages of a kind at once, whatever the articles."""


class Output(ABC):
    """One kind of file in the output. `name` stands in the catalogue.

    A build knows nothing of any kind but what its members answer.
    """

    name: ClassVar[str]
    for_the_web: ClassVar[bool] = False
    """Whether only a web server has use for it; see `Edition.online`."""
    file_name: ClassVar[str] = ""
    """What the file of each of its pages is called, where that is a name of its own."""
    shaped_by: ClassVar[frozenset[Shaper]] = frozenset()
    """What makes all of its pages stale when it changes."""
    of_one_file: ClassVar[bool] = False
    """Whether each page is made of one file of content/, whose path its key begins with."""
    readdressed_by: ClassVar[str] = "Rename the taxonomy in site.toml"
    """What gives a page another address, for a problem to say."""
    comes_last: ClassVar[bool] = False
    """Whether its pages name digests of others, and so are rendered after all of these."""
    in_packs: ClassVar[bool] = False
    """Whether packs hold its pages, each with the volume that its article is in."""
    kept_offline: ClassVar[bool] = False
    """Whether the service worker keeps its pages for every reader."""

    @abstractmethod
    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        """Every page of this kind that the archive has now."""

    @abstractmethod
    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        """Whether `page`, which an earlier build may have made, belongs to the archive now."""

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        """The pages that may differ when an article goes from `before` to `after`.

        Either is None where the article was, or is, not public. Pages that are gone are among them.
        """
        return ()

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when only the text of an article changes."""
        return ()

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when a register says something new of a term."""
        return ()

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when the file content/`path` comes, changes or goes."""
        return ()

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when `pages`, of any kind, come or go."""
        return ()

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        """Those of its pages that the sitemap of pages lists; articles have other sitemaps."""
        return ()

    def source(self, page: Page) -> str:
        """The path, from content/, of the one file that a page is made of; else empty."""
        return str(page.key[0]) if self.of_one_file else ""

    def described(self, page: Page) -> str:
        """A page of the site, as problems name it."""
        return f"content/{page.key[0]}" if self.of_one_file else f"the {self.name} page of the site"

    def page(self, lang: str, key: tuple[KeyPart, ...], url: str, when: str = "") -> Page:
        """A page of this kind; see `Page` for `when`."""
        return Page(self.name, lang, key, url, when)

    def built(
        self, catalogue: Catalogue, lang: str = "", key: tuple[KeyPart, ...] = ()
    ) -> list[Page]:
        """The pages as last published, all or those whose key begins with `lang` and `key`."""
        return [built.page for built in catalogue.published.pages_of(self.name, lang, key)]


class View(Output):
    """A kind of page that a template makes of a context."""

    template: ClassVar[str]
    shaped_by = frozenset({"templates", "settings", "libraries", "menu"})

    @abstractmethod
    def context(self, page: Page, archive: Archive) -> Context:
        """What the template reads. Only asked for pages that exist."""


class Copied(Output):
    """A kind of file that is carried to the output as it is."""

    @abstractmethod
    def content(self, page: Page, archive: Archive) -> bytes:
        """Its bytes."""

    @abstractmethod
    def digest(self, page: Page, archive: Archive) -> str:
        """The digest (`digests`) of its bytes, known without reading them."""


Dated = TypeVar("Dated", Article, Listed)


def dated(*articles: Dated | None) -> Iterator[Dated]:
    """Those that are there and are articles, not pages without a date."""
    return (article for article in articles if article and article.kind == "article")
