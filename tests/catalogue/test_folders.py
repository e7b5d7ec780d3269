"""Comparing content/ by folders finds what comparing every file would."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dateline.catalogue.folder_scan import FolderState, scan_folders
from dateline.catalogue.folders import Differences, compare, known_folders
from dateline.config import load_site
from dateline.content.sources import Walk
from scratch import ScratchSite

PLACES = ("", "2014/", "2014/03/", "2014/03/pictures/", "2015/")
NAMES = ("a.md", "b.md", "c.txt", "tags.toml")
LONG_AGO = 1_500_000_000


def compared(site: ScratchSite, connection: sqlite3.Connection) -> Differences:
    settings = load_site(site.root)
    known = known_folders(connection)
    walk = Walk(settings.content, settings.taxonomies)
    return compare(scan_folders(walk, known, 1), known, connection, anew=False)


def everything_compared(site: ScratchSite, connection: sqlite3.Connection) -> Differences:
    """What is found when no folder's digest is known."""
    connection.execute("SAVEPOINT before")
    connection.execute("UPDATE folders SET digest = ''")
    found = compared(site, connection)
    connection.execute("ROLLBACK TO before")
    return found


def edit(site: ScratchSite, dice: random.Random) -> None:
    """Write, touch, delete or move a file, delete a folder, or let all be written long ago."""
    place, name = dice.choice(PLACES), dice.choice(NAMES)
    file = site.root / "content" / place / name
    act = dice.randrange(8)
    if act < 4:
        text = '["Port"]\n' if name == "tags.toml" else "---\ntitle: Port\ndate: 2014-03-05\n---\n"
        path = place + name
        site.write(f"content/{path}", text + "\n" * dice.randrange(3))
    elif act == 4 and file.exists():
        file.unlink()
    elif act == 5 and file.exists():
        file.rename(file.with_name("moved-" + name))
    elif act == 6 and place:
        shutil.rmtree(site.root / "content" / place, ignore_errors=True)
    elif act == 7 and file.exists():
        os.utime(file, (LONG_AGO + dice.randrange(3),) * 2)


@pytest.mark.parametrize("seed", range(6))
def test_as_if_every_file_were_compared(site: ScratchSite, seed: int) -> None:
    dice = random.Random(seed)
    site.write("content/keep.md", "---\ntitle: Kept\ndate: 2014-03-05\n---\n")
    skipped = 0
    for _ in range(25):
        for _ in range(dice.randrange(1, 4)):
            edit(site, dice)
        if dice.random() < 0.5:
            site.age()
        site.problems()
        edit(site, dice)
        with closing(sqlite3.connect(site.root / ".dateline/catalogue.sqlite")) as connection:
            found, all_found = compared(site, connection), everything_compared(site, connection)
        assert found.files == all_found.files
        assert found.changed == all_found.changed
        assert sorted(found.gone) == sorted(all_found.gone)
        skipped += len(all_found.looked_into) - len(found.looked_into)
    assert skipped > 0


def test_folders_that_are_as_they_were_are_not_looked_into(site: ScratchSite) -> None:
    for month in range(1, 10):
        site.article(f"2014/{month:02}/a.md", date=f"2014-{month:02}-05")
    site.age()
    site.build()
    site.article("2014/05/b.md", date="2014-05-05")
    with closing(sqlite3.connect(site.root / ".dateline/catalogue.sqlite")) as connection:
        found = compared(site, connection)
    assert set(found.looked_into) == {"2014/05/"}
    assert [change.source.path for change in found.changed] == ["2014/05/b.md"]
    assert found.files == 10


def test_several_processes_find_what_one_does(site: ScratchSite) -> None:
    for number in range(40):
        site.write(f"content/{number % 20}/{number}/a.md", "Rain.")
        site.write(f"content/{number % 20}/_not/a.md", "Rain.")
    site.write("content/7/27/story.md/a.md", "Rain.")
    (site.root / "content/8/pipe").symlink_to("/etc/hosts")
    settings = load_site(site.root)

    def found(known: dict[str, str], processes: int) -> tuple[list[FolderState], list[str]]:
        walk = Walk(settings.content, settings.taxonomies)
        return sorted(scan_folders(walk, known, processes)), sorted(walk.problems)

    alone = found({}, 1)
    assert len(alone[0]) > 60 and len(alone[1]) == 2
    assert found({}, 2) == alone
    known = {folder.path: folder.digest for folder in alone[0]}
    site.write("content/9/9/b.md", "Rain.")
    again = found(known, 2)
    assert again == found(known, 1)
    assert [folder.path for folder in again[0] if folder.sources is not None] == ["9/9/"]


def test_a_folder_deleted_while_its_files_are_new(site: ScratchSite) -> None:
    site.article("a.md")
    site.article("2014/b.md")
    site.build()
    shutil.rmtree(Path(site.root / "content/2014"))
    site.build()
    assert not site.has("/2014/03/05/b/")
