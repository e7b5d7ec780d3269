"""The cost of the portable edition: files, bytes on disk, and how long a reader waits."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Request

from benchmarks.programs import browsing, dateline

_CLUSTER = 32_768
"""The least space that a file takes on a memory stick: exFAT's default cluster size up to 32 GB."""


@dataclass(frozen=True)
class PortableCost:
    """The number of files and bytes in the folder, the space it takes on a memory stick, and the
    size of the zip file; seconds until the front page is open and a search is answered (medians of
    runs, each in a new browser), and the scripts and bytes that the search reads."""

    files: int
    size: int
    room: int
    packed: int
    opened: float
    answered: float
    scripts: int
    read: int


def measure_portable(root: Path, word: str, runs: int) -> PortableCost:
    """Export the archive at `root`, open its front page, and search for `word` in a new browser."""
    packed = root / "edition.zip"
    dateline(root, "export", "portable", str(packed))
    shutil.unpack_archive(packed, root / "unpacked")
    (edition,) = (root / "unpacked").iterdir()
    sizes = [path.stat().st_size for path in edition.rglob("*") if path.is_file()]
    opened, answered, scripts, read = [], [], 0, 0
    for _ in range(runs):
        with _reading() as page:
            started = time.monotonic()
            page.goto((edition / "index.html").as_uri())
            opened.append(time.monotonic() - started)
        with _reading() as page:
            asked: list[str] = []
            page.on("request", partial(_note, asked))
            started = time.monotonic()
            page.goto(f"{(edition / 'search/index.html').as_uri()}?q={word}")
            page.wait_for_selector("main ol > li")
            answered.append(time.monotonic() - started)
            data = [url for url in asked if "/search/data/" in url]
            scripts = len(data)
            read = sum(Path(unquote(urlsplit(url).path)).stat().st_size for url in data)
    return PortableCost(
        len(sizes),
        sum(sizes),
        sum(-(-size // _CLUSTER) * _CLUSTER for size in sizes),
        packed.stat().st_size,
        statistics.median(opened),
        statistics.median(answered),
        scripts,
        read,
    )


@contextmanager
def _reading() -> Iterator[Page]:
    with browsing() as browser:
        yield browser.new_context(offline=True).new_page()


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)
