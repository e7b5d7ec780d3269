"""A whole build, from the options to the summary, with its lock and its catalogue."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from dateline.build.driver import Driver
from dateline.build.instant import build_instant
from dateline.build.opening import open_site
from dateline.build.options import Options
from dateline.build.output import OutputFolder
from dateline.build.report import Reporter, Silent, Summary
from dateline.build.state import State
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect, is_damage
from dateline.catalogue.unfinished import unfinished
from dateline.config import Site
from dateline.editions import EDITIONS
from dateline.own_folders import PUBLIC_FOLDER
from dateline.problems import ProblemsFound, UsageProblem
from dateline.theme import Theme


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
    site = open_site(root, base_url=options.base_url, edition=edition)
    target = (options.output or root / PUBLIC_FOLDER).resolve()
    edition.refuse_folder(target, root)
    if target in (root, *root.parents):
        raise UsageProblem(
            f"{target} contains the archive itself. Name another folder with --output."
        )
    if target.is_relative_to(site.content):
        raise UsageProblem(
            f"{target} is where articles are. Name a folder outside {site.content} with --output."
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
        now, theme = build_instant(), Theme(site, state.compiled)
        scanned = scan(
            site,
            theme,
            connection,
            now=now,
            drafts=options.drafts,
            future=options.future,
            jobs=options.processes,
            progress=report.progress,
        )
        history = None
        if site.history.on:
            # Imported here, since few archives ask for it.
            from dateline.build.history import bring_in_history

            history = bring_in_history(site, connection, state.folder, now, report)
        driver = Driver(
            site=site,
            edition=EDITIONS[options.edition],
            theme=theme,
            options=options,
            state=state,
            connection=connection,
            file=file,
            output=output,
            trusted=trusted,
            now=now,
            scanned=replace(scanned, history=history),
            report=report,
        )
        summary = driver.run()
        if options.is_preview:
            summary.unfinished = unfinished(connection, now, site.zone)
    if options.clean:
        state.adopt(file)
    return summary
