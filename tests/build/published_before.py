"""Two articles, and what is said to be lost of a site: what tests of lost addresses share."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from dateline.build.check import check
from dateline.cli import main
from scratch import ScratchSite

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
ROOT = "https://meridian.example"


def two_articles(folder: Path) -> ScratchSite:
    """A site of two articles in `folder`, with one tag."""
    site = ScratchSite(folder / "site")
    site.article("rain.md", "It rained.", tags=["Sea"])
    site.article("wind.md", "It blew.", tags=["Sea"])
    return site


def lost(site: ScratchSite) -> list[tuple[str, str]]:
    """The place of each lost address that `check` tells, and what to do."""
    return [(one.place, one.fix) for one in check(site.root).problems if one.kind == "lost-address"]


def published(site: ScratchSite, source: Path | str, *options: str) -> Result:
    """What `check --published` says of a site."""
    arguments = ["--root", str(site.root), "check", "--published", str(source), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
