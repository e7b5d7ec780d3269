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

    It has what its host needs to build and publish it; its README says how.
    """
    with problems_shown():
        from dateline.scaffold.archive import create_archive

        for path in create_archive(folder, datetime.now().astimezone(), host):
            say(f"wrote {os.path.relpath(path)}")
    say()
    say("Next:")
    say(f"  cd {shlex.quote(os.path.relpath(folder))}")
    say("  dateline serve")
    say("README.md says how to publish the archive.")
