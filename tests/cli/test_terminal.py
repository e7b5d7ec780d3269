"""Nothing that a file or a name holds is obeyed by the terminal, or by GitHub."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.progress import Progress

from dateline.cli.progress import TerminalReporter
from dateline.cli.show import show_problems
from dateline.cli.terminal import say, say_annotation
from dateline.controls import visible
from dateline.problems import Problem

COMMANDS = Path(__file__).parents[2] / "generator" / "dateline" / "cli"
EVIL = "a\x1b]0;owned\x07\u202eb\r\nc\u2066\x9b2J\udcff\U000e0041"
SHOWN = r"a\x1b]0;owned\x07\u202eb\r\nc\u2066\x9b2J\xff\U000e0041"


def dateline(*arguments: str | bytes, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env=environment, check=False
    )


def is_quiet(text: str) -> bool:
    """Whether a terminal would only write it."""
    return visible(text.replace("\n", "")) == text.replace("\n", "")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text('title = "T"\nurl = "https://paper.example/"\n')
    (tmp_path / "content").mkdir()
    return tmp_path


def test_what_is_not_seen_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    say(EVIL)
    say(EVIL, err=True, bold=True)
    told = capsys.readouterr()
    assert told.out == SHOWN + "\n" and SHOWN in told.err


@pytest.mark.parametrize(
    "words", ["Île aux Cerfs", "नमस्ते क्‍ष", "می‌خواهم", "👩‍👩‍👧", "a\u202f;", "\ufeff"[1:]]
)
def test_words_of_every_script_are_left_alone(words: str) -> None:
    assert visible(words) == words


@given(st.text())
def test_any_text_becomes_one_line_that_is_seen(text: str) -> None:
    shown = visible(text)
    assert is_quiet(shown) and visible(shown) == shown
    shown.encode()
    assert len(shown.splitlines()) <= 1


def test_all_that_the_commands_say_goes_through_one_place() -> None:
    for path in COMMANDS.glob("*.py"):
        if path.name != "terminal.py":
            names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8")))
                     if isinstance(node, ast.Attribute)}  # fmt: skip
            assert not names & {"echo", "secho", "stdout"}, path.name


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_problems_are_quiet(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(f"content/{EVIL}.md", 1, 1, f"“{EVIL}” is wrong", EVIL, kind="value")
    show_problems([problem], style)
    told = capsys.readouterr()
    assert is_quiet(told.out) and is_quiet(told.err)
    if style == "json":
        assert json.loads(told.out)[0]["message"] == problem.message
    else:
        assert "owned" in told.out + told.err


def test_the_excerpt_of_a_line_is_quiet(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "content" / "a.md").write_text("\x1b[31mred\n", "utf-8")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show_problems([Problem("content/a.md", 1, 5, "x", kind="value")], root=archive)
    lines = click.unstyle(capsys.readouterr().err).splitlines()
    mark = next(line for line in lines if line.strip() == "^^^^")
    assert r"    \x1b[31mred" in lines and mark.index("^") == len(r"    \x1b[31")


def test_progress_is_quiet_and_knows_no_markup() -> None:
    progress = Progress(disable=True, console=Console(file=sys.stderr))
    reporter = TerminalReporter(progress)
    reporter.doing("[red]\x1b[2J")
    assert progress.tasks[0].description == r"Starting: [red]\x1b[2J"


def test_annotations_cannot_be_given_other_properties(capsys: pytest.CaptureFixture[str]) -> None:
    say_annotation("error", "50 %\n::warning::b", file="a,line=9,title=Hi::b%.md", line=1)
    assert capsys.readouterr().out == (
        "::error file=a%2Cline=9%2Ctitle=Hi%3A%3Ab%25.md,line=1::50 %25\\n::warning::b\n"
    )


def test_a_file_name_cannot_inject_an_annotation(archive: Path) -> None:
    (archive / "content" / "a,line=9,title=Hi::b.md").write_text("---\ndate: 2024\n---\nx\n")
    done = dateline("check", "--format", "github", cwd=archive)
    assert done.stdout.startswith(
        "::error file=content/a%2Cline=9%2Ctitle=Hi%3A%3Ab.md,line=1,endLine=1,col=1,"
    )


def test_an_address_with_an_escape_is_shown_with_it(archive: Path) -> None:
    (archive / "content" / "a.md").write_text(
        "---\ntitle: a\ndate: 2024-01-01\n---\n![x](%1b]0;pwned%07.png)\n"
    )
    done = dateline("check", cwd=archive)
    assert r"\x1b]0;pwned\x07.png" in done.stdout and is_quiet(done.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", b"\xff"],
        ["new", "A", "--location", b"\xff"],
        ["new", "A", "--lang", b"\xff"],
        ["new", "A", "--date", b"\xff"],
        ["--root", b"\xff", "check"],
        ["check", b"content/\xff"],
        ["init", b"\xff"],
        ["build", "--output", b"\xff"],
        ["build", "--base-url", b"\xff"],
        ["export", "portable", b"\xff.zip"],
    ],
)
def test_arguments_that_are_no_text_are_told(archive: Path, arguments: list[str | bytes]) -> None:
    (archive / "content" / os.fsdecode(b"\xff")).mkdir()
    done = dateline(*arguments, cwd=archive)
    assert done.returncode == 2, done.stderr
    assert r"\xff" in done.stderr and "is not encoded in UTF-8" in done.stderr
    assert "Traceback" not in done.stderr and is_quiet(done.stderr)


def test_a_folder_whose_name_is_no_text_is_told(archive: Path) -> None:
    folder = archive / os.fsdecode(b"a\xff")
    folder.mkdir()
    (folder / "site.toml").write_bytes((archive / "site.toml").read_bytes())
    done = dateline("check", cwd=folder)
    assert done.returncode == 2 and r"a\xff is not encoded in UTF-8" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["\x1b[2J"], ["--root", "\x1b[2J", "check"], ["check", "\x1b[2J"], ["--\x1b[2J"]]
)
def test_what_was_typed_is_repeated_with_escapes(archive: Path, arguments: list[str]) -> None:
    done = dateline(*arguments, cwd=archive)
    assert done.returncode == 2
    assert r"\x1b[2J" in done.stderr and is_quiet(done.stderr)
