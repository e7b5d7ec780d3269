"""`dateline move`: no address is lost, no link breaks, and feeds notice nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.build.check import check
from dateline.cli import main
from dateline.config import load_site
from dateline.content.read import read_article
from dateline.editing.carry_out import carry_out
from dateline.editing.move import plan_move
from dateline.problems import UsageProblem
from disks import fill, in_use, mounted
from scratch import SETTINGS, SQUARE, ScratchSite, git

ID = "https://meridian.example/2014/03/05/rain/"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """An article, and all that refers to it."""
    menu = '[[menu]]\ntitle = "Rain"\nurl = "/2014/03/05/rain/"\n'
    site = ScratchSite(tmp_path / "site", SETTINGS + menu)
    site.article("2014/rain.md", "See [it](../other.md), ![m](map.svg).", tags=["Sea"])
    site.write("content/2014/map.svg", SQUARE.format(width=9))
    site.article("2014/near.md", "[a](rain.md) and [b](./rain.md#x), [c](rain.md).")
    site.article(
        "other.md", '[a](2014/rain.md "Rain"), [b](/2014/03/05/rain/?q#x), [c](/2014/rain.md)'
    )
    site.write("content/tags.toml", '["Sea"]\nurl = "/2014/03/05/rain/"\n')
    return site


def move(site: ScratchSite, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(site.root), "move", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def text(site: ScratchSite, path: str) -> str:
    return (site.root / path).read_text("utf-8")


def assert_nothing_lost(site: ScratchSite) -> None:
    for problems in (site.build().problems, check(site.root).problems):
        assert not [found for found in problems if found.kind not in {"no-alt", "dead-anchor"}]


def test_a_file_is_renamed_with_all_that_refers_to_it(site: ScratchSite) -> None:
    site.comment("2014/rain/1.md")
    site.build()
    ids = re.findall("<id>(.*?)</id>", site.snapshot()["feed.xml"].decode())
    result = move(site, "2014/rain.md", "2015/storm.md")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "content/2014/rain.md → content/2015/storm.md",
        "content/_comments/2014/rain → content/_comments/2015/storm",
        "/2014/03/05/rain/ → /2014/03/05/storm/; the old address redirects there",
        "content/2014/near.md:6: rain.md → ../2015/storm.md",
        "content/2014/near.md:6: ./rain.md#x → ../2015/storm.md#x",
        "content/2014/near.md:6: rain.md → ../2015/storm.md",
        "content/2014/rain.md:7: map.svg → ../2014/map.svg",
        "content/other.md:6: 2014/rain.md → 2015/storm.md",
        "content/other.md:6: /2014/03/05/rain/?q#x → /2014/03/05/storm/?q#x",
        "content/other.md:6: /2014/rain.md → /2015/storm.md",
        "content/tags.toml:2: /2014/03/05/rain/ → /2014/03/05/storm/",
        "site.toml:6: /2014/03/05/rain/ → /2014/03/05/storm/",
        "Changed 9 links in 5 files.",
    ]
    assert text(site, "content/2015/storm.md").splitlines() == [
        "---", 'title: "Rain"', 'date: "2014-03-05"', 'tags: ["Sea"]',
        'aliases: ["/2014/03/05/rain/"]', f"id: {ID}", "---", "",
        "See [it](../other.md), ![m](../2014/map.svg).",
    ]  # fmt: skip
    assert '[a](2015/storm.md "Rain")' in text(site, "content/other.md")
    assert_nothing_lost(site)
    assert re.findall("<id>(.*?)</id>", site.snapshot()["feed.xml"].decode()) == ids
    assert b"/2014/03/05/storm/" in site.snapshot()["2014/03/05/rain/index.html"]
    assert site.snapshot() == site.clean_snapshot()


def test_an_address_in_between_is_kept_if_it_was_built_or_committed(site: ScratchSite) -> None:
    def aliases(new: str) -> str:
        assert move(site, "2014/rain.md", new).exit_code == 0
        lines = text(site, "content/2014/rain.md").splitlines()
        return next(line for line in lines if line.startswith("aliases: "))

    # Neither a build nor git knows anything.
    assert aliases("a") == 'aliases: ["/2014/03/05/rain/"]'
    assert aliases("b") == 'aliases: ["/2014/03/05/a/", "/2014/03/05/rain/"]'
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    known = '"/2014/03/05/b/", "/2014/03/05/a/", "/2014/03/05/rain/"]'
    assert aliases("c") == f"aliases: [{known}"
    git(site.root, "switch", "-qc", "work")
    assert aliases("d") == f"aliases: [{known}"
    git(site.root, "commit", "-qam", "Second")
    assert aliases("e") == f'aliases: ["/2014/03/05/d/", {known}'
    site.build()
    assert aliases("f") == f'aliases: ["/2014/03/05/e/", "/2014/03/05/d/", {known}'
    assert "redirects" not in move(site, "2014/rain.md", "2014/storm.md").output
    assert "/2014/03/05/rain/" not in move(site, "2014/storm.md", "/2014/03/05/e/").output
    assert 'aliases: ["/2014/03/05/d/"' in text(site, "content/2014/storm.md")
    assert_nothing_lost(site)


def test_links_with_the_whole_address_keep_their_form(site: ScratchSite) -> None:
    body = "<{0}> [a]({0}?q#x) [b](//meridian.example/{1})"
    site.article("whole.md", body.format(ID, ID.partition("example/")[2]))
    site.article("copy.md", canonical=ID)
    site.settings(text(site, "site.toml").replace('"/2014/03/05/rain/"', f'"{ID}"'))
    assert move(site, "2014/rain.md", "2015/storm.md").exit_code == 0
    changed = ID.replace("rain", "storm")
    assert text(site, "content/whole.md").endswith(
        f"{body.format(changed, changed.partition('example/')[2])}\n"
    )
    assert f'url = "{changed}"' in text(site, "site.toml")
    assert f'canonical: "{changed}"' in text(site, "content/copy.md")
    assert_nothing_lost(site)


def test_a_withdrawn_article_is_gone_from_its_old_address_too(site: ScratchSite) -> None:
    site.settings(f'host = "netlify"\n{SETTINGS}')
    site.article("gone.md", withdrawn="It was wrong.")
    site.build()
    result = move(site, "gone.md", "away.md")
    told = "/2014/03/05/gone/ → /2014/03/05/away/; the old address leads to the notice there"
    assert told in result.output
    site.build()
    notice = "/2014/03/05/away/index.html 410!"
    assert site.page("/_redirects").splitlines() == [
        f"/2014/03/05/away/ {notice}",
        f"/2014/03/05/gone/ {notice}",
    ]
    assert site.snapshot() == site.clean_snapshot()


def test_rules_lead_to_the_new_address(site: ScratchSite) -> None:
    rules = (
        "/x/ {0} 301\n/y/* {0}#there  301!\n/2014/03/05/rain-old/ https://meridian.example{0}\n"
        "/z/ /2014/03/05/rain-in/ 301\n"
    )
    site.write("content/_redirects", rules.format("/2014/03/05/rain/"))
    result = move(site, "2014/rain.md", "2015/storm.md")
    assert "content/_redirects:1: /2014/03/05/rain/ → /2014/03/05/storm/" in result.output
    assert text(site, "content/_redirects") == rules.format("/2014/03/05/storm/")


def test_a_slug_and_an_address_of_ones_own(site: ScratchSite) -> None:
    site.build()
    assert move(site, "content/2014/rain.md", "storm").exit_code == 0
    assert "slug: storm" in text(site, "content/2014/rain.md")
    assert move(site, "2014/rain.md", "/news/storm.html").exit_code == 0
    lines = text(site, "content/2014/rain.md").splitlines()
    assert 'permalink: "/news/storm.html"' in lines
    assert 'aliases: ["/2014/03/05/rain/"]' in lines  # nobody knew it by the one in between
    assert lines.count(f"id: {ID}") == 1
    assert_nothing_lost(site)
    assert 'url = "/news/storm.html"' in text(site, "site.toml")
    # And back again: an alias that is its own address is told.
    assert move(site, "2014/rain.md", "/2014/03/05/rain/").exit_code == 0


@pytest.mark.parametrize(
    "body",
    [
        'See [a](2014/rain.md), <a href="2014/rain.md">b</a> and [c][r].\n\n[r]: 2014/rain.md',
        'See [a](2014/rain.md#x), <a href="2014/rain.md">b</a> and [c][r].\n\n[r]: 2014/rain.md',
        'See [c][r], <a href="2014/rain.md">b</a> and [a](2014/rain.md).\n\n[r]: 2014/rain.md',
        "See [a][r], ![b][S] and [S].\n\n[r]: 2014/rain.md\n[s]: <2014/rain.md> 'It'",
        "See [2014/rain.md] and [r][].\n\n[2014/rain.md]: 2014/rain.md\n[R]:\n  2014/rain.md",
        "[r]: 2014/rain.md\n\nSee [a][r], [b](2014/rain.md).\n\n> [c][r] [d](2014/rain.md)",
    ],
)
def test_links_of_every_form_in_one_article_are_changed(site: ScratchSite, body: str) -> None:
    site.article("all.md", body)
    result = move(site, "2014/rain.md", "2015/storm.md")
    assert result.exit_code == 0 and "yourself" not in result.output
    changed = body.replace("2014/rain.md", "2015/storm.md")
    if "[2014/rain.md]" in body:  # a label, not an address
        changed = changed.replace("[2015/storm.md]", "[2014/rain.md]")
    assert text(site, "content/all.md").endswith(f"\n{changed}\n")
    assert_nothing_lost(site)


def test_links_that_are_left_are_named_and_make_the_command_fail(site: ScratchSite) -> None:
    site.article("odd.md", "It rained.\n\nSee [it](2014/rain&#46;md).")
    result = move(site, "2014/rain.md", "2015/storm.md")
    assert result.exit_code == 1
    assert result.output.endswith(
        "content/odd.md:8: change 2014/rain.md to 2015/storm.md yourself\n"
        "Changed 9 links in 5 files.\n1 link must be changed by hand.\n"
    )


def test_an_article_that_nothing_refers_to_is_moved_without_a_word_on_links(
    site: ScratchSite,
) -> None:
    site.article("alone.md", draft=True)
    result = move(site, "alone.md", "lonely.md")
    assert result.exit_code == 0
    assert result.output == (
        "content/alone.md → content/lonely.md\n/2014/03/05/alone/ → /2014/03/05/lonely/\n"
    )


def test_translations_move_together(site: ScratchSite) -> None:
    site.article("2014/rain.fr.md", "[en](rain.md)")
    site.build()
    assert move(site, "2014/rain.md", "2014/storm.md").exit_code == 0
    assert "[en](storm.md)" in text(site, "content/2014/storm.fr.md")
    assert 'aliases: ["/fr/2014/03/05/rain/"]' in text(site, "content/2014/storm.fr.md")
    assert_nothing_lost(site)
    assert 'hreflang="fr"' in site.snapshot()["2014/03/05/storm/index.html"].decode()


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("aliases:\n  - /a/\n  - /b/", 'aliases:\n  - "/2014/03/05/rain/"\n  - /a/\n  - /b/'),
        ("aliases: /a/", 'aliases: ["/2014/03/05/rain/", "/a/"]'),
        ("aliases: [/a/] # old", 'aliases: ["/2014/03/05/rain/", /a/] # old'),
        ("aliases: [/a/,\n  /b/]", 'aliases: ["/2014/03/05/rain/", /a/,\n  /b/]'),
        (
            "aliases:\n# old\n  [\n    '/a/', # older\n  ]",
            "aliases:\n# old\n  [\n    \"/2014/03/05/rain/\",\n    '/a/', # older\n  ]",
        ),
        ("aliases:\n  # old\n  - /a/", 'aliases:\n  # old\n  - "/2014/03/05/rain/"\n  - /a/'),
        ("aliases:", 'aliases: ["/2014/03/05/rain/"]'),
        ("aliases: >-\n  /a/\n# old", 'aliases: ["/2014/03/05/rain/", "/a/"]\n# old'),
        ("extra:\n  note: |\n    Text\n", 'aliases: ["/2014/03/05/rain/"]'),
    ],
)
def test_front_matter_keeps_its_form(site: ScratchSite, front: str, line: str) -> None:
    lines = f"---\ntitle: Rain\nid: 1\ndate: 2014-03-05\n{front}\n---\nIt rained.\n"
    site.write("content/2014/rain.md", lines.replace("\n", "\r\n"))
    assert move(site, "2014/rain.md", "storm").exit_code == 0
    data = (site.root / "content/2014/rain.md").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert f"\n{line}\n" in data.decode().replace("\r\n", "\n")
    assert_nothing_lost(site)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            '+++\ntitle = "Rain"\ndate = 2014-03-05\n[extra]\nx = 1\n+++\nText.\n',
            'aliases = ["/2014',
        ),
        ('{"title": "Rain", "date": "2014-03-05"}\nText.\n', '"aliases": ["/2014'),
        (
            "---\n{title: Rain, slug: rain, date: 2014-03-05}\n---\nText.\n",
            '"/2014/03/05/rain/"], title: Rain, slug: storm, date: 2014-03-05}',
        ),
        (
            '{\n"title": "Rain",\n"aliases": ["/a/"],\n"date": "2014-03-05"\n}\n',
            '["/2014/03/05/rain/", "/a/"]',
        ),
        (
            '{\n"title": "Rain",\n"aliases": [\n\t"/a/",\n\t"/b/"\n],\n"date": "2014-03-05"\n}\n',
            '"aliases": [\n\t"/2014/03/05/rain/",\n\t"/a/",\n\t"/b/"\n],',
        ),
        (
            '+++\ntitle = "Rain"\ndate = 2014-03-05\naliases = [\n  "/a/", # [\n]\n+++\nText.\n',
            'aliases = [\n  "/2014/03/05/rain/",\n  "/a/", # [\n]',
        ),
    ],
)
def test_other_forms_of_front_matter(site: ScratchSite, written: str, expected: str) -> None:
    site.write("content/2014/rain.md", written)
    assert move(site, "2014/rain.md", "storm").exit_code == 0
    assert expected in text(site, "content/2014/rain.md")
    assert_nothing_lost(site)


def test_a_value_in_a_form_that_cannot_be_changed_is_left(site: ScratchSite) -> None:
    front = "title: Rain\ndate: 2014-03-05\naliases:\n  -\n    /a/"
    site.write("content/2014/rain.md", f"---\n{front}\n---\nText.\n")
    site.build()
    result = move(site, "2014/rain.md", "storm")
    assert result.exit_code == 2
    line = "Write the line yourself: aliases: [/2014/03/05/rain/, /a/]"
    assert line in " ".join(result.output.split())
    storm = site.root / "content/2014/storm.md"
    (site.root / "content/2014/rain.md").rename(storm)
    checked = CliRunner().invoke(main, ["--root", str(site.root), "check", str(storm)])
    assert "/2014/03/05/rain/ was in an earlier build" in checked.output
    assert "fixed automatically" not in checked.output


def test_each_line_keeps_its_own_end(site: ScratchSite) -> None:
    site.write(
        "content/2014/rain.md",
        "---\r\ntitle: Rain\ndate: 2014-03-05\rid: 1\r\n---\n\r\n![m](map.svg)\rText.\n",
    )
    assert move(site, "2014/rain.md", "2015/storm.md").exit_code == 0
    assert (site.root / "content/2015/storm.md").read_bytes().decode() == (
        "---\r\ntitle: Rain\ndate: 2014-03-05\rid: 1\r\n"
        'aliases: ["/2014/03/05/rain/"]\n---\n\r\n![m](../2014/map.svg)\rText.\n'
    )


def test_what_is_a_link_to_a_file_elsewhere_is_changed_by_hand(site: ScratchSite) -> None:
    (site.root / "content" / "2014" / "same.md").symlink_to("../other.md")
    site.write("elsewhere.toml", text(site, "site.toml"))
    (site.root / "site.toml").unlink()
    (site.root / "site.toml").symlink_to("elsewhere.toml")
    result = move(site, "2014/rain.md", "storm")
    assert "site.toml:6: change /2014/03/05/rain/ to /2014/03/05/storm/ yourself" in result.output
    assert (site.root / "site.toml").is_symlink()
    assert (site.root / "content" / "2014" / "same.md").is_symlink()


def test_a_former_address_of_another_article_is_taken(site: ScratchSite) -> None:
    site.article("2014/wind.md", aliases=["/2014/old/"])
    result = move(site, "2014/rain.md", "/2014/old/")
    assert result.exit_code == 2
    assert "/2014/old/ is a former address of content/2014/wind.md" in result.output
    assert "permalink" not in text(site, "content/2014/rain.md")


def test_what_was_never_published_leaves_no_alias(site: ScratchSite) -> None:
    site.article("2014/rain.md", draft=True)
    assert move(site, "2014/rain.md", "2014/storm.md").exit_code == 0
    assert "aliases" not in text(site, "content/2014/storm.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2014/rain.md", "other.md"), "content/other.md exists already"),
        (("2014/none.md", "a.md"), "content/2014/none.md is not an article's file"),
        (("2014/rain.md", "../../a.md"), "is not in"),
        (("2014/rain.md", "away/a.md"), "content/away is a symbolic link, and folders are not"),
        (("2014/rain.md", "near"), "/2014/03/05/near/ is the address of content/2014/near.md"),
        (("2014/rain.md", "/archive/"), "/archive/ is the address of the calendar page"),
        (("2014/rain.md", "/2014/"), "/2014/ is the address of the calendar page"),
        (("2014/rain.md", "/search/"), "/search/ is the address of the search page"),
        (("2014/rain.md", "/INDEX.HTML"), "/ is the address of the home page"),
        (("2014/rain.md", "/"), "/ is the address of the home page"),
        (("2014/rain.md", "rain"), "content/2014/rain.md is already at /2014/03/05/rain/"),
        (
            ("2014/rain.md", "A b"),
            "“A b” cannot be the new address of content/2014/rain.md. The slug “A b” cannot be used"
            " in an address. Write a-b.",
        ),
        (("2014/rain.md", "/a b/"), "“/a b/” has a space. Write /a%20b/."),
        (
            ("2014/rain.md", "/:year/"),
            "“/:year/” is a pattern (“:year”), not the address of one article. Choose another.",
        ),
        (
            ("2014/rain.md", "/2014/11/../x/"),
            "cannot be an address on this site. Write /2014/x/.",
        ),
        (("2014/rain.md", "/2014/.git/Über.html"), "files. Write /2014/git/Über.html."),
        (("2014/rain.md", "/../"), "cannot be an address on this site. Choose another."),
        (("2014/rain.md", "-"), "The slug “-” cannot be used in an address. Choose another."),
        (("2014/rain.md", "true"), "as a switch, not as an address. Choose another."),
        (
            ("2014-11-24-storm.md", "z.md"),
            "“z.md” cannot be the new name of content/2014-11-24-storm.md. The article has no date."
            " Begin the new name with 2014-11-24-, or first add a line to the front matter:"
            ' date = "2014-11-24"',
        ),
        (
            ("2014-11-24-storm.md", "2014-13-24-storm.md"),
            " Begin the new name with 2014-11-24-, or first add",
        ),
        (("2014/rain.md", "2015/"), "“2015/” is a folder. Write the new name of the file too: 201"),
        (
            ("2014/rain.md", "2015/a.txt"),
            "“2015/a.txt” does not end in .md. Write the new name of "
            "the file, 2015/a.md (or, if it is an address, /2015/a.txt).",
        ),
        (("2014/rain.md", "other.md/c.md"), "content/other.md is a file, not a folder"),
        (("2014/rain.md", "_later/a.md"), "content/_later/a.md would not be read"),
        (("2014/rain.md", "2014/.a.md"), "content/2014/.a.md would not be read"),
        (("2014/rain.md", "2010/CON.md"), "Windows reserves the name “CON” for a device"),
        (("2014/rain.md", "/nul/"), "Windows reserves the name “nul” for a device"),
        (("2014/_notes.md", "a.md"), "content/2014/_notes.md is not an article's file"),
        (("2014/rain.md", "taken.md"), "content/_comments/taken exists already"),
        (("bad.md", "good.md"), "content/bad.md has errors"),
        (("2014/map.svg", "a.md"), "content/2014/map.svg is not an article's file"),
    ],
)
def test_what_cannot_be_moved_is_left_as_it_is(
    site: ScratchSite, arguments: tuple[str, str], message: str
) -> None:
    site.write("content/bad.md", "---\ntitle: [\n---\n")
    (site.root / "content/away").symlink_to(site.root)
    site.comment("2014/rain/1.md")
    site.comment("taken/1.md")
    site.article("2014/_notes.md")
    site.write("content/2014-11-24-storm.md", '+++\ntitle = "Storm"\n+++\nText.\n')
    before = site.sources()
    result = move(site, *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert site.sources() == before


@pytest.mark.parametrize(
    "in_the_way",
    [
        "content/2015",  # a file where a folder is to be made
        "content/2015/deep/storm.md",  # the name is taken
        "content/_comments/2015",  # the article's own file is renamed by then
    ],
)
def test_what_fails_half_way_is_undone(site: ScratchSite, in_the_way: str) -> None:
    site.comment("2014/rain/1.md")
    planned = plan_move(site.root, "2014/rain.md", "2015/deep/storm.md")
    site.write(in_the_way, "Somebody was faster.")
    before = everything(site)
    with pytest.raises(UsageProblem, match="nothing has changed"):
        carry_out(site.root, planned)
    assert everything(site) == before


def test_a_text_that_cannot_be_put_in_place_takes_all_others_back(site: ScratchSite) -> None:
    planned = plan_move(site.root, "2014/rain.md", "2015/storm.md")
    before = everything(site)
    with in_use(site.root / "site.toml"), pytest.raises(UsageProblem, match="nothing has changed"):
        carry_out(site.root, planned)
    assert everything(site) == before


def test_a_full_disk_changes_nothing(site: ScratchSite, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "256k"):
        small = ScratchSite(tmp_path / "disk" / "site", (site.root / "site.toml").read_text())
        for path, data in site.sources().items():
            small.write(path, data)
        fill(tmp_path / "disk", 8_192)
        before = everything(small)
        result = move(small, "2014/rain.md", "2015/storm.md")
        assert result.exit_code == 2
        assert "nothing has changed" in result.output
        assert everything(small) == before


def everything(site: ScratchSite) -> dict[str, bytes]:
    """Every file and folder of an archive, those with hidden names too."""
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in site.root.rglob("*")
    }


def test_a_dry_run_changes_nothing(site: ScratchSite) -> None:
    before = site.sources()
    assert (
        "Would change 9 links in 5 files."
        in move(site, "2014/rain.md", "2015/a.md", "--dry-run").output
    )
    assert site.sources() == before


@pytest.mark.parametrize("top", [".", ".."])
def test_git_knows_the_new_name(site: ScratchSite, top: str) -> None:
    site.comment("2014/rain/1.md")
    repository = (site.root / top).resolve()
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "First")
    assert move(site, "2014/rain.md", "2014/storm.md").exit_code == 0
    status = subprocess.run(
        ["git", "-C", str(site.root), "-c", "status.relativePaths=true", "status", "--short"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "RM content/2014/rain.md -> content/2014/storm.md" in status.stdout
    comments = "content/_comments/2014"
    assert f"R  {comments}/rain/1.md -> {comments}/storm/1.md" in status.stdout


@pytest.mark.parametrize(
    ("aliases", "kept"),
    [
        ([], []),
        (['aliases: ["/news/1/"]'], []),
        (
            ["aliases:", "  - /news/1/", "  - /2014/03/05/rain/", "  - /news/2/"],
            ["/news/1/", "/news/2/"],
        ),
        (["aliases: [", '  "/news/1/",', "  /2014/03/05/storm/,", "]"], ["/news/1/"]),
        (["aliases: /2014/03/05/storm/"], []),
    ],
)
def test_an_article_that_moves_there_and_back_is_as_it_was(
    site: ScratchSite, aliases: list[str], kept: list[str]
) -> None:
    before = ["---", "title: Rain", "date: 2014-03-05", *aliases, "---", "", "It rained."]
    site.write("content/2014/rain.md", "\n".join(before))
    for new, old in (("storm", "rain"), ("rain", "storm"), ("storm", "rain"), ("rain", "storm")):
        assert move(site, f"2014/{old}.md", f"2014/{new}.md").exit_code == 0
        data = (site.root / f"content/2014/{new}.md").read_bytes()
        article = read_article(data, path=f"2014/{new}.md", site=load_site(site.root), registers={})
        assert article.article
        own, other = f"/2014/03/05/{new}/", f"/2014/03/05/{old}/"
        assert own not in article.article.aliases
        assert article.article.aliases.count(other) == 1
        assert set(kept) <= set(article.article.aliases)
        assert not [one for one in check(site.root).problems if one.kind == "alias"]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("---\ntitle: R\ndate: 2014-03-05\naliases:\n- /2014/03/05/r # own\n- /a/\n- /a/\n---\n",
         "---\ntitle: R\ndate: 2014-03-05\naliases:\n- /a/\n---\n"),
        ("---\ntitle: R\naliases: [/2014/03/05/r/]\ndate: 2014-03-05\n---\n",
         "---\ntitle: R\ndate: 2014-03-05\n---\n"),
        ("---\ntitle: R\r\naliases: /2014/03/05/r/\r\ndate: 2014-03-05\r\n---\r\n",
         "---\ntitle: R\r\ndate: 2014-03-05\r\n---\r\n"),
        ("---\ntitle: R\naliases:\n  - /2014/03/05/r/\ndate: 2014-03-05\n---\n",
         "---\ntitle: R\ndate: 2014-03-05\n---\n"),
        ('+++\ntitle = "R"\naliases = [\n"/a]/", # x\n"/2014/03/05/r/"]\ndate = 2014-03-05\n+++\n',
         '+++\ntitle = "R"\naliases = ["/a]/"]\ndate = 2014-03-05\n+++\n'),
        ('{\n"title": "R",\n"date": "2014-03-05",\n"aliases": ["/2014/03/05/r/"]\n}\n',
         '{\n"title": "R",\n"date": "2014-03-05",\n"aliases": []\n}\n'),
        ('{\n"title": "R",\n"aliases": "/2014/03/05/r/",\n"date": "2014-03-05"\n}\n',
         '{\n"title": "R",\n"aliases": [],\n"date": "2014-03-05"\n}\n'),
    ],
)  # fmt: skip
def test_check_takes_aliases_away_that_say_nothing(
    site: ScratchSite, written: str, left: str
) -> None:
    site.write("content/r.md", written)
    result = CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert (site.root / "content/r.md").read_bytes().decode() == left, result.output
    assert not [one for one in check(site.root).problems if one.kind == "alias"]


def test_a_slug_says_nothing_where_a_permalink_does(site: ScratchSite) -> None:
    site.article("2014/rain.md", permalink="/News/")
    result = move(site, "2014/rain.md", "copy")
    assert result.exit_code == 2
    told = "The permalink of content/2014/rain.md decides its address, /News/. Give the whole new"
    assert f"{told} address, such as /copy/." in result.output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Use `[a](a.md)` or [b](a.md).", "Use `[a](a.md)` or [b](sub/x.md)."),
        ("The file (a.md) is at [x](a.md).", "The file (a.md) is at [x](sub/x.md)."),
        (r"\[a](a.md) [b](a.md)", r"\[a](a.md) [b](sub/x.md)"),
        ("[a](a.md) and [q](<a.md>)", "[a](sub/x.md) and [q](<sub/x.md>)"),
        ("[a](a.md#b) [a](/2014/03/05/a/) [a](a.md)",
         "[a](sub/x.md#b) [a](/2014/03/05/x/) [a](sub/x.md)"),
        ("|a|b|\n|-|-|\n|`[b](a.md)`|[b](a.md)|", "|a|b|\n|-|-|\n|`[b](a.md)`|[b](sub/x.md)|"),
        ("> - p\\|q `a.md`\n>   [a](a.md)^[`(a.md)` [n]( a.md )]",
         "> - p\\|q `a.md`\n>   [a](sub/x.md)^[`(a.md)` [n]( sub/x.md )]"),
        ("`[a](a.md)` [![`a.md`](m.svg)](a.md 'a.md') <a href='a.md'>a</a>",
         "`[a](a.md)` [![`a.md`](m.svg)](sub/x.md 'a.md') <a href='sub/x.md'>a</a>"),
        ("`[r]: a.md` [a][r]\n\n[r]: a.md", "`[r]: a.md` [a][r]\n\n[r]: sub/x.md"),
    ],
)  # fmt: skip
def test_only_links_are_changed(tmp_path: Path, before: str, after: str) -> None:
    site = ScratchSite(tmp_path)
    site.article("a.md")
    site.write("content/m.svg", SQUARE.format(width=9))
    file = site.article("other.md", before)
    assert move(site, "a.md", "sub/x.md").exit_code == 0
    assert file.read_text("utf-8").partition("\n---\n\n")[2] == f"{after}\n"


def test_links_in_what_moves_are_found_beside_one_another(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path)
    site.article("b.md")
    site.article("a.md", "`[b](b.md)` [b](b.md) [a](/2014/03/05/a/) [b](b.md)")
    site.build()
    assert move(site, "a.md", "sub/x.md").exit_code == 0
    expected = "`[b](b.md)` [b](../b.md) [a](/2014/03/05/x/) [b](../b.md)"
    assert expected in text(site, "content/sub/x.md")


@pytest.mark.parametrize("name", ["x#y.md", "x%20y.md", "x)y.md", "&amp;.md", "x(y.md", "[x].md"])
def test_signs_in_a_name_are_escaped_in_links(tmp_path: Path, name: str) -> None:
    site = ScratchSite(tmp_path)
    site.article("a.md", slug="a")
    site.article("other.md", "[a](a.md) [b](<a.md>)")
    assert move(site, "a.md", name).exit_code == 0
    assert_nothing_lost(site)
    assert '/05/a/">a</a> <a href="/2014/03/05/a/">b</a>' in site.page("/2014/03/05/other/")


@pytest.mark.parametrize(
    "name", ["x?y.md", "x\\y.md", "x:y.md", "x*.md", "x|y.md", "dir./x.md", "2026/a /x.md"]
)
def test_a_name_that_windows_allows_to_nobody_is_refused(site: ScratchSite, name: str) -> None:
    before = site.sources()
    result = move(site, "other.md", name)
    assert result.exit_code == 2 and f"Windows cannot store content/{name}: " in result.output
    assert site.sources() == before


@pytest.mark.parametrize(
    "name",
    ["feed.xml", "feed.json", "sitemap.xml", "service-worker.js", "manifest.webmanifest",
     "opensearch.xml", "404.html"],
)  # fmt: skip
def test_an_address_of_the_site_s_own_is_refused(site: ScratchSite, name: str) -> None:
    before = site.sources()
    result = move(site, "other.md", f"/{name}")
    assert result.exit_code == 2, result.output
    assert site.sources() == before


@pytest.mark.parametrize("place", ["elsewhere", "content/_readers"])
def test_comments_in_a_folder_that_is_not_read_stop_a_move(site: ScratchSite, place: str) -> None:
    site.comment("other/1.md")
    comments = site.root / "content/_comments"
    comments.rename(site.root / place)
    comments.symlink_to(site.root / place)
    before = site.sources()
    result = move(site, "other.md", "another.md")
    told = "Error: content/_comments is a symbolic link, and folders are not read through links."
    assert (result.exit_code, told in result.output) == (2, True)
    assert site.sources() == before
