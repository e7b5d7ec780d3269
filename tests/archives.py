"""Whole archives, as they are published: the sample, the same in another theme, a foreign one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from dateline.build.options import Options
from dateline.build.run import build
from scratch import ScratchSite, git

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "http://127.0.0.1/archive/"
"""What archives are built for: each server has a port of its own, which no link names."""

CORPUS = Path(os.environ.get("DATELINE_CORPUS", ROOT.parent / "shared" / "corpus" / "18f"))
"""The folder of 509 real posts that no one here wrote."""

MadeOnce = Callable[[str, Callable[[Path], object]], Path]
"""Returns the folder of a name, which a function makes for the first test that needs it."""

Built = Callable[..., ScratchSite]
"""Returns a copy of an archive that is written and built for the first test that needs it."""

_SETTINGS = """\
title = "Notes from an office that built things for a very long time"
url = "https://notes.example/"
host = "netlify"
[languages.ar]
title = "ملاحظات"
[front_matter]
summary = ["excerpt"]
[lists]
limit = 12
newest = 5
[history]
on = true
authors = true
"""
_ROW = " | ".join(["something rather long"] * 10)
_WIDE = f"""\
A_name_that_no_one_ever_breaks_into_parts_because_it_is_the_name_of_a_function_in_a_program

| one | two | three | four | five | six | seven | eight | nine | ten |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| {_ROW} |

```
{"a line of code that does not end " * 10}
```

![A plan](plan.svg)
"""
_MESSY = """\
<h3><p>A paragraph in a heading</p></h3>

<strong><p>Paragraphs that are strong</p><ul><p>no item</p><li value="x">an item</li></ul></strong>

<div><figcaption>A caption of nothing</figcaption></div>

<li>An item without a list</li>
<dt>A term without a description</dt>

<details><p>Details without a summary</p></details>

<table><tr><td colspan="7" rowspan="7">One</td></tr><tr></tr><tr><th><h4>Two</h4></th></tr></table>

<p id="two words" lang="English"><time>Yesterday</time> <img src="plan.svg"> <bdo>text</bdo></p>

<a href="https://elsewhere.example/#one#two">Two marks</a>
"""
_LONG = "An explanation that is as long as those who write them are careful. " * 4 + "x" * 90
_PLAN = '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="90"/>'


def write_sample(root: Path, theme: str = "broadsheet") -> None:
    """Write the sample archive into the folder `root`, in a theme."""
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "site.toml").read_text("utf-8")
    (root / "site.toml").write_text(f'theme = "{theme}"\n{settings}', "utf-8")


def write_plain(root: Path) -> None:
    """Write the sample archive in the theme plain."""
    write_sample(root, "plain")


def write_foreign(root: Path) -> None:
    """Write an archive as others keep theirs: a blog without places, weather or sections, and with
    one picture, twenty posts on one day, and some posts in a language that is written leftwards. It
    is in a git repository, and has corrected and withdrawn posts."""
    site = ScratchSite(root, _SETTINGS)
    site.write("content/plan.svg", _PLAN)
    for number in range(24):
        site.article(
            f"p{number}.md",
            _WIDE if number == 0 else "We shipped it, and wrote down what we had learnt.",
            title=f"What we learnt about shipping, and what we did not learn, part {number}",
            date="2014-05-06" if number < 20 else f"20{number - 8}-07-08",
            excerpt="Words of introduction, taken from another system.",
            tags=["shipping", f"a tag of some length {number}"],
            authors=["Jo Public", "Someone with an uncommonly long name of many parts"],
        )
        if number % 6 == 0:
            site.article(
                f"p{number}.ar.md",
                "وصلت السفينة إلى الميناء في الصباح، وكتبنا ما تعلمناه.",
                title="ما تعلمناه عن السفن والموانئ",
                date="2014-05-06",
                tags=["سفن"],
                authors=["Jo Public"],
            )
    site.article("messy.md", _MESSY, title="Pasted from elsewhere", date="2012-01-02")
    site.article("about.md", _WIDE, kind="page", date=None, title="About")
    for suffix in ("", ".ar"):
        site.article(f"withdrawn{suffix}.md", withdrawn={"date": "2015-01-02", "reason": _LONG})
        for words in ("Before.", "After."):
            corrections = [{"date": "2015-01-02", "text": _LONG}, "Without a date."]
            site.article(f"corrected{suffix}.md", words, corrections=corrections)
            commands = ("init", "-q"), ("add", "."), ("commit", "-q", "-m", f"{words} {_LONG}")
            for command in commands:
                git(root, *command)


WRITERS = {"sample": write_sample, "foreign": write_foreign, "plain": write_plain}
"""Every such archive by its name, and the function that writes it."""


def published(root: Path) -> Path:
    """Build the archive at `root` to be served. Returns its output folder."""
    build(root, Options(base_url=ADDRESS))
    return root / "public"


def archive(name: str, made_once: MadeOnce) -> Path:
    """The folder of one of these archives, published once for all tests, which only read it."""
    return made_once(f"archive-{name}", lambda root: published(_written(name, root)))


def _written(name: str, root: Path) -> Path:
    WRITERS[name](root)
    return root
