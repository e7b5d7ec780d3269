"""The problems of single files, with what the archive knows about them."""

from __future__ import annotations

from newsroom import Newsroom


def test_a_picture_that_is_not_there_needs_no_words(room: Newsroom) -> None:
    body = '![](b.png) ![](/c.png) ![](/assets/d.png) <img src="e.png"> <img src="f&amp;g.png">'
    room.write("2014/a.md", "image: images/b.png", body=body)
    room.scan()
    assert [one.place for one in room.problems()] == ["content/2014/a.md:7:28"]
    for name in ("2014/images/b.png", "2014/b.png", "c.png", "2014/e.png", "2014/f&g.png"):
        room.write(name, text="x")
    room.scan()
    columns = ["4:8", "7:5", "7:16", "7:28", "7:53", "7:71"]
    found = [one.place for one in room.problems() if one.kind == "no-alt"]
    assert found == [f"content/2014/a.md:{column}" for column in columns]


def test_the_problem_of_a_picture_names_an_article_that_uses_it(room: Newsroom) -> None:
    room.write("a/one.md", body="![Boats](boats.jpg)")
    room.write("a/two.md", body="![Boats](/a/boats.jpg)")
    for name in ("boats", "unused"):
        room.write(f"a/{name}.jpg", text="no picture")
    room.scan()
    used, unused = room.problems()
    assert used.fix.endswith("save it as a JPEG or PNG. It is used in content/a/one.md")
    assert unused.fix.endswith("save it as a JPEG or PNG")
