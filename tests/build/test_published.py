"""What a sitemap lists is still answered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from published_before import ROOT, SITEMAP, lost, published, two_articles

from dateline.cli import main
from scratch import SETTINGS, ScratchSite
from web_servers import serving


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


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
    assert told[5]["fix"] == "If this is what was there: add /2014/03/05/wind/ to its aliases"


def test_the_last_build_tells_where_an_address_went(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = (site.public / "sitemaps").glob("*.xml")
    sources = [path.rename(tmp_path / path.name) for path in sitemap]
    site.rename("rain.md", "cyclone.md")
    found = [published(site, source).output for source in sources]
    assert any("content/cyclone.md:1:1: error: /2014/03/05/rain/ was published" in x for x in found)


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


def test_rules_are_written_once_and_only_for_what_they_can_name(
    site: ScratchSite, tmp_path: Path
) -> None:
    listed = tmp_path / "list.txt"
    paths = "/tags/caf%E9/", "/tags/caf%C3%A9/", "/tags/cafe%CC%81/"
    listed.write_text("".join(f"{ROOT}{path}\n" for path in paths), "utf-8")
    fixed = published(site, listed, "--fix")
    assert "Leave it: it is not in UTF-8" in fixed.output
    rules = (site.root / "content/_redirects").read_text("utf-8").splitlines()
    assert [rule.split()[0] for rule in rules] == ["/tags/caf%C3%A9/"]


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
        "Days, tags and other lists that files with errors may still fill were not compared."
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


def test_what_has_gone_is_told_beside_a_file_with_an_error(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("odd.md", date="2015-01-01", tags=["Odd"])
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    site.article("rain.md", "It rained.", date="2x")
    site.delete("odd.md")
    site.rename("wind.md", "gale.md")
    places = ["content/_redirects", "content/gale.md:1:1", "content/odd.md"]
    assert [place for place, _ in lost(site)] == places
    result = published(site, sitemap, "--fix")
    assert "2 are lost" in result.output and "+aliases:" in result.output
    assert not (site.root / "content/_redirects").exists()
    site.article("rain.md", "It rained.", tags=["Sea"])
    assert "/2015/ /archive/ 301" in {fix.rpartition(": ")[2] for _, fix in lost(site)}


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
    whole = fixes[f"content/2021-04-27-{long}.md"]
    assert whole == f"Add to it: permalink: /2021/04/27/{long}/"
    assert {path for path in fixes if path != "content/_redirects"} == {
        f"content/2021-04-27-{name}.md" for name in names[1:]
    }
    assert published(site, listed, "--fix").exit_code == 1
    told = json.loads(published(site, listed, "--format", "json").stdout)
    left = [one["message"].split()[0] for one in told if one["kind"] == "lost-address"]
    assert sorted(left) == sorted(gone)
    site.build()
    assert site.has("/2021/04/27/We-Are-Hiring/")
    page = site.page(f"/2021/04/27/{long}/")
    assert 'http-equiv="refresh"' not in page and f"Text of {long}." in page


def test_of_a_site_with_other_feeds_nobody_knows_the_ids(site: ScratchSite, tmp_path: Path) -> None:
    site.article("2021-04-27-new_owner.md", "A day.", date="2021-04-27")
    listed = tmp_path / "addresses.txt"
    listed.write_text("https://old.zoo/2021/04/27/new_owner/\n", "utf-8")
    aliases = "Add to it: aliases: [/2021/04/27/new_owner/]"
    assert f"{aliases}.\n" in published(site, listed).output
    site.settings(f'{SETTINGS}feed_ids = "https://old.zoo/"\n')
    known = "id: https://old.zoo/2021/04/27/new_owner/ (feeds know it by that)"
    assert f"{aliases}, and {known}.\n" in published(site, listed).output
    site.settings(SETTINGS)
    published(site, listed, "--fix")
    text = (site.root / "content/2021-04-27-new_owner.md").read_text("utf-8")
    assert "aliases:" in text and "id:" not in text


def test_the_date_of_the_article_counts_as_that_in_the_name_of_its_file(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("2021-04-27-new_owner.md", "A day.", date="2021-05-03")
    site.article("2021-04-27-old_owner.md", "A night.", date="2021-05-03")
    listed = tmp_path / "addresses.txt"
    listed.write_text(
        f"{ROOT}/2021/05/03/new_owner/\n{ROOT}/2021/05/04/old_owner/\n{ROOT}/tags/odd/\n", "utf-8"
    )
    told = published(site, listed).output
    again = f"run “dateline check --published {listed} --fix”."
    assert f"2 problems can be fixed automatically: {again}" in told
    assert (
        "/2021/05/04/old_owner/ was published, and nothing leads on from there; this article, now"
        " at /2021/05/03/old-owner/, has the same name. If this is what was there: add to it:"
        " aliases: [/2021/05/04/old_owner/]" in told
    )
    done = published(site, listed, "--fix").stdout
    assert done.count("fixed.") == 1 and "\n2 files fixed.\n" in done
    assert "/2021/05/03/new_owner/" in (site.root / "content/2021-04-27-new_owner.md").read_text()
    assert (site.root / "content/_redirects").read_text() == "/tags/odd/ /tags/ 301\n"
    assert "can be fixed" not in done


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
        " To choose this: permalink: /2021/04/27/we-are-hiring/; to keep both, write a rule in"
        " content/_redirects: /2021/04/27/we-are-hiring/ /2021/04/27/We-Are-Hiring/ 301"
        in done.stdout
    )


def test_of_two_published_spellings_one_gets_a_rule_where_the_host_reads_it(
    site: ScratchSite, tmp_path: Path
) -> None:
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{ROOT}/2014/03/05/Rain/\n{ROOT}/2014/03/05/rain/\n", "utf-8")
    before = site.sources()
    done = published(site, listed, "--fix")
    rule = "/2014/03/05/Rain/ /2014/03/05/rain/ 301"
    assert (done.exit_code, f"content/_redirects: {rule}" in done.output) == (1, True)
    assert site.sources() == before
    site.settings(SETTINGS + 'host = "netlify"\n')
    assert published(site, listed, "--fix").exit_code == 0
    assert (site.root / "content/_redirects").read_text("utf-8") == f"{rule}\n"


def test_a_fix_that_does_not_help_is_not_written_again(site: ScratchSite, tmp_path: Path) -> None:
    site.article("2021-04-27-late.md", "Text.", date="2021-04-28", aliases=["/2021/04/27/late/"])
    site.article("other.md", "Text.", permalink="/2021/04/27/LATE/")
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{ROOT}/2021/04/27/late/\n", "utf-8")
    before = site.sources()
    assert published(site, listed, "--fix").exit_code == 1
    assert site.sources() == before


def test_what_follows_the_option_is_never_ignored(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = site.root / "content"
    site.write("content/_old.txt", f"{ROOT}/gone/\n")
    site.write("list.md", f"{ROOT}/gone/\n")
    monkeypatch.chdir(content)
    for named in (content / "_old.txt", "_old.txt", site.root / "list.md"):
        result = published(site, named)
        assert (result.exit_code, "/gone/ was published" in result.output) == (1, True)
    for missing in ("https://no-such-host.invalid/sitemap.xml", "none.txt", "none.md"):
        result = published(site, missing)
        assert (result.exit_code, f"Error: {missing} " in result.output) == (2, True)
    result = published(site, "wind.md")
    assert (result.exit_code, "nothing compared" in result.output) == (0, True)


def test_no_rule_is_written_for_more_than_an_address(site: ScratchSite, tmp_path: Path) -> None:
    site.settings(f'host = "cloudflare"\n{SETTINGS}')
    listed = tmp_path / "addresses.txt"
    listed.write_text("".join(f"{ROOT}{path}\n" for path in ("/tags/*/", "/tags/:id/", "/*")))
    assert published(site, listed, "--fix").exit_code == 1
    result = published(site, listed, "--format", "json")
    assert result.exit_code == 1
    assert not (site.root / "content/_redirects").exists()
    fixes = {one["fix"] for one in json.loads(result.stdout) if one["kind"] == "lost-address"}
    assert fixes == {
        f"Leave it: in a rule, “{sign}” stands for anything, so no rule can be for this address"
        " alone"
        for sign in ("*", ":id")
    }


def test_a_file_that_always_had_its_error_silences_nothing(site: ScratchSite) -> None:
    site.article("odd.md", date="2015-01-01", tags=["Odd"])
    site.article("never.md", date="2x", tags=["Sea"])
    site.build(keep_going=True)
    site.delete("odd.md")
    told = [fix for place, fix in lost(site) if place == "content/_redirects"]
    assert "Write a rule there: /tags/odd/ /tags/ 301" in told
    site.article("never.md", date="3x", tags=["Odd"])
    assert [place for place, _ in lost(site)] == ["content/odd.md"]


def test_a_term_is_told_unless_a_file_with_an_error_had_it(site: ScratchSite) -> None:
    site.article("mist.md", "It was misty.", tags=["Fog"])
    site.build()
    for name, text in (("rain", "It rained."), ("wind", "It blew.")):
        site.article(f"{name}.md", text, tags=["Ocean"])
    site.article("mist.md", "It was misty.", date="2x")
    advice = 'Write there [Ocean], and on the line below: aliases = ["sea"]'
    assert lost(site) == [("content/tags.toml", advice)]
    site.article("wind.md", "It blew.", date="2x")
    assert not lost(site)
    site.build(keep_going=True)
    for name in ("mist", "wind"):
        site.article(f"{name}.md", tags=["Ocean"])
    assert ("content/tags.toml", advice) in lost(site)
