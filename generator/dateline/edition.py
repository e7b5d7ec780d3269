"""What addresses and pages ask of the edition that is made.

The answers here are those of a site on a web server. `editions.base` adds what a build asks.
"""

from __future__ import annotations

from typing import ClassVar, Protocol


class Published(Protocol):
    """Where an archive is published: its address, and the path in it, both ending in a slash."""

    @property
    def url(self) -> str:
        """The whole address."""

    @property
    def base_path(self) -> str:
        """Its path alone, quoted."""


class Edition:
    """How links, names of files and pages are, wherever readers have this edition."""

    online: ClassVar[bool] = True
    """Whether readers get it from a web server, so that they can subscribe to it, install it and
    save volumes of it."""
    search_script: ClassVar[str] = ""
    """The theme's script that the search page needs before its own; other editions are made
    without it."""

    def link(self, path: str, site: Published) -> str:
        """The link to the page or file at `path`, which is quoted and has no slash in front."""
        return site.base_path + path

    def stem(self, path: str, site: Published) -> str:
        """The link to the folder at `path`, to which scripts add the rest of an address."""
        return self.link(path, site)

    def lacks(self, url: str) -> bool:
        """Whether only the published site has what answers at `url`, so that links lead there."""
        return False

    def named(self, url: str) -> str:
        """`url` as files and folders can be called wherever this edition goes."""
        return url

    def published(self, url: str) -> str:
        """The address on the published site of what `named` gave `url`."""
        return url

    def has_asset(self, path: str) -> bool:
        """Whether the theme's file at assets/`path` is part of it."""
        return True
