"""Files that are assembled from finished ones: search manifest, word map, packs, list of packs."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.views.base import Output


class Assembled(Output):
    """A kind of file that a later stage of the build assembles from others.

    That stage decides which of them exist; for planning, they are those already published.
    """

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.built(catalogue)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return catalogue.is_published(page.url)


class SearchManifest(Assembled):
    """The list of search volumes. One for the whole site; the key is empty."""

    name = "search-manifest"


class WordMap(Assembled):
    """The files of the word map of a language.

    The key has the kind, `shard` or `endings`, and the number of the file.
    """

    name = "word-map"


class Pack(Assembled):
    """A volume to save for reading offline.

    The key has what the list of packs shows: the volume's name, its number of articles, first and
    last day, and the pack's size in bytes.
    """

    name = "pack"
    for_the_web = True


class ListsPack(Assembled):
    """The lists and pages that lead to the articles of several volumes, saved with each of these.

    There is one for each period that is divided into volumes. The key has the period's name and
    the pack's size in bytes.
    """

    name = "lists-pack"
    for_the_web = True


class FilesPack(Assembled):
    """Pictures and documents of one volume, saved with it: apart from its pages, since they rarely
    change.

    The key has the volume's name, the number of the pack, and its size in bytes.
    """

    name = "files-pack"
    for_the_web = True


class SaveableVolumes(Assembled):
    """The list of packs. One for the whole site; the key is empty."""

    name = "saveable-volumes"
    for_the_web = True
