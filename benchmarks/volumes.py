"""The cost of different sizes of search volumes: seconds for a build, bytes for a reader."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.programs import browsing, dateline

OLD_WORD = "zyxomandrel"
"""Added to the oldest article, so that it occurs only in the oldest volume."""


@dataclass(frozen=True)
class Reading:
    """The volumes, requests and bytes that a browser needs until it has enough results."""

    volumes: int
    requests: int
    size: int


@dataclass(frozen=True)
class VolumeCost:
    """The results for volumes of at most `limit` articles: their number, the seconds one change
    takes, and the cost of two searches."""

    limit: int
    volumes: int
    seconds: float
    first_ten: Reading
    oldest: Reading


def measure_volume_size(root: Path, limit: int, word: str) -> VolumeCost:
    """Build the archive at `root` with at most `limit` articles in a volume, change an article, and
    search twice."""
    settings = root / "site.toml"
    plain = settings.read_text("utf-8").partition("\n[search]")[0].rstrip()
    settings.write_text(f"{plain}\n\n[search]\nvolume = {limit}\n", "utf-8")
    dateline(root, "build")
    stories = sorted((root / "content").rglob("*.md"))
    story = stories[len(stories) // 2]
    story.write_text(story.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    started = time.monotonic()
    dateline(root, "build")
    seconds = time.monotonic() - started
    manifest = json.loads((root / "public/search/data/manifest.json").read_text("utf-8"))
    with _serving(root / "public") as address, browsing() as browser:
        return VolumeCost(
            limit,
            len(manifest["languages"]["en"]["volumes"]),
            seconds,
            _search(browser, address, word, 10),
            _search(browser, address, OLD_WORD, 1),
        )


def mark_the_oldest(root: Path) -> None:
    """Put `OLD_WORD` into the oldest article."""
    story = min((root / "content").rglob("*.md"))
    story.write_text(f"{story.read_text('utf-8')}\n{OLD_WORD}.\n", "utf-8")


def _search(browser: Browser, address: str, word: str, wanted: int) -> Reading:
    """Search on the search page, going back as far as necessary, and count what is fetched."""
    page = browser.new_page()
    fetched: dict[str, int] = {}
    page.on("response", lambda answer: fetched.update({answer.url: len(answer.body())}))
    page.goto(f"{address}search/?q={word}")
    back = page.get_by_role("button", name="Search further back")
    results = page.locator("main ol > li")
    settled = page.locator("archive-search:is([data-status=found], [data-status=none])")
    settled.wait_for(timeout=120_000)
    while results.count() < wanted and back.is_visible():
        back.click()
        page.locator(".search-more:not([aria-disabled])").wait_for(state="attached")
    assert results.count() >= wanted, f"“{word}” was found {results.count()} times"
    page.close()
    sizes = {url: size for url, size in fetched.items() if "/search/data/" in url}
    volumes = sum("facets.json" in url for url in sizes)
    return Reading(volumes, len(sizes), sum(sizes.values()))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
