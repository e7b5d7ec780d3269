"""content/_headers: the headers that a newsroom adds to those of the build.

The form is the one that Netlify and Cloudflare Pages read: a path, and below it, indented, the
headers of what has that path. `*` stands for anything. `! Name` takes a header away.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.config import Site
from dateline.content.decoding import decode
from dateline.hosts import HEADERS
from dateline.merge_conflicts import merge_conflict
from dateline.own_files import read_own, too_large
from dateline.problems import Problem, not_utf8

_SHOWN = f"content/{HEADERS}"
_LARGEST = 4_000_000
_PATH = re.compile(r"(?:https://[^/\s]+)?/\S*")
_HEADER = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*:\s*(\S.*)")
_REMOVAL = re.compile(r"!\s*([A-Za-z0-9-]+)")


class HeaderRule(NamedTuple):
    """The headers, each a name and a value, of the files whose addresses fit `path`, and the names
    of those that are taken away."""

    path: str
    headers: tuple[tuple[str, str], ...]
    removed: tuple[str, ...] = ()


def load_header_rules(site: Site) -> tuple[list[HeaderRule], list[Problem]]:
    """The rules of content/_headers, and what is wrong in it; none of either without that file. Of
    a link out of content/, or what is no file, the scan tells."""
    try:
        text, problems = decode(read_own(site.content, HEADERS, _LARGEST), _SHOWN)
    except UnicodeDecodeError as error:
        return [], [not_utf8(error, _SHOWN)]
    except OSError as error:
        return [], [too_large(_SHOWN, _LARGEST)] if error.errno == errno.EOVERFLOW else []
    rules, more = read_header_rules(text)
    return rules, problems + more


def read_header_rules(text: str) -> tuple[list[HeaderRule], list[Problem]]:
    """The rules of a file of headers, and what is wrong in it."""
    if conflict := merge_conflict(text, _SHOWN, is_list=True):
        return [], conflict
    problems: list[Problem] = []
    return list(_rules(text.split("\n"), problems)), problems


def _rules(lines: Iterable[str], problems: list[Problem]) -> Iterator[HeaderRule]:
    path, headers, removed = "", dict[str, tuple[str, str]](), list[str]()
    for number, line in enumerate(lines, 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if not line[0].isspace() and _PATH.fullmatch(written):
            if headers or removed:
                yield HeaderRule(path, tuple(headers.values()), tuple(removed))
            path, headers, removed = written, {}, []
        elif fault := _fault(written, path):
            if not line[0].isspace() and not _is_header(written):
                # A path that is written wrongly, perhaps: what is below it is not of the one above.
                if headers or removed:
                    yield HeaderRule(path, tuple(headers.values()), tuple(removed))
                path, headers, removed = "", {}, []
            column = len(line) - len(line.lstrip()) + 1
            problems.append(Problem(_SHOWN, number, column, *fault, "warning", kind="headers"))
        elif found := _HEADER.fullmatch(written):
            headers[found[1].casefold()] = found[1], found[2]
        elif found := _REMOVAL.fullmatch(written):
            removed.append(found[1])
    if headers or removed:
        yield HeaderRule(path, tuple(headers.values()), tuple(removed))


def _is_header(written: str) -> bool:
    return bool(_HEADER.fullmatch(written) or _REMOVAL.fullmatch(written))


def _fault(written: str, path: str) -> tuple[str, str] | None:
    """What is wrong with a line that should be a header, and what to write instead."""
    if not _is_header(written):
        message = f"“{written}” is neither a path nor a header, so it is left out"
        return message, "Write a path, /downloads/*, and below it, indented, Name: value"
    if not written.isascii():
        message = f"“{written}” cannot be sent as a header, so it is left out"
        return message, "Write only plain letters (A to Z), digits and punctuation"
    if not path:
        message = f"“{written}” has no path above it, so it is left out"
        return message, "Write the path of what is to have the header above it: /*"
    return None
