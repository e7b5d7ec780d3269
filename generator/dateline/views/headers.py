"""The headers with which hosts send the site: how little pages may do, and how long they keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.config_cms import FOLDER
from dateline.content.article import Article
from dateline.content.header_rules import NAME, HeaderRule, load_header_rules
from dateline.content.snippets import read_snippet, snippet_paths
from dateline.digests import digest_of
from dateline.hosts import HOSTS
from dateline.views.archive import Archive
from dateline.views.base import Copied
from dateline.views.cms import cms_headers

_EVERYTHING = "/*"
_OWN = "'self'"
_FROM_ELSEWHERE = re.compile(r"""\ssrc\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_YEAR = 31_536_000
"""In seconds."""
_REFUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page of the site asks of a reader's device."""


def security_policy(site: Site, *, pictures_from_elsewhere: bool = False) -> str:
    """The Content-Security-Policy (W3C, CSP Level 3) of all pages.

    Nothing is loaded from other sites, unless the archive shows pictures from some or `[policy]`
    says so; forms go to this site and to the service that receives comments. Search runs
    WebAssembly in a worker.
    """
    receives = _host_source(site.comments.endpoint) if site.comments.on else ""
    allowed = {
        "default-src": ["'none'"],
        "script-src": [_OWN, "'wasm-unsafe-eval'"],
        "worker-src": [_OWN],
        "style-src": [_OWN],
        "img-src": [_OWN, *(["https:"] if pictures_from_elsewhere else [])],
        "font-src": [_OWN],
        "media-src": [_OWN],
        "manifest-src": [_OWN],
        "connect-src": [_OWN],
        "frame-src": [],
        "form-action": [_OWN, *([receives] if receives else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    for directive, sources in site.policy.items():
        allowed[directive] = [*dict.fromkeys([*allowed[directive], *sources])]
    return "; ".join(f"{name} {' '.join(those)}" for name, those in allowed.items() if those)


def _host_source(address: str) -> str:
    """The site that an address with https:// belongs to, as policies name it; empty if its host
    cannot be named there, so that no browser reaches it either."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"https://{host}{port}" if _HOST.fullmatch(host) else ""


def site_headers(site: Site, *, pictures_from_elsewhere: bool = False) -> dict[str, str]:
    """The headers of every file of the site.

    Addresses never change, not even those of the stylesheet, so browsers ask each time whether
    their copy is current. No Cross-Origin-Resource-Policy is sent, since feed readers and those who
    quote the paper show its pictures on pages of their own.
    """
    policy = security_policy(site, pictures_from_elsewhere=pictures_from_elsewhere)
    headers = {"Content-Security-Policy": policy}
    if urlsplit(site.url).scheme == "https":
        # Without includeSubDomains: other sites of the same domain are not ours to decide about.
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return headers | {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }


def headers_of(catalogue: Catalogue) -> dict[str, str]:
    """The headers of every file of the site that an archive makes."""
    site = catalogue.site
    elsewhere = catalogue.articles.any_with_pictures_from_elsewhere() or any(
        _FROM_ELSEWHERE.search(read_snippet(site, path)) for path in snippet_paths(site)
    )
    return site_headers(site, pictures_from_elsewhere=elsewhere)


class HeadersView(Copied):
    """The file of headers, for hosts that read one: those of all files, then the newsroom's own."""

    name = "headers"
    shaped_by = frozenset({"settings", "libraries", "advertisements"})
    for_the_web = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        if NAME in HOSTS[catalogue.site.host].made_files:
            yield self.page("", (), f"/{NAME}")

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page in self.pages(catalogue)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        # It may be the first or the last article with a picture from elsewhere.
        return self.pages(catalogue)

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue) if path == NAME else ()

    def content(self, page: Page, archive: Archive) -> bytes:
        site = archive.site
        own = headers_of(archive.catalogue)
        added = load_header_rules(site)[0] if archive.catalogue.files.hash_of(NAME) else []
        joins = HOSTS[site.host].joins_headers
        rules = _merged(own, [*_of_editing(site), *added])
        return "\n".join(_block(rule, own if joins else {}) for rule in rules).encode()

    def digest(self, page: Page, archive: Archive) -> str:
        return digest_of(self.content(page, archive))


def _of_editing(site: Site) -> Iterator[HeaderRule]:
    """The rule of the page for editing, which may do more than the other pages."""
    if site.cms.on:
        yield HeaderRule(f"{site.base_path}{FOLDER}/*", tuple(cms_headers(site).items()))


def _merged(own: dict[str, str], added: Iterable[HeaderRule]) -> Iterator[HeaderRule]:
    """The rules of the whole file: what the newsroom says of all files replaces what we say."""
    headers = {name.casefold(): (name, value) for name, value in own.items()}
    spelled = {name.casefold(): name for name in own}
    others = []
    for rule in added:
        if rule.path == _EVERYTHING:
            for name in rule.removed:
                headers.pop(name.casefold(), None)
            headers |= {name.casefold(): (name, value) for name, value in rule.headers}
        else:
            named = ((spelled.get(name.casefold(), name), value) for name, value in rule.headers)
            others.append(rule._replace(headers=tuple(named)))
    yield HeaderRule(_EVERYTHING, tuple(headers.values()))
    yield from others


def _block(rule: HeaderRule, joined: dict[str, str]) -> str:
    """A rule as hosts read it. `joined` has the headers of all files, if the host adds their values
    to those of a single rule, so that they must be taken away first."""
    removed = list(rule.removed)
    if rule.path != _EVERYTHING:
        removed += [name for name, _ in rule.headers if name in joined]
    lines = [rule.path, *(f"  ! {name}" for name in dict.fromkeys(removed))]
    return "\n".join([*lines, *(f"  {name}: {value}" for name, value in rule.headers), ""])
