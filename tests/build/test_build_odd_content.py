"""Articles as nobody would write them: enormous, in every script, from every system."""

from __future__ import annotations

import os
import re
import time
import unicodedata

import pytest

from scratch import SETTINGS, ScratchSite, assert_same

LONG = "DATELINE_LONG" in os.environ
HEAD = "---\ntitle: {title}\ndate: 2014-03-05\n{more}---\n"


def same_again(site: ScratchSite) -> None:
    """Assert that a second build has nothing to do, and a clean one makes the same."""
    site.build()
    assert site.build().written == []
    assert_same(site.snapshot(), site.clean_snapshot())


# Size


def test_an_article_of_fifty_megabytes(site: ScratchSite) -> None:
    site.article("a.md")
    site.build()
    before = site.snapshot()
    text = HEAD.format(title="Long", more="") + "Rain fell on the town again. " * 1_750_000
    site.write("content/long.md", text)
    (problem,) = site.problems()
    assert problem.path == "content/long.md" and "MB; the limit is 2 MB" in problem.message
    assert "Split it" in problem.fix
    assert_same(site.snapshot(), before)
    site.delete("long.md")
    same_again(site)


def test_an_article_just_short_enough(site: ScratchSite) -> None:
    text = HEAD.format(title="Long", more="") + "Rain fell on the town again.\n\n" * 65_000
    site.write("content/long.md", text)
    site.build()
    assert site.page("/2014/03/05/long/").count("Rain fell") >= 65_000


@pytest.mark.parametrize("count", [100_000, 1_000_000])
def test_a_million_tags_on_one_article(site: ScratchSite, count: int) -> None:
    tags = ", ".join(f"t{number}" for number in range(count))
    site.write("content/a.md", HEAD.format(title="A", more=f"tags: [{tags}]\n"))
    started = time.process_time()
    (problem,) = site.problems()
    assert "too many values" in problem.message or "the limit is 2 MB" in problem.message
    assert time.process_time() - started < 60


def test_as_many_tags_as_there_are_words(site: ScratchSite) -> None:
    """Hundreds of tags on each article, and each tag on one."""
    articles, tags = (100, 500) if LONG else (6, 150)
    for number in range(articles):
        own = [f"t{number}-{tag}" for tag in range(tags)]
        site.article(f"a{number}.md", date=f"2014-03-{number % 28 + 1:02}", tags=own)
    summary = site.build(jobs=0)
    assert summary.files > articles * tags
    assert site.has(f"/tags/t{articles - 1}-{tags - 1}/")
    site.article("a0.md", date="2014-03-01", tags=["One"])
    site.build(jobs=0)
    assert not site.has("/tags/t0-0/") and site.has("/tags/one/") and site.has("/tags/t1-0/")


# Names

