"""Whatever a file holds, reading it gives problems and never anything worse, in good time.

`DATELINE_INPUTS` says how many files of each sort are tried; `make trust` asks for many.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from hostile import articles, bodies, keys, toml_files, words
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.catalogue.records import dump_article, dump_entry, load_article, load_entry
from dateline.config import load_site
from dateline.content.read import read_article
from dateline.content.registers import read_register
from dateline.markdown import render
from dateline.problems import Problem, ProblemsFound
from dateline.toml import TomlProblem, read_toml

INPUTS = int(os.environ.get("DATELINE_INPUTS", "60"))
SITE = load_site(Path(__file__).parents[2])
SETTINGS = (
    "title", "url", "language", "languages", "timezone", "permalink", "theme", "front_matter",
    "taxonomies", "lists", "search", "menu", "extra",
)  # fmt: skip
hostile = settings(
    max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@contextmanager
def in_good_time(size: int) -> Iterator[None]:
    """A second, and one more for each 100 KB."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 1 + size / 100_000


def check_told(problems: tuple[Problem, ...], text: bytes) -> None:
    """Each problem has a place in the file and words that can be shown."""
    for problem in problems:
        json.dumps(asdict(problem)).encode()
        problem.message.encode()
        problem.fix.encode()
        assert problem.message and len(problem.message) <= 1_001 >= len(problem.fix)
        assert 0 <= problem.line <= text.count(b"\n") + text.count(b"\r") + 1
        assert problem.column >= 0


@hostile
@given(articles())
@example(b"---\ntitle: a\ndate: 2024\nextra: {a: 1:2:" + b"3:" * 2_000 + b"4.5}\n---\n")
@example(b"---\ntitle: a\ndate: 2024\nextra: {a: &x [1], a: &y [*y]}\n---\n")
@example(b"---\ntitle: a\ndate: 2024\nextra: {<<: 1}\n---\n")
@example(b"---\ntitle: a" + b" " * 19_000 + b"#\n---\n")
@example(b"---\n" + b"- " * 10_000 + b":\n---\n")
@example(b'---\ntitle: "\\ufffe\\u001b"\ndate: 2024\n---\n')
@example(b'{"title": "a", "date": "2024", "extra": {"n": ' + b"9" * 4_000 + b"}}")
@example(b'{"title": "a", "date": "2024", "extra": ' + b"[" * 900 + b"]" * 900 + b"}")
@example(b"+++\ntitle = 'a'\ndate = 2024\nextra = " + b"[" * 300 + b"]" * 300 + b"\n+++\n")
@example(b"+++\ntitle = 'a'\ndate = 2024-01-01\nextra.n = 0x" + b"F" * 4_000 + b"\n+++\n")
@example(b"+++\ntitle = 'a'\n" + b"a." * 20_000 + b"a = 1\n+++\n")
@example(b"+++\ntitle = 'a'\n" + b"'a' . " * 20_000 + b"a = 1\n+++\n")
def test_any_article_gives_problems_or_one_that_can_be_kept(data: bytes) -> None:
    with in_good_time(len(data)):
        reading = read_article(data, path="a.md", site=SITE, registers={})
    check_told(reading.problems, data)
    if reading.article:
        assert load_article(dump_article(reading.article)) == reading.article
    else:
        assert any(problem.severity == "error" for problem in reading.problems)


@hostile
@given(bodies, st.sampled_from(("en", "fr", "xx-unknown")))
def test_any_body_becomes_html(text: str, language: str) -> None:
    with in_good_time(len(text)):
        body = render(text, source="a/b.md", language=language)
    check_told(body.problems, text.encode("utf-8", "replace"))
    body.html.encode()
    body.summary.encode()


@hostile
@given(st.text() | toml_files(keys))
@example("a = '''" + "''" * 50_000)
@example('a = """' + '\\"""' * 50_000)
@example('"""\n' * 20_000)
@example("[" + "a." * 20_000)
@example("a = " + "{a = " * 200)
@example("".join(f"[a{n}.b.c]\nd.e.f = 1\n" for n in range(2_000)))
def test_any_toml_gives_data_or_a_problem(text: str) -> None:
    with in_good_time(len(text)):
        try:
            read_toml(text, path="a.toml")
        except TomlProblem as found:
            check_told((found.problem,), text.encode("utf-8", "replace"))


@hostile
@given(toml_files(words | st.sampled_from(("Port Louis", "Moka"))))
def test_any_register_gives_entries_that_can_be_kept(text: str) -> None:
    with in_good_time(len(text)):
        register, problems = read_register(text, path="places.toml")
    check_told(tuple(problems), text.encode("utf-8", "replace"))
    for entry in register.entries.values():
        assert load_entry(dump_entry(entry)) == entry


@hostile
@given(toml_files(st.sampled_from(SETTINGS) | words), st.booleans())
def test_any_settings_give_a_site_or_problems(text: str, whole: bool) -> None:
    if whole:
        text = f'title = "T"\nurl = "https://paper.example/"\n{text}'
    with tempfile.TemporaryDirectory() as folder:
        data = text.encode("utf-8", "replace")
        (Path(folder) / "site.toml").write_bytes(data)
        with in_good_time(len(data)):
            try:
                load_site(Path(folder))
            except ProblemsFound as found:
                check_told(found.problems, data)
