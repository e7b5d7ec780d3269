"""`dateline serve`."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.running import archive_root, explain, problems_shown
from dateline.cli.terminal import say

if TYPE_CHECKING:
    from dateline.build.report import Summary
    from dateline.problems import Problem
    from dateline.serve.news import Built
    from dateline.serve.snapshot import Failure

_MOST_SHOWN = 20
"""Problems of one build: more of them would push what matters out of the window."""


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port. [the first free one from 8000]"
)
@click.option("--drafts", is_flag=True, help="Show drafts, and articles that wait for their time.")
@click.option("--future", is_flag=True, help="Show articles that wait for their time, no drafts.")
@click.pass_context
def command(ctx: click.Context, port: int | None, drafts: bool, future: bool) -> None:
    """Build a preview, serve it on this machine, and rebuild it when a file changes.

    Errors in a file do not hold up the rest. Stop it with Ctrl-C.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        import asyncio

        from dateline.serve.preview import Preview, free_port

        preview = Preview(
            root, drafts=drafts, future=future, port=free_port(port), teller=_Terminal(root)
        )
        say(f"View it at {preview.url} – Ctrl-C stops it.")
        with suppress(KeyboardInterrupt):
            asyncio.run(preview.run())
        say("Stopped.")
        if preview.is_building:
            # The next build finishes what this one began, and its processes end with ours.
            os._exit(0)


class _Terminal:
    """One line for each build, then what is wrong in the files that were just changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._elsewhere: list[Problem] = []

    def built(self, built: Built) -> None:
        """Say what was built, unless it was nothing."""
        from dateline.cli.show import show_problems
        from dateline.problems import count_problems

        summary, elsewhere = built.summary, built.news[_MOST_SHOWN:] + built.others
        if summary.written or summary.deleted or built.news or elsewhere != self._elsewhere:
            say(f"{_clock()}  {_outcome(summary)} in {summary.seconds:.1f} s.")
        show_problems(built.news[:_MOST_SHOWN], root=self._root)
        if elsewhere and elsewhere != self._elsewhere:
            say(
                f"Elsewhere: {count_problems(elsewhere)} “dateline check” lists them all.", err=True
            )
        self._elsewhere = elsewhere

    def caught_up(self, summary: Summary) -> None:
        """Say that search is as the pages are."""
        if summary.written or summary.deleted:
            say(f"{_clock()}  Search is up to date, after {summary.seconds:.1f} s.")

    def failed(self, failure: Failure) -> None:
        """Say why nothing was built."""
        from dateline.cli.show import show_problems

        say(f"{_clock()}  {failure.message}", err=True)
        show_problems(failure.problems, root=self._root)

    def explain(self, error: Exception) -> str:
        """The sentence that other commands have for it, or else where Dateline failed."""
        known = explain(error, self._root)
        if known:
            return known[0]
        place, trace = "", error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            place = f"{file.parent.name}/{file.name}:{trace.tb_lineno}"
            trace = trace.tb_next
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return f"Dateline itself failed, at {place}: {what}. Please report it."


def _outcome(summary: Summary) -> str:
    from dateline.cli.show import count

    done = [f"{count(len(summary.written), 'file')} written"] if summary.written else []
    if summary.deleted:
        done.append(f"{len(summary.deleted):,} deleted")
    return f"Built: {', '.join(done)}" if done else "Built, with no changes to the site,"


def _clock() -> str:
    return time.strftime("%H:%M:%S")
