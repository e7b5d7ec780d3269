"""One hostile file costs time in proportion to its size, wherever in it the hostile text is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.config import load_site
from dateline.content.read import read_article
from dateline.content.read_comment import read_comment
from dateline.content.registers import read_register
from dateline.content.schema import KNOWN_KEYS
from dateline.problems import Problem

SITE = load_site(Path(__file__).parents[2])
LENGTH = 20_000
SHARE = 1 if "DATELINE_LONG" in os.environ else 3
"""Each piece is tried in one key of so many, and each key with one piece of so many."""
BODY = "The rain stopped at noon.\n"
PIECES = (
    "(",
    "[",
    "{",
    "<",
    "*",
    "_",
    "`",
    "~",
    "|",
    "!",
    "\\",
    "&",
    "&#",
    "&lt;",
    "<!--",
    "-->",
    "<a ",
    "</",
    "]]>",
    "![",
    "](",
    "[^1]",
    "^[",
    "> ",
    "- ",
    "1. ",
    "# ",
    ": ",
    "a:",
    "a.",
    "a@",
    "@a.",
    "www.",
    "https://",
    "https://a@",
    "javascript:",
    "data:",
    "{{",
    "{%",
    "%",
    "%2e",
    "../",
    "..\\",
    "/",
    "//",
    "?",
    "?a=",
    "&a=",
    "#",
    "0",
    "9",
    "1:",
    "1-",
    "1e",
    "-",
    "+",
    ".",
    ",",
    ";",
    "'",
    '"',
    "“",
    " ",
    "\t",
    " a",
    "a ",
    "é",
    "\u0301",
    "\u202e",
    "\u200d",
    "😀",
    "A",
    "aB",
    ":a",
    "T",
    "Z",
    "2024-",
    "12:",
    "&x",
    "*x",
    "<<",
    "!!",
    "%0d",
    "\\u",
    "= ",
    "a\n",
    "> a\n",
    "- a\n",
    "a\n\n",
    "\t- a\n",
    "<b>",
    "<p><a>",
    "<td>",
)
BOMBS = {
    "laughs": "a: &a [x, x]\n"
    + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklm")),
    "long": f"a: &a {'x' * 9_000}\nextra: [{', '.join(['*a'] * 9_000)}]",
    "itself": "extra: &a [*a]",
    "merged": "a: &a {b: 1}\n<<: [" + "*a, " * 5_000 + "]",
    "flow": "extra: " + "[" * 9_000,
    "closed": "extra: " + "[" * 9_000 + "]" * 9_000,
    "tables": "extra: " + "{a: " * 9_000,
    "blocks": "extra:\n" + "".join(f"{' ' * n}- \n" for n in range(300)),
    "dashes": "extra:\n  " + "- " * 9_000 + "a",
    "keys": "".join(f"k{n}: 1\n" for n in range(20_000)),
    "same": "title: a\n" * 9_000,
    "question": "? " * 9_000,
    "python": "extra: !!python/object/apply:os.system [id]",
    "name": "extra: !!python/name:os.system",
    "module": "extra: !!python/module:os",
    "new": "extra: !!python/object/new:type [x]",
    "own": "extra: !run [id]",
    "tag": "%TAG ! tag:yaml.org,2002:python/\n--- \nextra: !object/apply:os.system [id]",
    "number": "extra: {n: 0x" + "F" * 19_000 + "}",
    "sexagesimal": "extra: {n: " + "1:" * 9_000 + "1}",
    "date": "date: 99999999999-1-1",
    "float": "extra: {n: 1e999999999}",
    "binary": "extra: {n: !!binary " + "=" * 9_000 + "}",
    "set": "extra: !!set {a, a}",
}


@contextmanager
def in_good_time(size: int) -> Iterator[None]:
    """Processor time: a second, and one more for each 50 KB."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 1 + size / 50_000


def told(problems: tuple[Problem, ...]) -> None:
    assert all(problem.message and len(problem.message) <= 1_001 for problem in problems)


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_repeated_anywhere_stalls_nothing(piece: str) -> None:
    long = piece * (LENGTH // len(piece))
    quoted = "'" + long.replace("'", "''") + "'"
    for key in KNOWN_KEYS[PIECES.index(piece) % SHARE :: SHARE]:
        for value in (quoted, long, f"[{{text: {quoted}}}]"):
            text = f"---\ntitle: a\ndate: 2024-01-01\n{key}: {value}\n---\n{BODY}"
            with in_good_time(len(text)):
                told(read_article(text.encode(), path="a.md", site=SITE, registers={}).problems)
    body = f"---\nname: a\ntitle: a\ndate: 2024-01-01\napproved: true\n---\n{long}x\n"
    with in_good_time(len(body)):
        told(read_article(body.encode(), path="a.md", site=SITE, registers={}).problems)
    with in_good_time(len(body)):
        told(read_comment(body.encode(), path="_comments/a/b.md", site=SITE).problems)
    for key in ("name", "description", "url", "aliases", "slug", "country"):
        register = f"[a]\n{key} = '''{long.replace(chr(39), chr(34))}'''\n"
        with in_good_time(len(register)):
            told(tuple(read_register(register, path="tags.toml")[1]))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_the_front_matter_is_told_at_once(name: str) -> None:
    for around in ("title: a\ndate: 2024-01-01\n{}", "{}\ntitle: a"):
        text = f"---\n{around.format(BOMBS[name])}\n---\n{BODY}".encode()
        with in_good_time(len(text)):
            reading = read_article(text, path="a.md", site=SITE, registers={})
        told(reading.problems)
        assert reading.problems or reading.article


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.mkdir", "!!python/object/new:os.mkdir"])
def test_no_tag_of_yaml_calls_anything(tmp_path: Path, tag: str) -> None:
    for value in (f"{tag} [{tmp_path}/called]", f"{tag} {{args: [{tmp_path}/called]}}"):
        text = f"---\ntitle: a\ndate: 2024-01-01\nextra: {{a: {value}}}\n---\n{BODY}"
        assert read_article(text.encode(), path="a.md", site=SITE, registers={}).problems
        assert not list(tmp_path.iterdir())
