"""Files that are copied to the output: those beside articles, and the theme's assets."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.theme import WORKER
from dateline.views.archive import Archive
from dateline.views.base import Copied


class ContentFileView(Copied):
    """Pictures, scans, sound: the public files below content/ that are neither articles nor
    registers."""

    name = "file"
    of_one_file, readdressed_by = True, "Rename the file, or remove it"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (self._page(path, catalogue) for path in catalogue.files.paths())

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return bool(catalogue.files.hash_of(str(page.key[0])))

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        yield self._page(path, catalogue)

    def _page(self, path: str, catalogue: Catalogue) -> Page:
        return self.page("", (path,), catalogue.urls.file(path))

    def content(self, page: Page, archive: Archive) -> bytes:
        return (archive.site.content / str(page.key[0])).read_bytes()

    def digest(self, page: Page, archive: Archive) -> str:
        return archive.catalogue.files.hash_of(str(page.key[0]))


class ThemeAssetView(Copied):
    """The theme's stylesheet, scripts and pictures."""

    name = "asset"
    shaped_by = frozenset({"assets", "settings", "libraries"})
    kept_offline = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self.page("", (path,), catalogue.urls.asset(path)) for path in self.paths(catalogue)
        )

    def paths(self, catalogue: Catalogue) -> list[str]:
        """The paths, in the theme, of the assets that the current edition includes."""
        has_asset = catalogue.site.edition.has_asset
        assets = sorted(catalogue.files.assets())
        return [path for path in assets if path != WORKER and has_asset(path)]

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.key[0] in self.paths(catalogue)

    def described(self, page: Page) -> str:
        return f"the theme's {page.key[0]}"

    def content(self, page: Page, archive: Archive) -> bytes:
        return archive.theme.asset(str(page.key[0]))

    def digest(self, page: Page, archive: Archive) -> str:
        return archive.catalogue.files.assets()[str(page.key[0])]
