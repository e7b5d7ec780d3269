"""What an archive is known to have, without building it: the terms to suggest to whoever writes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from dateline.build.instant import build_instant
from dateline.build.report import Reporter, Silent
from dateline.build.state import FOLDER, State
from dateline.catalogue.known_terms import KnownTerms, known_terms, registered_terms
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_if_current, connect_in_memory
from dateline.config import Site
from dateline.content.registers import read_register
from dateline.theme import Theme


def terms_at_hand(site: Site) -> KnownTerms:
    """The terms of the last build or preview, or else those of the registers: as fast as whoever
    types asks."""
    built = (_of_catalogue(file, site) for file in (_published(site), *_others(site)))
    return next(filter(None, built), None) or _of_registers(site)


def terms_of(site: Site, report: Reporter | None = None) -> KnownTerms:
    """The terms of the last build, or else those of the archive, which is read for them."""
    if found := _of_catalogue(_published(site), site):
        return found
    report = report or Silent()
    with closing(connect_in_memory()) as connection:
        report.stage("Reading")
        scan(
            site,
            Theme(site),
            connection,
            now=build_instant(),
            drafts=False,
            jobs=os.cpu_count() or 1,
            progress=report.progress,
        )
        return known_terms(connection, site.taxonomies)


def _published(site: Site) -> Path:
    root = site.root.resolve()
    return State.of(root, root / "public", "").catalogue


def _others(site: Site) -> list[Path]:
    """The catalogues of previews and of other outputs, the newest first."""
    files = (site.root / FOLDER).glob("catalogue-*.sqlite")
    return sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)


def _of_catalogue(file: Path, site: Site) -> KnownTerms | None:
    try:
        with closing(connect_if_current(file)) as connection:
            return known_terms(connection, site.taxonomies)
    except sqlite3.Error:
        return None


def _of_registers(site: Site) -> KnownTerms:
    found = {}
    for taxonomy in site.taxonomies:
        file = site.content / f"{taxonomy}.toml"
        try:
            register, _ = read_register(file.read_text("utf-8-sig"), path=file.name)
        except (OSError, UnicodeDecodeError):
            continue
        found[taxonomy] = registered_terms(register.entries)
    return found
