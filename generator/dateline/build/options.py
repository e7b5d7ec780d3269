"""The options of a build."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dateline.catalogue.due import public_until
from dateline.editions import EDITIONS, WEB

MOST_JOBS_PER_CORE = 4
"""Beyond this, processes only take memory and time to start."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; see `dateline build --help`. If `output` is None, it is `public` in the site's
    folder; `edition` is a name in `EDITIONS`. With `pages_only`, search and packs stay as they are
    until a build without it. With `forget_lost`, the addresses that earlier builds have
    lost are forgotten: none of them was on the web."""

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    search: bool = True
    jobs: int = 0
    verify: bool = False
    pages_only: bool = False
    forget_lost: bool = False
    edition: str = WEB

    @property
    def variant(self) -> str:
        """The options that affect the output, which therefore has a state for each set of them."""
        parts = ["drafts"] if self.drafts else ["future"] if self.future else []
        parts += [variant] if (variant := EDITIONS[self.edition].variant) else []
        parts += [f"base-url={self.base_url}"] if self.base_url else []
        return " ".join(parts)

    @property
    def is_preview(self) -> bool:
        """Whether the site is not what readers get: it has what is not yet public, or another
        address."""
        return self.drafts or self.future or self.base_url is not None

    @property
    def tells_lost(self) -> bool:
        """Whether addresses that are lost are told and remembered; those of a preview, or of an
        edition without a server, are no readers' links."""
        return EDITIONS[self.edition].online and not (self.is_preview or self.forget_lost)

    def public_until(self, now: str) -> str:
        """The instant up to which what is due is public in a build at `now`."""
        return public_until(now, drafts=self.drafts, future=self.future)

    @property
    def processes(self) -> int:
        """How many processes to use: one per core, or as many as `jobs` says within reason."""
        cores = os.cpu_count() or 1
        return min(self.jobs or cores, cores * MOST_JOBS_PER_CORE)
