"""The options of a build."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dateline.editions import EDITIONS, WEB


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; see `dateline build --help`. If `output` is None, it is `public` in the site's
    folder; `edition` is a name in `EDITIONS`. With `pages_only`, search and packs stay as they are
    until a build without it."""

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    search: bool = True
    jobs: int = 0
    verify: bool = False
    pages_only: bool = False
    edition: str = WEB

    @property
    def variant(self) -> str:
        """The options that affect the output, which therefore has a state for each set of them."""
        parts = ["drafts"] if self.drafts else []
        parts += [variant] if (variant := EDITIONS[self.edition].variant) else []
        parts += [f"base-url={self.base_url}"] if self.base_url else []
        return " ".join(parts)

    @property
    def processes(self) -> int:
        """How many processes to use."""
        return self.jobs or os.cpu_count() or 1
