"""Links to articles and files that are not there."""

from __future__ import annotations

import pytest
from newsroom import NOW, Newsroom, told

from dateline.catalogue.link_checks import check_article_links


def test_links_that_lead_somewhere_are_well(room: Newsroom) -> None:
    room.write("2014/a.md", body="[b](../b.md#there) [c](c.csv) [d](https://example.org/x.md)")
    room.write("b.md", body="[a](2014/a.md) [self](b.md)")
    room.write("2014/c.csv", text="1")
    room.scan()
    assert room.archive_problems() == []


def test_a_link_to_no_article_is_an_error_with_the_nearest(room: Newsroom) -> None:
    room.write("2014/a.md", body="See [it](flod.md).\n\nAnd [that](../2013/rain.md).\n\n[x](zz.md)")
    room.write("2014/flood.md")
    room.write("1999/rain.md")
    room.write("2012/rain.md")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/2014/a.md:7:10 error “flod.md” links to an article that does not exist | "
        "Did you mean “flood.md”?",
        "content/2014/a.md:9:12 error “../2013/rain.md” links to an article that does not exist | "
        "Did you mean “../2012/rain.md”?",
        "content/2014/a.md:11:5 error “zz.md” links to an article that does not exist | "
        "Write the path from this file to the article's file",
    ]


@pytest.mark.parametrize(
    ("written", "there", "meant"),
    [
        ("storm.md", "23-storm.md", "23-storm.md"),
        ("2014-03-05-storm.md", "05-storm.md", "05-storm.md"),
        ("havrest-festival.md", "harvest-festival.md", "harvest-festival.md"),
        ("storm.md", "Storm.md", "Storm.md"),
        ("23-storm.MD", "23-storm.md", "23-storm.md"),
        ("harvst/index.md", "harvest/index.md", "harvest/index.md"),
        ("harbour-fire.md", "harbour-strike.md", ""),
        ("flood-in-the-south.md", "flood-in-the-north.md", ""),
        ("budget-2013.md", "budget-2014.md", ""),
        ("storm/index.md", "harvest/index.md", ""),
        ("05-storm.md", "05-stone.md", ""),
    ],
)
def test_only_what_is_really_near_is_suggested(
    room: Newsroom, written: str, there: str, meant: str
) -> None:
    room.write("a.md", body=f"[x]({written})")
    room.write(there)
    room.scan()
    (problem,) = room.archive_problems()
    usual = "Write the path from this file to the article's file"
    assert problem.fix == (f"Did you mean “{meant}”?" if meant else usual)


def test_a_link_is_an_error_from_the_day_its_article_goes(room: Newsroom) -> None:
    room.write("a.md", body="[b](b.md)")
    room.write("b.md")
    room.scan()
    assert room.archive_problems() == []
    (room.content / "b.md").unlink()
    room.scan()
    assert [problem.severity for problem in room.archive_problems()] == ["error"]


def test_a_link_to_a_draft_is_a_warning_unless_its_own_article_is_one(room: Newsroom) -> None:
    room.write("a.md", body="[b](b.md)")
    room.write("b.md", "draft: true")
    room.write("c.md", "draft: true", body="[b](b.md)")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/a.md:7:5 warning “b.md” links to an article that is not published | "
        "The words will have no link until that article is published"
    ]


def test_pictures_and_files_that_are_not_there(room: Newsroom) -> None:
    room.write("2014/a.md", "image: images/b.png", body="![c](c.png) [d](d.pdf) ![e](e.txt)")
    room.write("2014/e.txt", text="x")
    room.scan()
    found = told(room.archive_problems())
    assert found[:3] == [
        "content/2014/a.md:4:8 error The picture “images/b.png” does not exist | "
        "Put the picture at content/2014/images/b.png, or write the path from this file to it",
        "content/2014/a.md:7:6 error The picture “c.png” does not exist | "
        "Put the picture at content/2014/c.png, or write the path from this file to it",
        "content/2014/a.md:7:17 warning “d.pdf” links to a file that does not exist | "
        "Write the path from this file to a file or article, or an address with https://",
    ]
    assert [line.split(" ")[0] for line in found[3:]] == ["content/2014/a.md:7:29"]


@pytest.mark.parametrize(
    ("written", "there", "meant"),
    [
        ("../pics/Boat.JPG", ["pics/boat.jpg"], "../pics/boat.jpg"),
        ("../pics/boaat.jpg", ["pics/boat.jpg", "pics/coat.pdf"], "../pics/boat.jpg"),
        ("../pics/boat.png", ["pics/boat.jpg"], "../pics/boat.jpg"),
        ("boat.jpg", ["pics/boat.jpg"], "../pics/boat.jpg"),
        ("boat.jpg", ["pics/boat.jpg", "old/boat.jpg"], ""),
        ("../pics/boat-1.jpg", ["pics/boat-2.jpg"], ""),
        ("../pics/boat.jpg", ["pics/boat.pdf", "pics/quay.jpg"], ""),
    ],
)
def test_which_picture_was_meant(
    room: Newsroom, written: str, there: list[str], meant: str
) -> None:
    room.write("2014/a.md", body=f"![Boats]({written})")
    for name in there:
        room.write(name, text="x")
    room.scan()
    (problem,) = (one for one in room.archive_problems() if one.kind == "missing-picture")
    usual = "Put the picture at "
    assert problem.fix.startswith(f"Did you mean “{meant}”?" if meant else usual)


def test_git_is_asked_once_for_an_article_that_many_link_to(room: Newsroom) -> None:
    room.write("a.md", body="[b](b.md) " * 50 + "".join(f"[c](c{n}.md) " for n in range(400)))
    room.scan()
    asked: list[str] = []

    def renamed(path: str) -> str:
        asked.append(path)
        return "a.md" if path == "b.md" else ""

    found = [*check_article_links(room.connection, NOW, (), renamed)]
    assert len(found) == 450 and len(asked) == len({*asked}) == 300
    assert [one.fix for one in found[:50]] == ["Did you mean “a.md”?"] * 50
