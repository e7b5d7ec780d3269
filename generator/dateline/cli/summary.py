"""What a build says when it has ended."""

from __future__ import annotations

import os
from pathlib import Path

from dateline.build.report import Summary
from dateline.catalogue.due import Waiting
from dateline.cli.show import count, show_problems
from dateline.cli.terminal import say


def show_summary(summary: Summary, *, explain: bool, root: Path) -> None:
    """The warnings that are news, what was written and why (if `explain`), and the outcome."""
    news = [
        warning
        for warning in summary.warnings
        if warning.path.removeprefix("content/") in summary.changed
    ]
    show_problems(news, root=root)
    if old := len(summary.warnings) - len(news):
        say(
            f"{count(old, 'warning')} in files that did not change; “dateline check” tells more.",
            err=True,
        )
    if summary.renewed:
        say(
            f"What was remembered could not be used ({summary.renewed}); all was built anew.",
            err=True,
        )
    if explain:
        for url, reason in summary.written:
            say(f"write   {url}  – {reason}")
        for url, reason in summary.deleted:
            say(f"delete  {url}  – {reason}")
        for name in summary.volumes:
            say(f"index   {name}  – the text of its articles changed")
    else:
        for path in summary.strangers:
            place = os.path.relpath(summary.output / path)
            say(f"Deleted {place}, which belonged to no page.")
    say(_outcome(summary))
    if summary.waiting:
        say(_held_back(summary.waiting))


def _held_back(waiting: Waiting) -> str:
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
