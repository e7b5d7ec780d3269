"""`dateline check`."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.arguments import FilePath
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say
from dateline.hosts import HOSTS


@click.command("check")
@click.argument("paths", nargs=-1, type=FilePath(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with code 1 for warnings too.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print the problems.",
)
@click.option(
    "--host",
    type=click.Choice(list(HOSTS)),
    help="Hold the site to the limits of this host too.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], strict: bool, style: str, host: str | None
) -> None:
    """Read and check everything, and write nothing.

    With PATHs (files or folders), only their problems are shown. Exit code 1 if there are errors.
    """
    root = archive_root(ctx)
    with problems_shown(root, style):
        from dateline.build.check import check
        from dateline.cli.show import count, count_by_kind, reporting, show_problems
        from dateline.cli.summary import host_line, waiting_comments_line, waiting_files_line

        with reporting() as report:
            checked = check(root, report, HOSTS[host] if host else None)
        wanted = [path.resolve() for path in paths]
        problems = [
            problem
            for problem in checked.problems
            if not wanted
            or any((root / problem.path).resolve().is_relative_to(path) for path in wanted)
        ]
        show_problems(problems, style, root, err=False)
        if style == "text":
            if not problems:
                say(f"{count(checked.articles, 'article')} read, no problems.")
            for line in count_by_kind(problems):
                say(line)
            if host and checked.contents:
                say(host_line(HOSTS[host], checked.contents))
            if checked.waiting_files:
                say(waiting_files_line(checked.waiting_files))
            if checked.waiting_comments:
                say(waiting_comments_line(checked.waiting_comments))
    if any(strict or problem.severity == "error" for problem in problems):
        ctx.exit(1)
