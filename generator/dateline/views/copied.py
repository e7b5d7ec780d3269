"""Files that are copied to the output: those beside articles, variants of pictures, and the theme's
assets."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.carrying import FOR_HOSTS
from dateline.digests import digest_of
from dateline.hosts import HOSTS
from dateline.images.cache import VariantCache
from dateline.images.variants import Picture, variants_of
from dateline.own_files import read_own
from dateline.theme import WORKER
from dateline.views.archive import Archive
from dateline.views.base import Copied, PictureVariant


class FromContent(Copied):
    """Files that are made of one file below content/, whose path is first in the key."""

    of_one_file, readdressed_by = True, "Rename the file, or remove it"
    shaped_by = frozenset({"settings", "libraries"})

    def content(self, page: Page, archive: Archive) -> bytes:
        of = self.variant(page, archive.catalogue)
        if of is None:
            return read_own(archive.site.content, str(page.key[0]))
        made = VariantCache(archive.site.root).read(of.hash, of.variant)
        assert made is not None
        return made

    def original(self, page: Page, archive: Archive) -> str:
        return "" if self.variant(page, archive.catalogue) else str(page.key[0])

    def digest(self, page: Page, archive: Archive) -> str:
        if self.variant(page, archive.catalogue):
            return digest_of(self.content(page, archive))
        return archive.catalogue.files.hash_of(str(page.key[0]))


class ContentFileView(FromContent):
    """Pictures, scans, sound: the public files below content/ that are neither articles nor
    registers.

    For a picture from a camera, a variant is published instead of the file itself, which may say
    where it was taken.
    """

    name = "file"
    goes_with_articles = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        paths = (path for path in catalogue.files.paths() if self._is_one(path, catalogue))
        return (self._page(path, catalogue) for path in paths)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        path = str(page.key[0])
        return self._is_one(path, catalogue) and bool(catalogue.files.hash_of(path))

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        yield self._page(path, catalogue)

    def lasts(self, page: Page) -> bool:
        return page.key[0] not in FOR_HOSTS

    def _is_one(self, path: str, catalogue: Catalogue) -> bool:
        site = catalogue.site
        return path not in HOSTS[site.host].made_files and not site.cms.has(path)

    def _page(self, path: str, catalogue: Catalogue) -> Page:
        return self.page("", (path,), catalogue.urls.file(path))

    def variant(self, page: Page, catalogue: Catalogue) -> PictureVariant | None:
        path = str(page.key[0])
        picture = catalogue.files.picture(path)
        original = variants_of(picture, catalogue.site.images).original if picture else None
        if original is None:
            return None
        return PictureVariant(path, catalogue.files.hash_of(path), original)


class PictureView(FromContent):
    """The variants of pictures among which browsers choose. The key is the path of the picture and
    the name of the variant."""

    name = "picture"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for path, picture in catalogue.files.pictures():
            yield from self._pages(path, picture, catalogue)

    def _pages(self, path: str, picture: Picture, catalogue: Catalogue) -> Iterable[Page]:
        hash = catalogue.files.hash_of(path)
        for variant in variants_of(picture, catalogue.site.images).others:
            url = catalogue.urls.picture(path, hash, variant.name)
            yield self.page("", (path, variant.name), url)

    def _pages_of(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        picture = catalogue.files.picture(path) if catalogue.files.hash_of(path) else None
        return self._pages(path, picture, catalogue) if picture else ()

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page in self._pages_of(str(page.key[0]), catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        yield from self._pages_of(path, catalogue)
        yield from self.built(catalogue, "", (path,))

    def variant(self, page: Page, catalogue: Catalogue) -> PictureVariant | None:
        path, name = (str(part) for part in page.key)
        picture = catalogue.files.picture(path)
        assert picture is not None
        others = variants_of(picture, catalogue.site.images).others
        variant = next(variant for variant in others if variant.name == name)
        return PictureVariant(path, catalogue.files.hash_of(path), variant)


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
