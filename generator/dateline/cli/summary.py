"""What a build says when it has ended."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from dateline.build.report import Summary
from dateline.catalogue.carried import CAUSES, WaitingFile
from dateline.catalogue.due import Waiting
from dateline.cli.show import count, show_problems


def show_summary(summary: Summary, *, explain: bool, root: Path) -> None:
    """What was left out, the warnings that are news, what was written and why (if `explain`), and
    the outcome."""
    if summary.errors:
        _show_left_out(summary, root)
    news = [
        warning
        for warning in summary.warnings
        if warning.path.removeprefix("content/") in summary.changed
        or not warning.path.startswith("content/")
    ]
    show_problems(news, root=root)
    if old := len(summary.warnings) - len(news):
        click.echo(
            f"{count(old, 'warning')} in files that did not change; “dateline check” tells more.",
            err=True,
        )
    if summary.renewed:
        click.echo(
            f"What was remembered could not be used ({summary.renewed}); all was built anew.",
            err=True,
        )
    if explain:
        for url, reason in summary.written:
            click.echo(f"write   {url}  – {reason}")
        for url, reason in summary.deleted:
            click.echo(f"delete  {url}  – {reason}")
        for name in summary.volumes:
            click.echo(f"index   {name}  – the text of its articles changed")
        for file in summary.files:
            click.echo(f"wait    /{file.path}  – {waits_for(file)}")
    else:
        for path in summary.strangers:
            place = os.path.relpath(summary.output / path)
            click.echo(f"Deleted {place}, which belonged to no page.")
    click.echo(_outcome(summary))
    if summary.waiting:
        click.echo(_waiting_articles(summary.waiting))
    if summary.files:
        click.echo(waiting_files_line(summary.files))
    if summary.errors:
        click.echo(_left_out_line(summary))


def _show_left_out(summary: Summary, root: Path) -> None:
    """Every error in spite of which the site was built: first those of what left the site."""
    order = {f"content/{held.path}": place for place, held in enumerate(summary.held)}
    errors = sorted(summary.errors, key=lambda problem: order.get(problem.path, len(order)))
    show_problems(errors, root=root)
    for held in summary.held:
        where = f" It was at {held.url}." if held.left and held.url else ""
        what = "has left the site until it is mended." if held.left else "is not on the site."
        click.echo(f"content/{held.path} {what}{where}", err=True)


def _left_out_line(summary: Summary) -> str:
    held, left = len(summary.held), sum(held.left for held in summary.held)
    paths = {f"content/{held.path}" for held in summary.held}
    parts = []
    if held:
        gone = f" ({left:,} of them had been on it)" if left else ""
        verb = "is" if held == 1 else "are"
        parts.append(f"{count(held, 'file')} {verb} held back from the site{gone}")
    if lesser := [problem for problem in summary.errors if problem.path not in paths]:
        files = len({problem.path for problem in lesser})
        parts.append(
            f"{count(len(lesser), 'error')} in {count(files, 'published file')} left something out"
        )
    return f"Built in spite of errors: {'; '.join(parts)}. Mend what is told above."


_CAUSES = {
    "draft": "for a draft",
    "date": "for an article's date",
    "held": "until errors are mended",
    "program": "in a folder that is not trusted",
    "unused": "named by nothing that is published",
}


def waits_for(file: WaitingFile) -> str:
    """What a file that is not on the site waits for: a part of a sentence."""
    article = f" (content/{file.article})" if file.article else ""
    return f"not published: {_CAUSES[file.cause]}{article}"


def waiting_files_line(files: Sequence[WaitingFile]) -> str:
    """How many files are not on the site, and for what they wait."""
    counted = Counter(file.cause for file in files)
    told = ", ".join(f"{counted[cause]:,} {_CAUSES[cause]}" for cause in CAUSES if counted[cause])
    verb = "is" if len(files) == 1 else "are"
    return f"{count(len(files), 'file')} {verb} not on the site: {told}."


def _waiting_articles(waiting: Waiting) -> str:
    verb = "waits for its date" if waiting.count == 1 else "wait for their dates"
    which = "It" if waiting.count == 1 else "The next"
    return (
        f"{count(waiting.count, 'article')} {verb}. {which} is due on {waiting.date}"
        f" (content/{waiting.path})."
    )


def _outcome(summary: Summary) -> str:
    place = os.path.relpath(summary.output)
    what = f"{count(summary.articles, 'article')}, {count(summary.pages, 'file')} in {place}"
    took = f"in {summary.seconds:.1f} s"
    deleted = len(summary.deleted)
    if not (summary.written or deleted or summary.volumes):
        return f"Nothing to do: {what} are up to date ({took})."
    done = [f"{count(len(summary.written), 'file')} written"]
    if deleted:
        done.append(f"{deleted:,} deleted")
    if summary.volumes:
        done.append(f"{count(len(summary.volumes), 'search volume')} indexed")
    return f"Built {what}: {', '.join(done)} {took}."
