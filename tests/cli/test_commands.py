"""The command line as a journalist uses it, in processes of its own."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import run as dateline
from dateline import cli
from dateline.cli.show import show_problems
from dateline.config import load_site
from dateline.problems import Problem


@pytest.fixture(scope="module")
def new_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `dateline init` makes."""
    folder = tmp_path_factory.mktemp("new")
    for name in ("paper", "built"):
        done = dateline("init", name, cwd=folder)
        assert done.returncode == 0, done.stderr
    # What is compiled spares each first build of a test half a second.
    assert dateline("build", "--no-search", cwd=folder / "built").returncode == 0
    compiled = ".dateline/compiled"
    shutil.copytree(folder / "built" / compiled, folder / "paper" / compiled)
    return folder / "paper"


@pytest.fixture
def archive(new_archive: Path, tmp_path: Path) -> Path:
    """A new archive whose address is written in."""
    shutil.copytree(new_archive, tmp_path / "paper")
    settings = tmp_path / "paper" / "site.toml"
    text = settings.read_text("utf-8").replace("https://example.org/", "https://paper.example/")
    settings.write_text(text, "utf-8")
    return tmp_path / "paper"


def test_a_new_archive_asks_for_its_address_and_nothing_else(tmp_path: Path) -> None:
    assert dateline("init", "fresh", cwd=tmp_path).returncode == 0
    done = dateline("build", cwd=tmp_path / "fresh")
    assert done.returncode == 0
    (told,) = [line for line in done.stderr.splitlines() if ": warning: " in line]
    assert told.startswith("site.toml:4:1: warning: “https://example.org/” is an example address")
    assert "example.org is kept free for examples" in told


def test_a_new_archive_builds_at_once_without_a_warning(archive: Path) -> None:
    done = dateline("build", "--strict", cwd=archive)
    assert done.returncode == 0, done.stderr
    assert "Built 1 article" in done.stdout
    assert (archive / "public" / "index.html").is_file()
    assert (archive / "public" / "about" / "index.html").is_file()
    again = dateline("build", cwd=archive)
    assert again.stdout.startswith("Nothing to do")


