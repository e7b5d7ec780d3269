"""The archive with which most tests of builds start."""

from __future__ import annotations

import pytest

from archives import Built
from scratch import ScratchSite


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    """A few articles over thirty years, built."""

    def write(site: ScratchSite) -> None:
        for year in range(1985, 2015):
            site.article(
                f"{year}/storm.md", title=f"Storm of {year}", date=f"{year}-02-03", tags=["Storm"]
            )
        site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"])
        site.article(
            "2014/quay.md", "See [the port](port.md).", date="2014-05-09", location="Galle"
        )
        site.article("notes.md", "[Notes](notes.txt)", kind="page", date=None)
        site.write("content/notes.txt", "Notes.")

    return built("thirty-years", write)
