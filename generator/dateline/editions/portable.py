"""The portable edition: an archive that opens from any folder, without a server or a network."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.edition import Published
from dateline.editions.base import BuiltEdition
from dateline.editions.portable_names import check_names, with_devices, without_devices
from dateline.editions.relative_links import made_relative, marked, marked_stem
from dateline.editions.search_scripts import SCRIPTS
from dateline.problems import Problem


class PortableEdition(BuiltEdition):
    """An edition with relative links, file names that every computer can store, and search data in
    scripts."""

    name = "portable"
    online = False
    search_script = "portable.js"
    search_form = SCRIPTS

    def link(self, path: str, site: Published) -> str:
        return marked(path)

    def stem(self, path: str, site: Published) -> str:
        return marked_stem(path)

    def finished(self, page: str, url: str) -> str:
        return made_relative(page, url)

    def named(self, url: str) -> str:
        return without_devices(url)

    def published(self, url: str) -> str:
        return with_devices(url)

    def misnamed(self, written: Iterable[Page], others: Iterable[str]) -> Iterable[Problem]:
        return check_names(written, others)
