"""No two articles have one id in feeds."""

from __future__ import annotations

from click.testing import CliRunner

from dateline.build.check import check
from dateline.cli import main
from scratch import ScratchSite

ROOT = "https://meridian.example"


def told(site: ScratchSite) -> list[tuple[str, str, str]]:
    found = [one for one in check(site.root).problems if one.kind == "id-taken"]
    return [(one.path, one.message, one.severity) for one in found]


def test_a_new_article_at_the_address_of_one_that_moved_has_its_id(site: ScratchSite) -> None:
    site.article("port.md")
    site.build()
    result = CliRunner().invoke(main, ["--root", str(site.root), "move", "port.md", "harbour.md"])
    assert result.exit_code == 0
    assert not told(site)
    site.article("port.md", date="2014-03-05")
    url = f"{ROOT}/2014/03/05/port/"
    message = f"Feeds know this article and content/harbour.md by one id, {url}"
    assert told(site) == [("content/port.md", message, "error")]
    (problem,) = [one for one in site.problems() if one.kind == "id-taken"]
    assert problem.fix.endswith("such as id: port-2014-03-05")
    site.article("port.md", id="port-2014-03-05")
    assert not told(site)


def test_two_articles_with_one_id_are_told_apart(site: ScratchSite) -> None:
    site.article("rain.md", date="2014-03-06", id="tag:meridian.example,2014:1")
    site.article("wind.md", id="tag:meridian.example,2014:1", draft=True)
    message = "Feeds know this article and content/wind.md by one id, tag:meridian.example,2014:1"
    assert told(site) == [("content/rain.md", message, "warning")]
    (problem,) = [one for one in check(site.root).problems if one.kind == "id-taken"]
    assert (problem.line, problem.column) == (4, 5)
    site.article("wind.md", id="tag:meridian.example,2014:2")
    assert not told(site)


def test_the_one_that_has_the_id_of_the_other_written_must_give_it_up(site: ScratchSite) -> None:
    site.article("rain.md", date="2014-03-06")
    site.article("wind.md", id=f"{ROOT}/2014/03/06/rain/", aliases=["/gale/"])
    (problem,) = [one for one in check(site.root).problems if one.kind == "id-taken"]
    assert (problem.path, problem.line, problem.column) == ("content/wind.md", 4, 5)
    assert problem.fix.startswith("Delete it: it is the address of content/rain.md")


def test_what_no_feed_has_together_needs_no_id(site: ScratchSite) -> None:
    site.article("rain.md", id="1")
    site.article("wind.md", id="1", withdrawn="It was forged.")
    site.article("about.md", id="1", kind="page", date=None)
    site.article("storm.md", id="storm")
    site.article("storm.fr.md", id="storm")
    site.article("calm.md", id=f"{ROOT}/2014/03/05/Rain/")
    assert not told(site)
