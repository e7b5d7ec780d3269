"""How long a writer waits for the preview: from saving an article to reading it in the browser."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from benchmarks.programs import browsing

_PATIENCE = 300.0
_PAUSE = 10.0
"""Seconds before each save: enough for what the one before left to be done behind the pages."""
_DATE = re.compile(r"^date: (\d{4})-(\d{2})-(\d{2})", re.MULTILINE)


@dataclass
class Waits:
    """Seconds from saving until the page was served with the new words, and until the browser that
    had it open showed them."""

    served: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


def measure_previews(programs: dict[Path, str], saves: int) -> dict[Path, Waits]:
    """Preview each archive with its program, open an old article, and save it `saves` times, in
    turns."""
    found = {root: Waits() for root in programs}
    with browsing() as browser, ExitStack() as previews:
        opened = {
            root: previews.enter_context(_previewing(root, program, browser))
            for root, program in programs.items()
        }
        for number in range(saves):
            for root, (story, page) in opened.items():
                time.sleep(_PAUSE)
                words = f"Sentence number {number} of the day."
                text = story.read_text("utf-8")
                started = time.monotonic()
                story.write_text(f"{text}\n{words}\n", "utf-8")
                while words not in _get(page.url):
                    time.sleep(0.005)
                found[root].served.append(time.monotonic() - started)
                page.get_by_text(words).wait_for(state="attached")
                found[root].shown.append(time.monotonic() - started)
    return found


@contextmanager
def _previewing(root: Path, program: str, browser: Browser) -> Iterator[tuple[Path, Page]]:
    """An old article of an archive, and its page in a browser, once it has been built."""
    stories = sorted((root / "content").rglob("*.md"))
    story = stories[len(stories) * 2 // 5]
    date = _DATE.search(story.read_text("utf-8"))
    assert date
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Files are named for the day and the story.
    url = f"http://127.0.0.1:{port}/{'/'.join(date.groups())}/{story.stem[3:]}/"
    command = [program, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + _PATIENCE
            while "<article" not in _get(url):
                if time.monotonic() > until:
                    raise TimeoutError(f"{url} was never built.")
                time.sleep(0.5)
            page = browser.new_page()
            page.goto(url)
            yield story, page
            page.close()
        finally:
            process.terminate()


def _get(url: str) -> str:
    """What is answered; empty for an error, or where nothing answers yet."""
    try:
        with urlopen(url, timeout=_PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except URLError:
        return ""
