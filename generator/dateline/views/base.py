"""What a view is: one kind of page, from its addresses to what its template reads.

Adding a kind of page is one file in this folder, one row in `views.VIEWS`, one template and one
test; see CONTRIBUTING.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeVar

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


class Output(ABC):
    """One kind of file in the output. `name` stands in the catalogue."""

    name: ClassVar[str]
    for_the_web: ClassVar[bool] = False
    """Whether only a web server has use for it; see `Edition.online`."""
    file_name: ClassVar[str] = ""
    """What the file of each of its pages is called, where that is a name of its own."""

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

    def page(self, lang: str, key: tuple[KeyPart, ...], url: str, when: str = "") -> Page:
        """A page of this kind; see `Page` for `when`."""
        return Page(self.name, lang, key, url, when)

    def built(
        self, catalogue: Catalogue, lang: str = "", key: tuple[KeyPart, ...] = ()
    ) -> list[Page]:
        """The pages as last published, all or those whose key begins with `lang` and `key`."""
        return catalogue.built(self.name, lang, key)


class View(Output):
    """A kind of page that a template makes of a context."""

    template: ClassVar[str]

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
