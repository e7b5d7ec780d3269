"""What a build says is to be uploaded: how the output differs from the output before."""

from __future__ import annotations

import re

import pytest

from dateline.build.upload import Upload
from dateline.cli.show import size_of
from dateline.cli.summary import show_summary
from scratch import ScratchSite, Snapshot

VOLUME = re.compile("search/data/(?!words/)[^/]+/")
"""The beginning of the paths of the files of search volumes, and of their engine."""


def differences(before: Snapshot, after: Snapshot) -> Upload:
    """What differs between two outputs. Dateline's own marker is not part of the site."""
    before, after = ({**files} for files in (before, after))
    for files in (before, after):
        files.pop(".dateline", None)
    added, changed = after.keys() - before.keys(), after.keys() & before.keys()
    changed = {path for path in changed if before[path] != after[path]}
    removed = before.keys() - after.keys()
    size = sum(len(after[path]) for path in added | changed)
    search = sum(VOLUME.match(path) is not None for path in added | changed | removed)
    return Upload(len(added), len(changed), len(removed), size, search)


def test_it_is_what_differs_search_and_packs_included(site: ScratchSite) -> None:
    site.search = True
    before: Snapshot = {}

    def built(**options: object) -> Upload:
        nonlocal before
        summary = site.build(**options)
        after = site.snapshot()
        found = differences(before, after)
        before = after
        if "verify" in options:
            found.search = 0  # what another program left is told by name
        assert (summary.upload or Upload()) == found
        assert summary.files == len(after.keys() - {".dateline"})
        if not options:
            # What is not for search is what the line above says.
            assert found.files - found.search == len(summary.written) + len(summary.deleted)
        return found

    for number in range(4):
        site.article(f"a{number}.md", "The monsoon came.", date=f"201{number}-03-05")
    first = built()
    assert first.added > 50 and (first.changed, first.removed) == (0, 0)
    assert built() == Upload()
    site.article("a1.md", "The monsoon came late.", date="2011-03-05")
    corrected = built()
    assert corrected.changed > corrected.added
    assert any(path.startswith("search/data/en/all/") for path in before)
    site.delete("a3.md")
    assert built().removed
    # All is made again, and comes out as it was.
    assert built(clean=True) == Upload()
    site.settings('title = "The Equator"\nurl = "https://meridian.example/"\n')
    assert built().changed
    # What another program left there goes, and counts too.
    for path in ("stray.txt", "search/data/en/old/a.pf_index", "search/data/en/old/b.pf_index"):
        (site.public / path).parent.mkdir(parents=True, exist_ok=True)
        (site.public / path).write_text("x", "utf-8")
    before = site.snapshot()
    assert built(verify=True).removed == 3
    # A page becomes a file where there was a folder, and the other way round.
    site.write("site.toml", site.sources()["site.toml"] + b'[files]\nalways = "notes"\n')
    site.write("content/notes", "A file.")
    built(keep_going=True)
    site.delete("notes")
    site.write("content/notes/one.txt", "A folder.")
    built(keep_going=True)
    assert built(search=False).removed > 5


@pytest.mark.parametrize(
    ("upload", "line"),
    [
        (Upload(12, 3, 1, 84_200), "To upload: 12 files added, 3 changed, 1 removed; 84 KB."),
        (
            Upload(12, 3, 1, 84_200, 7),
            "To upload: 12 files added, 3 changed, 1 removed (7 of them for search); 84 KB.",
        ),
        (Upload(7, 0, 0, 999, 7), "To upload: 7 files added (all for search); 999 bytes."),
        (Upload(0, 1, 0, 999), "To upload: 1 file changed; 999 bytes."),
        (Upload(0, 0, 1_234, 0), "To upload: 1,234 files removed."),
        (Upload(16_000, 0, 0, 2_340_000_000), "To upload: 16,000 files added; 2.3 GB."),
        (Upload(), "To upload: nothing."),
    ],
)
def test_how_it_is_said(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], upload: Upload, line: str
) -> None:
    summary = site.build()
    summary.upload = upload
    show_summary(summary, explain=False, root=site.root)
    assert f"\n{line}\n" in capsys.readouterr().out


def test_a_portable_edition_is_not_uploaded(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("one.md")
    summary = site.build(edition="portable", output=site.root / "stick")
    show_summary(summary, explain=False, root=site.root)
    assert not re.search("upload", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (1_000, "1.0 KB"), (9_960, "10 KB"), (10_400, "10 KB")],
)
def test_sizes(number: int, words: str) -> None:
    assert size_of(number) == words
