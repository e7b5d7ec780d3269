"""The cost of different sizes of search volumes: seconds for a build, bytes for a reader."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost import Cost, cost_of
from benchmarks.hosting import serving
from benchmarks.programs import browsing, dateline

OLD_WORD = "zyxomandrel"
"""Added to the oldest article, so that it occurs only in the oldest volume."""


@dataclass(frozen=True)
class VolumeCost:
    """The results for volumes of at most `limit` articles: their number, the seconds one change
    takes, and the cost of two searches."""

    limit: int
    volumes: int
    seconds: float
    first_ten: Cost
    oldest: Cost


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
    with serving(root / "public") as host, browsing() as browser:
        return VolumeCost(
            limit,
            len(manifest["languages"]["en"]["volumes"]),
            seconds,
            cost_of(browser, host, word),
            cost_of(browser, host, OLD_WORD),
        )


def mark_the_oldest(root: Path) -> None:
    """Put `OLD_WORD` into the oldest article."""
    story = min((root / "content").rglob("*.md"))
    story.write_text(f"{story.read_text('utf-8')}\n{OLD_WORD}.\n", "utf-8")
