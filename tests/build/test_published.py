"""What was published is still answered: as the last build knows it, and as a sitemap lists it."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dateline.build import sitemap_reading
from dateline.build.check import check
from dateline.build.sitemap_reading import read_sitemap
from dateline.cli import main
from dateline.problems import UsageProblem
from scratch import SETTINGS, SQUARE, ScratchSite
from web_servers import Quiet, serving

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
ROOT = "https://meridian.example"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site")
    site.article("rain.md", "It rained.", tags=["Sea"])
    site.article("wind.md", "It blew.", tags=["Sea"])
    return site


def lost(site: ScratchSite) -> list[tuple[str, str]]:
    return [(one.place, one.fix) for one in check(site.root).problems if one.kind == "lost-address"]


def published(site: ScratchSite, source: Path | str, *options: str) -> Result:
    arguments = ["--root", str(site.root), "check", "--published", str(source), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_rename_since_the_last_build_is_noticed(site: ScratchSite) -> None:
    assert not lost(site)
    site.build()
    site.rename("rain.md", "storm.md")
    line = f"Add to it: aliases: [/2014/03/05/rain/], and id: {ROOT}/2014/03/05/rain/"
    assert lost(site) == [("content/storm.md:1:1", f"{line} (feeds know it by that)")]
    site.article("storm.md", "It rained.", tags=["Sea"], aliases=["/2014/03/05/rain/"])
    assert not lost(site)
    kept_back = (
        ({"draft": True}, "a draft now", "Delete draft: true and write into it"),
        (
            {"publish_at": "2999-01-01"},
            "scheduled now",
            "Keep the date it had, without publish_at; to take it off the site, write",
        ),
    )
    for hidden, state, begin in kept_back:
        site.article("wind.md", "It blew.", tags=["Sea"], **hidden)
        (one,) = [one for one in check(site.root).problems if one.kind == "lost-address"]
        assert one.place == "content/wind.md" and one.message.endswith(state)
        assert one.fix.startswith(f"{begin} why it is gone, withdrawn: …")
    site.delete("wind.md")
    ((place, fix),) = lost(site)
    assert place == "content/wind.md"
    assert "withdrawn: …" in fix
    site.article("storm.md", "It rained.", date="2015-01-01", aliases=["/2014/03/05/storm/"])
    lists = [fix.rpartition(": ")[2] for place, fix in lost(site) if place.endswith("_redirects")]
    assert lists == ["/tags/ /archive/ 301", "/tags/sea/ /archive/ 301"]


def test_a_rename_that_only_git_knows_of_is_noticed(site: ScratchSite) -> None:
    site.article("draft.md", "Ice.", draft=True)
    git(site, "init", "-q", "-b", "main")
    commit(site)
    git(site, "switch", "-qc", "work")
    assert not lost(site)
    site.rename("rain.md", "2014/storm.md")
    site.rename("draft.md", "ice.md")
    site.article("wind.md", "It blew.", slug="gale")
    expected = [("content/2014/storm.md:1:1", "rain"), ("content/wind.md:1:1", "wind")]

    def noticed() -> list[tuple[str, str]]:
        return [(place, fix.split("/")[4]) for place, fix in lost(site)]

    assert noticed() == expected
    commit(site)
    site.article("new.md")
    commit(site)
    assert noticed() == expected
    git(site, "switch", "-q", "main")
    git(site, "merge", "-q", "--no-ff", "--no-edit", "work")
    assert noticed() == expected
    site.article("2014/storm.md", "It rained.", aliases=["/2014/03/05/rain/"])
    site.article("wind.md", "It blew.", permalink="/2014/03/05/wind/")
    assert not lost(site)


def git(site: ScratchSite, *arguments: str) -> None:
    words = ["git", "-C", str(site.root), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run([*words, *arguments], check=True)


def commit(site: ScratchSite) -> None:
    git(site, "add", ".")
    git(site, "commit", "-qm", "Work")


def test_git_is_asked_of_the_archive_in_a_hook_of_another_repository_too(
    site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(site, "init", "-q", "-b", "main")
    commit(site)
    site.rename("rain.md", "storm.md")
    commit(site)
    assert lost(site)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other.git/index"))
    assert lost(site)


def test_a_new_sitemap_of_ours_is_answered(site: ScratchSite) -> None:
    site.build()
    result = published(site, site.public / "sitemap.xml")
    told = "Compared 12 published addresses with this archive; none is lost.\n"
    assert (result.exit_code, result.output) == (0, f"2 articles read, no problems.\n{told}")


def test_addresses_that_are_no_longer_answered_are_errors(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.write("content/_redirects", "/feed /feed.xml 301\n/tag/* /tags/:splat 301\n/a/:b/c / 301")
    site.article("wind.md", aliases=["/old/", "/?p=1"], permalink="/news/wind.html")
    listed = tmp_path / "addresses.txt"
    paths = (
        "/2014/03/05/rain/", "/2014/03/05/rain", "/news/wind.html", "/old", "/old/#x", "/?p=1",
        "/feed", "/tag/sea/", "/a/x/c", "/feed.xml", "/2014/03/05/wind/", "/gone/", "/?p=2x",
        "/story.php?id=1", "/tags/sea/", "/assets/main.js",
    )  # fmt: skip
    lines = ["# all", *(f"{ROOT}{path}" for path in paths), "https://elsewhere.example/x/"]
    listed.write_text("\n".join(lines).replace("/old/#x", "/old/"), "utf-8")
    result = published(site, listed, "--format", "json")
    assert result.exit_code == 1
    told = [one for one in json.loads(result.output) if one["kind"] == "lost-address"]
    assert {one["severity"] for one in told} == {"error"}
    assert [(one["path"], one["message"].split()[0]) for one in told] == [
        ("content/_redirects", "/?p=2x"),
        ("content/_redirects", "/a/x/c/"),  # no page stands for a pattern
        ("content/_redirects", "/gone/"),
        ("content/_redirects", "/story.php?id=1"),
        ("content/_redirects", "/tag/sea/"),
        ("content/wind.md", "/2014/03/05/wind/"),
    ]
    assert told[0]["fix"].endswith("aliases of the article that was there: /?p=2x")
    assert told[2]["fix"] == "Write a rule there: /gone/ /new/address/ 301"
    assert told[5]["fix"].startswith("Add /2014/03/05/wind/ to its aliases, and the line id: ")


def test_the_last_build_tells_where_an_address_went(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = (site.public / "sitemaps").glob("*.xml")
    sources = [path.rename(tmp_path / path.name) for path in sitemap]
    site.rename("rain.md", "cyclone.md")
    found = [published(site, source).output for source in sources]
    assert any("content/cyclone.md:1:1: error: /2014/03/05/rain/ was published" in x for x in found)


def test_every_form_of_sitemap_is_read(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    one = SITEMAP.format("<url><loc> https://a.example/1/ </loc></url><url/>")
    (tmp_path / "maps/one.xml").write_text(one, "utf-8")
    two = SITEMAP.format("<url><loc>https://a.example/&#233;?a&amp;b</loc></url>")
    (tmp_path / "two.xml.gz").write_bytes(gzip.compress(two.encode()))
    index = INDEX.format(
        "<sitemap><loc>https://a.example/x/maps/one.xml</loc></sitemap>"
        "<sitemap><loc>https://a.example/maps/two.xml.gz</loc></sitemap>"
    )
    (tmp_path / "sitemap.xml").write_text("\ufeff<?xml version='1.0'?>" + index, "utf-8")
    expected = ["https://a.example/1/", "https://a.example/é?a&b"]
    assert read_sitemap(str(tmp_path / "sitemap.xml")) == expected
    with serving(tmp_path) as address:
        (tmp_path / "sitemap.xml").write_text(index.replace("https://a.example/x/", ""), "utf-8")
        with pytest.raises(UsageProblem, match="another host"):
            read_sitemap(f"{address}/sitemap.xml")
        here = index.replace("https://a.example/x", address).replace("https://a.example/maps", "")
        (tmp_path / "sitemap.xml").write_text(here, "utf-8")
        assert read_sitemap(f"{address}/sitemap.xml") == expected


class Away(Quiet):
    """A host at which one address leads away from the web."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/x")
            self.end_headers()
        else:
            super().do_GET()


