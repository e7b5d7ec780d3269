"""Damage to what a build remembers, company while it builds, and files that change under it."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from archives import Built
from commands import Command, run
from dateline.catalogue.store import locked
from dateline.problems import ProblemsFound, UsageProblem
from scratch import SETTINGS, ScratchSite, assert_same

FLIPS = 200 if "DATELINE_LONG" in os.environ else 12
NOW = "1735689600"


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    def write(site: ScratchSite) -> None:
        for number in range(12):
            site.article(
                f"a{number}.md", "Rain fell.", date=f"2014-0{number % 9 + 1}-03", tags=["Sea"]
            )
        site.article("about.md", "[Notes](notes.txt)", kind="page", date=None)
        site.write("content/notes.txt", "Notes.")

    return built("rain", write)


def catalogue(site: ScratchSite) -> Path:
    return site.root / ".dateline/catalogue.sqlite"


# The catalogue


def test_a_deleted_catalogue(archive: ScratchSite) -> None:
    before = archive.snapshot()
    catalogue(archive).unlink()
    archive.build()
    assert_same(archive.snapshot(), before)


def test_a_catalogue_of_another_version(archive: ScratchSite) -> None:
    with closing(sqlite3.connect(catalogue(archive))) as connection:
        connection.execute("PRAGMA user_version = 7")
    archive.article("new.md")
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_pages_of_a_kind_that_is_no_more_are_deleted(archive: ScratchSite) -> None:
    with closing(sqlite3.connect(catalogue(archive))) as connection, connection:
        connection.execute("""INSERT INTO pages VALUES ('/old/', 'retired', '["en"]', '')""")
        connection.execute(
            "INSERT INTO meta SELECT 'view:retired', value FROM meta WHERE key = 'view:article'"
        )
    archive.write("public/old/index.html", "Old.")
    archive.settings(SETTINGS.replace("Meridian", "Parallel"))
    summary = archive.build()
    assert summary.deleted == [("/old/", "nothing makes pages of its kind any more")]
    assert_same(archive.snapshot(), archive.clean_snapshot())
    assert archive.build().planned == 0


# What is kept compiled


def test_damaged_templates_and_words_are_compiled_anew(archive: ScratchSite) -> None:
    build_elsewhere(archive, "--clean")
    folder = archive.root / ".dateline" / "compiled"
    before, made = archive.snapshot(), {}
    for file in folder.iterdir():
        made[file.name] = data = file.read_bytes()
        file.write_bytes(data.replace(b" class=", b" klass=").replace(b"Skip to", b"Slip to"))
    assert any(name.endswith("-words") for name in made)
    build_elsewhere(archive, "--clean")
    assert_same(archive.snapshot(), before)
    # Words are dated to the minute by the library that compiles them.
    again = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert again.keys() == made.keys()
    assert not [name for name, data in again.items() if b" klass=" in data or b"Slip to" in data]


def test_templates_compiled_with_other_words_are_not_used(archive: ScratchSite) -> None:
    words = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings('title = "The Meridian"\nurl = "https://meridian.example/"\ntheme = "own"\n')
    build_elsewhere(archive)
    archive.write(
        "themes/own/locale/en/LC_MESSAGES/theme.po",
        f'{words}\nmsgid "Skip to content"\nmsgstr "Over the menu"\n',
    )
    build_elsewhere(archive)
    assert "Over the menu" in archive.page("/2014/01/03/a0/")
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_each_language_has_templates_compiled_with_its_own_words(archive: ScratchSite) -> None:
    archive.article("pluie.fr.md", "Il pleut.", date="2014-02-03")
    for jobs in ("1", "2"):
        build_elsewhere(archive, "--clean", "--jobs", jobs)
        for _ in range(2):
            assert "Skip to content" in archive.page("/2014/01/03/a0/")
            french = archive.page("/fr/2014/02/03/pluie/")
            assert "Aller au contenu" in french
            assert "Skip to content" not in french
            build_elsewhere(archive, "--clean", "--jobs", jobs)


def build_elsewhere(archive: ScratchSite, *arguments: str) -> None:
    """Build in another process, which has compiled nothing yet."""
    done = run("build", "--no-search", *arguments, cwd=archive.root, SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_catalogue_cut_short(archive: ScratchSite, share: float) -> None:
    data = catalogue(archive).read_bytes()
    catalogue(archive).write_bytes(data[: int(len(data) * share)])
    archive.article("new.md")
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_catalogue_with_pages_overwritten(archive: ScratchSite) -> None:
    """Each of SQLite's pages in turn is filled with nothing, or with noise."""
    whole = catalogue(archive).read_bytes()
    archive.article("new.md", tags=["Sea"])
    expected = archive.clean_snapshot()
    dice = random.Random(1)
    pages = len(whole) // 4096
    for page in dice.sample(range(pages), min(FLIPS, pages)):
        filling = bytes(4096) if dice.random() < 0.5 else dice.randbytes(4096)
        damaged = whole[: page * 4096] + filling + whole[(page + 1) * 4096 :]
        for suffix in ("-wal", "-shm"):
            catalogue(archive).with_name(f"catalogue.sqlite{suffix}").unlink(missing_ok=True)
        catalogue(archive).write_bytes(damaged)
        archive.build()
        assert_same(archive.snapshot(), expected)