def test_a_line_at_the_end_of_a_new_archives_settings_is_a_setting_of_the_site(
    archive: Path,
) -> None:
    with (archive / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('extra = { colour = "blue" }\n')
    assert load_site(archive).extra == {"colour": "blue"}


def test_git_leaves_out_what_a_new_archive_builds(archive: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=archive, check=True)
    before = untracked(archive)
    for options in (
        (),
        ("--drafts", "--output", "preview"),
        ("--portable", "--output", "portable"),
    ):
        assert dateline("build", "--no-search", *options, cwd=archive).returncode == 0
    assert untracked(archive) == before


def untracked(folder: Path) -> str:
    """The files that git would take in."""
    done = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_init_leaves_a_folder_with_files_alone(archive: Path) -> None:
    before = sorted(archive.rglob("*"))
    done = dateline("init", ".", cwd=archive)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert sorted(archive.rglob("*")) == before


def test_a_new_article_is_a_draft_until_its_line_is_taken_out(archive: Path) -> None:
    path = (
        archive / dateline("new", 'The "day"', "--date", "2013-03-31", cwd=archive).stdout.strip()
    )
    page = archive / "public" / "2013" / "03" / "31" / "the-day" / "index.html"
    text = path.read_text("utf-8")
    note, draft = text.splitlines()[-5:-3]
    assert note.startswith("# ") and "delete the next line" in note and draft == "draft: true"
    told = dateline("build", cwd=archive)
    assert told.returncode == 0 and not page.exists()
    assert "The placeholder “Write the story here.” is still in the text." in told.stderr
    text = text.replace(f"{note}\n{draft}\n", "").replace("Write the story here.", "It rained.")
    path.write_text(text, "utf-8")
    told = dateline("build", "--strict", cwd=archive)
    assert told.returncode == 0, told.stderr
    assert "The “day”" in page.read_text("utf-8")


def test_new_in_another_language_and_with_less_known(archive: Path) -> None:
    done = dateline("new", "Une vieille histoire", "--lang", "fr", "--date", "1987-03", cwd=archive)
    assert Path(done.stdout.strip()) == Path("content", "1987", "03", "une-vieille-histoire.fr.md")
    wrong = dateline("new", "Headline", "--date", "31/12/1987", cwd=archive)
    assert wrong.returncode == 2
    assert "1987-12-31" in wrong.stderr


KINDS = ("date", "no-title", "unknown-key")


def test_check_shows_problems_in_three_forms_and_writes_nothing(archive: Path) -> None:
    (archive / "content" / "bad.md").write_text(
        "---\ntitel: Storm\ndate: 2020-02-30\n---\nText\n", "utf-8"
    )
    before = sorted(archive.rglob("*"))
    text = dateline("check", cwd=archive)
    assert text.returncode == 1
    assert "content/bad.md:3:7: error: " in text.stdout
    assert "Did you mean “title”?" in text.stdout
    *problems, total, date, title, key, mends = text.stdout.splitlines()
    assert all(line.startswith("content/bad.md:") for line in problems)
    assert total == "2 errors and 1 warning."
    assert mends == "1 problem can be fixed automatically: run “dateline check --fix”."
    kinds = [line.split() for line in (date, title, key)]
    assert kinds == [["1", f"{kind},", "in", "1", "file"] for kind in KINDS]
    found = json.loads(dateline("check", "--format", "json", cwd=archive).stdout)
    assert {problem["path"] for problem in found} == {"content/bad.md"}
    assert sorted(problem["kind"] for problem in found) == sorted(KINDS)
    github = dateline("check", "--format", "github", cwd=archive).stdout
    assert "::error file=content/bad.md,line=3,endLine=3,col=7,endColumn=17,title=date::" in github
    elsewhere = dateline("check", "content/about.md", cwd=archive)
    assert elsewhere.returncode == 0
    assert sorted(archive.rglob("*")) == before


def test_many_problems_alike_are_not_all_printed(archive: Path) -> None:
    links = "".join(f"[{number}](gone{number}.md)\n" for number in range(150))
    (archive / "content" / "bad.md").write_text(
        f"---\ntitle: Storm\ndate: 2020-02-03\n---\n{links}", "utf-8"
    )
    text = dateline("check", cwd=archive).stdout
    assert text.count(": error: ") == 100
    assert "content/bad.md: 50 more “dead-link” errors.\n150 errors.\n" in text
    assert len(json.loads(dateline("check", "--format", "json", cwd=archive).stdout)) == 150
    (archive / "content" / "worse.md").write_text("---\ntitle: Rain\n---\nText\n", "utf-8")
    lines = dateline("check", cwd=archive).stdout.splitlines()
    rest = lines.index("content/bad.md: 50 more “dead-link” errors.")
    assert lines[rest - 1].startswith("content/bad.md:")
    assert lines[rest + 1].startswith("content/worse.md:")


def test_a_build_shows_fifty_warnings_and_counts_the_others(archive: Path) -> None:
    for number in range(60):
        text = f"---\ntitle: A\ndate: 2020\nmood{number}: good\n---\nText\n"
        (archive / "content" / f"odd{number}.md").write_text(text, "utf-8")
    told = dateline("build", "--no-search", cwd=archive).stderr
    assert told.count(": warning: ") == 50
    assert told.endswith(
        "10 more warnings; “dateline check” lists all:\n"
        "     10  unknown-key, in 10 files\n60 warnings.\n"
    )
    assert dateline("check", cwd=archive).stdout.count(": warning: ") == 60
    # Errors come after the warnings here, and are shown all the same.
    (archive / "content" / "zero.md").write_text("---\ntitle: A\n---\nText\n", "utf-8")
    told = dateline("build", "--no-search", cwd=archive).stderr
    assert (told.count(": warning: "), told.count(": error: ")) == (50, 1)


def test_where_not_all_is_shown_the_gravest_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    rest = [Problem(f"content/{n}.md", 1, 1, "Odd", "", "warning", kind="value") for n in "ab"]
    lost = Problem("content/c.md", 0, 0, "Lost", "", "warning", kind="lost-address")
    ids = Problem("site.toml", 1, 1, "Ids", "", "warning", kind="lost-id")
    error = Problem("content/z.md", 1, 1, "Wrong", kind="value")
    show_problems([*rest, lost, error, ids], most_warnings=3)
    told = capsys.readouterr().err.splitlines()
    expected = ["content/z.md:1:1", "site.toml:1:1", "content/c.md", "content/a.md:1:1"]
    assert [line.partition(": ")[0] for line in told[:4]] == expected
    assert told[4].startswith("1 more warning;")


def test_strict_makes_warnings_count(archive: Path) -> None:
    (archive / "content" / "odd.md").write_text(
        "---\ntitle: A\ndate: 2020\nmood: good\n---\nText\n", "utf-8"
    )
    assert dateline("check", cwd=archive).returncode == 0
    assert dateline("check", "--strict", cwd=archive).returncode == 1
    assert dateline("build", cwd=archive).returncode == 0
    assert dateline("build", "--strict", cwd=archive).returncode == 1


def in_mauritius(archive: Path) -> None:
    settings = archive / "site.toml"
    text = settings.read_text("utf-8")
    changed = text.replace('timezone = "UTC"', 'timezone = "Indian/Mauritius"')
    settings.write_text(changed, "utf-8")


def test_a_build_says_which_articles_wait_for_their_date(archive: Path) -> None:
    in_mauritius(archive)
    for name, date, more in (
        ("late", "2031-05", ""),
        ("next", "2030-12-24T08:00+04:00", ""),
        ("draft", "2030-01-01", "draft: true\n"),
    ):
        text = f"---\ntitle: A\ndate: {date}\n{more}---\nText\n"
        (archive / "content" / f"{name}.md").write_text(text, "utf-8")
        told = dateline("build", "--no-search", cwd=archive).stdout
        if name == "late":
            assert told.endswith(
                "1 article is scheduled for later (time zone: Indian/Mauritius):\n"
                "  2031-05-01 00:00  content/late.md\n"
            )
    waiting = (
        "2 articles are scheduled for later (time zone: Indian/Mauritius):\n"
        "  2030-12-24 08:00  content/next.md\n"
        "  2031-05-01 00:00  content/late.md\n"
    )
    assert told.endswith(waiting)
    checked = dateline("check", "--strict", cwd=archive)
    assert checked.stdout.endswith(f"no problems.\n{waiting}") and checked.returncode == 0
    for option, there in (("--drafts", {"draft", "late", "next"}), ("--future", {"late", "next"})):
        trial = f"trial{option}"
        built = dateline("build", "--no-search", option, "--output", trial, cwd=archive)
        assert "wait" not in built.stdout
        found = {path.parent.name for path in (archive / trial).rglob("index.html")}
        assert {"draft", "late", "next"} & found == there


def test_a_build_names_the_corrections_that_wait(archive: Path) -> None:
    in_mauritius(archive)
    for name, dates in (("a", ("2024-03-06", "2031-05-02")), ("b", ("2032", "2031-05-01T06:00"))):
        entries = ", ".join(f"{{date: {date}, text: No.}}" for date in dates)
        text = f"---\ntitle: A\ndate: 2024-03-05\ncorrections: [{entries}]\n---\nText\n"
        (archive / "content" / f"{name}.md").write_text(text, "utf-8")
    told = (
        "Corrections of 2 articles are scheduled for later (time zone: Indian/Mauritius):\n"
        "  2031-05-01 06:00  content/b.md\n"
        "  2031-05-02 00:00  content/a.md\n"
    )
    assert dateline("build", "--no-search", cwd=archive).stdout.endswith(told)
    assert dateline("check", "--strict", cwd=archive).stdout.endswith(told)


def test_a_build_names_the_first_five_that_wait(archive: Path) -> None:
    in_mauritius(archive)
    for number in range(8):
        text = f"---\ntitle: A\ndate: 2024-03-05\npublish_at: 2031-05-0{9 - number}\n---\nText\n"
        (archive / "content" / f"n{number}.md").write_text(text, "utf-8")
    told = dateline("build", "--no-search", cwd=archive).stdout
    first = "".join(f"  2031-05-0{day} 00:00  content/n{9 - day}.md\n" for day in range(2, 7))
    assert told.endswith(f"(time zone: Indian/Mauritius):\n{first}  and 3 more\n")


def test_a_build_names_the_files_that_go_with_an_article(archive: Path) -> None:
    content = archive / "content"
    text = "---\ntitle: A\ndate: 2024-03-05\n{}---\n[a](a.txt), [b](b.txt)\n"
    for name in ("a", "b"):
        (content / f"{name}.txt").write_text("Text", "utf-8")
    (content / "one.md").write_text(text.format(""), "utf-8")
    (content / "two.md").write_text(text.format("slug: two\n").replace("b.txt", "a.txt"), "utf-8")
    dateline("build", "--no-search", cwd=archive)
    (content / "one.md").write_text(text.format("withdrawn: It was wrong.\n"), "utf-8")
    told = dateline("build", "--no-search", cwd=archive).stdout
    assert "1 file that no published article shows any more is off the site: /b.txt.\n" in told
    (content / "two.md").unlink()
    (content / "a.txt").unlink()
    told = dateline("build", "--no-search", cwd=archive).stdout
    assert "1 file that no published article shows any more is off the site: /a.txt.\n" in told
    assert "any more" not in dateline("build", "--no-search", cwd=archive).stdout


def test_a_build_says_what_has_no_picture_to_share(archive: Path) -> None:
    settings = archive / "site.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[images]\nshare = true\n", "utf-8")
    text = "---\ntitle: Песня\ndate: 2024-03-05\n---\nText\n"
    (archive / "content" / "song.md").write_text(text, "utf-8")
    assert dateline("build", "--no-search", cwd=archive).stdout.endswith(
        "1 article has no picture to share, since the typeface it would be drawn with has no"
        " “П”, “е”, “н”, “с” or “я”.\n"
    )


