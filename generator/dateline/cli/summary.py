"""What a build says at the end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.build.report import Summary
from dateline.build.upload import Upload
from dateline.catalogue.due import Waiting
from dateline.catalogue.public_files import CAUSES, WaitingFile
from dateline.catalogue.undrawn import Undrawn
from dateline.cli.show import LOST, MOST_WARNINGS, count, show_problems, size_of
from dateline.cli.terminal import say
from dateline.content.comments import article_of
from dateline.hosts import Host
from dateline.problems import Problem

if TYPE_CHECKING:
    # A build that has nothing to do with these does without them.
    from dateline.build.host_limits import Contents
    from dateline.build.published import ListedAddresses

_MOST_FILES = 5
_MOST_CHARACTERS = 5


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
        or warning.kind in LOST
        or (warning.kind == "lost-comment" and _lost_just_now(warning, summary))
    ]
    show_problems(news, root=root, most_warnings=MOST_WARNINGS)
    if any(warning.kind in {"lost-address", "lost-anchor"} for warning in news):
        say(FORGET_LINE, err=True)
    if old := len(summary.warnings) - len(news):
        say(
            f"{count(old, 'warning')} in files that did not change; “dateline check” lists them.",
            err=True,
        )
    if summary.renewed:
        say(
            f"The cache could not be used ({summary.renewed}), so everything was rebuilt.",
            err=True,
        )
    if explain:
        for url, reason in summary.written:
            say(f"write   {url}  – {reason}")
        for url, reason in summary.deleted:
            say(f"delete  {url}  – {reason}")
        for name in summary.volumes:
            say(f"index   {name}  – the text of its articles changed")
        for file in summary.waiting_files:
            say(f"wait    /{file.path}  – {waits_for(file)}")
    else:
        for path in summary.strangers:
            place = os.path.relpath(summary.output / path)
            say(f"Deleted {place}, which belonged to no page.")
    say(_outcome(summary))
    if summary.upload:
        say(_upload_line(summary.upload))
    if summary.gone_files:
        say(_gone_files_line(summary.gone_files))
    show_waiting(summary.waiting)
    if summary.waiting_files:
        say(waiting_files_line(summary.waiting_files))
    if summary.waiting_comments:
        say(waiting_comments_line(summary.waiting_comments))
    if summary.undrawn:
        say(_undrawn_line(summary.undrawn))
    if summary.errors:
        say(_left_out_line(summary))


def _show_left_out(summary: Summary, root: Path) -> None:
    """The errors that did not stop the build, starting with those that took something off."""
    order = {f"content/{held.path}": place for place, held in enumerate(summary.held)}
    errors = sorted(summary.errors, key=lambda problem: order.get(problem.path, len(order)))
    show_problems(errors, root=root)
    for held in summary.held:
        name = f"content/{held.path}"
        if held.left:
            where = f"It was at {held.url}." if held.url else ""
            say(f"{name} has been taken off the site until it is fixed. {where}".strip(), err=True)
        else:
            say(f"{name} is not on the site.", err=True)


def _left_out_line(summary: Summary) -> str:
    held, left = len(summary.held), sum(held.left for held in summary.held)
    paths = {f"content/{held.path}" for held in summary.held}
    told = "Built despite errors."
    if held:
        told += f" {count(held, 'file')} with errors held back"
        which = "which" if held == 1 else f"{left:,} of which"
        told += f", {which} had been on the site." if left else "."
    if lesser := [problem for problem in summary.errors if problem.path not in paths]:
        files = count(len({problem.path for problem in lesser}), "file")
        told += f" Because of {count(len(lesser), 'error')}, something was left out of {files}."
    return f"{told} Fix the problems listed above."


_CAUSES = {
    "draft": ("is used only by a draft", "are used only by drafts"),
    "date": ("waits for an article's date", "wait for articles' dates"),
    "held": ("waits until errors are fixed", "wait until errors are fixed"),
    "program": ("could run programs and is not trusted", "could run programs and are not trusted"),
    "unused": ("is not used by anything published", "are not used by anything published"),
}
"""Why files are not on the site, for one file and for several."""


def waits_for(file: WaitingFile) -> str:
    """Why a file is not on the site."""
    article = f" (content/{file.article})" if file.article else ""
    return f"it {_CAUSES[file.cause][0]}{article}"


def waiting_files_line(files: Sequence[WaitingFile]) -> str:
    """How many files other than articles and comments are not on the site, and why."""
    counted = Counter(file.cause for file in files)
    told = ", ".join(
        f"{counted[cause]:,} {_CAUSES[cause][counted[cause] > 1]}"
        for cause in CAUSES
        if counted[cause]
    )
    what = "picture or other file" if len(files) == 1 else "pictures or other files"
    verb = "is" if len(files) == 1 else "are"
    return f"{len(files):,} {what} in content/ {verb} not on the site: {told}."


def _gone_files_line(urls: Sequence[str]) -> str:
    """Which files have gone with the articles that showed them."""
    verb = "is" if len(urls) == 1 else "are"
    more = f" and {len(urls) - _MOST_FILES:,} more" if len(urls) > _MOST_FILES else ""
    return (
        f"{count(len(urls), 'file')} that no published article shows any more {verb} off the site:"
        f" {', '.join(urls[:_MOST_FILES])}{more}."
    )


def waiting_comments_line(number: int) -> str:
    """How many comments await approval."""
    verb = "awaits" if number == 1 else "await"
    return f"{count(number, 'comment')} {verb} approval. “dateline comments list” shows them."


def _undrawn_line(undrawn: Undrawn) -> str:
    verb = "has" if undrawn.count == 1 else "have"
    characters = [f"“{character}”" for character in undrawn.characters[:_MOST_CHARACTERS]]
    if len(undrawn.characters) > _MOST_CHARACTERS:
        characters.append("others")
    told = " or ".join(filter(None, (", ".join(characters[:-1]), characters[-1])))
    return (
        f"{count(undrawn.count, 'article')} {verb} no picture to share, since the typeface it would"
        f" be drawn with has no {told}."
    )


def _lost_just_now(warning: Problem, summary: Summary) -> bool:
    """Whether a folder of comments lost its article in this build, or got comments in it."""
    folder = warning.path.removeprefix("content/")
    return article_of(f"{folder}/") in summary.changed or any(
        path.startswith(f"{folder}/") for path in summary.changed
    )


def show_waiting(waiting: Iterable[Waiting]) -> None:
    """Say how many articles, and corrections of how many, are scheduled, and when the next of them
    will be public."""
    for one in waiting:
        what = count(one.count, "article")
        verb = "is" if one.count == 1 else "are"
        if one.corrections:
            verb, what = "are", f"Corrections of {what}"
        say(f"{what} {verb} scheduled for later (time zone: {one.zone}):")
        for time, path in one.first:
            say(f"  {time}  content/{path}")
        if more := one.count - len(one.first):
            say(f"  and {more:,} more")


def host_line(host: Host, contents: Contents) -> str:
    """How much of what a host allows a site takes, and what is not known yet."""
    folder, most = max(contents.folders.items(), key=lambda item: item[1])
    largest = max(contents.sizes.values(), default=0)
    allowed = {
        f"{contents.files:,} files": f"{host.most_files:,}" if host.most_files else "",
        f"{most:,} of them in /{folder}": f"{host.most_files_in_a_folder:,}"
        if host.most_files_in_a_folder
        else "",
        f"{size_of(contents.size)} in all": size_of(host.largest_site) if host.largest_site else "",
        f"{size_of(largest)} in the largest": size_of(host.largest_file)
        if host.largest_file
        else "",
    }
    told = "; ".join(
        found + (f" ({most} allowed)" if most else "") for found, most in allowed.items()
    )
    line = f"{host.title}: {told}."
    if contents.unbuilt:
        verb = "is" if contents.unbuilt == 1 else "are"
        line += f" {count(contents.unbuilt, 'file')} {verb} not built yet and counted without size."
    if not contents.has_assembled:
        line += " The files for search and offline reading are only known after a build."
    return line


def compared_line(listed: ListedAddresses, missing: int) -> str:
    """How many published addresses were compared with the archive, and how many are lost."""
    if listed.missing:
        return f"{listed.missing.rstrip('.')}: nothing compared."
    number = f"{len(listed.paths):,} published address{'es' * (len(listed.paths) != 1)}"
    if listed.former:
        number += f" of {listed.former}, by their paths,"
    lost = "none is lost" if not missing else f"{missing:,} {'is' if missing == 1 else 'are'} lost"
    others = f" {listed.others:,} of other sites were left out." if listed.others else ""
    return f"Compared {number} with this archive; {lost}.{others}"


def open_lists_line(*, fix: bool) -> str:
    """Why addresses of lists were not compared, and what to do where a `fix` was asked for."""
    told = "Days, tags and other lists that files with errors may still fill were not compared."
    return f"{told} Fix those, and run “dateline check --fix” again." if fix else told


FORGET_LINE = (
    "If these addresses were never on the web, “dateline build --forget-lost” forgets all of them."
)
"""What to do about addresses of an earlier build that was not published."""


def _upload_line(upload: Upload) -> str:
    counts = {"added": upload.added, "changed": upload.changed, "removed": upload.removed}
    told = [f"{number:,} {what}" for what, number in counts.items() if number]
    if not told:
        return "To upload: nothing."
    number, _, what = told[0].partition(" ")
    told[0] = f"{number} {'file' if number == '1' else 'files'} {what}"
    search = ""
    if upload.search:
        # So that the others are as many as the line above says were written and deleted.
        those = "all" if upload.search == upload.files else f"{upload.search:,} of them"
        search = f" ({those} for search)"
    size = f"; {size_of(upload.size)}" if upload.size else ""
    return f"To upload: {', '.join(told)}{search}{size}."


def _outcome(summary: Summary) -> str:
    place = os.path.relpath(summary.output)
    what = f"{count(summary.articles, 'article')}, {count(summary.files, 'file')}"
    took = f"{summary.seconds:.1f} s"
    deleted = len(summary.deleted)
    if not (summary.written or deleted or summary.volumes):
        return f"Nothing to do: {place} is up to date ({what}; {took})."
    done = [f"{count(len(summary.written), 'file')} written"]
    if deleted:
        done.append(f"{deleted:,} deleted")
    if summary.volumes:
        done.append(f"{count(len(summary.volumes), 'search volume')} indexed")
    return f"Built {what} in {place}: {', '.join(done)} in {took}."
