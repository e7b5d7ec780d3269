"""The whole build: scan → diff → plan → render → index → pack → commit."""

from __future__ import annotations

import os
import sqlite3
import time
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dateline.build.driver import Driver
from dateline.build.output import OutputFolder
from dateline.build.report import Reporter, Silent, Summary
from dateline.build.state import State
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect, is_damage
from dateline.config import Site, load_site
from dateline.editions import EDITIONS, WEB
from dateline.editions.base import PUBLIC
from dateline.problems import ProblemsFound, UsageProblem
from dateline.theme import Theme


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; see `dateline build --help`. If `output` is None, it is `public` in the site's
    folder; `edition` is a name in `EDITIONS`."""

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    search: bool = True
    jobs: int = 0
    verify: bool = False
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


def build(root: Path, options: Options, report: Reporter | None = None) -> Summary:
    """Bring the output up to date with content/, the settings and the theme.

    Raises `ProblemsFound` with every problem if there are errors, which leaves the output
    untouched, and `UsageProblem` if the archive cannot be built at all. With `keep_going`, a build
    leaves out files with errors as far as it must, and lists the errors in the summary.
    """
    started = time.monotonic()
    if options.strict and options.keep_going:
        raise UsageProblem(
            "--strict and --keep-going contradict each other. Leave one of them out."
        )
    root = root.resolve()
    edition = EDITIONS[options.edition]
    site = load_site(root, base_url=options.base_url, edition=edition)
    target = (options.output or root / PUBLIC).resolve()
    edition.refuse_folder(target, root)
    if target in (root, *root.parents) or target.is_relative_to(site.content):
        raise UsageProblem(
            f"{target} contains the archive itself. Name another folder with --output."
        )
    state = State.of(root, target, options.variant)
    output = OutputFolder(target, options.variant or "none")
    with state.lock():
        try:
            summary = _build(site, options, state, output, report or Silent())
        except (OSError, MemoryError, BrokenExecutor, ProblemsFound, UsageProblem):
            raise
        except Exception as error:
            # The catalogue is a cache: a build that fails because of it works without it.
            if options.clean or (isinstance(error, sqlite3.Error) and not is_damage(error)):
                raise
            state.forget()
            summary = _build(site, options, state, output, report or Silent())
            summary.renewed = " ".join(f"{type(error).__name__}: {error}".split())[:100]
    summary.seconds = time.monotonic() - started
    return summary


def _build(
    site: Site, options: Options, state: State, output: OutputFolder, report: Reporter
) -> Summary:
    trusted = output.marker.claim() and not options.clean
    output.discard_staging()  # left by a killed build; there may be nothing else to do
    blank = state.blank()  # in any case, since this deletes what a killed build left
    file = blank if options.clean else state.catalogue
    with closing(connect(file)) as connection:
        report.stage("Reading")
        now, theme = build_instant(), Theme(site)
        scanned = scan(
            site,
            theme,
            connection,
            now=now,
            drafts=options.drafts,
            jobs=options.processes,
            progress=report.progress,
        )
        summary = Driver(
            site, theme, options, state, connection, file, output, trusted, now, scanned, report
        ).run()
    if options.clean:
        state.adopt(file)
    return summary


def build_instant() -> str:
    """The instant of a build, in UTC: `SOURCE_DATE_EPOCH` if it is set, otherwise the current time.

    Raises `UsageProblem` if `SOURCE_DATE_EPOCH` is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageProblem(
            f"SOURCE_DATE_EPOCH is “{epoch}”. Set it to seconds since 1970."
        ) from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
