"""What addresses and pages need to know about the edition that is built.

The defaults here are those of a site on a web server. `editions.base` adds what a build needs.
"""

from __future__ import annotations

from typing import ClassVar, Protocol


class Published(Protocol):
    """Where an archive is published: its address and its path, both with a trailing slash."""

    @property
    def url(self) -> str:
        """The full address."""

    @property
    def base_path(self) -> str:
        """The path of the address alone, quoted."""


class Edition:
    """How an edition writes links and names files, and which pages and files it has."""

    online: ClassVar[bool] = True
    """Whether readers get the edition from a web server, so that they can subscribe to it, install
    it and save volumes."""
    search_script: ClassVar[str] = ""
    """The theme's script that the search page of this edition loads before its own; other editions
    do not include it."""

    def link(self, path: str, site: Published) -> str:
        """The link to the page or file at `path`, which is quoted and has no leading slash."""
        return site.base_path + path

    def stem(self, path: str, site: Published) -> str:
        """The link to the folder at `path`, to which scripts append the rest of an address."""
        return self.link(path, site)

    def lacks(self, url: str) -> bool:
        """Whether `url` exists only on the published site, so that links must lead there."""
        return False

    def named(self, url: str) -> str:
        """`url` with names that files and folders can have wherever this edition is used."""
        return url

    def published(self, url: str) -> str:
        """The inverse of `named`: the address on the published site."""
        return url

    def has_asset(self, path: str) -> bool:
        """Whether the theme's file at assets/`path` is part of this edition."""
        return True
