"""The one file that an edition is handed on in."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from dateline.build.export import export
from dateline.build.options import Options
from dateline.problems import ProblemsFound, UsageProblem
from scratch import ScratchSite, urls


def test_the_same_archive_gives_the_same_zip_file(site: ScratchSite, tmp_path: Path) -> None:
    site.article("a.md", "[The plan](<plan d’été.svg>)", tags=["Été"])
    site.write("content/plan d’été.svg", "<svg/>")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    export(site.root, first, Options(jobs=1, edition="portable"))
    site.age()
    with site.copy() as copy:
        before = os.umask(0o077)
        try:
            exported = export(copy.root, second, Options(jobs=1, edition="portable"))
        finally:
            os.umask(before)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        entries = packed.infolist()
        assert packed.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(names) and len(names) == exported.files
    assert all(name.startswith("the-meridian/") for name in names)
    assert {"the-meridian/index.html", "the-meridian/plan d’été.svg"} <= set(names)
    assert not [name for name in names if "/.dateline" in name]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_a_second_export_builds_only_what_changed(site: ScratchSite, tmp_path: Path) -> None:
    site.article("a.md", summary="A summary.")
    site.article("b.md", date="1999-01-02")
    file = tmp_path / "archive.zip"
    export(site.root, file, Options(search=False, edition="portable"))
    site.article("a.md", "Some other text, that no list shows.", summary="A summary.")
    exported = export(site.root, file, Options(search=False, edition="portable"))
    assert urls(exported.summary) == {"/2014/03/05/a/"}
    with zipfile.ZipFile(file) as packed:
        assert b"Some other text" in packed.read("the-meridian/2014/03/05/a/index.html")
    assert not site.public.exists()


def test_an_export_that_fails_leaves_the_file_as_it_was(site: ScratchSite, tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    file.write_bytes(b"before")
    site.article("a.md", title=None)
    with pytest.raises(ProblemsFound):
        export(site.root, file, Options(edition="portable"))
    assert file.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir() if "archive" in path.name] == ["archive.zip"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("archive", "archive.zip"),
        ("archive.tar", "does not end in .zip"),
        ("missing/archive.zip", "There is no folder"),
        ("folder.zip", "is a folder"),
        ("site/content/archive.zip", "outside content/"),
        ("site/public/archive.zip", "would delete it"),
    ],
)
def test_where_no_zip_file_can_be_is_said(
    site: ScratchSite, tmp_path: Path, name: str, words: str
) -> None:
    site.article("a.md")
    site.build()
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(UsageProblem, match=re.escape(words)):
        export(site.root, tmp_path / name, Options(search=False, edition="portable"))
    assert not (site.root / ".dateline" / "portable").exists()
