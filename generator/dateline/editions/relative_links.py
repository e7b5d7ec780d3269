"""Links of the portable edition: relative to their page, and to files, as `file://` needs them.

While a page is rendered, each address of the site in it is marked in the same way on every page. So
parts that pages share can be rendered once, and a substitution at the end makes the addresses
relative. A colon in a marked address is written as `%3A`.
"""

from __future__ import annotations

import re

_MARKED = re.compile(r'/:dateline-(page|stem):([^:"<>\s]*):')
_WEB = re.compile(r'( (?:href|src)=")//')


def marked(path: str) -> str:
    """The marked address of the page or file at `path`: quoted, without a leading slash."""
    return f"/:dateline-page:{path.replace(':', '%3A')}:"


def marked_stem(path: str) -> str:
    """The marked address of the folder at `path`, to which a script adds the rest."""
    return f"/:dateline-stem:{path.replace(':', '%3A')}:"


def made_relative(html: str, url: str) -> str:
    """The page at `url` with every marked address made relative to it.

    Folders become their index.html, since no server adds that. Addresses of other sites without a
    scheme get `https:`, since browsers would take it to be `file:`.
    """
    up = "../" * (url.count("/") - 1)

    def address(found: re.Match[str]) -> str:
        path = up + found[2]
        if found[1] == "stem":
            return path or "./"
        return path if found[2] and not found[2].endswith("/") else f"{path}index.html"

    return _WEB.sub(r"\1https://", _MARKED.sub(address, html))
