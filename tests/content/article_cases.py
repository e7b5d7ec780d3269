"""Articles as readable cases: a title, a file, and the result of reading it.

A case has three parts, each ended by a line with a dot. The first begins with its title; lines
below it may name the file (`file: 2014/03-12-flood.md`) and add to the newsroom's site.toml
(`site: front_matter.title = "headline"`). In the second, `[BOM]`, `[CR]`, `[TAB]`, `[NUL]`,
`[FF]`, `[ZWSP]` and `[SHY]` stand for what an editor would not show; a part without a line is an
empty file.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from dateline.config import Site
from dateline.content.fences import split
from dateline.content.front_matter import FrontMatter, read_front_matter
from dateline.content.read import Reading, read_article
from dateline.content.resolve import Registers
from dateline.problems import Problem

FOLDER = Path(__file__).parent / "fixtures"

SETTINGS = """
title = "The Meridian"
url = "https://meridian.example/"
timezone = "Indian/Mauritius"
languages.fr = {}
"""

_BYTES = {
    "[BOM]": b"\xef\xbb\xbf",
    "[CR]": b"\r",
    "[TAB]": b"\t",
    "[NUL]": b"\0",
    "[FF]": b"\xff",
    "[ZWSP]": "\u200b".encode(),
    "[SHY]": "\u00ad".encode(),
}


@dataclass(frozen=True)
class Case:
    """One case of a fixture file."""

    title: str
    data: bytes
    expected: str
    file: str = "story.md"
    settings: list[str] = field(default_factory=list)

    def read(self, registers: Registers | None = None) -> Reading:
        """Read an article as the site would."""
        return read_article(
            self.data, path=self.file, site=make_site(*self.settings), registers=registers or {}
        )


def make_site(*settings: str) -> Site:
    """A small newsroom's site, with additional lines in site.toml."""
    return Site.model_validate(tomllib.loads(SETTINGS) | tomllib.loads("\n".join(settings)))


def read_cases(name: str) -> list[Case]:
    """The cases of `fixtures/NAME.txt`."""
    *parts, _ = re.split(r"^\.\n", (FOLDER / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)
    return [
        _case(head.strip().split("\n"), text, expected.rstrip("\n"))
        for head, text, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    ]


def _case(head: list[str], text: str, expected: str) -> Case:
    data = text.encode()
    for name, value in _BYTES.items():
        data = data.replace(name.encode(), value)
    settings = [line.removeprefix("site: ") for line in head if line.startswith("site: ")]
    files = [line.removeprefix("file: ") for line in head if line.startswith("file: ")]
    return Case(head[0], data, expected, files[0] if files else "story.md", settings)


def cut(text: str, *, path: str) -> tuple[FrontMatter, list[Problem]]:
    """Cut `text` in two, and read its front matter."""
    return read_front_matter(split(text, path=path), path=path)
