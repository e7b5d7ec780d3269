"""What `dateline cms` writes into content/admin/, and removes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path

from dateline.catalogue.known_terms import KnownTerms
from dateline.cms.configuration import configuration
from dateline.cms.forms import Habits
from dateline.cms.package import is_written, package_files
from dateline.config import Site
from dateline.config_cms import FOLDER
from dateline.files import replace_file, write_file
from dateline.links_out import refuse_outside
from dateline.views.cms import cms_policy

_PACKAGE = "sveltia-cms"
_PAGE, _SCRIPT, _CONFIGURATION = _WRITTEN = ("index.html", "admin.js", "config.json")


def write_page(
    site: Site, terms: KnownTerms, habits: Habits, package: Path | None = None
) -> Iterator[Path]:
    """Write the page, its configuration and, where they are missing or of another version, the
    files of Sveltia CMS; gives each file or folder that was written.

    Nothing is written before the package is known to be the right one.
    """
    folder = site.content / FOLDER
    theirs = folder / _PACKAGE
    refuse_outside(theirs, site.content)
    fetched = {} if is_written(theirs) else package_files(package)
    made = files("dateline.cms") / "files"
    page = (made / _PAGE).read_text("utf-8")
    config = json.dumps(configuration(site, terms, habits), ensure_ascii=False, indent=1)
    written = {
        _PAGE: page.format(policy=escape(cms_policy(site, in_page=True)), title=escape(site.title)),
        _SCRIPT: (made / _SCRIPT).read_text("utf-8"),
        _CONFIGURATION: f"{config}\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    if fetched:
        shutil.rmtree(theirs, ignore_errors=True)
        for name, data in fetched.items():
            write_file(theirs / name, data)
        yield theirs
    for name, text in written.items():
        data = text.encode()
        if not _has(folder / name, data):
            replace_file(folder / name, data)
            yield folder / name


def remove_page(site: Site) -> Iterator[Path]:
    """Remove what `write_page` wrote, and its folder if nothing else is in there; gives each file
    or folder that was removed."""
    folder = site.content / FOLDER
    refuse_outside(folder / _PACKAGE, site.content)
    if (folder / _PACKAGE).is_dir():
        shutil.rmtree(folder / _PACKAGE)
        yield folder / _PACKAGE
    for path in (folder / name for name in _WRITTEN):
        if path.is_file():
            path.unlink()
            yield path
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
