"""What an archive is known to have, without building it: the terms to suggest to whoever writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dateline.build.instant import build_instant
from dateline.build.report import Reporter, Silent
from dateline.build.state import State
from dateline.catalogue.known_terms import KnownTerms, known_terms, registered_terms
from dateline.catalogue.scan import scanned_in_memory
from dateline.catalogue.store import connect_if_current
from dateline.config import Site
from dateline.content.decoding import decode
from dateline.content.registers import read_register
from dateline.own_files import read_own
from dateline.own_folders import OWN_FOLDER
from dateline.theme import Theme


def terms_at_hand(site: Site) -> KnownTerms:
    """The terms of the last build or preview, or else those of the registers: as fast as whoever
    types asks."""
    files = (State.of_public(site.root).catalogue, *_others(site))
    built = (_of_catalogue(file, site) for file in files)
    return next(filter(None, built), None) or _of_registers(site)


def terms_of(site: Site, report: Reporter | None = None) -> KnownTerms:
    """The terms of the last build, or else those of the archive, which is read for them."""
    if found := _of_catalogue(State.of_public(site.root).catalogue, site):
        return found
    report = report or Silent()
    report.stage("Reading")
    with scanned_in_memory(
        site, Theme(site), now=build_instant(), drafts=False, progress=report.progress
    ) as (connection, _):
        return known_terms(connection, site.taxonomies)


def _others(site: Site) -> list[Path]:
    """The catalogues of previews and of other outputs, the newest first."""
    files = (site.root / OWN_FOLDER).glob("catalogue-*.sqlite")
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
        name = f"{taxonomy}.toml"
        try:
            text, _ = decode(read_own(site.content, name), name)
            register, _ = read_register(text, path=name)
        except (OSError, UnicodeDecodeError):
            continue
        found[taxonomy] = registered_terms(register.entries)
    return found
