"""Every address of the site, made in one place.

Addresses are kept relative to the site's root and unquoted (`/tags/crue/`); `href` adds the path
under which the site lives and quotes (RFC 3986), `absolute` makes the full address for feeds,
sitemaps and metadata. An address that ends in a slash is a folder's index.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from dateline.config import Site
from dateline.content.dates import Date
from dateline.content.slugs import slugify
from dateline.edition import Edition
from dateline.timetree import Period

SEARCH_DATA = "/search/data/"
"""The folder of the search indexes."""
PACKS, SAVEABLE = "/offline/packs/", "/offline/volumes.json"
"""The folder of the packs that readers save, and the list of them."""

RESERVED = ("/.dateline", SEARCH_DATA, PACKS, SAVEABLE)
"""What addresses that Dateline keeps for itself begin with: its marks in the output folder, the
search indexes and the packs, none of which are pages."""

FEED, JSON_FEED = "feed.xml", "feed.json"
SITEMAP, ROBOTS, NOT_FOUND = "sitemap.xml", "robots.txt", "404.html"
OPENSEARCH, WEB_MANIFEST = "opensearch.xml", "manifest.webmanifest"
SERVICE_WORKER = "service-worker.js"
"""What files are called that are no folder's index.html."""

_SAFE = "/!$&'()*+,;=:@~-._"
_PLAIN = re.compile(r"[a-z0-9/._-]*").fullmatch
"""Most addresses need no quoting, and a page has many."""


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site."""

    site: Site
    edition: Edition = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "edition", self.site.edition)

    def prefix(self, language: str) -> str:
        """`/` for the site's own language, `/fr/` for French."""
        return "/" if language == self.site.language else f"/{language}/"

    def article(self, language: str, slug: str, date: Date, section: str) -> str:
        """By the site's permalink; the parts that the date leaves unknown fall away."""
        known = {
            "year": f"{date.year:04}",
            "month": f"{date.month:02}" if date.month else "",
            "day": f"{date.day:02}" if date.day else "",
            "slug": slug,
            "section": slugify(section),
        }
        path = re.sub(r":([a-z]+)", lambda part: known[part[1]], self.site.permalink)
        return self.named(self.prefix(language) + re.sub(r"/{2,}", "/", path).lstrip("/"))

    def page(self, language: str, folder: str, slug: str) -> str:
        """A page without a date stands where its file stands; `index` for the folder itself."""
        parts = (*folder.split("/"), "" if slug == "index" else slug)
        return self.named(self.prefix(language) + "".join(f"{part}/" for part in parts if part))

    def home(self, language: str) -> str:
        """The front page."""
        return self.prefix(language)

    def calendar(self, language: str, year: int = 0, month: int = 0, day: int = 0) -> str:
        """The page of a day, a month or a year, or with no year the index of years."""
        if not year:
            return self.prefix(language) + "archive/"
        parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]
        return self.prefix(language) + "".join(f"{part}/" for part in parts)

    def taxonomy(self, language: str, name: str) -> str:
        """The index of a taxonomy."""
        return self.named(f"{self.prefix(language)}{name}/")

    def term(self, language: str, taxonomy: str, slug: str) -> str:
        """The landing page of a term."""
        return self.named(f"{self.taxonomy(language, taxonomy)}{slug}/")

    def period(self, language: str, taxonomy: str, slug: str, period: Period) -> str:
        """One period of a term; the landing page for the whole of time."""
        return self.term(language, taxonomy, slug) + period.path

    def feed(self, language: str) -> str:
        """The site's Atom feed."""
        return f"{self.prefix(language)}{FEED}"

    def json_feed(self, language: str) -> str:
        """The site's JSON Feed."""
        return f"{self.prefix(language)}{JSON_FEED}"

    def term_feed(self, language: str, taxonomy: str, slug: str) -> str:
        """The Atom feed of a term."""
        return self.term(language, taxonomy, slug) + FEED

    def search(self, language: str) -> str:
        """The search page."""
        return f"{self.prefix(language)}search/"

    def opensearch(self, language: str) -> str:
        """The description of the search for browsers."""
        return f"{self.prefix(language)}{OPENSEARCH}"

    def search_data(self, path: str = "") -> str:
        """The folder of the search indexes, or a file in it."""
        return SEARCH_DATA + path

    def volume(self, lang: str, name: str) -> str:
        """The folder of one search volume."""
        return self.search_data(f"{lang}/{name}/")

    def offline(self, language: str) -> str:
        """The page of volumes to save."""
        return f"{self.prefix(language)}offline/"

    def pack(self, lang: str, name: str) -> str:
        """The pack of one volume."""
        return f"{PACKS}{lang}/{name}.pack"

    def web_manifest(self, language: str) -> str:
        """What a browser needs to know to install the archive."""
        return f"{self.prefix(language)}{WEB_MANIFEST}"

    def service_worker(self) -> str:
        """The script that answers where there is no network; it rules the folder that it is in."""
        return f"/{SERVICE_WORKER}"

    def not_found(self, language: str) -> str:
        """The page for addresses that lead nowhere."""
        return f"{self.prefix(language)}{NOT_FOUND}"

    def sitemap(self, name: str = "") -> str:
        """The index of sitemaps, or the one called `name`."""
        return f"/sitemaps/{name}.xml" if name else f"/{SITEMAP}"

    def robots(self) -> str:
        """The rules for robots."""
        return f"/{ROBOTS}"

    def file(self, path: str) -> str:
        """A file carried along keeps its path; an index.html answers for its folder."""
        name = path.rpartition("/")[2]
        return "/" + path.removesuffix(name) if name == "index.html" else "/" + path

    def asset(self, path: str) -> str:
        """A file of the theme."""
        return "/assets/" + path

    def href(self, url: str) -> str:
        """`url` as links within the site have it."""
        if self.edition.lacks(url):
            return self.absolute(url)
        return self.edition.link(_quoted(url[1:]), self.site)

    def stem(self, url: str) -> str:
        """The folder `url` as scripts have it, which put addresses together."""
        return self.edition.stem(_quoted(url[1:]), self.site)

    def absolute(self, url: str) -> str:
        """`url` with scheme and host, on the published site."""
        return self.site.url + _quoted(self.edition.published(url)[1:])

    def named(self, url: str) -> str:
        """`url` as the names of folders can be wherever this edition goes."""
        return self.edition.named(url)


def is_reserved(url: str) -> bool:
    """Whether no page or file of the archive may have this address, in whatever case.

    Nor may a folder be called as the page of a folder is.
    """
    folded = url.casefold()
    return folded.startswith(RESERVED) or "/index.html/" in folded


def _quoted(path: str) -> str:
    return path if _PLAIN(path) else quote(path, safe=_SAFE)


def output_path(url: str) -> str:
    """The file of the output folder that answers at `url`."""
    path = url.removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
