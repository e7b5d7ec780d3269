"""What the catalogue knows of pages as last published."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from dateline.build.state import State
from dateline.catalogue.files_and_pages import FilesAndPages
from dateline.catalogue.store import connect_read_only
from scratch import ScratchSite


def test_the_file_that_a_page_is_made_of(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("2014/rain.md", "![a reef](reef.svg)", date="2014-03-05")
    site.write("content/2014/reef.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.article("about.md", kind="page", date=None)
    site.build()
    with closing(connect_read_only(State.of(site.root, site.public, "").catalogue)) as connection:
        found = FilesAndPages(connection).sources()
    assert found == {"/2014/03/05/rain/": "2014/rain.md", "/about/": "about.md"}
