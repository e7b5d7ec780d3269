"""Which files of content/ are carried to the site: by their names, and by what the site says."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.config import Site
from dateline.hosts import HEADERS, REDIRECTS
from dateline.page_paths import WELL_KNOWN

FOR_HOSTS = frozenset({HEADERS, REDIRECTS, ".nojekyll", "CNAME"})
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
# fmt: off
_HARMLESS = frozenset({
    # pictures
    "ai", "avif", "bmp", "eps", "gif", "heic", "heif", "ico", "jfif", "jpe", "jpeg", "jpg", "jxl",
    "png", "psd", "svg", "tif", "tiff", "webp",
    # pictures that are told elsewhere, since what the camera wrote stays in them
    "arw", "cr2", "cr3", "dng", "mpo", "nef", "orf", "raf", "rw2",
    # sound, films and what is said in them
    "3gp", "aac", "aif", "aiff", "avi", "flac", "m4a", "m4v", "mid", "midi", "mkv", "mov", "mp3",
    "mp4", "mpeg", "mpg", "oga", "ogg", "ogv", "opus", "sbv", "srt", "vtt", "wav", "weba", "webm",
    # documents and data
    "azw3", "bib", "csv", "db", "dbf", "djvu", "doc", "docx", "dta", "epub", "geojson", "ics",
    "json", "key", "log", "mobi", "ndjson", "numbers", "odp", "ods", "odt", "pages", "parquet",
    "pdf", "ppt", "pptx", "prj", "ps", "ris", "rtf", "sav", "shp", "shx", "sqlite", "tex", "text",
    "toml", "topojson", "tsv", "txt", "vcf", "xls", "xlsx", "yaml", "yml",
    # what is packed, and what pages look like
    "7z", "bz2", "css", "gz", "kmz", "map", "otf", "rar", "tar", "tgz", "ttf", "webmanifest",
    "woff", "woff2", "xz", "zip",
})
_PROGRAMS = frozenset({
    "asp", "aspx", "cgi", "cjs", "ecma", "es", "hta", "htm", "html", "html5", "js", "jsonp", "jsp",
    "mht", "mhtml", "mjs", "php", "phtml", "pl", "py", "rb", "rdf", "rng", "sh", "shtml", "stm",
    "svg", "svgz", "swf", "wasm", "xht", "xhtml", "xml", "xsd", "xsl", "xslt",
})
# fmt: on
"""Endings of names: files that a browser shows, plays or keeps, but runs nothing of; and those that
it, or a server, may run. Some servers go by any of several endings, be it not the last."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """The rules of one site; `always` and `trusted` are paths of files and folders in content/.

    A file is carried if something published refers to it, or if it `stands_alone`; in either case
    it must be of a kind that is known to be harmless, unless it is `trusted`.
    """

    always: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()

    @classmethod
    def of(cls, site: Site) -> Carrying:
        """The rules of `site`."""
        return cls(site.published_files.always, site.published_files.trusted)

    def stands_alone(self, path: str) -> bool:
        """Whether it is carried though nothing refers to it."""
        return path in _ALWAYS or path.startswith(f"{WELL_KNOWN}/") or _is_within(path, self.always)

    def may_be_carried(self, path: str) -> bool:
        """Whether it is of a kind that is known to be harmless, or is trusted."""
        return path in _ALWAYS or _is_harmless(path) or _is_within(path, self.trusted)


def _is_harmless(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    _, *endings = name.casefold().split(".")
    if not endings:
        return folder.startswith(WELL_KNOWN)
    return endings[-1] in _HARMLESS and _PROGRAMS.isdisjoint(endings[:-1])


def _is_within(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
