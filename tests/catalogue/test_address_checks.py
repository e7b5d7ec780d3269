"""Addresses on the site that lead nowhere, or to where an article was."""

from __future__ import annotations

from collections.abc import Callable

from newsroom import NOW, Newsroom, told

from dateline.catalogue.address_checks import check_addresses
from dateline.catalogue.anchor_checks import check_anchors
from dateline.problems import Problem


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
    assert told(_addresses(room, *[known.__contains__] * 2)) == [
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
    assert told([one for one in found if one.kind == "old-address"]) == [
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


def test_an_article_of_nearly_the_same_address_is_suggested(room: Newsroom) -> None:
    room.write("dock.md")
    room.write("budget-2013.md")
    room.write("pics/boat.svg", text="<svg xmlns='http://www.w3.org/2000/svg'/>")
    room.write(
        "a.md", body="[x](/2014/03/12/dok) [y](/2014/03/12/budget-2014/) ![z](/pics/Boat.svg)"
    )
    room.scan()
    found = _addresses(room, *[frozenset[str]().__contains__] * 2)
    assert [one.fix for one in found] == [
        "Did you mean “/2014/03/12/dock/”?",
        "Link to the article's .md file, or write the address of a page of the site",
        "Did you mean “/pics/boat.svg”?",
    ]
