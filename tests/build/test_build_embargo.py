"""Nothing unpublished leaks: no byte of it is anywhere in what a build makes.

`DATELINE_EDITS` says about how many edits; `make trust` asks for many, other ones each time.
"""

from __future__ import annotations

import base64
import gzip
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dateline.build.export import export
from dateline.build.options import Options
from scratch import ScratchSite, assert_same, clock, git

SETTINGS = """\
title = "The Meridian"
url = "https://meridian.example/"
[search]
volume = 10
[files]
always = "downloads"
trusted = "2014"
[history]
on = true
authors = true
"""
NOW, LATER = "2025-01-01T00:00:00", "2040-01-01T00:00:00"
STATES = (
    "public", "draft", "future", "no date", "no title", "unreadable", "rival", "draft without date",
    "withdrawn", "withdrawn faultily", "embargo", "embargo without end", "unreadable embargo",
    "embargo left empty", "embargo of another system",
)  # fmt: skip
"""A `rival` claims the address of the archive's own page of a month."""
HELD = {
    "no date", "no title", "unreadable", "rival", "withdrawn faultily", "embargo without end",
    "embargo left empty", "embargo of another system",
}  # fmt: skip
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>{}</desc></svg>'
FILES = ("lead.svg", "in.svg", "paper.txt", "scan.txt")
"""The files of a story: its picture, one below it, a paper, and a scan that its `extra` names."""
_LETTERS = "bcdfghjklm"
_SECRET = re.compile(rb"zx[a-z]+?qz")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")
numbers = st.integers(0, 99)


def secret(kind: str, number: int) -> str:
    """A word that stands nowhere else, of letters alone, so that no search engine divides it."""
    return "zx" + kind + "".join(_LETTERS[int(digit)] for digit in f"{number:03}") + "qz"


@dataclass(frozen=True)
class Story:
    """An article: what it is, the number of its words, and that of another whose paper it shows."""

    state: str
    words: int
    borrowed: int | None = None

    def is_public(self, now: str) -> bool:
        return self.state == "public" or (self.state in {"future", "embargo"} and now == LATER)

    @property
    def said(self) -> list[str]:
        """The words that stand in the article itself."""
        return [secret(kind, self.words) for kind in ("title", "tag", "place", "body", "note")]