def test_a_record_that_cannot_be_read(archive: ScratchSite) -> None:
    with closing(sqlite3.connect(catalogue(archive))) as connection:
        connection.execute("UPDATE articles SET record = substr(record, 5), listing = '[1'")
        connection.commit()
    archive.article("new.md", tags=["Sea"])
    assert archive.build().renewed
    assert_same(archive.snapshot(), archive.clean_snapshot())


# Company


def test_two_builds_at_once(archive: ScratchSite) -> None:
    """One is done, the other says that it has to wait; nothing is mixed."""
    for number in range(60):
        archive.article(f"b{number}.md", date=f"2015-0{number % 9 + 1}-03", tags=["Port"])
    builds = [
        Command("build", "--no-search", cwd=archive.root, SOURCE_DATE_EPOCH=NOW) for _ in range(3)
    ]
    ends = [(done.stderr, done.returncode) for done in (build.done() for build in builds)]
    assert {code for _, code in ends} <= {0, 2}
    assert any(code == 0 for _, code in ends)
    assert all("Another build of this site is running" in said for said, code in ends if code)
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_two_builds_at_once_into_two_folders(archive: ScratchSite) -> None:
    archive.article("new.md")
    options = "build", "--no-search", "--output"
    builds = [
        Command(*options, name, cwd=archive.root, SOURCE_DATE_EPOCH=NOW) for name in ("one", "two")
    ]
    assert [build.done().returncode for build in builds] == [0, 0]
    archive.build()
    for name in ("one", "two"):
        assert_same(archive.snapshot(archive.root / name), archive.snapshot())


# Files that change, come and go while they are read


@pytest.mark.parametrize("name", ["content/restless.md", "content/notes.txt", "theme"])
def test_a_file_that_changes_while_it_is_read(archive: ScratchSite, name: str) -> None:
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings('theme = "own"\n' + archive.root.joinpath("site.toml").read_text())
    path = archive.root / ("themes/own/assets/own.js" if name == "theme" else name)
    path.parent.mkdir(parents=True, exist_ok=True)
    calm = threading.Event()

    def rewrite() -> None:
        dice = random.Random(1)
        while not calm.is_set():
            words = f"Restless {dice.random()}"
            if dice.random() < 0.3:
                path.unlink(missing_ok=True)
            elif path.suffix == ".md":
                path.write_text(f"---\ntitle: {words}\ndate: 2014-03-05\n---\n{words}\n", "utf-8")
            else:
                path.write_text(words, "utf-8")
            calm.wait(dice.random() / 100)

    editor = threading.Thread(target=rewrite)
    editor.start()
    try:
        for _ in range(FLIPS):
            try:
                archive.build()
            except ProblemsFound as found:
                assert all(path.name in problem.path for problem in found.problems)
            except FileNotFoundError as error:
                assert path.name in str(error.filename)
    finally:
        calm.set()
        editor.join()
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.parametrize("options", [{}, {"clean": True}])
@pytest.mark.parametrize(
    "data", [b"Not a database.", bytes(range(256)) * 40, b"SQLite format 3\0" * 90]
)
def test_a_damaged_lock_keeps_nobody_out(
    archive: ScratchSite, options: dict[str, bool], data: bytes
) -> None:
    lock = archive.root / ".dateline/output.lock"
    lock.write_bytes(data)
    archive.article("new.md", "Snow fell.", date="2014-02-03", tags=["Snow"])
    archive.build(**options)
    assert archive.has("/tags/snow/")
    with locked(lock) as ours, pytest.raises(UsageProblem, match="Another build"):
        assert ours
        archive.build(**options)


@pytest.mark.parametrize("what", ["a file", "a symbolic link to nothing, which is no folder"])
def test_what_stands_where_the_cache_is_kept_is_told(archive: ScratchSite, what: str) -> None:
    place = archive.root / ".dateline"
    place.rename(archive.root / "other")
    place.write_text("Mine.", "utf-8") if what == "a file" else place.symlink_to("nothing")
    done = run("build", cwd=archive.root)
    assert done.returncode == 2
    assert f".dateline is {what}, and Dateline keeps its cache" in done.stderr
    assert "Delete it, or give it another name." in done.stderr
    assert run("check", cwd=archive.root).returncode == 0


# An output folder that is someone else's


