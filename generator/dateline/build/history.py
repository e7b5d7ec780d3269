"""Bringing the history of articles, if it is wanted, from the git repository into the catalogue."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dateline.build.report import Reporter
from dateline.catalogue.revisions import known_history, put_revisions
from dateline.catalogue.store import transaction
from dateline.config import Site
from dateline.history.memory import Memory, settings_digest
from dateline.history.repository import HistoryUnknownError, Repository
from dateline.problems import Problem


def bring_in_history(
    site: Site, connection: sqlite3.Connection, folder: Path, now: str, report: Reporter
) -> Problem | None:
    """Bring the catalogue's revisions up to date with the repository, at the instant `now`. What
    was read of it is remembered in `folder`, so a commit is read once, and without a new one
    nothing is, until the date of one that claims to be later.

    Returns why they are not known, if they are not.
    """
    try:
        repository = Repository(site.content)
        history = f"{repository.head} {settings_digest(site)}"
        known, _, until = known_history(connection).rpartition(" ")
        since, _, known = known.partition(" ")
        if known != history or not since <= now < until:
            report.stage("Reading the history")
            memory = Memory(folder / "history", site)
            found, until = memory.revisions(repository, now, report.progress)
            with transaction(connection):
                put_revisions(connection, found, f"{now} {history} {until}")
    except HistoryUnknownError as error:
        return _problem(site, error)
    return None


def history_problem(site: Site) -> Problem | None:
    """Why the history of articles would not be known to a build, if it is wanted."""
    try:
        if site.history.on:
            Repository(site.content)
    except HistoryUnknownError as error:
        return _problem(site, error)
    return None


def _problem(site: Site, error: HistoryUnknownError) -> Problem:
    place = site.document.place(("history", "on"))
    return Problem("site.toml", *place, error.message, error.fix, kind="history")