NAMES = (
    "Ünïcödé", "Новости", "新聞", "ニュース", "뉴스", "समाचार", "أخبار", "חדשות", "ειδήσεις", "សារ",
    "ข่าว", "🌊🌊", "a b  c", "100% #1? & <more>", "it's “quoted”", "con", "aux", "nul.txt", "com1",
    "-dash", "trailing.", "ta\u0301ble", "ﬁne", "Iıİi", "x" * 240, "新" * 80, "\u200fעברית\u200e",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script(site: ScratchSite, name: str) -> None:
    site.article(f"{name}.md", title=name, tags=[name], location=name, authors=[name])
    site.article("b.md", f"[It](<{name.replace('%', '%25').replace('#', '%23')}.md>)", tags=[name])
    site.write(f"content/{name}.txt", name)
    same_again(site)
    pages = [path for path in site.snapshot() if re.match("2014/03/05/[^/]+/index.html", path)]
    assert len(pages) == 2
    assert all(len(part.encode()) <= 255 for path in site.snapshot() for part in path.split("/"))


def test_all_names_at_once_with_search(site: ScratchSite) -> None:
    site.search = True
    for number, name in enumerate(NAMES):
        site.article(f"{name}.md", title=name, date=f"2014-03-{number + 1:02}", tags=[name])
    same_again(site)


def test_names_that_differ_in_case_alone(site: ScratchSite) -> None:
    site.article("Story.md", tags=["Flood"])
    site.article("story.md", tags=["flood"], date="2014-03-06")
    same_again(site)
    site.article("story.md", tags=["flood"])
    (problem,) = (problem for problem in site.problems() if problem.severity == "error")
    assert "content/Story.md" in problem.message and "content/story.md" in problem.message


def test_files_that_differ_in_case_alone(site: ScratchSite) -> None:
    """A disk that holds both below content/ holds both in the output."""
    site.settings(SETTINGS + '[files]\nalways = ["Map.svg", "map.svg"]\n')
    site.write("content/Map.svg", "<svg/>")
    if (site.root / "content/map.svg").exists():
        pytest.skip("the file system knows no case")
    site.write("content/map.svg", "<svg />")
    same_again(site)
    assert site.page("/Map.svg") == "<svg/>" and site.page("/map.svg") == "<svg />"


def test_names_that_differ_in_composition_alone(site: ScratchSite) -> None:
    composed, apart = (unicodedata.normalize(form, "été") for form in ("NFC", "NFD"))
    site.article(f"{composed}.md", tags=[composed])
    site.article("b.md", tags=[apart])
    same_again(site)
    assert not any(apart in path for path in site.snapshot())
    site.article(f"{apart}.md")
    (problem,) = (problem for problem in site.problems() if problem.severity == "error")
    assert "is used twice" in problem.message
    both = {composed: "as one character (NFC)", apart: "as a letter and an accent (NFD)"}
    first, second = sorted(both, key=problem.message.index)
    assert f"“é” {both[first]} in the first, {both[second]} in the second" in problem.message
    assert problem.fix == "Delete one of them, or rename it"


def test_an_address_taken_by_a_permalink_is_told_where_that_stands(site: ScratchSite) -> None:
    site.article("about.md", kind="page", date=None)
    site.article("z.md", date="2014-03-05", slug="same")
    site.build()
    site.article("later.md", permalink="/about/")
    site.article("a.md", summary="One.", permalink="/2014/03/05/same/")
    told = [one for one in site.problems() if one.kind == "address-taken"]
    assert [(one.place, one.fix) for one in told] == [
        ("content/a.md:5:12", "Give it another permalink"),
        ("content/later.md:4:12", "Give it another permalink"),
    ]
    site.build(keep_going=True)
    assert "Later" not in site.page("/about/")


# Bytes


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    ],
    ids=["crlf", "cr", "mark", "mark-crlf"],
)
def test_bytes_of_other_systems_make_the_same_pages(site: ScratchSite, change: object) -> None:
    assert callable(change)
    text = (
        HEAD.format(title="Été", more="tags: [Sea]\n") + "Rain.\n\n```\na\nb\n```\n\n* one\n* two\n"
    )
    site.write("content/a.md", text)
    site.write("content/tags.toml", '["Sea"]\ndescription = "Salt water"\n')
    site.build()
    before = site.snapshot()
    for path in ("content/a.md", "content/tags.toml", "site.toml"):
        site.write(path, change((site.root / path).read_bytes()))
    if change(b"\n") != b"\r":
        site.build()
        assert_same(site.snapshot(), before)
    else:
        (site.root / "site.toml").write_bytes(
            (site.root / "site.toml").read_bytes().replace(b"\r", b"\n")
        )
        site.write("content/tags.toml", '["Sea"]\ndescription = "Salt water"\n')
        site.build()
        assert_same(site.snapshot(), before)


@pytest.mark.parametrize("path", ["content/a.md", "content/tags.toml", "site.toml"])
def test_bytes_that_are_no_text_name_their_line(site: ScratchSite, path: str) -> None:
    site.article("a.md")
    site.write("content/tags.toml", '["Sea"]\ndescription = "Salt water"\n')
    site.build()
    before = site.snapshot()
    data = (site.root / path).read_bytes()
    site.write(path, data + b"# caf\xe9\n")
    (problem,) = site.problems()
    assert problem.path == path and problem.line == data.count(b"\n") + 1
    assert "UTF-8" in problem.message and problem.fix
    assert_same(site.snapshot(), before)
