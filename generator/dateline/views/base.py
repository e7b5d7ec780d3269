"""The interface of a view: one kind of page, from its addresses to what its template reads.

Adding a kind of page takes one file in this folder, one row in `views.VIEWS`, one template and one
test; see docs/recipes.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeVar

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import KeyPart, Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.images.variants import Variant
from dateline.timetree import ALL, Period
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
    structured_data: tuple[Markup, ...] = ()


Shaper = Literal["templates", "assets", "settings", "libraries", "menu", "advertisements", "theme"]
"""What can change all pages of a kind at once, apart from articles. Templates bring the settings of
their theme with them; what else depends on these names the theme."""

RENAMED_TAXONOMY = "Rename the taxonomy in site.toml"
"""How the pages of a taxonomy and of its terms get other addresses."""


class Output(ABC):
    """One kind of file in the output. `name` identifies it in the catalogue.

    A build knows nothing about a kind of file except what these members tell it.
    """

    name: ClassVar[str]
    for_the_web: ClassVar[bool] = False
    """Whether it is needed only on a web server; see `Edition.online`."""
    file_name: ClassVar[str] = ""
    """The fixed file name of each of its pages, if they are not the index.html of a folder."""
    shaped_by: ClassVar[frozenset[Shaper]] = frozenset()
    """What makes all of its pages stale by changing."""
    of_one_file: ClassVar[bool] = False
    """Whether each page is made from one file below content/, whose path is first in its key."""
    goes_with_articles: ClassVar[bool] = False
    """Whether its pages are files that articles show, and are off the site when none does any more;
    a build names them then."""
    readdressed_by: ClassVar[str] = ""
    """How to give a page another address, as a problem says it; empty if Dateline alone decides."""
    gives_way: ClassVar[bool] = False
    """Whether it leaves an address to a page of any other kind that claims it."""
    comes_last: ClassVar[str] = ""
    """What its pages are made of, as the reason for writing them says it, if they can only be made
    when all others are: of digests of these, or of the addresses that these have left."""
    saved_as: ClassVar[Literal["", "article", "list"]] = ""
    """How readers save its pages for reading offline: as articles, as lists and pages that lead to
    articles, or not at all. See `period`."""
    kept_offline: ClassVar[bool] = False
    """Whether the service worker stores its pages for every reader."""

    @abstractmethod
    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        """Every page of this kind that the archive has now."""

    @abstractmethod
    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        """Whether `page`, which may be from an earlier build, belongs to the archive now."""

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        """The pages that may differ when an article changes from `before` to `after`, including
        those that no longer exist.

        `before` is None if the article was not public, `after` if it is not public now.
        """
        return ()

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when only the text of an article changes."""
        return ()

    def touched_by_links(self, targets: Iterable[str], catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when an article gains or loses links to `targets`, which are
        paths relative to content/ or addresses without their leading slash."""
        return ()

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when the register entry of a term changes."""
        return ()

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when the file content/`path` is added, changed or removed."""
        return ()

    def touched_by_time(self, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when nothing has changed but what is recent; see
        `Articles.recent`."""
        return ()

    def touched_by_comments(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when comments on the article content/`path` are added, changed
        or removed, or when it is opened or closed to them."""
        return ()

    def touched_by_revisions(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when the article content/`path` has other revisions."""
        return ()

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        """The pages that may differ when `pages`, of any kind, are added or removed."""
        return ()

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        """Its pages that the sitemap of pages lists; articles have sitemaps of their own."""
        return ()

    def period(self, page: Page, catalogue: Catalogue) -> Period:
        """The period of the articles that a page shows or leads to. Readers save the page with the
        smallest volume, or divided period, that contains it."""
        return ALL

    def source(self, page: Page) -> str:
        """The path, relative to content/, of the file that a page is made from; empty if it is not
        made from one file."""
        return str(page.key[0]) if self.of_one_file else ""

    def described(self, page: Page) -> str:
        """The description of a page in problems."""
        return f"content/{page.key[0]}" if self.of_one_file else f"the {self.name} page of the site"

    def lasts(self, page: Page) -> bool:
        """Whether readers keep links to a page, so that a build says when its address is gone."""
        return False

    def page(self, lang: str, key: tuple[KeyPart, ...], url: str, when: str = "") -> Page:
        """A page of this kind; see `Page` for `when`."""
        return Page(self.name, lang, key, url, when)

    def built(
        self, catalogue: Catalogue, lang: str = "", key: tuple[KeyPart, ...] = ()
    ) -> list[Page]:
        """The pages as last published: all, or those whose key starts with `lang` and `key`."""
        return [built.page for built in catalogue.published.pages_of(self.name, lang, key)]


class View(Output):
    """A kind of page that is rendered from a context by a template."""

    template: ClassVar[str]
    shaped_by = frozenset({"templates", "settings", "libraries", "menu"})

    @abstractmethod
    def context(self, page: Page, archive: Archive) -> Context:
        """What the template reads. Called only for pages that exist."""


class PictureVariant(NamedTuple):
    """A variant of the picture content/`path`, which has the content hash `hash`."""

    path: str
    hash: str
    variant: Variant


class Copied(Output):
    """A kind of file that is copied to the output unchanged."""

    def variant(self, page: Page, catalogue: Catalogue) -> PictureVariant | None:
        """The variant of a picture that a page is copied from, which must be made before; None if
        it is copied from something else."""
        return None

    def original(self, page: Page, archive: Archive) -> str:
        """The path, relative to content/, of a file that is published as it is and may be too
        large to hold in memory; empty if a page is copied from something else."""
        return ""

    @abstractmethod
    def content(self, page: Page, archive: Archive) -> bytes:
        """The bytes of a page."""

    @abstractmethod
    def digest(self, page: Page, archive: Archive) -> str:
        """The digest (see `digests`) of a page's bytes, found without reading them."""


Dated = TypeVar("Dated", Article, Listed)


def dated(*articles: Dated | None) -> Iterator[Dated]:
    """Those of `articles` that are not None and not pages without a date."""
    return (article for article in articles if article and article.kind == "article")


def stays(before: Article | None, after: Article | None) -> bool:
    """Whether an article was there before and still has its kind, language and date: then no number
    of articles differs, and no page is added or removed beside those of its date."""
    if before is None or after is None:
        return False
    return (before.kind, before.lang, before.date) == (after.kind, after.lang, after.date)
