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
    from dateline.catalogue.unfinished import Unfinished
    from dateline.problems import Problem
    from dateline.serve.address import Address
    from dateline.serve.news import Built
    from dateline.serve.snapshot import Failure

_MOST_SHOWN = 20
"""Problems of one build: more of them would push what matters out of the window."""


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port. [the first free one from 8000]"
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Answer other machines too, such as a phone: 0.0.0.0, or one address of this machine."
    " [only this machine]",
)
@click.option("--drafts", is_flag=True, help="Show drafts and scheduled articles.")
@click.option("--future", is_flag=True, help="Show scheduled articles, but no drafts.")
@click.pass_context
def command(ctx: click.Context, port: int | None, host: str, drafts: bool, future: bool) -> None:
    """Build a preview, serve it on this machine, and rebuild it when a file changes.

    Errors in a file do not hold up the rest. Stop it with Ctrl-C.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        import asyncio

        from dateline.serve.address import free_address
        from dateline.serve.preview import Preview

        address = free_address(host, port)
        preview = Preview(
            root, drafts=drafts, future=future, address=address, teller=_Terminal(root)
        )
        say(f"View it at {address.url} – Ctrl-C stops it.")
        if address.in_network:
            _warn_of_network(address, drafts=drafts, future=future)
        with suppress(KeyboardInterrupt):
            asyncio.run(preview.run())
        say("Stopped.")
        if preview.is_building:
            # The next build finishes what this one began, and its processes end with ours.
            os._exit(0)


def _warn_of_network(address: Address, *, drafts: bool, future: bool) -> None:
    """Say where other machines find the preview, and what everyone may read there."""
    if address.network_url:
        say(f"On a phone in the same network: {address.network_url}")
    else:
        say("This machine is in no network at the moment.")
    also = "drafts included" if drafts else "scheduled articles included"
    read = f"the preview, {also}" if drafts or future else "the preview"
    say(f"Everyone in the network can read {read}, until you stop it.", err=True)


class _Terminal:
    """One line for each build, then what is wrong in the files that were just changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._elsewhere: list[Problem] = []
        self._unfinished: Unfinished | None = None

    def built(self, built: Built) -> None:
        """Say what was built, unless it was nothing."""
        from dateline.cli.show import show_problems
        from dateline.problems import count_problems

        summary, elsewhere = built.summary, built.news[_MOST_SHOWN:] + built.others
        if summary.unfinished != self._unfinished:
            self._tell_of(summary.unfinished)
        self._unfinished = summary.unfinished
        if summary.written or summary.deleted or built.news or elsewhere != self._elsewhere:
            say(f"{_clock()}  {_outcome(summary)} in {summary.seconds:.1f} s.")
        show_problems(built.news[:_MOST_SHOWN], root=self._root)
        if elsewhere and elsewhere != self._elsewhere:
            say(
                f"Elsewhere: {count_problems(elsewhere)} “dateline check” lists them all.", err=True
            )
        self._elsewhere = elsewhere

    def _tell_of(self, unfinished: Unfinished) -> None:
        """What only the preview shows, and what not even the preview does."""
        from dateline.serve.panel import count_unfinished

        shown, hidden = unfinished.shown, unfinished.hidden
        if shown:
            say(f"Not yet public, shown only here: {count_unfinished(shown)}.")
        if hidden:
            option = "--drafts" if hidden.drafts else "--future"
            say(f"Not shown without {option}: {count_unfinished(hidden)}.")

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
