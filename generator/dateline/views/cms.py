"""The page for editing: its files, copied from content/admin/, and what a browser may do there."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.config_cms import FOLDER
from dateline.views.copied import FromContent

_OWN = "'self'"
_CONNECTS = {
    "github": ("https://api.github.com",),
    "gitlab": ("https://gitlab.com",),
}
"""Where Sveltia CMS sends requests, for each kind of host, besides those that are configured. It
also asks whether the host is in trouble; that it may not, and it does without the answer."""
_AVATARS = {
    "github": ("https://avatars.githubusercontent.com",),
    "gitlab": ("https://gitlab.com", "https://secure.gravatar.com"),
}


def cms_policy(site: Site, *, in_page: bool = False) -> str:
    """The Content-Security-Policy (W3C, CSP Level 3) of the page for editing, as a header or, with
    `in_page`, as an element of the page, where nothing can be said of frames around it.

    Scripts come from the site alone, as everywhere. The editor writes stylesheets as it goes, shows
    pictures that are not on the site yet, and talks to the host of the repository.
    """
    backend = site.cms.backend
    name = str(backend.get("name"))
    keys = ("api_root", "graphql_api_root", "base_url")
    named = dict.fromkeys(filter(None, (_origin(backend.get(key)) for key in keys)))
    connects = dict.fromkeys((*_CONNECTS.get(name, ()), *named))
    allowed = {
        "default-src": ["'none'"],
        "script-src": [_OWN, "'wasm-unsafe-eval'"],
        "worker-src": [_OWN],
        "style-src": [_OWN, "'unsafe-inline'"],
        "img-src": [_OWN, "blob:", "data:", *_AVATARS.get(name, named)],
        "font-src": [_OWN],
        "media-src": [_OWN, "blob:"],
        "connect-src": [_OWN, "blob:", "data:", *connects],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        **({} if in_page else {"frame-ancestors": ["'none'"]}),
    }
    return "; ".join(f"{directive} {' '.join(those)}" for directive, those in allowed.items())


def cms_headers(site: Site) -> dict[str, str]:
    """The headers of the page for editing, and of its files, that differ from those of the site."""
    return {
        "Content-Security-Policy": cms_policy(site),
        # The window in which journalists sign in answers this one.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "X-Robots-Tag": "noindex",
    }


def _origin(address: object) -> str:
    parts = urlsplit(address) if isinstance(address, str) else None
    return f"https://{parts.netloc}" if parts and parts.scheme == "https" else ""


class CmsView(FromContent):
    """The files of the page for editing, which only a site on a web server has."""

    name = "cms"
    for_the_web = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        is_one = catalogue.site.cms.has
        paths = (path for path in catalogue.files.paths() if is_one(path))
        return (self._page(path, catalogue) for path in paths)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        path = str(page.key[0])
        return catalogue.site.cms.has(path) and bool(catalogue.files.hash_of(path))

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        if path.startswith(f"{FOLDER}/"):
            yield self._page(path, catalogue)

    def _page(self, path: str, catalogue: Catalogue) -> Page:
        return self.page("", (path,), catalogue.urls.file(path))
