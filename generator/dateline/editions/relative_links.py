"""Links of the portable edition: relative to their page, and to files, as `file://` needs them.

While a page is made, an address of the site stands in it between two marks, which are the same on
every page. So what pages share can be made once, and one substitution at the end makes each address
relative. No address holds a colon between the marks: there it is `%3A`.
"""

from __future__ import annotations

import re

_MARKED = re.compile(r'/:dateline-(page|stem):([^:"<>\s]*):')
_WEB = re.compile(r'( (?:href|src)=")//')


def marked(path: str) -> str:
    """The address of the page or file at `path`, quoted and without its leading slash."""
    return f"/:dateline-page:{path.replace(':', '%3A')}:"


def marked_stem(path: str) -> str:
    """The folder at `path`, to which a script adds the rest of an address."""
    return f"/:dateline-stem:{path.replace(':', '%3A')}:"


def made_relative(html: str, url: str) -> str:
    """The page at `url` with every marked address relative to it.

    Folders get the name of their index.html, since no server looks for it. An address that leaves
    out the scheme gets one: `file:` is not what it means.
    """
    up = "../" * (url.count("/") - 1)

    def address(found: re.Match[str]) -> str:
        path = up + found[2]
        if found[1] == "stem":
            return path or "./"
        return path if found[2] and not found[2].endswith("/") else f"{path}index.html"

    return _WEB.sub(r"\1https://", _MARKED.sub(address, html))