def test_verify_names_what_it_deletes(archive: Path) -> None:
    dateline("build", "--no-search", cwd=archive)
    names = ["stray.txt", "notes/a.txt", "search/data/en/old/x.pf_index"]
    for options in ((), ("--explain",)):
        for name in names:
            (archive / "public" / name).parent.mkdir(parents=True, exist_ok=True)
            (archive / "public" / name).write_text("x", "utf-8")
        done = dateline("build", "--no-search", "--verify", *options, cwd=archive)
        for name in ("stray.txt", "notes/a.txt", "search/data/en/old"):
            named = (
                f"delete  /{name}  – it belongs to no page\n"
                if options
                else f"Deleted {Path('public', name)}, which belonged to no page.\n"
            )
            assert done.stdout.count(named) == 1, done.stdout
        assert "3 deleted" in done.stdout


def test_explain_gives_each_page_a_reason(archive: Path) -> None:
    dateline("build", cwd=archive)
    later = archive / "content" / "2012" / "01" / "02-later.md"
    later.parent.mkdir(parents=True)
    later.write_text("---\ntitle: Later\ndate: 2012-01-02\n---\n\nText.\n", "utf-8")
    done = dateline("build", "--explain", cwd=archive)
    assert "write   /2012/01/02/later/  – content/2012/01/02-later.md is new" in done.stdout


