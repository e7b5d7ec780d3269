"""`dateline cms`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dateline.cli.arguments import FilePath
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say

_OFF = "The site has no page for editing. Add to site.toml a table [cms] with the line: on = true"
_WITHOUT_HOST = (
    "It edits copies of the archive on a journalist's own computer; to save to a host, name the"
    " repository in site.toml, under [cms]."
)
_STILL_ON = "The table [cms] of site.toml asks for the page for editing: take it out."


@click.command("cms")
@click.option(
    "--package",
    type=FilePath(path_type=Path, exists=True, dir_okay=False),
    help="The package file of Sveltia CMS, if npm cannot fetch it here.",
)
@click.option("--remove", is_flag=True, help="Remove the page for editing from content/admin/.")
@click.pass_context
def command(ctx: click.Context, package: Path | None, remove: bool) -> None:
    """Write a page for editing articles in a browser, /admin/, into content/admin/.

    The page is Sveltia CMS, which npm fetches, with fields for this archive's front matter. Run the
    command again after a change of site.toml or of the registers, and with a new Dateline.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.build.suggested_terms import terms_of
        from dateline.cli.progress import reporting
        from dateline.cms.forms import habits_of
        from dateline.cms.page import remove_page, write_page
        from dateline.config import load_site
        from dateline.problems import UsageProblem

        site = load_site(root)
        if remove:
            _show_removed(list(remove_page(site)), still_on=site.cms.on)
            return
        if not site.cms.on:
            raise UsageProblem(_OFF)
        with reporting() as report:
            terms = terms_of(site, report)
        habits = habits_of(site)
        written = [os.path.relpath(path) for path in write_page(site, terms, habits, package)]
    for key, used in sorted(habits.forms.items()):
        if len(used) > 1:
            ways = ", ".join(f"as {form} in {path}" for form, path in used.items())
            say(f"“{key}” has no field, since articles write it in several forms: {ways}.")
    for path in written:
        say(f"wrote {path}")
    if not written:
        say("The page for editing is up to date.")
    if not site.cms.repository and "backend" not in site.cms.config:
        say(_WITHOUT_HOST)


def _show_removed(removed: list[Path], *, still_on: bool) -> None:
    for path in removed:
        say(f"removed {os.path.relpath(path)}")
    if not removed:
        say("There is no page for editing.")
    if still_on:
        say(_STILL_ON)
