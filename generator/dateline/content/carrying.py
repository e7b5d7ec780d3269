"""Which files of content/ are carried to the site: by their names, and by what the site says."""

from __future__ import annotations

import re
from dataclasses import dataclass

FOR_HOSTS = frozenset({"_headers", "_redirects", ".nojekyll", "CNAME"})
"""Files at the top of content/ that hosts read."""
_ALWAYS = FOR_HOSTS | {
    "ads.txt",
    "app-ads.txt",
    "favicon.ico",
    "humans.txt",
    "robots.txt",
    "security.txt",
}
"""Files at the top of content/ that others ask for by their names."""
WELL_KNOWN = ".well-known"
"""The folder from which hosts answer (RFC 8615)."""
_PROGRAM = re.compile(
    r"\.(?:x?html?|xht|mhtml?|shtml?|[cm]?js|xml|xslt?|rdf|svgz|swf)$", re.IGNORECASE
)
"""What a browser may run on the site's own address, whatever the security policy says of pages."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """The rules of one site; `always` and `trusted` are paths of files and folders in content/.

    A file is carried if something published refers to it, or if it `stands_alone`; in either case
    it must not be a program, unless it is `trusted`.
    """

    always: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()

    def stands_alone(self, path: str) -> bool:
        """Whether it is carried though nothing refers to it."""
        return path in _ALWAYS or path.startswith(f"{WELL_KNOWN}/") or _is_within(path, self.always)

    def may_be_carried(self, path: str) -> bool:
        """Whether it is no program, or is trusted."""
        return not _PROGRAM.search(path) or _is_within(path, self.trusted)


def _is_within(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
