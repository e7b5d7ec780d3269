"""What is known between builds is one value, and what pages are told comes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from dateline.build.report import Summary
from dateline.catalogue.held import Held
from dateline.problems import Problem, Severity
from dateline.serve.held_addresses import read_held_addresses, write_held_addresses
from dateline.serve.news import News
from dateline.serve.panel import panel
from dateline.serve.snapshot import MOST_TOLD, Snapshot


def problem(path: str, line: int = 1, severity: Severity = "warning") -> Problem:
    return Problem(f"content/{path}", line, 1, "x", kind="value", severity=severity)


def more(number: int) -> str:
    return f"And {number:,} more: “dateline check” lists them all."


HELD = Held("a.md", "/a/", problem("a.md", severity="error"), left=True)


def summary(*problems: Problem, held: list[Held] | None = None, changed: str = "") -> Summary:
    return Summary(
        Path("public"),
        problems=list(problems),
        held=held or [],
        changed=frozenset({changed} if changed else ()),
    )


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient")
def test_what_is_held_back_is_so_at_every_moment_of_a_build() -> None:
    news, ended, faults = News(stands=True), Event(), list[Snapshot]()
    held = [HELD, *(replace(HELD, path=f"{n}.md", url=f"/{n}/") for n in range(50))]
    news.built(summary(HELD.problem, held=held), {"/b/": "b.md"})

    def serve() -> None:
        while not ended.is_set():
            snapshot = news.current
            if "/a/" not in snapshot.held or snapshot.problems_at("/a/") != [HELD.problem]:
                faults.append(snapshot)

    threads = [Thread(target=serve) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(300):
        news.built(summary(HELD.problem, held=held), {"/b/": "b.md"})
    ended.set()
    for thread in threads:
        thread.join()
    assert not faults


def test_a_snapshot_stays_as_it_is() -> None:
    news = News(stands=True)
    news.built(summary(problem("b.md")), {"/b/": "b.md"})
    before = news.current
    news.built(summary(HELD.problem, held=[HELD]), {})
    assert before.problems_at("/b/") == [problem("b.md")] and not before.held
    assert news.current.source("/b/") == "" and news.current.source("/a/") == "content/a.md"


def test_a_page_is_told_of_as_many_others_as_ever_however_many_are_its_own() -> None:
    own = [problem("a.md", line) for line in range(1, 301)]
    others = [problem("b.md", line) for line in range(1, 1_001)]
    error = problem("c.md", severity="error")
    news = News(stands=True)
    news.built(summary(*own, *others, error, changed="a.md"), {"/a/": "a.md"})
    told = panel(news.current, "/a/")
    assert told["line"] == ["This page: 300 warnings.", "Elsewhere: 1 error and 1,000 warnings."]
    mine, elsewhere = told["lists"]
    assert (len(mine["problems"]), mine["more"]) == (MOST_TOLD, more(100))
    assert (len(elsewhere["problems"]), elsewhere["more"]) == (MOST_TOLD, more(801))
    assert elsewhere["problems"][0]["place"] == "content/c.md:1:1"
    # On every other page the file just changed comes first.
    (all_told,) = panel(news.current, "/")["lists"]
    assert all_told["problems"][0]["place"] == "content/a.md:1:1"
    assert all_told["more"] == more(1_301 - MOST_TOLD)


def test_an_address_is_kept_for_as_long_as_its_file_is_held_back() -> None:
    news = News(stands=True)
    news.built(summary(HELD.problem, held=[HELD]), {})
    unknown = replace(HELD, url="", left=False)
    news.built(summary(HELD.problem, held=[unknown]), {})
    assert news.current.held["/a/"].url == "/a/"
    news.built(summary(), {})
    news.built(summary(HELD.problem, held=[unknown]), {})
    assert not news.current.held and news.current.unplaced == (HELD.problem,)


def test_addresses_are_kept_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "held.json"
    assert read_held_addresses(file) == {}
    write_held_addresses(file, {"é.md": "/é/"})
    assert read_held_addresses(file) == {"é.md": "/é/"}
    write_held_addresses(file, {})
    assert not file.exists()
    write_held_addresses(tmp_path / "none" / "held.json", {"a.md": "/a/"})


@pytest.mark.parametrize("text", [b"", b"\xff", b"[]", b'{"a": 1}', b"[" * 100_000])
def test_a_file_of_addresses_that_cannot_be_read_is_none(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "held.json"
    file.write_bytes(text)
    assert read_held_addresses(file) == {}
