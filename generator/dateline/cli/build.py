"""`dateline build`."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.arguments import FilePath, Words
from dateline.cli.running import archive_root, problems_shown


@click.command("build")
@click.option(
    "--output",
    type=FilePath(path_type=Path, file_okay=False),
    help="The folder to build into. [public]",
)
@click.option("--base-url", type=Words(), help="The site's address, instead of url in site.toml.")
@click.option("--drafts", is_flag=True, help="Include drafts and scheduled articles.")
@click.option("--future", is_flag=True, help="Include scheduled articles, but no drafts.")
@click.option("--strict", is_flag=True, help="Stop the build at warnings as well as errors.")
@click.option(
    "--keep-going",
    is_flag=True,
    help="Publish everything that can be, despite errors in articles and other files.",
)
@click.option("--clean", is_flag=True, help="Forget earlier builds and rebuild everything.")
@click.option(
    "--forget-lost",
    is_flag=True,
    help="Forget the lost addresses of earlier builds, which were never published.",
)
@click.option("--no-search", is_flag=True, help="Build without search.")
@click.option(
    "--portable",
    "edition",
    flag_value="portable",
    help="Build the portable edition, which opens without a server. Needs --output.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes to use, at most four per core. [one per core]",
)
@click.option("--explain", is_flag=True, help="Say why each page is written or deleted.")
@click.option(
    "--verify",
    is_flag=True,
    help="Check every file in the output folder and repair any that differ.",
)
@click.pass_context
def command(
    ctx: click.Context,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    strict: bool,
    keep_going: bool,
    clean: bool,
    forget_lost: bool,
    no_search: bool,
    edition: str | None,
    jobs: int | None,
    explain: bool,
    verify: bool,
) -> None:
    """Build the site: only what changed, and all or nothing.

    With --keep-going, files with errors are left out, in whole or in part, and the rest is
    published.

    Exit code 0 if the site is built, 1 if errors stop the build (the site is then unchanged),
    2 if the command cannot be run.
    """
    root = archive_root(ctx)
    with problems_shown(root, outcome="The site is unchanged."):
        from dateline.build.options import Options
        from dateline.build.run import build
        from dateline.cli.progress import reporting
        from dateline.cli.summary import show_summary
        from dateline.editions import WEB

        options = Options(
            output=Path.cwd() / output if output else None,
            base_url=base_url,
            drafts=drafts,
            future=future,
            strict=strict,
            keep_going=keep_going,
            clean=clean,
            search=not no_search,
            jobs=jobs or 0,
            verify=verify,
            forget_lost=forget_lost,
            edition=edition or WEB,
        )
        with reporting() as report:
            summary = build(root, options, report)
        show_summary(summary, explain=explain, root=root)
