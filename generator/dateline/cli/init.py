"""`dateline init`."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from pathlib import Path

import click

from dateline.cli.arguments import FilePath
from dateline.cli.running import problems_shown
from dateline.cli.terminal import say
from dateline.hosts import HOSTS


@click.command("init")
@click.argument("folder", metavar="DIR", type=FilePath(path_type=Path, file_okay=False))
@click.option(
    "--host",
    type=click.Choice(list(HOSTS)),
    default="none",
    help="Where the site will be published; “none” is any web server. [none]",
)
def command(folder: Path, host: str) -> None:
    """Start a new archive in DIR, a folder that does not exist yet or is empty.

    A folder that has only what a new repository has (git's own files, a README, a LICENSE) will do
    too; those files stay as they are. The archive has what its host needs to build and publish it;
    its README says how.
    """
    with problems_shown():
        from dateline.scaffold.archive import create_archive, lacking_lines

        new = create_archive(folder, datetime.now().astimezone(), host)
        for path in new.written:
            say(f"wrote {os.path.relpath(path)}")
        for path in new.kept:
            say(f"kept {os.path.relpath(path)}, which was there")
            if path.name == ".gitignore" and (lines := lacking_lines(path)):
                say("Add these lines to it:")
                for line in lines:
                    say(f"  {line}")
    say()
    say("Next:")
    if (way := os.path.relpath(folder)) != os.curdir:
        say(f"  cd {shlex.quote(way)}")
    say("  dateline serve")
    say(f"{new.guide} says how to publish the archive.")