def test_the_files_of_someone_else_are_left_alone(archive: ScratchSite, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.doc").write_text("Years of work", "utf-8")
    for options in ({}, {"clean": True}, {"verify": True}):
        with pytest.raises(UsageProblem, match="Dateline did not make"):
            archive.build(output=theirs, **options)
    assert [path.name for path in theirs.iterdir()] == ["thesis.doc"]
    assert (theirs / "thesis.doc").read_text("utf-8") == "Years of work"


def test_an_output_within_another_is_refused(archive: ScratchSite, tmp_path: Path) -> None:
    before = archive.snapshot()
    for place in ("trial", "2014/01/trial"):
        with pytest.raises(UsageProblem, match=r"is inside .*public, a site made by"):
            archive.build(output=archive.public / place)
    assert_same(archive.snapshot(), before)
    archive.build(output=tmp_path / "elsewhere")


@pytest.mark.parametrize("options", [{"verify": True}, {"clean": True}, {"drafts": True}])
def test_an_output_that_holds_another_is_not_swept(
    archive: ScratchSite, tmp_path: Path, options: dict[str, bool]
) -> None:
    """Such as one that was moved there."""
    archive.build(output=tmp_path / "trial")
    (tmp_path / "trial").rename(archive.public / "trial")
    before = archive.snapshot()
    with pytest.raises(UsageProblem, match="public/trial is another site made by Dateline"):
        archive.build(**options)
    assert_same(archive.snapshot(), before)


@pytest.mark.parametrize("options", [{}, {"verify": True}, {"clean": True}])
@pytest.mark.parametrize("change", ["new page", "page gone"])
def test_nothing_is_written_or_deleted_through_a_link_in_the_output(
    archive: ScratchSite, tmp_path: Path, options: dict[str, bool], change: str
) -> None:
    clean = archive.snapshot()
    tags, theirs = archive.public / "tags", tmp_path / "theirs"
    tags.rename(theirs)
    (theirs / "thesis.doc").write_text("Years of work", "utf-8")
    tags.symlink_to(theirs)
    before = archive.snapshot(theirs)
    if change == "new page":
        archive.article("new.md", "Snow fell.", date="2014-02-03", tags=["Snow"])
    else:
        for number in range(12):
            archive.article(
                f"a{number}.md", "Rain fell.", date=f"2014-0{number % 9 + 1}-03", tags=["Rain"]
            )
    with pytest.raises(UsageProblem, match=r"public/tags is a link to .*theirs, .*Delete the link"):
        archive.build(**options)
    assert_same(archive.snapshot(theirs), before)
    tags.unlink()
    if change == "new page":
        (archive.root / "content/new.md").unlink()
    else:
        for number in range(12):
            archive.article(
                f"a{number}.md", "Rain fell.", date=f"2014-0{number % 9 + 1}-03", tags=["Sea"]
            )
    archive.build(verify=True)
    assert_same(archive.snapshot(), clean)


def test_verifying_keeps_no_link_and_follows_none(archive: ScratchSite, tmp_path: Path) -> None:
    before, theirs = archive.snapshot(), tmp_path / "theirs"
    (theirs / "fr/volume").mkdir(parents=True)
    (theirs / "fr/volume/thesis.doc").write_text("Years of work", "utf-8")
    (archive.public / "search/en").mkdir(parents=True, exist_ok=True)
    for place in ("theirs", "2014/theirs", "search/theirs", "search/en/theirs"):
        (archive.public / place).symlink_to(theirs)
    (archive.public / "index.html").unlink()
    (archive.public / "index.html").symlink_to(theirs)
    archive.build(verify=True)
    assert_same(archive.snapshot(), before)
    (archive.public / "tags").rename(tmp_path / "tags")
    (archive.public / "tags").symlink_to(tmp_path / "tags")
    with pytest.raises(UsageProblem, match="public/tags is a link"):
        archive.build(verify=True)
    assert (theirs / "fr/volume/thesis.doc").read_text("utf-8") == "Years of work"


def test_the_marker_and_the_staging_folder_are_no_links(
    archive: ScratchSite, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.doc").write_text("Years of work", "utf-8")
    (archive.public / ".dateline").unlink()
    (archive.public / ".dateline").symlink_to(theirs / "thesis.doc")
    (archive.public / ".dateline-staging").symlink_to(theirs)
    archive.article("new.md", "Snow fell.", date="2014-02-03", tags=["Snow"])
    archive.build()
    assert [path.name for path in theirs.iterdir()] == ["thesis.doc"]
    assert (theirs / "thesis.doc").read_text("utf-8") == "Years of work"
    assert not (archive.public / ".dateline").is_symlink() and archive.has("/tags/snow/")


def test_a_clean_build_that_dies_is_not_forgotten(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had put in place goes again, though the articles are as they were before it."""
    before = archive.snapshot()
    archive.article("a1.md", "Snow fell.", date="2014-02-03", tags=["Snow"])

    def die(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("dateline.build.output.OutputFolder._delete", die)
        with pytest.raises(OSError, match="no space"):
            archive.build(clean=True)
    assert archive.has("/tags/snow/")
    archive.article("a1.md", "Rain fell.", date="2014-02-03", tags=["Sea"])
    archive.build()
    assert_same(archive.snapshot(), before)
