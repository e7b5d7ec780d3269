"""What is made of finished files once these are there: the search manifest, packs, their list."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.views.base import Output


class Assembled(Output):
    """A kind of file that a later stage of the build makes of others.

    That stage decides which there are, so planning has none: those that stand are all there is.
    """

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.built(catalogue)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return catalogue.is_published(page.url)


class SearchManifest(Assembled):
    """The list of search volumes. One for the whole site; the key is empty."""

    name = "search-manifest"


class Pack(Assembled):
    """A volume to save for reading offline.

    The key is what the list of packs tells of it: the volume's name, number of articles, first and
    last day, and the pack's size in bytes.
    """

    name = "pack"
    for_the_web = True


class SaveableVolumes(Assembled):
    """The list of packs. One for the whole site; the key is empty."""

    name = "saveable-volumes"
    for_the_web = True