def test_wrong_usage_exits_with_2_and_says_what_to_do(tmp_path: Path, archive: Path) -> None:
    for arguments, words in [
        (["bild"], "Did you mean “build”?"),
        (["--root", str(archive), "build", "--jobs", "0"], "--jobs"),
        (["build"], "dateline init"),
    ]:
        done = dateline(*arguments, cwd=tmp_path)
        assert done.returncode == 2, done
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    done = dateline(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == dateline("--help", cwd=tmp_path).stdout
    assert "\n  dateline init my-archive      start an archive\n" in done.stderr


def test_without_its_arguments_a_command_says_which_it_lacks(tmp_path: Path) -> None:
    done = dateline("export", cwd=tmp_path)
    assert done.returncode == 2
    assert "\nError: Missing argument 'EDITION'. Write portable.\n" in done.stderr


def test_the_root_is_the_nearest_site_toml_upwards(archive: Path) -> None:
    below = archive / "content"
    assert dateline("check", cwd=below).returncode == 0


def test_a_faulty_site_toml_is_told_with_its_line(archive: Path) -> None:
    settings = archive / "site.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('timezone = "UTC"', 'timezone = "Mars"\ntitel = "x"')
    )
    done = dateline("build", cwd=archive)
    assert done.returncode == 1
    assert "site.toml:6:1: error: “Mars” is not a time zone" in done.stderr
    assert (
        "site.toml:7:1: error: “titel” is not a Dateline setting. Did you mean “title”?"
        in done.stderr
    )