class Slow(Quiet):
    """A host that sends a byte of its answer now and then, and never comes to the end."""

    ended = threading.Event()

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path == "/body":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        while not self.ended.wait(0.05):
            try:
                self.wfile.write(b"<")
            except OSError:
                return


class Endless(Quiet):
    """A host that sends as much as one takes."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        try:
            while True:
                self.wfile.write(bytes(1_000_000))
        except OSError:
            return


@pytest.mark.parametrize("path", ["head", "body"])
def test_a_host_that_never_comes_to_the_end_is_not_waited_for(
    site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(sitemap_reading, "_SECONDS_IN_ALL", 1)
    with serving(tmp_path, Slow) as address:
        result = published(site, f"{address}/{path}")
        Slow.ended.set()
    Slow.ended.clear()
    assert result.exit_code == 2
    assert f"{address}/{path} takes too long: it had not arrived after 1 seconds." in result.output


def test_no_more_is_read_than_a_sitemap_may_have(
    site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path, Endless) as address:
        result = published(site, address)
    assert (result.exit_code, "is larger than 50 MB." in result.output) == (2, True)
    monkeypatch.setattr(sitemap_reading, "_LARGEST_IN_ALL", 400)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(SITEMAP.format(" " * 100), "utf-8")
    children = (f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in ("a", "b"))
    (tmp_path / "all.xml").write_text(INDEX.format("".join(children)), "utf-8")
    result = published(site, tmp_path / "all.xml")
    assert (
        result.exit_code,
        "all.xml and its children together are larger than" in result.output,
    ) == (
        2,
        True,
    )


def test_a_folder_stands_for_the_sitemap_in_it(site: ScratchSite) -> None:
    site.build()
    result = published(site, site.public)
    assert (result.exit_code, "12 published addresses" in result.output) == (0, True)
    result = published(site, site.root)
    assert result.exit_code == 2
    assert "is a folder, and has no sitemap.xml. Name a sitemap: its web address" in result.output


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SITEMAP.format("<url><loc>&a;</loc></url>")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB.encode(), "has declarations"),
        (gzip.compress(bytes(60_000_000)), "is larger than 50 MB"),
        (b"\x1f\x8bno", "cannot be unpacked"),
        (b"<urlset>", "is not XML"),
        (b"\xff\xfe<", "is not in UTF-8"),
        (b"<html>", "is not XML"),
        (b"javascript:alert(1)", "nor a list of addresses"),
        (
            INDEX.format("<sitemap><loc>/none.xml</loc></sitemap>").encode(),
            "no such file beside it",
        ),
        (INDEX.format("<sitemap><loc>../../x</loc></sitemap>").encode(), "no such file beside it"),
        (INDEX.format("<sitemap><loc>it.xml</loc></sitemap>").encode(), "an index of indexes"),
        (
            b"https://one.example/\nhttp://two.example/",
            "lists no address of https://meridian.example/, but of https://one.example/,"
            " http://two.example/.",
        ),
    ],
)
def test_what_is_no_sitemap_is_wrong_usage(site: ScratchSite, data: bytes, message: str) -> None:
    source = site.root / "it.xml"
    source.write_bytes(data)
    result = published(site, source)
    assert result.exit_code == 2
    assert message in result.output


def test_the_sitemap_of_another_site_is_compared_by_its_paths(
    site: ScratchSite, tmp_path: Path
) -> None:
    listed = tmp_path / "old.txt"
    listed.write_text(
        "https://www.old.example/2014/03/05/rain/\nhttp://old.example/gone/\n", "utf-8"
    )
    result = published(site, listed)
    assert result.exit_code == 1 and "/gone/ was published" in result.output
    compared = "Compared 2 published addresses of https://www.old.example/, by their paths, with"
    assert f"{compared} this archive; 1 is lost." in result.output


def test_a_folder_of_the_archive_is_no_sitemap(site: ScratchSite) -> None:
    result = published(site, site.root / "content")
    assert result.exit_code == 2
    assert "is a folder of the archive, and has no sitemap. To see only" in result.output


def test_what_cannot_be_fetched_is_wrong_usage(site: ScratchSite, tmp_path: Path) -> None:
    assert published(site, tmp_path / "none.xml").exit_code == 2
    assert published(site, "http://127.0.0.1:9/sitemap.xml").exit_code == 2
    with serving(tmp_path, Away) as address:
        result = published(site, f"{address}/away")
    assert result.exit_code == 2
    assert "it redirects to ftp://127.0.0.1/x" in result.output


def test_the_sites_own_sitemap_is_asked_for_if_there_is_one(
    site: ScratchSite, tmp_path: Path
) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    arguments = ["--root", str(site.root), "check", "--published"]
    with serving(folder) as address:
        site.settings(SETTINGS.replace(ROOT, address))
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0
        assert f"{address}/sitemap.xml does not exist yet: nothing compared." in result.output
        assert published(site, f"{address}/sitemap.xml").exit_code == 2
        sitemap = SITEMAP.format(f"<url><loc>{address}/gone/</loc></url>")
        (folder / "sitemap.xml").write_text(sitemap, "utf-8")
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, "/gone/ was published" in result.output) == (1, True)
        assert "Compared 1 published address with this archive; 1 is lost." in result.output
        path = str(site.root / "content/wind.md")
        result = CliRunner().invoke(main, [*arguments, path])
        assert (result.exit_code, "/gone/" in result.output) == (0, False)
        assert "Compared 1 published address" in result.output
        sitemap = SITEMAP.format("<url><loc>https://old.example/rain/</loc></url>")
        (folder / "sitemap.xml").write_text(sitemap, "utf-8")
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0
        known = f"lists no address of {address}/, but of https://old.example/"
        assert f"{known}: nothing compared." in result.output
        named = published(site, f"{address}/sitemap.xml")
        assert named.exit_code == 2
        assert f"{known}. If the site was there before, save the sitemap" in named.output
        (folder / "sitemap.xml").write_text("<html></html>", "utf-8")
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, "begins with <urlset>" in result.output) == (0, True)
    site.settings(SETTINGS.replace("meridian.example", "no-such-host.invalid"))
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "nothing compared" in result.output) == (0, True)


def test_addresses_with_a_query_count_with_their_query(site: ScratchSite, tmp_path: Path) -> None:
    site.settings(SETTINGS + 'host = "netlify"\n')
    site.article("rain.md", aliases=["/old/", "/?p=1&x=a%20b", "/story.php?id=1"])
    site.write("content/_redirects", "/ p=3 /2014/ 301\n")
    paths = "/?x=a+b&p=1", "/?p=2", "/?p=3", "/old/?b=1", "/2014/?p=4", "/story.php?id=2"
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{ROOT}{path}\n" for path in paths), "utf-8")
    told = published(site, listed, "--format", "json").stdout
    assert [one["message"].split()[0] for one in json.loads(told)] == ["/?p=2", "/story.php?id=2"]


@pytest.mark.parametrize("form", ["yaml", "toml", "json"])
def test_what_is_certain_is_written_where_it_belongs(
    site: ScratchSite, tmp_path: Path, form: str
) -> None:
    front_matter = {
        "yaml": '---\ntitle: Gale\ndate: 2016-07-08\naliases: ["/a/"]\n---\n',
        "toml": '+++\ntitle = "Gale"\ndate = 2016-07-08\naliases = ["/a/"]\n+++\n',
        "json": '{\n  "title": "Gale",\n  "date": "2016-07-08",\n  "aliases": ["/a/"]\n}\n',
    }[form]
    gale = site.write("content/gale.md", f"{front_matter}\nIt stormed.\n")
    site.article("odd.md", date="2015-01-01", tags=["Odd"])
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    site.delete("odd.md")
    gale.rename(gale.with_name("storm.md"))
    assert published(site, sitemap).exit_code == 1
    fixed = published(site, sitemap, "--fix")
    assert fixed.exit_code == 1  # the story that is gone
    storm = (site.root / "content/storm.md").read_text("utf-8")
    (wanted,) = [line for line in storm.splitlines() if "aliases" in line]
    assert '"/a/"' in wanted and "/2016/07/08/gale/" in wanted
    assert f"{ROOT}/2016/07/08/gale/" in storm
    rules = (site.root / "content/_redirects").read_text("utf-8").splitlines()
    assert rules == [
        "/2015/ /archive/ 301",
        "/2015/01/ /archive/ 301",
        "/2015/01/01/ /archive/ 301",
        "/on-this-day/01-01/ /on-this-day/ 301",
        "/tags/odd/ /tags/ 301",
    ]
    assert "+/2015/ /archive/ 301" in fixed.output
    again = published(site, sitemap, "--fix")
    told = [line for line in again.output.splitlines() if "was published" in line]
    assert len(told) == 1 and "/2015/01/01/odd/" in told[0]
    assert "1 is lost" in again.output


def test_an_urgent_withdrawal_is_never_held_up(site: ScratchSite, tmp_path: Path) -> None:
    keys: dict[str, Any] = {
        "tags": ["Odd"], "authors": ["Solo"], "series": "Floods", "location": "Galle",
        "section": "News", "corrections": [{"date": "2016-01-02", "text": "One."}],
    }  # fmt: skip
    site.article("odd.md", date="2015-01-01", **keys)
    site.article("seul.fr.md", date="2015-02-01", **keys)
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    for name in ("odd.md", "seul.fr.md"):
        site.article(name, date=f"2015-0{1 + ('fr' in name)}-01", withdrawn="An error", **keys)
    result = published(site, sitemap)
    assert (result.exit_code, "none is lost" in result.output) == (0, True)
    summary = site.build()
    assert not [one for one in summary.problems if one.kind == "lost-address"]
    assert 'content="0; url=/corrections/"' in site.page("/corrections/2016/")


def test_addresses_that_are_lost_are_told_last_and_by_name(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("rain.md", "It rained.", tagz="x")
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{ROOT}/gone/{number}/\n" for number in range(130)), "utf-8")
    lines = published(site, listed).output.splitlines()
    lost = [number for number, line in enumerate(lines) if "was published" in line]
    assert lost == list(range(lost[0], lost[0] + 130)) and "rain.md" in lines[0]
    assert "Compared 130 published addresses with this archive; 130 are lost." in lines


def test_what_comes_back_with_a_file_that_has_an_error_is_not_lost(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("odd.md", date="2015-01-01", tags=["Odd"], aliases=["/old/"])
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    odd = site.root / "content/odd.md"
    right = odd.read_text("utf-8")
    odd.write_text(right.replace("2015-01-01", "31/11/2015"), "utf-8")
    assert not lost(site)
    open_lists = (
        "Lost addresses of days, tags and other lists are not told while files have errors."
    )
    result = published(site, sitemap)
    assert result.exit_code == 1 and "none is lost" in result.output
    assert f"{open_lists}\n" in result.output
    assert f"{open_lists} Fix those, and run" in published(site, sitemap, "--fix").output
    assert not (site.root / "content/_redirects").exists()
    shutil.rmtree(site.root / ".dateline")  # nothing tells which file the addresses were of
    assert "none is lost" in published(site, sitemap).output
    odd.write_text(right, "utf-8")
    assert "not told" not in published(site, sitemap, "--fix").output


@pytest.mark.parametrize("text", ["Results below.", ""])
def test_a_file_that_is_renamed_is_known_by_all_of_it(site: ScratchSite, text: str) -> None:
    for name in "abc":
        site.article(f"{name}.md", text, title=f"Results {name}")
    site.build()
    site.rename("a.md", "one.md")
    site.rename("b.md", "two.md")
    site.delete("c.md")
    expected = ["content/c.md", "content/one.md:1:1", "content/two.md:1:1"]
    assert [place for place, _ in lost(site)] == expected
    assert [place for place, _ in told_by_build(site)] == expected


@pytest.mark.parametrize("is_deleted", [True, False])
def test_of_several_with_the_same_text_none_is_taken_for_one_that_is_gone(
    site: ScratchSite, is_deleted: bool
) -> None:
    for name in "ab":
        site.article(f"{name}.md", "Results below.", title=f"Results {name}")
    site.build()
    if is_deleted:
        site.delete("b.md")
    site.delete("a.md")
    site.article("one.md", "Results below.", title="Other results")
    places = [place for place, _ in lost(site)]
    assert places == [f"content/{name}.md" for name in ("ab" if is_deleted else "a")]
    result = CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert "+aliases" not in result.output


def test_what_has_gone_is_told_beside_a_file_with_an_error(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("odd.md", date="2015-01-01", tags=["Odd"])
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    site.article("rain.md", "It rained.", date="2x")
    site.delete("odd.md")
    site.rename("wind.md", "gale.md")
    assert [place for place, _ in lost(site)] == ["content/gale.md:1:1", "content/odd.md"]
    result = published(site, sitemap, "--fix")
    assert "1 is lost" in result.output and "+aliases:" in result.output
    assert not (site.root / "content/_redirects").exists()
    site.article("rain.md", "It rained.", tags=["Sea"])
    assert "/2015/ /archive/ 301" in {fix.rpartition(": ")[2] for _, fix in lost(site)}


def test_an_article_that_was_renamed_and_then_has_an_error_is_not_gone(site: ScratchSite) -> None:
    site.build()
    site.rename("wind.md", "gale.md")
    site.build()
    assert [place for place, _ in lost(site)] == ["content/gale.md:1:1"]
    site.article("gale.md", "It blew.", date="2x")
    assert not lost(site)
    site.delete("gale.md")
    assert [place for place, _ in lost(site)] == ["content/gale.md", "content/wind.md"]


def test_a_tag_of_another_year_is_no_slip(site: ScratchSite) -> None:
    site.article("vote.md", "They voted.", tags=["elections-2026", "harbour"])
    source = site.root / "it.xml"
    lists = "".join(
        f"<url><loc>{ROOT}/tags/{tag}/</loc></url>" for tag in ("elections-2022", "harbur")
    )
    source.write_text(SITEMAP.format(lists), "utf-8")
    output = published(site, source).output
    assert "/tags/elections-2022/ /tags/ 301" in output
    assert "/tags/harbur/ /tags/harbour/ 301" in output


def test_a_picture_that_no_article_shows_any_more_is_told(site: ScratchSite) -> None:
    site.article("rain.md", "![It](a.svg) ![It](b.svg)", tags=["Sea"])
    for name in "abc":
        site.write(f"content/{name}.svg", SQUARE.format(width=9))
    site.article("wind.md", "It blew. ![It](c.svg)", tags=["Sea"])
    site.build()
    site.article("rain.md", "![It](b.svg)", tags=["Sea"])
    keep = (
        'To keep it on the site, list it in site.toml: [files] always = ["a.svg"]; or write a rule'
        " in content/_redirects: /a.svg /new/address/ 301"
    )
    for _ in range(2):
        assert lost(site) == told_by_build(site) == [("content/a.svg", keep)]
    site.delete("a.svg")
    site.write("content/new/a.svg", SQUARE.format(width=9))
    site.article("rain.md", "![It](b.svg) ![It](new/a.svg)", tags=["Sea"])
    back = "Put the file back, or write a rule in content/_redirects: /a.svg /new/a.svg 301"
    assert lost(site) == told_by_build(site) == [("content/a.svg", back)]
    for host in ("netlify", "none"):
        site.settings(SETTINGS + f'host = "{host}"\n')
        site.write("content/_redirects", "/a.svg /new/a.svg 301\n")
        assert lost(site) == told_by_build(site) == []
    site.write("content/_redirects", "/a.svg / 410\n")
    site.settings(SETTINGS + '[files]\nalways = ["c.svg"]\n')
    site.delete("wind.md")
    assert [place for place, _ in lost(site)] == ["content/wind.md"]


@pytest.mark.parametrize(
    "away", [{"withdrawn": "It was forged."}, {"draft": True}, {"publish_at": "2999-01-01"}]
)
def test_pictures_follow_an_article_that_is_withdrawn_or_kept_back(
    site: ScratchSite, away: dict[str, object]
) -> None:
    site.article("rain.md", "![It](a.svg)", tags=["Sea"])
    site.write("content/a.svg", SQUARE.format(width=9))
    site.build()
    site.article("rain.md", "![It](a.svg)", tags=["Sea"], **away)
    for _ in range(2):
        assert "content/a.svg" not in [place for place, _ in (*lost(site), *told_by_build(site))]
        assert "a.svg" not in site.snapshot()


def told_by_build(site: ScratchSite) -> list[tuple[str, str]]:
    return [(one.place, one.fix) for one in site.build().problems if one.kind == "lost-address"]


def test_the_addresses_of_another_generator_find_their_articles_by_the_names_of_files(
    site: ScratchSite, tmp_path: Path
) -> None:
    long = "we_asked_" + "_and_".join(["everyone"] * 12)
    names = ("We-Are-Hiring", "u-s-_tax_court", long, "late")
    for name in names:
        day = "2021-04-28" if name == "late" else "2021-04-27"
        site.article(f"2021-04-27-{name}.md", f"Text of {name}.", date=day)
    site.article("2021-04-27-shared.md", "One.", slug="one")
    site.article("2021/04/28-shared.md", "Two.", slug="two")
    listed = tmp_path / "addresses.txt"
    gone = ("/2021/04/26/late/", "/2021/04/27/shared/")
    lines = [*(f"/2021/04/27/{name}/" for name in names), *gone]
    listed.write_text("".join(f"{ROOT}{line}\n" for line in lines), "utf-8")
    told = json.loads(published(site, listed, "--format", "json").stdout)
    fixes = {one["path"]: one["fix"] for one in told if one["kind"] == "lost-address"}
    assert fixes.pop("content/2021-04-27-We-Are-Hiring.md") == (
        "Add to it: permalink: /2021/04/27/We-Are-Hiring/"
    )
    assert {path for path in fixes if path != "content/_redirects"} == {
        f"content/2021-04-27-{name}.md" for name in names[1:]
    }
    assert published(site, listed, "--fix").exit_code == 1
    told = json.loads(published(site, listed, "--format", "json").stdout)
    left = [one["message"].split()[0] for one in told if one["kind"] == "lost-address"]
    assert sorted(left) == sorted(gone)
    site.build()
    assert site.has("/2021/04/27/We-Are-Hiring/")


def test_two_spellings_of_an_address_are_the_newsrooms_to_choose_from(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("2021-04-27-We-Are-Hiring.md", "Text.", date="2021-04-27")
    site.build()
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{ROOT}/2021/04/27/We-Are-Hiring/\n", "utf-8")
    done = published(site, listed, "--fix")
    assert done.stdout.count("1 file fixed.") == 1
    article = (site.root / "content/2021-04-27-We-Are-Hiring.md").read_text("utf-8")
    assert 'permalink: "/2021/04/27/We-Are-Hiring/"' in article
    assert (
        "Some hosts and computers can have only one of the two."
        " To choose this: permalink: /2021/04/27/we-are-hiring/" in done.stdout
    )


def test_a_fix_that_does_not_help_is_not_written_again(site: ScratchSite, tmp_path: Path) -> None:
    site.article("2021-04-27-late.md", "Text.", date="2021-04-28", aliases=["/2021/04/27/late/"])
    site.article("other.md", "Text.", permalink="/2021/04/27/LATE/")
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{ROOT}/2021/04/27/late/\n", "utf-8")
    before = site.sources()
    assert published(site, listed, "--fix").exit_code == 1
    assert site.sources() == before


def test_an_address_of_a_build_that_was_never_deployed_can_be_forgotten(site: ScratchSite) -> None:
    site.article("idea.md", "A thought.", tags=["Sea"], date="2014-03-05")
    site.build()
    site.delete("idea.md")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["--root", str(site.root), *arguments])
        assert not result.exit_code, result.output
        return result.output

    line = "If these addresses were never on the web, “dateline build --forget-lost” forgets all"
    for command in ("check", "build", "build"):
        told = run(command)
        assert "/2014/03/05/idea/ was in an earlier build, and nothing is there any more" in told
        assert line in told
    assert line not in run("check", str(site.root / "content/rain.md"))
    site.article("wind.md", "It blew a gale.", tags=["Sea"])
    forgotten = run("build", "--forget-lost") + run("check") + run("build")
    assert "earlier build" not in forgotten


def test_lost_addresses_are_forgotten_though_nothing_is_built(site: ScratchSite) -> None:
    site.build()
    site.delete("wind.md")
    site.build()
    assert lost(site)
    assert not site.build(forget_lost=True).written
    assert not lost(site)


def test_a_preview_is_no_publication(site: ScratchSite) -> None:
    site.article("draft.md", draft=True)
    site.article("later.md", date="2999-01-01")
    for options in ({"drafts": True}, {"future": True}, {"base_url": "https://a.example/"}):
        site.build(output=site.root / "preview", **options)
        site.build(**options)
    site.delete("draft.md")
    site.delete("later.md")
    assert not lost(site)
    site.build()
    assert not lost(site)


def test_what_git_knows_is_not_said_to_be_of_a_build(site: ScratchSite) -> None:
    git(site, "init", "-q", "-b", "main")
    commit(site)
    site.delete("rain.md")
    told = CliRunner().invoke(main, ["--root", str(site.root), "check"]).output
    assert "/2014/03/05/rain/ was public in an earlier commit, and nothing" in told
    assert "--forget-lost" not in told
