"""Checks that need the whole archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from newsroom import NOW, Newsroom

from dateline.catalogue.address_checks import check_addresses
from dateline.catalogue.anchor_checks import check_anchors
from dateline.problems import Problem


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def _told(problems: list[Problem]) -> list[str]:
    return [f"{one.place} {one.severity} {one.message} | {one.fix}" for one in problems]


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
    assert _told(room.archive_problems()) == [
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
    assert _told(room.archive_problems()) == [
        "content/a.md:7:5 warning “b.md” links to an article that is not published | "
        "The words will have no link until that article is published"
    ]


def test_pictures_and_files_that_are_not_there(room: Newsroom) -> None:
    room.write("2014/a.md", "image: images/b.png", body="![c](c.png) [d](d.pdf) ![e](e.txt)")
    room.write("2014/e.txt", text="x")
    room.scan()
    told = _told(room.archive_problems())
    assert told[:3] == [
        "content/2014/a.md:4:8 error The picture “images/b.png” does not exist | "
        "Put the picture at content/2014/images/b.png, or write the path from this file to it",
        "content/2014/a.md:7:6 error The picture “c.png” does not exist | "
        "Put the picture at content/2014/c.png, or write the path from this file to it",
        "content/2014/a.md:7:17 warning “d.pdf” links to a file that does not exist | "
        "Write the path from this file to a file or article, or an address with https://",
    ]
    assert [line.split(" ")[0] for line in told[3:]] == ["content/2014/a.md:7:29"]


def test_a_picture_that_is_not_there_needs_no_words(room: Newsroom) -> None:
    body = '![](b.png) ![](/c.png) ![](/assets/d.png) <img src="e.png"> <img src="f&amp;g.png">'
    room.write("2014/a.md", "image: images/b.png", body=body)
    room.scan()
    assert [one.place for one in room.problems()] == ["content/2014/a.md:7:28"]
    for name in ("2014/images/b.png", "2014/b.png", "c.png", "2014/e.png", "2014/f&g.png"):
        room.write(name, text="x")
    room.scan()
    columns = ["4:8", "7:5", "7:16", "7:28", "7:53", "7:71"]
    told = [one.place for one in room.problems() if one.kind == "no-alt"]
    assert told == [f"content/2014/a.md:{column}" for column in columns]


def test_addresses_that_differ_in_case_alone(room: Newsroom) -> None:
    room.write("a.md", "slug: flood")
    room.write("b.md", "slug: Flood")
    room.write("c.md", "slug: FLOOD\ndraft: true")
    room.scan()
    (problem,) = room.archive_problems()
    assert problem.severity == "error"
    assert {"content/a.md", "content/b.md"} == {
        problem.path,
        *(word.strip(",") for word in problem.message.split() if word.startswith("content/")),
    }


def test_two_spellings_with_one_slug_tell_the_rarer(room: Newsroom) -> None:
    for number in range(3):
        room.write(f"{number}.md", "tags: [sea, rain]")
    room.write("8.md", "tags: [wind, Rain]")
    room.write("9.md", "tags: Rain")
    room.scan()
    assert _told(room.archive_problems()) == [
        "content/8.md:4:14 warning “Rain”, here and in 1 more, is written “rain” elsewhere; "
        "both are the same term in tags | "
        "Write “rain”, or list the spellings as aliases in content/tags.toml"
    ]
    room.write("tags.toml", text="[rain]\n")
    room.scan()
    assert room.archive_problems() == []


def test_two_languages_may_spell_differently(room: Newsroom) -> None:
    room.write("a.md", "tags: Reunion")
    room.write("a.fr.md", "tags: Réunion")
    room.scan()
    assert room.archive_problems() == []


def test_a_tag_of_one_article_that_is_a_letter_from_a_common_one(room: Newsroom) -> None:
    for number in range(5):
        room.write(f"{number}.md", "tags: [Elections, flood2013, sea, harbour]")
    room.write("8.md", "tags: [rain, Electoins]")
    room.write("9.md", "tags: [flood2014, see, harbours]")  # other years, and short words
    room.write("9.fr.md", "tags: [election]")  # another language
    room.write("draft.md", "tags: [Elektions]\ndraft: true")
    room.scan()
    assert _told(room.archive_problems()) == [
        "content/8.md:4:14 warning Only this article has the tag “Electoins”, and 5 have"
        " “Elections” | Write “Elections”, or, if it is another tag, give “Electoins” a table in"
        " content/tags.toml",
        "content/9.md:4:24 warning Only this article has the tag “harbours”, and 5 have"
        " “harbour” | Write “harbour”, or, if it is another tag, give “harbours” a table in"
        " content/tags.toml",
    ]
    room.write("tags.toml", text='[Electoins]\n[harbour]\naliases = ["harbours"]\n')
    room.scan()
    assert room.archive_problems() == []


def test_a_tag_of_two_articles_or_like_a_rare_one_is_meant(room: Newsroom) -> None:
    for number in range(4):
        room.write(f"{number}.md", "tags: [election]")
    room.write("8.md", "tags: [elections]")
    room.scan()
    assert room.archive_problems() == []
    for number in range(4, 6):
        room.write(f"{number}.md", "tags: [election]")
    room.scan()
    assert [problem.kind for problem in room.archive_problems()] == ["similar-tag"]
    room.write("9.md", "tags: [elections]")
    room.scan()
    assert room.archive_problems() == []


def test_a_place_one_letter_from_another_needs_no_register_to_be_told(room: Newsroom) -> None:
    room.write("0.md", "location: Port Louis")
    room.write("1.md", "location: Port Luis")
    room.scan()
    assert room.archive_problems() == []  # which of them is right?
    room.write("2.md", "location: Port Louis")
    room.write("3.md", "location: {name: Porte Louis, lat: -20.5, lon: 60}")
    room.write("4.fr.md", "location: Port Loui")
    room.scan()
    assert _told(room.archive_problems()) == [
        "content/1.md:4:11 warning Only this article has the place “Port Luis”, and 2"
        " have “Port Louis” | Write “Port Louis”, or, if it is another place, say where: location:"
        " {name: Port Luis, lat: …, lon: …}"
    ]


def test_a_place_that_the_register_lacks(room: Newsroom) -> None:
    room.write("0.md", "location: Port Luis")
    room.write("1.md", "location: Goodlands")
    room.write("2.md", "location: Goodlands")
    room.write("3.md", "location: {name: At sea, lat: -20.5, lon: 60}")
    room.write("4.md", "location: P. Louis")
    room.write("draft.md", "location: Nowhere\ndraft: true")
    room.scan()
    assert room.archive_problems() == []  # there is no register
    room.write("places.toml", text='["Port Louis"]\naliases = ["P. Louis"]\n')
    room.scan()
    assert _told(sorted(room.archive_problems())) == [
        "content/0.md:4:11 warning “Port Luis” is not one of the places in content/places.toml |"
        ' Did you mean “Port Louis”? If not, add a table ["Port Luis"] there',
        "content/1.md:4:11 warning “Goodlands”, here and in 1 more, is not one of the places in"
        ' content/places.toml | Add it there, with a line ["Goodlands"] and its country, lat and'
        " lon",
    ]


def _addresses(
    room: Newsroom, exists: Callable[[str], bool], has_page: Callable[[str], bool]
) -> list[Problem]:
    """The problems of addresses on a site where no article has been withdrawn."""
    return list(
        check_addresses(room.connection, NOW, exists, has_page, lambda _: "", lambda _: False)
    )


def test_addresses_of_the_site(room: Newsroom) -> None:
    room.write("a.md", body="[x](/about) [y](/tags/%C3%A9t%C3%A9/) [z](/no/) ![p](/p.png)")
    room.write("b.md", body="![p](/p/%2e%2e/../../p.png)")
    room.scan()
    known = {"/about/", "/tags/été/"}
    assert _told(_addresses(room, *[known.__contains__] * 2)) == [
        "content/a.md:7:43 warning The site has no page or file at “/no/” | "
        "Link to the article's .md file, or write the address of a page of the site",
        "content/a.md:7:54 warning The site has no picture at “/p.png” | "
        "Put the file at content/p.png",
        "content/b.md:7:6 warning The site has no picture at “/p/%2e%2e/../../p.png” | "
        "Put the file at content/p.png",
    ]


def test_whole_addresses_on_the_site(room: Newsroom) -> None:
    room.write("old.md", "aliases: [/old/]", body="## There")
    home = "https://meridian.example"
    lines = (
        f"[a]({home}/no/) [b](http://meridian.example/no?x) [c](//meridian.example/no/)",
        f"<a href='{home}/no/'>d</a> <{home}/old/#there>",
        f"[e]({home}/2014/03/12/old/#nope) [f]({home}) [g](https://other.example/no/)",
        f"![p]({home}/p.png)",
    )
    room.write("a.md", body="\n".join(lines))
    room.scan()
    known = {"/", "/2014/03/12/old/"}
    found = _addresses(room, *[known.__contains__] * 2)
    found += check_anchors(room.connection, NOW)
    assert [(one.place, one.message.split("”")[0].rpartition("“")[2]) for one in found] == [
        ("content/a.md:7:5", "https://meridian.example/no/"),
        ("content/a.md:7:39", "http://meridian.example/no?x"),
        ("content/a.md:7:73", "//meridian.example/no/"),
        ("content/a.md:8:10", "https://meridian.example/no/"),
        ("content/a.md:8:47", "https://meridian.example/old/#there"),
        ("content/a.md:10:6", "https://meridian.example/p.png"),
        ("content/a.md:9:5", "https://meridian.example/2014/03/12/old/#nope"),
    ]
    assert [one.mend.text for one in found if one.mend] == [f"{home}/2014/03/12/old/"]


def test_whole_addresses_on_the_site_in_front_matter_and_registers(room: Newsroom) -> None:
    home = "https://meridian.example"
    keys = f"canonical: {home}/no/\nimage: //meridian.example/p.png\nextra: {{more: {home}/no#a}}"
    room.write("a.md", keys)
    room.write("b.md", f"canonical: {home}/2014/03/12/b/")
    room.write("c.md", f"canonical: {home}/no/\nwithdrawn: It was not true.")
    room.write("old.md", "aliases: [/old/]")
    register = f'["Port Louis"]\nurl = "{home}/no/"\n[Moka]\nurl = "{home}/old/#there"\n'
    room.write("places.toml", text=register)
    room.scan()
    known = {"/2014/03/12/b/", "/2014/03/12/old/"}
    found = _addresses(room, *[known.__contains__] * 2)
    assert [(one.place, one.message.split("”")[0].rpartition("“")[2]) for one in found] == [
        ("content/a.md:4:12", "https://meridian.example/no/"),
        ("content/a.md:5:8", "//meridian.example/p.png"),
        ("content/a.md:6:8", "https://meridian.example/no#a"),
        ("content/places.toml:2:7", "https://meridian.example/no/"),
        ("content/places.toml:4:7", "https://meridian.example/old/#there"),
    ]
    assert found[-1].fix == f"Write {home}/2014/03/12/old/"
    page = "Write the address of a page on the site, such as /archive/, or a full address"
    assert found[0].fix == found[3].fix == page


def test_a_dead_link_names_the_page_that_is_most_like_it(room: Newsroom) -> None:
    room.write("about.md", "kind: page")
    room.write("colophon.md", "kind: page\ndraft: true")
    room.write("a.md", body="[x](/about-us/) [y](/colophn/) [z](https://meridian.example/abuot/?x)")
    room.scan()
    found = _addresses(room, *[{"/about/"}.__contains__] * 2)
    usual = "Link to the article's .md file, or write the address of a page of the site"
    assert [one.fix for one in found] == [
        "Did you mean “/about/”?",
        usual,
        "Did you mean “https://meridian.example/about/”?",
    ]


def test_a_dead_link_names_what_was_meant(room: Newsroom) -> None:
    room.write("2014/02-b.md", "slug: storm")
    room.write("2014/fair/index.md")
    links = "[a](02-b) [b](02-b.html#x) [c](fair/) [d](02-c) [e](/2014/02-b)"
    more = "[f](/2014/03/12/STORM/) [g](/Tags/Sea) [h](/images/none.png) [i](/no.html)"
    room.write("2014/a.md", body=f"{links}\n{more} [j](https://meridian.example/TAGS/sea/)")
    room.scan()
    known = {"/2014/03/12/storm/", "/tags/sea/"}
    found = [*room.archive_problems()]
    found += _addresses(room, *[known.__contains__] * 2)
    mean, of_path = "Did you mean “{}”?", "Write the path from this file to a file or article"
    of_article = "Link to the article's .md file, or write the address of a page of the site"
    a, b, c, e = map(mean.format, ("02-b.md", "02-b.md", "fair/index.md", "/2014/02-b.md"))
    pages = "/2014/03/12/storm/", "/tags/sea/", "https://meridian.example/tags/sea/"
    f, g, j = map(mean.format, pages)
    put = "Put the file at content/images/none.png, or write another address"
    fixes = [one.fix.removesuffix(", or an address with https://") for one in found]
    assert fixes == [a, b, c, of_path, e, f, g, put, of_article, j]


def test_a_link_to_a_former_address(room: Newsroom) -> None:
    room.write("2014/flood.md", "aliases: [/old/flood/, /été.html]")
    room.write("2014/draft.md", "aliases: [/old/draft/]\ndraft: true")
    room.write("2015/a.md", body="[x](/old/flood#there) [y](/%C3%A9t%C3%A9.html) ![z](/old/flood/)")
    room.write("2015/b.md", body="[x](/old/draft/)")
    room.write("places.toml", text='["Port Louis"]\nurl = "/old/flood/"\n')
    room.scan()
    found = _addresses(room, {"/été.html"}.__contains__, lambda _: False)
    assert _told([one for one in found if one.kind == "old-address"]) == [
        "content/2015/a.md:7:5 warning “/old/flood#there” is a former address of"
        " content/2014/flood.md | Write /2014/03/12/flood/, or link to its file: ../2014/flood.md",
        "content/2015/a.md:7:27 warning “/%C3%A9t%C3%A9.html” is a former address of"
        " content/2014/flood.md | Write /2014/03/12/flood/, or link to its file: ../2014/flood.md",
        "content/places.toml:2:7 warning “/old/flood/” is a former address of"
        " content/2014/flood.md | Write /2014/03/12/flood/",
    ]
    assert [one.kind for one in found if one.kind != "old-address"] == [
        "missing-picture",
        "dead-link",
    ]
    assert [one.mend and one.mend.text for one in found] == ["/2014/03/12/flood/"] * 2 + [None] * 3
    taken = _addresses(room, *[{"/old/flood/"}.__contains__] * 2)
    assert [one.place for one in taken if one.kind == "old-address"] == ["content/2015/a.md:7:27"]


def test_the_problem_of_a_picture_names_an_article_that_uses_it(room: Newsroom) -> None:
    room.write("a/one.md", body="![Boats](boats.jpg)")
    room.write("a/two.md", body="![Boats](/a/boats.jpg)")
    for name in ("boats", "unused"):
        room.write(f"a/{name}.jpg", text="no picture")
    room.scan()
    used, unused = room.problems()
    assert used.fix.endswith("save it as a JPEG or PNG. It is used in content/a/one.md")
    assert unused.fix.endswith("save it as a JPEG or PNG")


def comment(room: Newsroom, name: str, keys: str, article: str = "story") -> None:
    """Write a comment on content/story.md, or on another article."""
    front = f"---\nname: Ann\n{keys}\n---\nHm.\n"
    room.write(f"_comments/{article}/{name}.md", text=front)


def test_comments_that_reply_in_a_circle_are_told_once(room: Newsroom) -> None:
    room.write("story.md")
    comment(room, "one", "date: 2014-03-13\nreply_to: three")
    comment(room, "two", "date: 2014-03-14\nreply_to: one")
    comment(room, "three", "date: 2014-03-15\nreply_to: two")
    comment(room, "four", "date: 2014-03-16\nreply_to: four")
    comment(room, "five", "date: 2014-03-17\nreply_to: one")
    comment(room, "six", "date: 2014-03-13\nreply_to: five")
    room.scan()
    assert _told(room.archive_problems()) == [
        "content/_comments/story/four.md:4:11 warning The comment replies to itself |"
        " Write in “reply_to” which comment it answers, or delete the line",
        "content/_comments/story/one.md:4:11 warning These comments reply to each other in a circle"
        ": “one” → “three” → “two” → “one” |"
        " Write in “reply_to” which comment it answers, or delete the line",
    ]


def test_a_comment_dated_in_the_future_is_told(room: Newsroom) -> None:
    room.write("story.md")
    comment(room, "one", "date: 2030-01-01T03:59:59")
    comment(room, "two", "date: 2030-01-01T04:00:01")
    room.scan()
    assert _told(room.archive_problems()) == [
        "content/_comments/story/two.md:3:7 warning The comment is dated 2030-01-01, which is in"
        " the future | Write when it was sent: date: 2024-11-23T07:30",
    ]


@pytest.mark.parametrize(
    ("article", "date", "is_told"),
    [
        ("2014-03-12", "2014-03-11T23:59:59", True),
        ("2014-03-12T20:00", "2014-03-12", False),
        ("2014-03-12", "2014-03", False),
        ("2014-03-12", "2014-02", True),
        ("2014-03", "2014-03-01", False),
        ("2014-03", "2014-02-28", True),
        ("2014", "2013-12-31", True),
        ("2014", "1850", True),
    ],
)
def test_a_comment_older_than_its_article_is_told(
    room: Newsroom, article: str, date: str, is_told: bool
) -> None:
    room.write("story.md", f"date: {article}")
    comment(room, "one", f"date: {date}")
    room.scan()
    message = f"The comment is dated {date[:10]}, before the article that it is on"
    assert [one.message for one in room.archive_problems()] == [message] * is_told


def test_comments_in_a_folder_too_deep_are_led_to_the_article(room: Newsroom) -> None:
    room.write("2014/story.md")
    comment(room, "one", "date: 2014-03-13", "2014/story/more")
    room.scan()
    (problem,) = room.archive_problems()
    assert (
        problem.fix == "Move the comments on content/2014/story.md to content/_comments/2014/story"
    )
