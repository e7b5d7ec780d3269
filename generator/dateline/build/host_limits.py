"""Whether a site keeps to the limits of a host, and what to do where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.catalogue.page import Page
from dateline.catalogue.rule_checks import rules_beyond_limits
from dateline.config_values import FILE_NAME
from dateline.hosts import HEADERS, REDIRECTS, Host
from dateline.problems import Problem
from dateline.urls import PACKS, SAVEABLE, SEARCH_DATA, output_path
from dateline.views import BY_NAME

_MADE_LAST = (SEARCH_DATA, PACKS, SAVEABLE)
"""The files that are not planned, and so only known once the site is built."""
_KINDS_TOLD = 3
_LARGE_FILES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Contents:
    """What a site consists of.

    `kinds` has how many files there are of each kind, `folders` how many in each folder, `sizes`
    the bytes of each file that is built, by its path, `sources` the file of content/ that a file is
    made of. `public` is the folder of what is built.
    """

    public: Path
    kinds: Counter[str] = field(default_factory=Counter)
    folders: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files there are."""
        return self.kinds.total()

    @property
    def unbuilt(self) -> int:
        """How many of them are not built yet, so that their sizes are not known."""
        return self.files - len(self.sizes)

    @property
    def has_assembled(self) -> bool:
        """Whether the files are counted that a build makes of finished ones."""
        return any((self.public / address.strip("/")).exists() for address in _MADE_LAST)

    @property
    def size(self) -> int:
        """The bytes of all files that are built."""
        return sum(self.sizes.values())

    def add(self, path: str, kind: str) -> None:
        """Count a file."""
        self.kinds[kind] += 1
        self.folders[path.rpartition("/")[0]] += 1
        file = self.public / path
        if file.is_file():
            self.sizes[path] = file.stat().st_size


def contents_of(pages: Iterable[Page], public: Path) -> Contents:
    """What the site with these pages consists of; `public` is the folder that it was last built
    into, which need not exist."""
    contents = Contents(public)
    for page in pages:
        path = output_path(page.url)
        contents.add(path, page.view)
        if source := BY_NAME[page.view].source(page):
            contents.sources[path] = source
    for address in _MADE_LAST:
        place, kind = public / address.strip("/"), address.strip("/").partition("/")[0]
        there = [place, *place.rglob("*")]
        for file in filter(Path.is_file, there):
            contents.add(file.relative_to(public).as_posix(), kind)
    return contents


def limit_problems(host: Host, contents: Contents, own: Host) -> list[Problem]:
    """The limits of a host that a site exceeds, apart from the number of rules if the host is its
    `own`: every check tells that."""
    return [
        *_of_files(host, contents),
        *_of_folders(host, contents),
        *_of_large_files(host, contents),
        *_of_size(host, contents),
        *(() if host == own else _of_redirects(host, contents.public)),
        *_of_headers(host, contents.public),
    ]


def _problem(message: str, fix: str, path: str = FILE_NAME, line: int = 0) -> Problem:
    return Problem(path, line, 0, message, fix, kind="host-limit")


def _of_files(host: Host, contents: Contents) -> Iterator[Problem]:
    if host.most_files and contents.files > host.most_files:
        most = ", ".join(
            f"{kind} {number:,}" for kind, number in contents.kinds.most_common(_KINDS_TOLD)
        )
        paid = f", and {host.most_files_paid:,} on its paid plans" if host.most_files_paid else ""
        yield _problem(
            f"The site has {contents.files:,} files (most of them: {most}); {host.title} allows"
            f" {host.most_files:,}{paid}",
            "Have fewer pictures made ([images] widths, avif, share), make lists longer"
            " ([lists] limit), or choose another plan or host",
        )


def _of_folders(host: Host, contents: Contents) -> Iterator[Problem]:
    if not host.most_files_in_a_folder:
        return
    for folder, number in contents.folders.most_common():
        if number <= host.most_files_in_a_folder:
            return
        yield _problem(
            f"The folder /{folder} has {number:,} files; {host.title} allows"
            f" {host.most_files_in_a_folder:,} per folder",
            "Have fewer pictures made ([images] widths, avif), or spread the files of content/ over"
            " several folders",
        )


def _of_large_files(host: Host, contents: Contents) -> Iterator[Problem]:
    if not host.largest_file:
        return
    large = sorted(
        (-size, path) for path, size in contents.sizes.items() if size > host.largest_file
    )
    for negative, path in large[:_LARGE_FILES_TOLD]:
        source = contents.sources.get(path)
        yield _problem(
            f"/{path} is {_megabytes(-negative)}; {host.title} allows"
            f" {_megabytes(host.largest_file)} per file",
            "Make the file smaller, or keep it elsewhere and link to it"
            if source
            else "Divide search and packs into smaller volumes: lower [search] volume",
            f"content/{source}" if source else FILE_NAME,
        )


def _of_size(host: Host, contents: Contents) -> Iterator[Problem]:
    if host.largest_site and contents.size > host.largest_site:
        yield _problem(
            f"The site is {_megabytes(contents.size)}; {host.title} allows"
            f" {_megabytes(host.largest_site)}",
            "Have fewer and smaller pictures made ([images] widths), keep large files elsewhere, or"
            " choose another host",
        )


def _of_redirects(host: Host, public: Path) -> Iterator[Problem]:
    if not host.reads_redirects:
        return
    froms = [line.split()[0] for line in _lines(public / REDIRECTS)]
    dynamic = sum("*" in address or "/:" in address for address in froms)
    for problem in rules_beyond_limits(len(froms) - dynamic, dynamic, host):
        yield problem.as_error()


def _of_headers(host: Host, public: Path) -> Iterator[Problem]:
    if not host.reads_headers:
        return
    lines = [*_lines(public / HEADERS)]
    rules = sum(not line[0].isspace() for line in lines)
    if host.most_header_rules and rules > host.most_header_rules:
        yield _problem(
            f"There are headers for {rules:,} paths; {host.title} reads only"
            f" {host.most_header_rules:,}",
            "Combine several paths into one with *",
            f"content/{HEADERS}",
        )
    longest = max(map(len, lines), default=0)
    if host.longest_header and longest > host.longest_header:
        yield _problem(
            f"A header is {longest:,} characters long; {host.title} reads only"
            f" {host.longest_header:,}",
            "Name fewer sites in [policy], or shorten it in content/_headers",
        )


def _lines(file: Path) -> Iterator[str]:
    """The lines of a file that say something; none if there is no such file."""
    if file.is_file():
        for line in file.read_text("utf-8", errors="replace").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                yield line


def _megabytes(size: int) -> str:
    """A size in units of a million bytes."""
    return f"{size / 1e6:,.1f} MB"