def test_a_command_may_be_named_for_a_keyword(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = cli.CommandRow("export", "Take in the articles of another system.")
    monkeypatch.setitem(cli.COMMANDS, "import", entry)
    listed = CliRunner().invoke(cli.main, ["--help"])
    assert re.search(r"^  import +Take in the articles of another", listed.output, re.MULTILINE)
    done = CliRunner().invoke(cli.main, ["import", "--help"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Usage: main import [OPTIONS]")
    assert "portable" in done.output


def test_help_imports_no_heavy_library(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom dateline.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = ('pydantic', 'jinja2', 'babel', 'rich', 'markdown_it')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_ends_without_a_search_for_garbage(tmp_path: Path) -> None:
    program = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1_000))\n"
        "from dateline.cli import main\n"
        "main(['build', '--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("True\n")


def test_a_build_with_nothing_to_do_reads_and_renders_with_no_library(archive: Path) -> None:
    program = (
        "import sys\nfrom dateline.cli import main\n"
        "try: main(['build'])\nexcept SystemExit: pass\n"
        "heavy = ('yaml', 'markdown_it', 'nh3', 'babel', 'jinja2', 'pagefind', 'dateline.views')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=archive, capture_output=True, text=True, check=True
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]
    assert "yaml" in printed[0]
    assert printed[1] == "[]"


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())


def test_serve_shows_the_site_and_what_changes(archive: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve"],
        cwd=archive,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        url = next(
            word
            for line in server.stdout
            for word in line.split()
            if word.startswith("http://127.0.0.1:")
        )
        assert "The archive opens" in _when(lambda: _get(url), "The archive opens")
        # Until the first build has ended, what is not there yet may still come.
        assert _when(lambda: _status(url + "nothing/"), "404") == "404"
        for path in ("..%2fsite.toml", ".dateline"):
            assert _status(url + path) == "404"
        time.sleep(0.5)  # the watcher starts with the server, not before it
        about = archive / "content" / "about.md"
        about.write_text(
            about.read_text("utf-8").replace("title: About", "title: Who we are"), "utf-8"
        )
        assert "Who we are" in _when(lambda: _get(url + "about/"), "Who we are")
    finally:
        server.terminate()
        server.wait(timeout=20)


def _status(url: str) -> str:
    """The status of the answer where there is an error."""
    with pytest.raises(urllib.error.HTTPError) as error:
        _get(url)
    return str(error.value.code)


def _when(get: object, wanted: str = "") -> str:
    """What `get` gives once it holds `wanted`, tried for some seconds."""
    assert callable(get)
    text = ""
    for _ in range(100):
        try:
            text = str(get())
        except OSError:
            text = ""
        if text and wanted in text:
            return text
        time.sleep(0.2)
    return text


def test_a_clock_that_is_none_is_wrong_usage(archive: Path) -> None:
    done = dateline("build", cwd=archive, SOURCE_DATE_EPOCH="soon")
    assert done.returncode == 2
    assert "“soon”" in done.stderr


def test_a_base_url_that_is_none_is_wrong_usage(archive: Path) -> None:
    done = dateline("build", "--base-url", "nope", cwd=archive)
    assert done.returncode == 2
    assert "“nope”" in done.stderr


def test_front_matter_in_json_may_stand_on_one_line(archive: Path) -> None:
    text = '{"title": "One line", "date": "2014-03-12"}\n\nThe text.\n'
    (archive / "content" / "one.md").write_text(text, "utf-8")
    assert dateline("build", "--strict", cwd=archive).returncode == 0
    page = archive / "public" / "2014" / "03" / "12" / "one" / "index.html"
    assert "The text." in page.read_text("utf-8")


def test_a_portable_edition_as_a_folder_and_as_a_zip_file(archive: Path) -> None:
    refused = dateline("build", "--portable", cwd=archive)
    assert refused.returncode == 2
    assert "dateline build --portable --output DIR" in refused.stderr
    done = dateline("build", "--portable", "--output", "../stick", cwd=archive)
    assert done.returncode == 0, done.stderr
    assert (archive.parent / "stick" / "index.html").is_file()
    packed = dateline("export", "portable", "paper.zip", cwd=archive)
    assert packed.returncode == 0, packed.stderr
    with zipfile.ZipFile(archive / "paper.zip") as packed_files:
        names = packed_files.namelist()
    assert f", {len(names)} files in " in packed.stdout
    assert f"\nPacked {len(names)} files into paper.zip (" in packed.stdout
    assert (archive / "paper.zip").is_file()
    assert not (archive / "public").exists()
    (archive / "content" / "what?.svg").write_text("<svg/>", "utf-8")
    with (archive / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('[files]\nalways = "what?.svg"\n')
    before = (archive / "paper.zip").read_bytes()
    faulty = dateline("export", "portable", "paper.zip", cwd=archive)
    assert faulty.returncode == 1
    assert "content/what?.svg: error: Windows cannot store what?.svg: it" in faulty.stderr
    assert "paper.zip is unchanged." in faulty.stderr
    assert (archive / "paper.zip").read_bytes() == before
    assert dateline("export", "portable", "paper.tar", cwd=archive).returncode == 2
    unknown = dateline("export", "pdf", "paper.zip", cwd=archive)
    assert unknown.returncode == 2
    assert "There is no edition “pdf”. Write portable." in unknown.stderr


def test_one_word_stands_for_one_set_of_files(archive: Path) -> None:
    (archive / "content" / "lost.md").write_text("---\ntitle: [\n---\n", "utf-8")
    for name in ("a.svg", "b.svg"):
        (archive / "content" / name).write_text(
            '<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8"
        )
    built = dateline("build", "--keep-going", cwd=archive)
    there = sum(path.is_file() for path in (archive / "public").rglob("*")) - 1  # the marker
    assert f", {there:,} files in public: " in built.stdout
    assert f"\nTo upload: {there:,} files added (" in built.stdout
    host = dateline("check", "--host", "cloudflare", cwd=archive).stdout
    assert f"\nCloudflare Pages: {there:,} files (" in host
    waiting = "\n2 pictures or other files in content/ are not on the site: 2 are not used by"
    assert waiting in built.stdout and waiting in host
    assert "Built despite errors. 1 file with errors held back." in built.stdout
    again = dateline("build", "--keep-going", cwd=archive).stdout
    assert re.search(
        rf"^Nothing to do: public is up to date \(\d+ articles?, {there:,} files;", again
    )


INTERRUPTING = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == sys.argv[0]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from dateline.__main__ import run
run()
"""
"""A program that runs `dateline` and gets Ctrl-C as a module is imported."""


@pytest.mark.parametrize(
    ("module", "action", "code", "said"),
    [
        ("dateline.cli", signal.SIG_DFL, 130, ""),
        ("click.core", signal.SIG_DFL, 130, ""),
        ("dateline.cli.terminal", signal.SIG_DFL, 130, ""),
        ("dateline.cli.check", signal.SIG_DFL, 130, "Aborted!"),
        ("dateline.build.check", signal.SIG_DFL, 130, "Aborted!"),
        ("dateline.cli", signal.SIG_IGN, 0, ""),
        ("dateline.build.check", signal.SIG_IGN, 0, ""),
    ],
)
def test_an_interrupt_while_a_command_starts_shows_no_trace(
    archive: Path, module: str, action: signal.Handlers, code: int, said: str
) -> None:
    interrupting = f"import sys; sys.argv = [{module!r}, 'check']\n{INTERRUPTING}"
    done = subprocess.run(
        [sys.executable, "-c", interrupting],
        cwd=archive,
        capture_output=True,
        text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, action),
    )
    assert (done.returncode, done.stderr.strip()) == (code, said)