class Embargo(RuleBasedStateMachine):
    """A newsroom with secrets."""

    found_in: set[str] = set()  # noqa: RUF012 - where words were found that belong there

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-test-")
        self.site = ScratchSite(Path(self.folder.name) / "site", SETTINGS, search=True)
        self.site.now = NOW
        git(self.site.root, "init", "-q")
        self.stories: dict[int, Story] = {}
        self.words = 0
        self.papers: dict[str, str] = {}
        self.site.article("2014/first.md", "The first.", date="2014-03-01")
        self.site.write("content/stray.docx", secret("stray", 0))
        self.site.write("content/downloads/form.txt", secret("always", 0))
        for state in STATES:
            self.add(state)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.nothing_leaks_into_the_zip_file()
            self.folder.cleanup()

    # What the newsroom does

    @rule(state=st.sampled_from(STATES))
    def add(self, state: str) -> None:
        if len(self.stories) < len(STATES) + 1:
            self.put(len(self.stories), Story(state, self.new_words()))

    @rule(number=numbers, state=st.sampled_from(STATES))
    def become(self, number: int, state: str) -> None:
        number, story = self.some(number)
        self.put(number, Story(state, story.words, story.borrowed))

    @rule(number=numbers)
    def rewrite(self, number: int) -> None:
        number, story = self.some(number)
        self.put(number, Story(story.state, self.new_words(), story.borrowed))

    @rule(number=numbers, other=numbers, does=st.booleans())
    def borrow(self, number: int, other: int, does: bool) -> None:
        number, story = self.some(number)
        self.put(number, Story(story.state, story.words, self.some(other)[0] if does else None))

    @precondition(lambda self: len(self.stories) > 4)
    @rule()
    def delete(self) -> None:
        """The article goes; its files are left lying about."""
        number = max(self.stories)
        del self.stories[number]
        self.site.delete(f"2014/s{number}.md")

    @rule(now=st.sampled_from((NOW, LATER)))
    def wait(self, now: str) -> None:
        self.site.now = now

    def new_words(self) -> int:
        self.words += 1
        return self.words

    def some(self, number: int) -> tuple[int, Story]:
        return sorted(self.stories.items())[number % len(self.stories)]

    def put(self, number: int, story: Story) -> None:
        """Write an article and its files."""
        self.stories[number] = story
        title, tag, place, body, note = story.said
        keys: dict[str, object] = {
            "title": title, "date": f"2014-05-{number + 1:02}", "tags": [tag], "location": place,
            "summary": note, "authors": [note], "aliases": [f"/{note}/"],
            "corrections": [note], "image": f"{number}/lead.svg",
            "extra": {"scan": f"{number}/scan.txt"},
        }  # fmt: skip
        changes: dict[str, dict[str, object]] = {
            "draft": {"draft": True},
            "draft without date": {"draft": True, "date": None},
            "future": {"date": "2030-05-06"},
            "no date": {"date": None},
            "no title": {"title": ""},
            "rival": {"kind": "page", "slug": "03", "date": None},
            "embargo": {"publish_at": "2030-05-06T06:00"},
            "embargo without end": {"publish_at": "soon"},
            "embargo left empty": {"publish_at": ""},
            "embargo of another system": {"publishDate": "2030-05-06T06:00"},
            "unreadable embargo": {"publish_at": "2030-05-06T06:00"},
            "withdrawn": {"withdrawn": "By mistake", "aliases": None},
            "withdrawn faultily": {"withdrawn": {"date": "2025-01-01"}},
        }
        text = f"{body} ![{body}]({number}/in.svg) [{body}]({number}/paper.txt)"
        if story.borrowed is not None:
            text += f" [more]({story.borrowed}/paper.txt)"
        keys |= changes.get(story.state, {})
        file = self.site.article(f"2014/s{number}.md", text, **keys)
        if story.state.startswith("unreadable"):
            file.write_text(file.read_text("utf-8").replace("tags: [", "tags: [[", 1), "utf-8")
        for name in FILES:
            words = secret(name.partition(".")[0], story.words)
            data = PICTURE.format(words) if name.endswith(".svg") else words
            self.site.write(f"content/2014/{number}/{name}", data)
        self.papers[str(number)] = secret("paper", story.words)
        self.commit(number, story)

    def commit(self, number: int, story: Story) -> None:
        """Commit a story, under a subject that tells a secret if it is not public now."""
        hidden = not story.is_public(self.site.now) and story.state != "rival"
        subject = secret("subject", story.words) if hidden else "Publish the story"
        for arguments in (
            ("add", f"content/2014/s{number}.md"),
            ("commit", "-q", "--allow-empty", "-m", subject),
        ):
            git(self.site.root, *arguments, moment=self.site.now)

    # What must hold

    def allowed(self) -> set[str]:
        """The words that may be read."""
        words = {secret("always", 0)}
        for story in self.stories.values():
            if story.is_public(self.site.now):
                words.update(story.said)
                words.update(secret(name.partition(".")[0], story.words) for name in FILES)
                if story.borrowed is not None:
                    words.add(self.papers[str(story.borrowed)])
        return words

    @invariant()
    def nothing_leaks(self) -> None:
        if not hasattr(self, "site"):
            return
        summary = self.site.build(keep_going=True)
        states = {story.state for story in self.stories.values()}
        held = HELD | ({"unreadable embargo"} if self.site.now == LATER else set())
        assert bool(summary.held) == bool(states & held)
        for number, story in self.stories.items():
            day = "2030/05/06" if story.state == "future" else f"2014/05/{number + 1:02}"
            address = f"{day}/s{number}/index.html"
            is_there = story.state == "withdrawn" or story.is_public(self.site.now)
            assert (self.site.public / address).exists() == is_there
        self.check(self.site.public)
        assert_same(self.site.snapshot(), self.site.clean_snapshot(keep_going=True))

    def check(self, folder: Path) -> None:
        allowed, read = self.allowed(), set[str]()
        for path, data in texts_in(folder):
            words = {word.decode() for word in _SECRET.findall(data.lower())}
            if b"This feed has moved" in data:  # it has its own address as its id
                words -= {word.decode() for word in _SECRET.findall(str(path).lower().encode())}
            assert words <= allowed, f"{path}: {sorted(words - allowed)}"
            read |= words
            if words:
                self.found_in.add(path.suffix)
        assert read == allowed

    def nothing_leaks_into_the_zip_file(self) -> None:
        file = self.site.root.parent / "paper.zip"
        with clock(self.site.now):
            export(self.site.root, file, Options(keep_going=True, jobs=1, edition="portable"))
        with zipfile.ZipFile(file) as packed:
            packed.extractall(self.site.root.parent / "unpacked")
        self.check(self.site.root.parent / "unpacked")


def texts_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file, as it is and as it is when unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path, path.name.encode() + b" " + data
        if data[:2] == b"\x1f\x8b":
            yield path, gzip.decompress(data)
        for packed in _BASE64.findall(data):
            if len(packed) % 4:
                continue  # the alphabet itself, in a script
            unpacked = base64.b64decode(packed)
            yield path, gzip.decompress(unpacked) if unpacked[:2] == b"\x1f\x8b" else unpacked


EDITS = int(os.environ.get("DATELINE_EDITS", "40"))


def test_nothing_unpublished_leaks() -> None:
    run_state_machine_as_test(
        Embargo,
        settings=settings(
            max_examples=max(2, EDITS // 20),
            stateful_step_count=12,
            deadline=None,
            derandomize="DATELINE_EDITS" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Words that may be read were found in pages, feeds, search indexes, packs and scripts, so that
    # others would have been.
    kinds = {".html", ".xml", ".json", ".svg", ".txt", ".pack", ".dl", ".pf_index", ".js"}
    assert kinds <= Embargo.found_in
