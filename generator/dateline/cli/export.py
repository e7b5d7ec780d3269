"""`dateline export`."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.arguments import EditionName, FilePath
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say
from dateline.editions import EXPORTED


@click.command("export")
@click.argument("edition", metavar="EDITION", type=EditionName(EXPORTED))
@click.argument("file", type=FilePath(path_type=Path))
@click.option("--strict", is_flag=True, help="Stop the export at warnings as well as errors.")
@click.option(
    "--keep-going",
    is_flag=True,
    help="Export everything that can be, despite errors in articles and other files.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes to use, at most four per core. [one per core]",
)
@click.pass_context
def command(
    ctx: click.Context,
    edition: str,
    file: Path,
    strict: bool,
    keep_going: bool,
    jobs: int | None,
) -> None:
    """Pack an EDITION of the archive into one FILE.

    \b
    portable  a zip file; unpack it anywhere and open its index.html, without a server
    """
    root = archive_root(ctx)
    with problems_shown(root, outcome=f"{file} is unchanged."):
        from dateline.build.export import export
        from dateline.build.options import Options
        from dateline.cli.progress import reporting
        from dateline.cli.show import count, size_of
        from dateline.cli.summary import show_summary

        options = Options(strict=strict, keep_going=keep_going, jobs=jobs or 0, edition=edition)
        with reporting() as report:
            exported = export(root, (Path.cwd() / file).resolve(), options, report)
        show_summary(exported.summary, explain=False, root=root)
        say(f"Packed {count(exported.files, 'file')} into {file} ({size_of(exported.size)}).")
