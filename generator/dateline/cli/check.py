"""`dateline check`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.arguments import FilePath, Words
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say
from dateline.hosts import HOSTS, Host

if TYPE_CHECKING:
    from dateline.build.check import Checked
    from dateline.problems import Problem


@click.command("check")
@click.argument("paths", nargs=-1, type=FilePath(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with code 1 for warnings too.")
@click.option(
    "--fix",
    is_flag=True,
    help="Fix what is certain in the articles' files, and show each change.",
)
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
    help="Also check the site against this host's limits.",
)
@click.option(
    "--published",
    type=Words(),
    is_flag=False,
    flag_value="",
    metavar="[SITEMAP]",
    help="A sitemap (address or file): each address in it must still be answered. [the site's]",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    strict: bool,
    fix: bool,
    style: str,
    host: str | None,
    published: str | None,
) -> None:
    """Read and check everything, and write nothing (unless you ask for --fix).

    With PATHs (files or folders), only their problems are shown, and only they are fixed. Exit
    code 1 if there are errors.
    """
    if fix and style != "text":
        raise click.UsageError("--fix shows its changes as text: leave out --format.", ctx)
    root = archive_root(ctx)
    paths, published = _paths_and_sitemap(paths, published, root, ctx)
    with problems_shown(root, style):
        from dateline.cli.show import count, lost_last, show_problems

        checked = _check(root, host, published)
        problems = _of_paths(checked.problems, root, paths)
        seen: set[tuple[str, str]] = set()
        while fix and _mend(root, problems, checked, seen):
            checked = _check(root, host, published)
            problems = _of_paths(checked.problems, root, paths)
        if fixed := len({path for path, _ in seen}):
            say(f"{count(fixed, 'file')} fixed.")
        show_problems(lost_last(problems), style, root, err=False)
        if style == "text":
            _say_what_was_found(problems, checked)
        if style != "json":
            _say_what_is_lost(checked, fix=fix)
        if style == "text":
            _say_what_else_there_is(problems, checked, HOSTS[host] if host else None)
            _say_what_can_be_fixed(root, problems, checked, published)
    if any(strict or problem.severity == "error" for problem in problems):
        ctx.exit(1)


def _say_what_was_found(problems: Sequence[Problem], checked: Checked) -> None:
    from dateline.cli.show import count, count_by_kind
    from dateline.cli.summary import FORGET_LINE

    if not problems:
        say(f"{count(checked.articles, 'article')} read, no problems.")
    for line in count_by_kind(problems):
        say(line)
    if _of_a_build(problems, checked):
        say(FORGET_LINE)


def _say_what_is_lost(checked: Checked, *, fix: bool) -> None:
    from dateline.build.lost import Fate
    from dateline.cli.summary import compared_line, open_lists_line

    if checked.listed:
        say(compared_line(checked.listed, checked.missing))
    asked = fix or checked.listed or any(one.fate is Fate.UNDECIDED for one in checked.lost)
    if asked and checked.lists_are_open:
        say(open_lists_line(fix=fix))


def _say_what_else_there_is(
    problems: Sequence[Problem], checked: Checked, host: Host | None
) -> None:
    """What the host allows, and what is not published yet."""
    from dateline.cli.summary import (
        host_line,
        show_waiting,
        waiting_comments_line,
        waiting_files_line,
    )

    if host and checked.contents:
        say(host_line(host, checked.contents))
    show_waiting(checked.waiting)
    if checked.waiting_files:
        say(waiting_files_line(checked.waiting_files))
    if checked.waiting_comments:
        say(waiting_comments_line(checked.waiting_comments))


def _say_what_can_be_fixed(
    root: Path, problems: Sequence[Problem], checked: Checked, published: str | None
) -> None:
    """How many problems `--fix` puts right; those of a sitemap only if it is named again."""
    from dateline.cli.show import count
    from dateline.editing.answer import count_answerable
    from dateline.editing.mend import count_mendable

    told = _lost_among(problems)
    mendable, is_least = count_mendable(root, problems)
    answerable, may_be_more = count_answerable(
        root, [one for one in checked.certain if one.url in told]
    )
    if total := mendable + answerable:
        them = f"{'At least ' if is_least or may_be_more else ''}{count(total, 'problem')}"
        again = "" if published is None else " --published"
        again += f" {shlex.quote(published)}" if published else ""
        say(f"{them} can be fixed automatically: run “dateline check{again} --fix”.")


def _check(root: Path, host: str | None, published: str | None) -> Checked:
    from dateline.build.check import check
    from dateline.cli.progress import reporting

    with reporting() as report:
        return check(root, report, host=HOSTS[host] if host else None, published=published)


def _of_paths(problems: Iterable[Problem], root: Path, paths: Iterable[Path]) -> list[Problem]:
    """The problems of files below these paths; all, without paths."""
    wanted = [path.resolve() for path in paths]
    if not wanted:
        return list(problems)
    return [
        problem
        for problem in problems
        if any((root / problem.path).resolve().is_relative_to(path) for path in wanted)
    ]


def _lost_among(problems: Iterable[Problem]) -> set[str]:
    """The lost addresses that are told of."""
    return {problem.about for problem in problems if problem.kind == "lost-address"}


def _of_a_build(problems: Iterable[Problem], checked: Checked) -> bool:
    """Whether there are lost addresses or anchors among the problems of which only a build here
    knows."""
    from dateline.catalogue.published_before import Evidence

    told = _lost_among(problems)
    anchors = any(problem.kind == "lost-anchor" for problem in problems)
    return (anchors and checked.evidence is Evidence.BUILD) or any(
        one.url in told for one in checked.lost if one.evidence is Evidence.BUILD
    )


def _paths_and_sitemap(
    paths: tuple[Path, ...], published: str | None, root: Path, ctx: click.Context
) -> tuple[tuple[Path, ...], str | None]:
    """The paths to check and the sitemap to compare with, where what follows `--published` may be
    meant for either."""
    from dateline.build.sitemap_reading import is_on_the_web

    if not published:
        return paths, published
    named = Path(published)
    if is_on_the_web(published):
        return paths, published
    if named.resolve().is_relative_to((root / "content").resolve()):
        if named.is_dir():
            raise click.UsageError(
                f"{published} is a folder of the archive, and has no sitemap. To see only the"
                f" problems in it: dateline check {published} --published",
                ctx,
            )
        if published.endswith(".md") and named.is_file():
            return (*paths, named), ""
    return paths, _sitemap_in(named, ctx) if named.is_dir() else published


def _sitemap_in(folder: Path, ctx: click.Context) -> str:
    """The sitemap in a folder that was named in place of one."""
    from dateline.urls import SITEMAP

    file = folder / SITEMAP
    if not file.is_file():
        raise click.UsageError(
            f"{folder} is a folder, and has no {SITEMAP}. Name a sitemap: its web address, such as"
            f" https://example.org/{SITEMAP}, or the path of its file.",
            ctx,
        )
    return str(file)


def _mend(
    root: Path, problems: Sequence[Problem], checked: Checked, seen: set[tuple[str, str]]
) -> bool:
    """Mend files and show what has changed; returns whether to look again, which is pointless if
    the files are as they were before. `seen` are the texts that files have had.

    Lost addresses come last: once a file can be read, what was at them may be there again.
    """
    from dateline.cli.show import show_change
    from dateline.editing.answer import answer_lost
    from dateline.editing.mend import mend_files
    from dateline.editing.needless_aliases import drop_needless_aliases

    is_new = False
    told = _lost_among(problems)
    lost = [one for one in checked.certain if one.url in told]
    certain = [*mend_files(root, problems)] or [*drop_needless_aliases(root, problems)]
    for one in certain or answer_lost(root, lost):
        show_change(one.path, one.before, one.after)
        seen.add((one.path, one.before))
        is_new |= (one.path, one.after) not in seen
    return is_new
