"""Every address of the site, made in one place.

Addresses are relative to the site's root and unquoted (`/tags/crue/`). `href` quotes them (RFC
3986) and adds the path under which the site is published; `absolute` makes full addresses for
feeds, sitemaps and metadata. An address with a trailing slash is the index.html of a folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from dateline.config import Site
from dateline.content.dates import Date
from dateline.content.slugs import slugify
from dateline.digests import digest_of
from dateline.edition import Edition
from dateline.page_paths import folder_of
from dateline.timetree import Period

SEARCH_DATA = "/search/data/"
"""The folder of the search indexes."""
WORDS = "words"
"""The folder in it for the word maps of all languages."""
PACKS, SAVEABLE = "/offline/packs/", "/offline/volumes.json"
"""The folder of the packs that readers save, and the list of them."""

RESERVED = ("/.dateline", SEARCH_DATA, PACKS, SAVEABLE)
"""How reserved addresses begin: those of Dateline's marker and staging folder, the search indexes
and the packs, none of which are pages."""

FEED, JSON_FEED = "feed.xml", "feed.json"
SITEMAP, NEWS_SITEMAP = "sitemap.xml", "sitemap-news.xml"
ROBOTS, NOT_FOUND = "robots.txt", "404.html"
OPENSEARCH, WEB_MANIFEST = "opensearch.xml", "manifest.webmanifest"
SERVICE_WORKER = "service-worker.js"
"""The file names of pages that are not the index.html of a folder."""

_SAFE = "/!$&'()*+,;=:@~-._"
_PLAIN = re.compile(r"[a-z0-9/._-]*").fullmatch
"""Most addresses need no quoting, and a page has many."""
_VARIANT = re.compile(r"/images/[0-9a-f]{16}-\d+\.[a-z]+").fullmatch


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
        """An article, by the site's permalink without the parts of the date that are unknown."""
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
        """A page without a date, which is where its file is; `index` means the folder itself."""
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

    def on_this_day(self, language: str, month: int = 0, day: int = 0) -> str:
        """The page of a day of all years, or without a day the index of these pages."""
        folder = f"{self.prefix(language)}on-this-day/"
        return f"{folder}{month:02}-{day:02}/" if day else folder

    def taxonomy(self, language: str, name: str) -> str:
        """The index of a taxonomy."""
        return self.named(f"{self.prefix(language)}{name}/")

    def term(self, language: str, taxonomy: str, slug: str) -> str:
        """The landing page of a term."""
        return self.named(f"{self.taxonomy(language, taxonomy)}{slug}/")

    def period(self, language: str, taxonomy: str, slug: str, period: Period) -> str:
        """The page of one period of a term; for all of time, its landing page."""
        return self.term(language, taxonomy, slug) + period.path

    def fragments(self, language: str) -> str:
        """The folder of the fragments, which pages load."""
        return f"{self.prefix(language)}fragments/"

    def fragment(self, language: str, name: str) -> str:
        """A fragment: a list that pages load."""
        return f"{self.fragments(language)}{name}.html"

    def advertisement(self, language: str, place: str) -> str:
        """The fragment that fills one of the theme's places for advertisements."""
        return self.fragment(language, f"ad-{place}")

    def feed(self, language: str) -> str:
        """The site's Atom feed."""
        return f"{self.prefix(language)}{FEED}"

    def json_feed(self, language: str) -> str:
        """The site's JSON Feed."""
        return f"{self.prefix(language)}{JSON_FEED}"

    def term_feed(self, language: str, taxonomy: str, slug: str) -> str:
        """The Atom feed of a term."""
        return self.term(language, taxonomy, slug) + FEED

    def corrections(self, language: str, year: int = 0) -> str:
        """The list of the newest corrections, or of those of a year."""
        folder = f"{self.prefix(language)}corrections/"
        return f"{folder}{year:04}/" if year else folder

    def corrections_feed(self, language: str) -> str:
        """The Atom feed of corrections."""
        return self.corrections(language) + FEED

    def search(self, language: str) -> str:
        """The search page."""
        return f"{self.prefix(language)}search/"

    def opensearch(self, language: str) -> str:
        """The OpenSearch description, by which browsers add the search."""
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

    def lists_pack(self, lang: str, name: str) -> str:
        """The pack of the lists that several volumes share."""
        return f"{PACKS}{lang}/lists/{name}.pack"

    def files_pack(self, lang: str, name: str, number: int) -> str:
        """A pack of pictures and documents of one volume; the first has the number 1."""
        return f"{PACKS}{lang}/files/{name}-{number}.pack"

    def web_manifest(self, language: str) -> str:
        """The web app manifest, by which browsers install the archive."""
        return f"{self.prefix(language)}{WEB_MANIFEST}"

    def service_worker(self) -> str:
        """The service worker, in the root, since it controls only pages in its own folder."""
        return f"/{SERVICE_WORKER}"

    def not_found(self, language: str) -> str:
        """The page that servers show for addresses that do not exist."""
        return f"{self.prefix(language)}{NOT_FOUND}"

    def thanks(self, language: str) -> str:
        """The page that thanks for a comment."""
        return f"{self.prefix(language)}thank-you/"

    def old_addresses(self) -> str:
        """The list of old addresses with a query, which a script reads."""
        return "/old-addresses.json"

    def sitemap(self, name: str = "") -> str:
        """The index of sitemaps, or the one called `name`."""
        return f"/sitemaps/{name}.xml" if name else f"/{SITEMAP}"

    def news_sitemap(self) -> str:
        """The sitemap of recent articles."""
        return f"/{NEWS_SITEMAP}"

    def robots(self) -> str:
        """The rules for robots."""
        return f"/{ROBOTS}"

    def file(self, path: str) -> str:
        """A file below content/, at its own path; an index.html has the address of its folder."""
        name = path.rpartition("/")[2]
        return "/" + path.removesuffix(name) if name == "index.html" else "/" + path

    def picture(self, path: str, hash: str, name: str) -> str:
        """A variant, called `name`, of the picture content/`path` with this content hash. Two
        pictures with the same content have different addresses: neither depends on the other."""
        return f"/images/{digest_of(f'{path} {hash}'.encode())[:16]}-{name}"

    def share_picture(self, article: str) -> str:
        """The picture for those who share the article at this address, in its folder."""
        return f"{folder_of(article)}share.png"

    def history(self, article: str) -> str:
        """The revisions of the article at this address, in its folder."""
        return f"{folder_of(article)}history/"

    def withdrawal_mark(self, article: str) -> str:
        """The file that tells servers that the article at this address is withdrawn."""
        return f"{article}.withdrawn"

    def asset(self, path: str) -> str:
        """A file of the theme."""
        return "/assets/" + path

    def href(self, url: str) -> str:
        """`url` as the target of a link within the site."""
        if self.edition.lacks(url):
            return self.absolute(url)
        return self.edition.link(quoted(url[1:]), self.site)

    def link_target(self, url: str) -> str:
        """The target of a link that a setting or a register names: an address of this site from its
        root, or a full one."""
        return self.href(url) if url.startswith("/") else url

    def stem(self, url: str) -> str:
        """The folder `url` in the form to which scripts append the rest of an address."""
        return self.edition.stem(quoted(url[1:]), self.site)

    def absolute(self, url: str) -> str:
        """`url` on the published site, with scheme and host."""
        return self.site.url + quoted(self.edition.published(url)[1:])

    def feed_id(self, url: str, own: str = "") -> str:
        """What feeds know the article or the feed at `url` by for good: its `own` id, or else its
        address, both on the site that ids began with."""
        if not own:
            return self.site.feed_home + quoted(url[1:])
        if ":" in own and " " not in own:
            return own
        return f"{self.site.feed_home}id/{quote(own, safe='')}"

    def named(self, url: str) -> str:
        """`url` with names that files and folders can have wherever this edition is used."""
        return self.edition.named(url)


def is_variant(url: str) -> bool:
    """Whether an address has the form of those of variants of pictures."""
    return _VARIANT(url) is not None


def is_reserved(url: str) -> bool:
    """Whether Dateline reserves an address, ignoring case, so that no page or file may have it.

    Addresses below a folder called index.html are reserved too: that is the name of a page's file.
    """
    folded = url.casefold()
    return folded.startswith(RESERVED) or "/index.html/" in folded


def quoted(path: str) -> str:
    """A path as an address has it, with no more escapes than it needs."""
    return path if _PLAIN(path) else quote(path, safe=_SAFE)


def output_path(url: str) -> str:
    """The path, in the output folder, of the file at `url`."""
    path = url.removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
