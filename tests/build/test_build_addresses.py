"""Addresses that articles bring with them, and those that they had before."""

from __future__ import annotations

import gzip
import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from dateline.build.check import check
from dateline.catalogue.store import connect_read_only
from dateline.content.old_addresses import TRACKING
from scratch import SETTINGS, SQUARE, ScratchSite

TIMELINE = "2014/12/12/1.0-Timeline.html"


def test_an_article_at_a_file_is_found_saved_shared_and_in_the_feeds(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + "[images]\nshare = true\n", search=True)
    site.article("other.md", "See [the timeline](timeline.md).", date="2014-12-11")
    site.article("timeline.md", "See [the other](other.md).", permalink=f"/{TIMELINE}")
    site.build()
    files = site.snapshot()
    page = files[TIMELINE].decode()
    assert f'<link rel="canonical" href="https://meridian.example/{TIMELINE}">' in page
    assert 'content="https://meridian.example/2014/12/12/1.0-Timeline/share.png"' in page
    assert "2014/12/12/1.0-Timeline/share.png" in files
    assert f'href="/{TIMELINE}"' in files["2014/12/11/other/index.html"].decode()
    assert f'href="https://meridian.example/{TIMELINE}"' in files["feed.xml"].decode()
    assert any(
        f"https://meridian.example/{TIMELINE}</loc>".encode() in data
        for name, data in files.items()
        if name.startswith("sitemaps/")
    )
    packed = gzip.decompress(files["offline/packs/en/all.pack"])
    saved = [file["url"] for file in json.loads(packed.partition(b"\n")[0])["files"]]
    assert saved.count(TIMELINE) == 1
    found = (data for name, data in files.items() if name.startswith("search/data/en/"))
    assert any(TIMELINE.encode() in _unpacked(data) for data in found)

    site.article("timeline.md", permalink="/story.php")
    site.build()
    assert TIMELINE not in site.snapshot()
    assert site.snapshot() == site.clean_snapshot()
    assert "story.php/index.html" in site.snapshot()


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except gzip.BadGzipFile:
        return data


@pytest.mark.parametrize("permalink", ["/tags/sea/", "/2014/03/05/", "/other.html"])
def test_a_permalink_that_is_taken_is_a_problem(tmp_path: Path, permalink: str) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("other.md", permalink="/other.html", tags=["Sea"])
    site.article("story.md", permalink=permalink)
    (problem,) = site.problems()
    assert (problem.kind, problem.path) == ("address-taken", "content/story.md")
    assert "another" in problem.fix


