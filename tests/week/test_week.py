"""A week in a newsroom: a repository with two branches, the commands, and what readers get.

Everything is done as journalists do it: with files, git and `dateline`. After every day the archive
is deployed; at the end, every address that was ever published must be answered. The archive is made
here; with `DATELINE_CORPUS`, the week is played on that folder of real posts too.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from static_hosts import StaticHost

from archives import CORPUS
from dateline.cli import main
from dateline.hosts import HOSTS
from scratch import SQUARE, ScratchSite, assert_same, clock, git

SETTINGS = """\
title = "The Meridian"
url = "https://meridian.example/"
host = "netlify"
[languages.fr]
title = "Le Méridien"
[front_matter]
summary = ["excerpt", "description"]
[history]
on = true
"""
EMBARGOED, WITHDRAWN = "zxembargoqz", "zxwithdrawnqz"
"""Words that stand nowhere but in the story with an embargo, and in the one that is withdrawn."""

ENDED = ("/2015/11/23/letter/", "/2015/11/24/note/")
"""The stories that are withdrawn and deleted: their addresses are answered, not their headings."""

GONE = {"/2015/11/letter.svg"}
"""The picture of the story that is withdrawn: it goes with it, as it should."""

_PASSING = ("search/", "offline/", "fragments/", "assets/", ".dateline", "_redirects", "_headers")
"""What pages fetch and no reader keeps the address of, and what is for the host alone."""

_HEADING = re.compile(r'<h[2-6][^>]* id="([^"]+)"')
_STORY = re.compile(r"/\d{4}/\d\d/\d\d/[^/]+/")
_TITLE_AND_DATE = re.compile(r"<title[^>]*>(.*?)</title>.*?<published>(.*?)<", re.DOTALL)
_ID = re.compile(r"<id>(.*?)</id>")


@dataclass
class Newsroom:
    """An archive in a repository, the commands that its people give, and what it has published: the
    addresses, the headings on pages of stories, and what feeds know stories by.

    `options` are those of its builds.
    """

    site: ScratchSite
    options: tuple[str, ...] = ()
    published: set[str] = field(default_factory=set)
    headings: set[tuple[str, str]] = field(default_factory=set)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def run(self, *arguments: str) -> Result:
        """Give a command of Dateline."""
        with clock(self.site.now):
            result = CliRunner().invoke(main, ["--root", str(self.site.root), *arguments])
        if not isinstance(result.exception, SystemExit | None):
            raise result.exception
        return result

    def check(self) -> list[dict[str, Any]]:
        """The problems of all but the real posts, and of addresses that are in the sitemap of the
        last deploy."""
        sitemap = self.site.public / "sitemap.xml"
        result = self.run("check", "--format", "json", "--published", str(sitemap))
        found = json.loads(result.stdout)
        return [one for one in found if not one["path"].startswith("content/posts/")]

    def git(self, *arguments: str) -> None:
        """Run git."""
        git(self.site.root, *arguments, moment=self.site.now)

    def commit(self, subject: str) -> None:
        """Commit everything."""
        self.git("add", ".")
        self.git("commit", "-q", "-m", subject)

    def change(self, path: str, old: str, new: str) -> None:
        """Put `new` in place of `old` in content/`path`."""
        file = self.site.root / "content" / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (path, old)
        file.write_text(text.replace(old, new), "utf-8")

    def deploy(self, subject: str) -> Result:
        """Commit, check, and build as the host does."""
        self.commit(subject)
        assert not self.check()
        return self.build()

    def build(self) -> Result:
        """Build, and remember every address that there is now."""
        result = self.run("build", "--jobs", "1", *self.options)
        assert result.exit_code == 0, result.output
        for path, data in self.site.snapshot().items():
            if not path.startswith(_PASSING):
                self._remember(
                    "/" + path.removesuffix("index.html"), data.decode("utf-8", "ignore")
                )
        return result

    def _remember(self, url: str, text: str) -> None:
        self.published.add(url)
        if _STORY.fullmatch(url) and not url.startswith(ENDED):
            names = map(html.unescape, _HEADING.findall(text))
            self.headings |= {(url, name) for name in names if not name.startswith("page--")}
        if url.endswith("/feed.xml") and not url.endswith("/corrections/feed.xml"):
            entries = text.split("<entry>")[1:]
            for entry in entries if "<title>This feed has moved — " not in text else ():
                (story,), (identifier,) = _TITLE_AND_DATE.findall(entry), _ID.findall(entry)
                assert self.ids.setdefault(story, identifier) == identifier

    def saying(self, word: str) -> list[str]:
        """The files of the site in whose names or bytes a word stands."""
        return [
            path
            for path, data in self.site.snapshot().items()
            if word in path or word.encode() in _unpacked(data)
        ]


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def _write_made(site: ScratchSite) -> None:
    for number in range(16):
        folder, link = f"{2010 + number % 8}/{number % 9 + 1:02}", ""
        if number % 8 == 0:
            link = " See [the port](../../2015/11/port.md)."
        site.article(
            f"{folder}/story-{number}.md",
            f"## What fell\n\nIt rained {number} mm.{link}\n\n![A map](map-{number}.svg)",
            title=f"Rain of the year, part {number}",
            date=f"{folder.replace('/', '-')}-{number + 1:02}",
            tags=["Rain", f"Tag {number % 7}"],
            authors=["Ann Lee"],
        )
        site.write(f"content/{folder}/map-{number}.svg", SQUARE.format(width=60 + number))


def _write_posts(site: ScratchSite) -> None:
    shutil.copytree(CORPUS, site.root / "content" / "posts")


def _begin(root: Path, archive: str) -> Newsroom:
    """The archive before the week, with the stories to which something will happen."""
    site = ScratchSite(root, SETTINGS, search=True)
    (_write_made if archive == "made" else _write_posts)(site)
    tags = {"port": "Sea", "mill": "Sugar", "bridge": "Roads", "letter": "Roads", "note": "Odd"}
    for day, (name, tag) in enumerate(tags.items(), 20):
        word = WITHDRAWN if name == "letter" else "old"
        site.article(
            f"2015/11/{name}.md",
            f"## What we know\n\nIt is {word}.\n\n![It]({name}.svg)\n\n## What next\n\nWe wait.",
            title=f"The {name} of the town",
            date=f"2015-11-{day}",
            tags=["Town", tag],
            aliases=[f"/?p={day}"],
        )
        picture = SQUARE.format(width=day).replace("/>", f"><desc>{word}</desc></svg>")
        site.write(f"content/2015/11/{name}.svg", picture)
    site.article("2015/11/port.fr.md", "Le port.", title="Le port", date="2015-11-20", tags=["Mer"])
    site.write(".gitignore", "public/\n.dateline/\n")
    site.now = "2026-11-15T09:00:00"
    room = Newsroom(site, () if archive == "made" else ("--keep-going",))
    room.published |= {f"/?p={day}" for day in range(20, 25)}
    room.git("init", "-q", "-b", "main")
    room.commit("The archive")
    room.build()
    return room


@pytest.mark.parametrize(
    "archive",
    [
        "made",
        pytest.param(
            "posts",
            marks=pytest.mark.skipif(
                "DATELINE_CORPUS" not in os.environ, reason="DATELINE_CORPUS is not set"
            ),
        ),
    ],
)
def test_a_week(tmp_path: Path, archive: str) -> None:
    room = _begin(tmp_path / "site", archive)
    for day in (_monday, _tuesday, _wednesday, _thursday, _friday, _sunday):
        day(room)


def _monday(room: Newsroom) -> None:
    """New stories, with mistakes, which are found and mended."""
    room.site.now = "2026-11-16T09:00:00"
    made = room.run("new", "Water in the streets", "--tag", "Sea", "--date", "2026-11-16")
    assert (Path.cwd() / made.stdout.strip()).is_file()
    path = "2026/11/16-water-in-the-streets.md"
    room.change(path, "Write the story here.", "## How high\n\nIt rose.")
    room.change(path, "draft: true\n", "")
    market = room.site.write(
        "content/2026/11/market.md",
        "---\ntitle: Market: prices rise\ndate: 16 November 2026\ntags: [Sugar]\nsumary: Rice.\n"
        "---\n\nSee [the water](16-water-in-the-stretes.md).\n",
    )
    assert {(one["kind"], one["line"]) for one in room.check()} >= {
        ("front-matter", 2),
        ("date", 3),
    }
    fixed = room.run("check", "--fix", str(market))
    assert fixed.exit_code == 1
    assert "16-water-in-the-streets.md" in fixed.output
    assert market.read_text("utf-8").splitlines()[:6] == [
        "---",
        'title: "Market: prices rise"',
        "date: 2026-11-16",
        "tags: [Sugar]",
        "summary: Rice.",
        "---",
    ]
    room.change("2026/11/market.md", "stretes", "streets")
    room.deploy("Two stories")


def _tuesday(room: Newsroom) -> None:
    """One story is renamed by the command, another by git alone."""
    room.site.now = "2026-11-17T09:00:00"
    assert room.run("move", "2015/11/port.md", "2015/11/harbour.md").exit_code == 0
    room.git("mv", "content/2015/11/mill.md", "content/2015/11/sugar-mill.md")
    lost = [one for one in room.check() if one["path"] == "content/2015/11/sugar-mill.md"]
    assert {one["kind"] for one in lost} == {"lost-address"}
    fix = r"Add (\S+) to its aliases, and the line (id: \S+)"
    alias, identifier = re.findall(fix, lost[0]["fix"])[0]
    room.change("2015/11/sugar-mill.md", "aliases: [", f'{identifier}\naliases: ["{alias}", ')
    room.deploy("The port is a harbour")


def _wednesday(room: Newsroom) -> None:
    """A correction, and an update."""
    room.site.now = "2026-11-18T09:00:00"
    correction = 'corrections: [{date: 2026-11-18, text: "The bridge is new."}]'
    room.change("2015/11/bridge.md", "tags:", f"{correction}\ntags:")
    room.change("2015/11/bridge.md", "is old", "is new")
    room.change("2026/11/16-water-in-the-streets.md", "It rose.", "It rose, and fell again.")
    room.change("2026/11/16-water-in-the-streets.md", "date:", "updated: 2026-11-18\ndate:")
    room.deploy("The bridge is new")
    for url in ("/corrections/", "/corrections/feed.xml", "/2015/11/22/bridge/"):
        assert "The bridge is new." in room.site.page(url)


def _thursday(room: Newsroom) -> None:
    """One story is withdrawn with its picture, another is simply deleted."""
    room.site.now = "2026-11-19T09:00:00"
    assert room.saying(WITHDRAWN)
    room.change("2015/11/letter.md", "tags:", 'withdrawn: "It was forged."\ntags:')
    room.site.delete("2015/11/note.md")
    lost = [one for one in room.check() if one["kind"] == "lost-address"]
    assert any("withdrawn: …" in one["fix"] for one in lost)
    addresses = {url for one in lost for url in re.findall(r"/[^\s,]+/(?![\w:])", one["message"])}
    addresses |= {url for one in lost for url in re.findall(r"/\S+\.svg", one["message"])}
    # What a withdrawn story leaves empty leads on by itself, and its pictures are gone with it.
    assert "/2015/11/letter.svg" not in addresses
    assert addresses >= {"/2015/11/24/", "/2015/11/24/note/", "/2015/11/note.svg", "/tags/odd/"}
    assert "/2015/11/23/" not in addresses
    rules = "".join(f"{url} /archive/ 301\n" for url in sorted(addresses))
    room.site.write("content/_redirects", rules)
    # An address with a query can only be an alias.
    assert "/?p=24" in str([one["fix"] for one in lost])
    room.change("2015/11/bridge.md", '"/?p=22"', '"/?p=22", "/?p=24"')
    built = room.deploy("The letter was forged")
    assert "lost" not in built.output and "was published" not in built.output
    assert not room.saying(WITHDRAWN)


def _friday(room: Newsroom) -> None:
    """Two branches change the same line, and one of them brings a story with an embargo."""
    room.site.now = "2026-11-20T09:00:00"
    room.git("switch", "-q", "-c", "desk")
    room.change("2026/11/market.md", "See", "Prices rose by a tenth. See")
    room.site.article(
        f"2026/11/{EMBARGOED}.md",
        f"![It]({EMBARGOED}.svg)",
        title=f"The budget {EMBARGOED}",
        date="2026-11-20",
        publish_at="2026-11-20T18:00",
        tags=[EMBARGOED],
    )
    room.site.write(f"content/2026/11/{EMBARGOED}.svg", SQUARE.format(width=77))
    room.commit("The desk")
    room.git("switch", "-q", "main")
    room.change("2026/11/market.md", "See", "Prices fell by a tenth. See")
    room.commit("The street")
    with pytest.raises(subprocess.CalledProcessError):
        room.git("merge", "-q", "--no-edit", "desk")
    conflict = [one for one in room.check() if one["kind"] == "merge-conflict"]
    assert [(one["path"], one["line"]) for one in conflict] == [("content/2026/11/market.md", 8)]
    assert room.run("build").exit_code == 1
    market = room.site.root / "content/2026/11/market.md"
    ours = re.sub(
        r"<<<<<<<.*?\n(.*?\n)=======.*?>>>>>>>.*?\n",
        r"\1",
        market.read_text("utf-8"),
        flags=re.DOTALL,
    )
    market.write_text(ours, "utf-8")
    assert f"content/2026/11/{EMBARGOED}.md" in room.deploy("The street was right").output
    assert not room.saying(EMBARGOED)
    room.site.now = "2026-11-20T19:00:00"
    room.build()
    assert f"2026/11/20/{EMBARGOED}/index.html" in room.saying(EMBARGOED)
    assert not room.saying(WITHDRAWN)


def _sunday(room: Newsroom) -> None:
    """On each host, every address that was ever published is answered."""
    room.site.now = "2026-11-22T09:00:00"
    published = sorted(room.published)
    for name, host in HOSTS.items():
        room.site.settings(SETTINGS.replace("netlify", name))
        assert room.run("build", "--jobs", "1", *room.options).exit_code == 0
        answers = {url: StaticHost(name, room.site.public).answer(url) for url in published}
        statuses = {url: answer.status for url, answer in answers.items() if answer.status != 200}
        withdrawn = {ENDED[0]: 410, "/?p=23": 410} if host.tells_gone else {}
        assert statuses == {**dict.fromkeys(GONE, 404), **withdrawn}
        assert b"It was forged." in answers[ENDED[0]].data
        assert b"The port of the town" in answers["/?p=20"].data
        assert b"The mill of the town" in answers["/2015/11/21/mill/"].data
        lost = [(url, one) for url, one in room.headings if not answers[url].has_anchor(one)]
        assert not lost
    keep_going = {"keep_going": True} if room.options else {}
    assert_same(room.site.snapshot(), room.site.clean_snapshot(**keep_going))
