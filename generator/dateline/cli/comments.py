"""`dateline comments`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dateline.cli.arguments import FilePath
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say

_MOST_LISTED = 50
"""Rejected comments; all of them are in the file."""


@click.group("comments")
def command() -> None:
    """Import readers' comments from the host, and list those awaiting approval."""


@command.command("import")
@click.argument("file", type=FilePath(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--rejected",
    type=FilePath(path_type=Path, dir_okay=False),
    help="Where to put what cannot be filed. [FILE with .rejected.json at its end]",
)
@click.pass_context
def import_(ctx: click.Context, file: Path, rejected: Path | None) -> None:
    """File the comments in FILE, a host's export (.csv or .json), below content/_comments/.

    None of them is published until an editor changes “approved: false” in its file to true. What
    has been filed before is not filed again. What cannot be filed is listed, and written to a file
    that can be corrected and imported.

    Exit code 0 if every comment is filed, 1 if some are not, 2 if FILE cannot be read.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.cli.show import count
        from dateline.comments.collected import read_collected
        from dateline.comments.filing import file_comments, write_rejected
        from dateline.config import load_site

        collected = read_collected(file)
        filed = file_comments(load_site(root), collected)
        for each in filed.rejected[:_MOST_LISTED]:
            say(f"{file}: comment {each.collected.number} was not filed: {each.reason}.", err=True)
        if len(filed.rejected) > _MOST_LISTED:
            say(f"… and {len(filed.rejected) - _MOST_LISTED:,} more.", err=True)
        done = f"Filed {count(len(filed.new), 'comment')}, awaiting approval."
        say(f"{done} Filed before: {filed.known:,}." if filed.known else done)
        if filed.rejected:
            place = write_rejected(filed.rejected, rejected or Path(f"{file}.rejected.json"))
            say(f"Could not file {count(len(filed.rejected), 'comment')}: see {place}.", err=True)
    if filed.rejected:
        ctx.exit(1)


@command.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """Show the comments that await approval."""
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.catalogue.due import time_in
        from dateline.comments.awaiting import awaiting_approval
        from dateline.config import load_site

        site = load_site(root)
        waiting = list(awaiting_approval(site))
        for awaiting in waiting:
            say(os.path.relpath(root / "content" / awaiting.path))
            if awaiting.comment:
                date = awaiting.comment.date
                when = time_in(site.zone, date.instant) if date.is_moment else date.iso
                say(f"  {awaiting.comment.name}, {when}")
            say(f"  {awaiting.text}")
            for problem in awaiting.problems:
                say(f"  {problem.severity}: {' '.join(problem.sentences)}")
        if not waiting:
            say("No comments await approval.")