OLD = "news/1234/index.html"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Two articles of one day."""
    site = ScratchSite(tmp_path / "site")
    site.article("rain.md", title="Rain & “wind”", tags=["Sea"])
    site.article("other.md", "See [it](/news/1234/).", tags=["Sea"])
    site.build(keep_going=True)
    return site


def test_an_alias_leads_to_its_article(site: ScratchSite) -> None:
    site.article("rain.md", title="Rain & “wind”", tags=["Sea"], aliases=["/news/1234"])
    assert site.rebuilt() == {"/news/1234/"}
    page = site.snapshot()[OLD].decode()
    assert '<meta http-equiv="refresh" content="0; url=/2014/03/05/rain/">' in page
    assert '<link rel="canonical" href="https://meridian.example/2014/03/05/rain/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<a href="/2014/03/05/rain/">Rain &amp; “wind”</a>' in page
    assert not site.problems()
    listed = b"".join(data for name, data in site.snapshot().items() if "sitemap" in name)
    assert b"/news/1234" not in listed


def test_a_redirect_gives_way_to_a_page_and_comes_when_that_goes(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/2014/03/05/storm/", "/tags/sea/", "/news/"])
    assert site.rebuilt() >= {"/2014/03/05/storm/", "/news/"}
    assert "/tags/sea/" in pages_of(site)["term"]  # not the redirect
    site.article("storm.md")
    site.article("news.md", kind="page", date=None)
    assert site.rebuilt() >= {"/2014/03/05/storm/", "/news/"}
    assert not pages_of(site).get("redirect")
    told = [
        (found.line, found.column, found.message)
        for found in check(site.root).problems
        if found.kind == "alias"
    ]
    assert told == [
        (4, 11, "“/2014/03/05/storm/” cannot lead here, because it is that of content/storm.md"),
        (4, 33, "“/tags/sea/” cannot lead here, because it is that of another page"),
        (4, 47, "“/news/” cannot lead here, because it is that of content/news.md"),
    ]
    site.delete("storm.md")
    site.delete("news.md")
    site.delete("other.md")
    assert site.rebuilt() >= {"/2014/03/05/storm/", "/news/", "/tags/sea/"}
    assert pages_of(site)["redirect"] == {"/2014/03/05/storm/", "/news/", "/tags/sea/"}


def test_an_alias_moves_from_one_article_to_another(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/a/", "/b/"])
    site.rebuilt()
    site.article("rain.md", aliases=["/b/"])
    site.article("other.md", aliases=["/a/"])
    site.rebuilt()
    assert b"/2014/03/05/other/" in site.snapshot()["a/index.html"]
    site.article("other.md", aliases=["/a/"], draft=True)
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/b/"}


def test_a_file_and_a_folder_of_one_name_are_never_both_made(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/a.html", "/files/data/x.html", "/Up/", "/up/"])
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/a.html", "/files/data/x.html", "/Up/"}
    site.article("other.md", aliases=["/a.html/b/"], permalink="/files/data/x.html/more.html")
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/a.html/b/", "/Up/"}
    site.article("other.md", permalink="/UP/")
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/a.html", "/files/data/x.html"}
    site.article("other.md", aliases=["/a.html/"])
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/a.html/", "/files/data/x.html", "/Up/"}


def test_an_alias_with_a_title_or_address_that_changes(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/a/"])
    site.rebuilt()
    site.article("rain.md", title="Storm", slug="storm", aliases=["/a/"])
    assert "/a/" in site.rebuilt()
    assert b">Storm</a>" in site.snapshot()["a/index.html"]


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("/2014/03/05/rain/", "“/2014/03/05/rain/” is the article's own address"),
        ("/2014/03/05/Rain", "“/2014/03/05/Rain” differs from its own address only in"),
        ("/search/data/x", "Dateline reserves the address /search/data/x/ for itself"),
        ("/a:b/", "“/a:b/” cannot be an address everywhere: it contains “:”"),
        ("/.git/x", "“/.git/x” cannot be an address everywhere: “.git” begins with a dot"),
        ("/_headers", "“/_headers” cannot be an address everywhere: hosts look for a file"),
        (
            "/CNAME",
            "“/CNAME” cannot be an address everywhere: hosts look for a file",
        ),
        ("/aux.txt", "“/aux.txt” cannot be an address everywhere: Windows reserves the name “aux”"),
        ("/.well-known/x", "“/.well-known/x” cannot be an address everywhere: hosts and apps look"),
        ("/taken/", "“/taken/” is an alias of content/other.md too"),
        ("/?p=1", "“/?p=1” is an alias of content/other.md too"),
        ("/Taken/x.html", "“/Taken/x.html” can have no page beside another alias that is like it"),
        ("/taken/y.html", "“/taken/y.html” can have no page beside another alias that is like it"),
    ],
)
def test_an_alias_that_cannot_lead_to_its_article_is_a_problem(
    site: ScratchSite, alias: str, message: str
) -> None:
    site.article("other.md", aliases=["/taken/", "/?p=1", "/TAKEN/x.html", "/taken/y.html/"])
    site.article("rain.md", aliases=[alias])
    (problem,) = [found for found in site.build().problems if found.kind == "alias"]
    assert (problem.kind, problem.place) == ("alias", "content/rain.md:4:11")
    assert problem.message.startswith(message)
    assert problem.severity == "warning"
    (again,) = [found for found in check(site.root).problems if found.kind == "alias"]
    assert again == problem


@pytest.mark.parametrize("empty", ["?", "?&", "?&&", "?=1", "?&=&"])
def test_a_query_that_asks_for_nothing_is_no_query(tmp_path: Path, empty: str) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + 'host = "netlify"\n')
    site.article("rain.md", aliases=[f"/{empty}", f"/search/{empty}", f"/old/{empty}"])
    done = site.build()
    assert dict(done.written)["/_redirects"] == "the rules for old addresses changed"
    told = [(one.line, one.column, one.message) for one in done.problems]
    assert told == [
        (4, column, f"“{page}” cannot lead here, because it is that of another page")
        for column, page in ((11, "/"), (16 + len(empty), "/search/"))
    ]
    assert site.snapshot()["_redirects"].decode() == "/old/ /2014/03/05/rain/ 301!\n"


def test_queries_that_ask_for_the_same_are_one_alias(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("other.md", aliases=["/?a=1&p=2"])
    site.article("rain.md", aliases=["/?&p=2&&a=1"])
    (problem,) = site.build().problems
    assert problem.message == "“/?&p=2&&a=1” is an alias of content/other.md too"
    assert list(json.loads(site.snapshot()["old-addresses.json"])) == ["/?a=1&p=2"]


@pytest.mark.parametrize("host", ["none", "github", "cloudflare"])
def test_an_alias_with_a_query_needs_a_page_that_looks_at_it(tmp_path: Path, host: str) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + f'host = "{host}"\n')
    site.article("other.md", aliases=["/old/"])
    answered = ["/?p=1", "/nosuch/?p=1", "/old/?p=1"]
    site.article("rain.md", aliases=["/2014/03/05/other/?p=1", "/2014/?a=1", *answered])
    told = [(one.place, one.severity, one.message, one.fix) for one in site.build().problems]
    assert told == [
        (
            f"content/rain.md:4:{column}",
            "warning",
            f"“{alias}” leads nowhere: the page at {page} does not look at queries",
            "Delete it, or make the redirect on the server, if you have your own",
        )
        for column, alias, page in (
            (11, "/2014/03/05/other/?p=1", "/2014/03/05/other/"),
            (37, "/2014/?a=1", "/2014/"),
        )
    ]
    for page in ("index.html", "nosuch/index.html", "old/index.html"):
        assert b'data-list="/old-addresses.json"' in site.snapshot()[page]


@pytest.mark.parametrize(
    ("alias", "meant"),
    [
        ("/?utm_source=x", "Delete it"),
        ("/?gclid=1&fbclid=2", "Delete it"),
        ("/?id=3&utm_source=x&a=%20", "Write /?id=3&a=%20"),
    ],
)
def test_where_readers_come_from_is_no_old_address(
    site: ScratchSite, alias: str, meant: str
) -> None:
    site.article("rain.md", aliases=[alias])
    (told,) = [one for one in site.problems() if one.severity == "error"]
    assert (told.place, told.fix) == ("content/rain.md:4:11", meant)
    script = Path("themes/broadsheet/assets/js/old-addresses/10-old-addresses.js").read_text()
    assert f"/^(?:{TRACKING.pattern})$/" in script


@pytest.mark.parametrize(
    "alias", ["/search/?q=harbour", "/fr/search/?tags=sea", "/2014/03/05/other/?highlight=harbour"]
)
def test_an_alias_may_not_take_the_queries_that_a_page_reads(tmp_path: Path, alias: str) -> None:
    settings = SETTINGS + 'host = "netlify"\n'
    site = ScratchSite(tmp_path / "site", settings)
    site.article("other.md")
    site.article("other.fr.md")
    site.article("rain.md", aliases=[alias, "/2014/03/05/other/?id=1"])
    (problem,) = site.problems()
    assert (problem.severity, problem.place) == ("error", "content/rain.md:4:11")
    assert problem.message == (
        f"“{alias}” cannot lead here, because the page there reads such queries"
    )
    site.build(keep_going=True)
    rules = site.snapshot()["_redirects"].decode()
    assert rules == "/2014/03/05/other/ id=1 /2014/03/05/rain/ 301!\n"


def test_no_page_is_made_where_hosts_or_windows_look_for_something_else(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/CNAME", "/robots.txt", "/.well-known/x/", "/news/con/"])
    site.rebuilt()
    assert not pages_of(site).get("redirect")


OTHER_CASE = [
    ("/INDEX.HTML", "/"), ("/Search/", "/search/"), ("/TAGS/", "/tags/"),
    ("/404.HTML", "/404.html"), ("/Tags/Sea/", "/tags/sea/"), ("/2014/03/INDEX.html", "/2014/03/"),
]  # fmt: skip


@pytest.mark.parametrize(("alias", "page"), OTHER_CASE)
def test_an_alias_gives_way_to_a_page_in_other_case(
    site: ScratchSite, alias: str, page: str
) -> None:
    site.article("rain.md", aliases=[alias])
    site.rebuilt()
    assert not pages_of(site).get("redirect")
    (told,) = [one for one in check(site.root).problems if one.kind == "alias"]
    assert (told.place, told.message) == (
        "content/rain.md:4:11",
        f"“{alias}” differs from {page}, the address of another page, only in upper and lower"
        " case, which some computers ignore",
    )


@pytest.mark.parametrize("alias", ["/Feed.xml", "/SITEMAP.XML/x/", "/ASSETS/"])
def test_an_alias_gives_way_to_a_file_or_folder_in_other_case(
    site: ScratchSite, alias: str
) -> None:
    site.article("rain.md", aliases=[alias])
    site.rebuilt()
    assert not pages_of(site).get("redirect")
    (told,) = [one for one in check(site.root).problems if one.kind == "alias"]
    assert "can have no page beside" in told.message


@pytest.mark.parametrize(("permalink", "page"), OTHER_CASE)
def test_a_permalink_in_other_case_is_taken(tmp_path: Path, permalink: str, page: str) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("other.md", tags=["Sea"])
    site.article("rain.md", permalink=permalink)
    (told,) = site.problems()
    assert (told.place, told.kind) == ("content/rain.md:4:12", "address-taken")
    assert told.message.startswith(f"The address {permalink} and that of the ")
    assert f", {page}, differ only in upper and lower case" in told.message
    assert told in check(site.root).problems


def test_a_permalink_in_other_case_is_taken_once_the_page_comes(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("rain.md", permalink="/Tags/Sea/")
    site.article("other.md", aliases=["/2014/03/06/STORM/", "/Files/"])
    assert not site.problems()
    site.article("storm.md", date="2014-03-06", tags=["Sea"])
    (told,) = [one for one in site.problems() if one.severity == "error"]
    assert (told.path, told.kind) == ("content/rain.md", "address-taken")
    site.article("rain.md", "See ![it](files/a.svg).", tags=["Sea"])
    site.write("content/files/a.svg", SQUARE.format(width=60))
    site.rebuilt()
    assert not pages_of(site).get("redirect")
    site.article("rain.md")
    site.delete("storm.md")
    site.delete("files/a.svg")
    site.rebuilt()
    assert {"/2014/03/06/STORM/", "/Files/"} <= pages_of(site)["redirect"]


def test_an_alias_in_other_case_may_be_the_address_that_readers_have(site: ScratchSite) -> None:
    site.article("rain.md", aliases=["/2014/03/05/Rain/"])
    (told,) = [found for found in check(site.root).problems if found.kind == "alias"]
    assert told.fix.startswith(
        "If that is the address that readers have, write permalink: /2014/03/05/Rain/ instead;"
    )


def lost(site: ScratchSite) -> list[tuple[str, str, str]]:
    """What a build says of addresses that are lost."""
    return [
        (found.place, found.message, found.fix)
        for found in site.build().problems
        if found.kind == "lost-address"
    ]


def test_an_address_that_is_lost_is_told_with_the_line_that_mends_it(site: ScratchSite) -> None:
    site.rename("rain.md", "storm.md")
    (told,) = lost(site)
    assert told == (
        "content/storm.md:1:1",
        "/2014/03/05/rain/ was in an earlier build, and nothing leads from there to this article,"
        " now at /2014/03/05/storm/",
        "Add to it: aliases: [/2014/03/05/rain/], and id:"
        " https://meridian.example/2014/03/05/rain/ (feeds know it by that)",
    )
    site.article("other.md", id="M 1", slug="another", tags=["Sea"])
    assert told in lost(site)
    (other,) = [one for one in lost(site) if one != told]
    assert other[0] == "content/other.md:1:1"
    assert other[2] == "Add to it: aliases: [/2014/03/05/other/]"


def test_a_rename_that_keeps_its_address_loses_none(site: ScratchSite) -> None:
    site.rename("rain.md", "storm.md")
    site.article("storm.md", title="Rain & “wind”", tags=["Sea"], permalink="/2014/03/05/rain/")
    assert not lost(site)
    site.article("storm.md", title="Rain", tags=["Sea"], aliases=["/2014/03/05/rain"])
    assert not lost(site)


def test_a_deleted_article_is_told_until_it_is_answered(site: ScratchSite) -> None:
    site.article("flood.md", date="1987-03-05", tags=["Floods"])
    site.article("rain.md", tags=["Flood"])
    site.build()
    site.delete("flood.md")
    *lists, article = lost(site)
    assert {place for place, _, _ in lists} == {"content/_redirects"}
    assert [(message.split()[0], fix.split(": ")[1]) for _, message, fix in lists] == [
        ("/1987/", "/1987/ /archive/ 301"),
        ("/1987/03/", "/1987/03/ /archive/ 301"),
        ("/1987/03/05/", "/1987/03/05/ /archive/ 301"),
        ("/tags/floods/", "/tags/floods/ /tags/flood/ 301"),
    ]
    assert article[:2] == (
        "content/flood.md",
        "/1987/03/05/flood/ was in an earlier build, and nothing is there any more",
    )
    assert "withdrawn: …" in article[2]
    site.article("other.md", "Nothing.", tags=["Sea"])  # something is built
    assert lost(site) == [*lists, article]
    assert [one.fix for one in check(site.root).problems if one.kind == "lost-address"] == [
        fix for _, _, fix in (*lists, article)
    ]
    site.write("content/_redirects", "/1987/03/05/flood/ / 410\n/tags/floods/ /tags/flood/\n")
    assert not site.build().problems
    site.delete("_redirects")
    assert {message.split()[0] for _, message, _ in lost(site)} == {
        "/1987/",
        "/1987/03/",
        "/1987/03/05/",
        "/1987/03/05/flood/",
        "/tags/floods/",
    }


def test_a_home_that_was_found_is_not_forgotten(site: ScratchSite) -> None:
    site.rename("rain.md", "storm.md")
    told = lost(site)
    site.article("other.md", "Nothing.", tags=["Sea"])
    assert lost(site) == told and "storm" in told[0][1]
    site.rename("storm.md", "gale.md")
    assert [fix for _, _, fix in lost(site)]
    aliases = ["/2014/03/05/rain/", "/2014/03/05/storm/"]
    site.article("gale.md", tags=["Sea"], aliases=aliases)
    assert not lost(site)


@pytest.mark.parametrize("host", ["netlify", "github"])
@pytest.mark.parametrize("path", ["/", "/archive/"])
def test_what_a_rule_answers_is_not_lost(tmp_path: Path, host: str, path: str) -> None:
    url = f'title = "The Meridian"\nurl = "https://meridian.example{path}"\nhost = "{host}"\n'
    site = ScratchSite(tmp_path / "site", url)
    for name in ("a", "b", "c"):
        site.article(f"{name}.md", date="1987" if name == "c" else "2014-03-05", tags=[name])
    site.article("stays.md", date="1999")
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    for name in ("a", "b", "c"):
        site.delete(f"{name}.md")
    rules = "2014/03/05/a/ {0} 301", "2014/:month/:day/b {0} 301", "tags/* {0} 301"
    site.write("content/_redirects", "".join(f"{path}{rule}\n" for rule in rules).format(path))
    lost_articles = ["c"] if host == "netlify" else ["b", "c"]  # no page stands for a pattern
    expected = {f"content/{name}.md" for name in lost_articles}
    found = check(site.root, published=str(sitemap)).problems
    errors = [one for one in found if one.severity == "error"]
    assert {one.path for one in errors} == expected | {"content/_redirects"}
    told = lost(site)
    assert {place for place, _, _ in told} == expected | {"content/_redirects"}
    urls = {one.message.split()[0] for one in errors}
    assert urls == {message.split()[0] for _, message, _ in told}
    assert "/1987/" in urls
    assert "/2014/03/05/" not in urls
    assert any("/tags/" in url for url in urls) == (host == "github")


@pytest.mark.parametrize("rule", ["/* /404.html 404", "/2014/03/05/rain/ /404.html 404"])
def test_a_rule_that_says_not_found_answers_nothing(tmp_path: Path, rule: str) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + 'host = "netlify"\n')
    site.write("content/_redirects", f"{rule}\n/feed /feed.xml 301\n")
    site.article("rain.md", tags=["Sea"])
    site.article("wind.md", tags=["Sea"], aliases=["/news/1"])
    site.article("flood.md", withdrawn="A mistake")
    site.build()
    of_articles = [
        "/2014/03/05/flood/ /2014/03/05/flood/index.html 410!",
        "/news/1 /2014/03/05/wind/ 301!",
    ]
    rules = site.snapshot()["_redirects"].decode().splitlines()
    if "*" in rule:
        assert rules == ["/feed /feed.xml 301", *of_articles, rule]
    else:
        assert rules == [rule, "/feed /feed.xml 301", *of_articles]
    site.delete("rain.md")
    checked = [one.message for one in check(site.root).problems if one.kind == "lost-address"]
    assert [message.split()[0] for message in checked] == ["/2014/03/05/rain/"]
    assert [message for _, message, _ in lost(site)] == checked


def pages_of(site: ScratchSite) -> dict[str, set[str]]:
    """The addresses of the last build, by the name of their view."""
    found: dict[str, set[str]] = {}
    with closing(connect_read_only(site.root / ".dateline" / "catalogue.sqlite")) as connection:
        for url, view in connection.execute("SELECT url, view FROM pages"):
            found.setdefault(view, set()).add(url)
    return found


def test_a_line_that_is_no_rule_is_told(site: ScratchSite) -> None:
    site.article("rain.md")
    stars = "/" + "*a" * 12 + "*b"  # what each more would cost
    lines = "justone\n/old\nold /new/\n//evil /x\n"
    site.write("content/_redirects", f"{lines}{stars} /rain/\n/{'a' * 80} /{'a' * 81}\n")
    told = [one for one in check(site.root).problems if one.kind == "redirect"]
    assert [(one.line, *one.sentences) for one in told] == [
        (1, "“justone” is not a rule.",
         "Write the old address and where it leads: /justone /new/ 301."),
        (2, "“/old” leads nowhere.", "Write where it leads: /old /new/ 301."),
        (3, "“old” is not an address of this site.", "Write /old."),
        (4, "“//evil” is not an address of this site.", "Write /evil."),
        (5, f"“{stars}” has more than one “*”, and hosts know only one.",
         "Write :name for a part that may be anything: /news/:day/*."),
        (6, f"The site has no page or file at “/{'a' * 81}”.",
         "Write the address of a page on the site, or a full address."),
    ]  # fmt: skip


def test_a_host_that_reads_rules_gets_those_of_the_newsroom_and_of_aliases(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + 'host = "netlify"\n')
    site.write("content/_redirects", "# old\n/feed  /feed.xml 301 # new\n/tag/* /tags/:splat\n")
    aliases = ["/news/1", "/?p=12&x=a%20b", "/2014/03/05/wind/", "/*"]
    site.article("rain.md", aliases=aliases, tags=["Sea"])
    site.article("wind.md", aliases=["/été/", "/story.php?id=:id"])
    site.build()
    assert site.snapshot()["_redirects"].decode().splitlines() == [
        "/feed /feed.xml 301",
        "/tag/* /tags/:splat",
        "/ p=12 x=a+b /2014/03/05/rain/ 301!",
        "/story.php id=%3Aid /2014/03/05/wind/ 301!",
        "/news/1 /2014/03/05/rain/ 301!",
        "/%C3%A9t%C3%A9/ /2014/03/05/wind/ 301!",
    ]
    assert {problem.kind for problem in check(site.root).problems} == {"alias"}

    site.settings(SETTINGS + 'host = "cloudflare"\n')
    site.article("wind.md", draft=True)
    site.rebuilt()
    assert site.snapshot()["_redirects"].decode().splitlines()[2:] == [
        "/2014/03/05/wind/ /2014/03/05/rain/ 301",
        "/news/1 /2014/03/05/rain/ 301",
    ]
    site.delete("_redirects")
    site.article("rain.md")
    site.rebuilt()
    assert "_redirects" not in site.snapshot()
    site.settings(SETTINGS)
    site.write("content/_redirects", "/feed /feed.xml 301\n")
    site.rebuilt()
    assert site.snapshot()["_redirects"] == b"/feed /feed.xml 301\n"
    assert b'content="0; url=/feed.xml"' in site.snapshot()["feed/index.html"]
    site.write("content/_redirects", "/rss /feed.xml 301\n")
    site.rebuilt()
    assert pages_of(site)["redirect"] == {"/rss/"}


def test_a_withdrawn_article_keeps_its_aliases_and_is_gone(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + 'host = "netlify"\n')
    site.article("rain.md", title="Secret", aliases=["/news/1"])
    site.article("wind.md")
    site.build()
    site.article("rain.md", title="Secret", aliases=["/news/1"], withdrawn="A mistake")
    site.rebuilt()
    assert site.snapshot()["_redirects"].decode().splitlines() == [
        "/2014/03/05/rain/ /2014/03/05/rain/index.html 410!",
        "/news/1 /2014/03/05/rain/index.html 410!",
    ]
    assert b"Secret" not in site.snapshot()["news/1/index.html"]
    site.article("rain.md", withdrawn="A mistake")
    site.settings(SETTINGS + 'host = "cloudflare"\n')
    site.rebuilt()
    assert "_redirects" not in site.snapshot()


def test_feeds_of_terms_that_were_merged_or_have_ended_lead_on(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + 'host = "cloudflare"\n')
    site.article("rain.md", tags=["Sea"])
    site.article("wind.md", tags=["Odd"])
    site.rebuilt()
    assert "_redirects" not in site.snapshot()
    site.write("content/tags.toml", '["Sea"]\naliases = ["Ocean"]\n')
    site.article("wind.md", tags=["Odd"], withdrawn="A mistake")
    site.rebuilt()
    assert site.snapshot()["_redirects"].decode().splitlines() == [
        "/tags/ocean/feed.xml /tags/sea/feed.xml 301",
        "/tags/odd/feed.xml /feed.xml 301",
        "/tags/ocean/ /tags/sea/ 301",
        "/tags/odd/ /tags/ 301",
    ]
    site.article("other.md", tags=["Odd"])
    site.rebuilt()
    assert b"/tags/odd/" not in site.snapshot()["_redirects"]
    site.delete("tags.toml")
    site.rebuilt()
    assert "_redirects" not in site.snapshot()


@pytest.mark.parametrize("host", ["none", "netlify", "cloudflare"])
def test_a_rule_for_an_address_comes_before_an_alias(site: ScratchSite, host: str) -> None:
    site.settings(f'title = "T"\nurl = "https://meridian.example/"\nhost = "{host}"\n')
    site.article("sun.md")
    site.article("gone.md", "", withdrawn="It was forged.", aliases=["/old/gone/", "/old/other/"])
    links = "See [the first](/old/gone/) and [the second](/old/other/)."
    site.article("more.md", links)
    site.article("about.md", links, kind="page")

    def shown() -> list[bool]:
        pages = [site.page("/2014/03/05/more/"), site.page("/about/"), site.page("/feed.xml")]
        return ["/old/gone/" in page for page in pages]

    site.build()
    assert shown() == [False] * 3
    assert "/2014/03/05/gone/" in site.page("/old/gone/")
    site.write("content/_redirects", "# Moved\n/old/gone /2014/03/05/sun/ 301\n")
    summary = site.build()
    assert shown() == [True] * 3
    assert "old/other/index.html" in site.snapshot()
    assert site.snapshot() == site.clean_snapshot()
    if host == "none":
        assert "/2014/03/05/sun/" in site.page("/old/gone/")
    else:
        assert "old/gone/index.html" not in site.snapshot()
        lines = site.snapshot()["_redirects"].decode()
        assert lines.count("/old/gone") == 1 and lines.count("/old/other/") == 1
    told = [f"{one.path}:{one.line} {one.message} | {one.fix}" for one in summary.problems]
    assert (
        "content/gone.md:5 “/old/gone/” does not lead here, because line 2 of content/_redirects"
        " leads to “/2014/03/05/sun/” | Delete either the alias or the rule"
    ) in told
    assert not any("“/old/gone/” links" in one for one in told)
    assert (
        sum("“/old/other/” links to an article that has been withdrawn" in one for one in told) == 2
    )

    site.write("content/_redirects", "/old/gone/ / 410\n")
    told = [one.message for one in site.build().problems]
    assert shown() == [False] * 3
    assert "old/gone/index.html" not in site.snapshot()
    says = (
        "“/old/gone/” does not lead here, because line 1 of content/_redirects says that nothing is"
    )
    assert any(one.startswith(says) for one in told)
    assert (
        sum("“/old/gone/” links to an article that has been withdrawn" in one for one in told) == 2
    )
    site.write("content/_redirects", "/old/gone/ /2014/03/05/gone/ 301\n")
    assert not any("does not lead here" in one.message for one in site.build().problems)
    site.delete("_redirects")
    site.build()
    assert shown() == [False] * 3
    assert site.snapshot() == site.clean_snapshot()


def test_a_rule_for_many_addresses_leaves_aliases_alone(site: ScratchSite) -> None:
    site.settings('title = "T"\nurl = "https://meridian.example/"\nhost = "netlify"\n')
    site.article("sun.md", aliases=["/old/sun/"])
    site.write("content/_redirects", "/old/* /archive/ 301\n")
    assert not any(one.kind == "alias" for one in site.build().problems)
    assert "/2014/03/05/sun/" in site.page("/old/sun/")
