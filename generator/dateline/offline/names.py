"""Files that Windows and exFAT could not hold, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.catalogue.page import Page
from dateline.filenames import fault, folded
from dateline.problems import Problem
from dateline.urls import output_path
from dateline.views import BY_NAME


def check_names(written: Iterable[Page], others: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the names of the pages `written`, alone and beside the addresses
    `others`, which stay as they are."""
    taken = {folded(path): path for path in map(output_path, others)}
    for page in written:
        path = output_path(page.url)
        if found := fault(path):
            yield _problem(page, *found)
        other = taken.setdefault(folded(path), path)
        if other != path:
            message = f"Windows cannot tell {path} and {other} apart"
            yield _problem(
                page, message, "Rename one of them; changing upper and lower case is not enough"
            )


def _problem(page: Page, message: str, fix: str) -> Problem:
    if source := BY_NAME[page.view].source(page):
        return Problem(f"content/{source}", 0, 0, message, fix, kind="file-name")
    message = f"{message} (the address {page.url})"
    return Problem("site.toml", 0, 0, message, fix, kind="file-name")
