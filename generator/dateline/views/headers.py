"""The file that tells hosts with which headers to send the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.config_cms import FOLDER
from dateline.content.article import Article
from dateline.content.header_rules import HeaderRule, load_header_rules
from dateline.content.snippets import read_snippet, snippet_paths
from dateline.hosts import HEADERS, HOSTS
from dateline.security_headers import site_headers
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.cms import cms_headers
from dateline.views.kinds import MadeFile

_EVERYTHING = "/*"
_FROM_ELSEWHERE = re.compile(r"""\ssrc\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)


def headers_of(catalogue: Catalogue) -> dict[str, str]:
    """The headers of every file of the site that an archive makes."""
    site = catalogue.site
    elsewhere = catalogue.articles.any_with_pictures_from_elsewhere() or any(
        _FROM_ELSEWHERE.search(read_snippet(site, path)) for path in snippet_paths(site)
    )
    return site_headers(site, pictures_from_elsewhere=elsewhere)


class HeadersView(MadeFile):
    """The file of headers, for hosts that read one: those of all files, then the newsroom's own."""

    name = "headers"
    shaped_by = frozenset({"settings", "libraries", "advertisements"})

    def address(self, urls: Urls) -> str:
        return f"/{HEADERS}"

    def wanted(self, catalogue: Catalogue) -> bool:
        return HEADERS in HOSTS[catalogue.site.host].made_files

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        # It may be the first or the last article with a picture from elsewhere.
        return self.pages(catalogue)

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue) if path == HEADERS else ()

    def content(self, page: Page, archive: Archive) -> bytes:
        site = archive.site
        own = headers_of(archive.catalogue)
        added = load_header_rules(site)[0] if archive.catalogue.files.hash_of(HEADERS) else []
        joins = HOSTS[site.host].joins_headers
        rules = _merged(own, [*_of_editing(site), *added])
        return "\n".join(_block(rule, own if joins else {}) for rule in rules).encode()


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
