"""Whether the output is what the ledger says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.build.output import OutputFolder
from dateline.build.report import Reporter
from dateline.catalogue.ledger import Ledger, VolumeName
from dateline.catalogue.page import Page


class Stock(NamedTuple):
    """The pages and volumes whose files cannot be trusted, with the reason, and whether the output
    may hold files that belong to no page."""

    pages: Sequence[Page]
    volumes: Sequence[VolumeName]
    reason: str
    sweep: bool


def take_stock(
    output: OutputFolder, ledger: Ledger, report: Reporter, *, verify: bool, trusted: bool
) -> Stock:
    """Compare the output with the ledger, if `verify` asks for it or the output is not `trusted`,
    since it may be that of a build with other options."""
    if trusted and not verify:
        return Stock((), (), "", ledger.needs_sweep() or not ledger.has_pages())
    report.stage("Checking the output")
    pages = ledger.pages_at(output.differing(ledger.hashes()))
    volumes = output.differing_volumes(ledger.volumes())
    reason = "its file is not what was built" if trusted else "it was built with other options"
    return Stock(list(pages.values()), list(volumes), reason, not output.is_empty())
