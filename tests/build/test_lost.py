"""What the last build published, or what git has, is still answered."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from published_before import ROOT, lost, two_articles

from dateline.build.check import check
from dateline.cli import main
from scratch import SETTINGS, SQUARE, ScratchSite


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


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
    assert 'withdrawn: … (in TOML, withdrawn = "…")' in fix
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
    gale = "/2014/03/05/gale/"  # which is on main by now
    assert lost(site) == [("content/wind.md:1:1", f"Add to it: aliases: [{gale}]")]
    site.article("wind.md", "It blew.", permalink="/2014/03/05/wind/", aliases=[gale])
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


def test_an_article_that_was_renamed_and_then_has_an_error_is_not_gone(site: ScratchSite) -> None:
    site.build()
    site.rename("wind.md", "gale.md")
    site.build()
    assert [place for place, _ in lost(site)] == ["content/gale.md:1:1"]
    site.article("gale.md", "It blew.", date="2x")
    assert not lost(site)
    site.delete("gale.md")
    assert [place for place, _ in lost(site)] == ["content/gale.md", "content/wind.md"]


def test_a_picture_that_no_article_shows_any_more_is_told(site: ScratchSite) -> None:
    site.article("rain.md", "![It](a.svg) ![It](b.svg)", tags=["Sea"])
    for name in "abc":
        site.write(f"content/{name}.svg", SQUARE.format(width=9))
    site.article("wind.md", "It blew. ![It](c.svg)", tags=["Sea"])
    site.build()
    site.article("rain.md", "![It](b.svg)", tags=["Sea"])
    keep = (
        "To keep it on the site, write into site.toml, below a line [files] (or add it to the"
        ' list there): always = ["a.svg"]; or write a rule in content/_redirects: /a.svg'
        " /new/address/ 301"
    )
    for _ in range(2):
        assert lost(site) == told_by_build(site) == [("content/a.svg", keep)]
    site.delete("a.svg")
    site.write("content/new/a.svg", SQUARE.format(width=8))
    site.article("rain.md", "![It](b.svg) ![It](new/a.svg)", tags=["Sea"])
    back = keep.replace("To keep it on the site", "To have it on the site again, put it back, and")
    back = back.replace("and, write", "and write").replace("/new/address/", "/new/a.svg")
    for _ in range(2):
        assert lost(site) == told_by_build(site) == [("content/a.svg", back)]
    for host in ("netlify", "none"):
        site.settings(SETTINGS + f'host = "{host}"\n')
        site.write("content/_redirects", "/a.svg /new/a.svg 301\n")
        assert lost(site) == told_by_build(site) == []
    site.write("content/_redirects", "/a.svg / 410\n")
    site.settings(SETTINGS + '[files]\nalways = ["c.svg"]\n')
    site.delete("wind.md")
    assert [place for place, _ in lost(site)] == ["content/wind.md"]


def test_a_file_that_was_renamed_is_known_by_its_bytes(site: ScratchSite) -> None:
    for name, width in (("a", 9), ("b", 8)):
        site.write(f"content/{name}.svg", SQUARE.format(width=width))
    site.article("rain.md", "![It](a.svg) ![It](b.svg)", tags=["Sea"])
    site.build()
    site.rename("a.svg", "new/sea.svg")
    site.article("rain.md", "![It](new/sea.svg) ![It](b.svg)", tags=["Sea"])
    rule = "/a.svg /new/sea.svg 301"
    told = [("content/a.svg", f"Write a rule in content/_redirects: {rule}")]
    for _ in range(2):
        assert lost(site) == told == told_by_build(site)
    CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert (site.root / "content/_redirects").read_text("utf-8") == f"{rule}\n"
    assert not lost(site)


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


@pytest.mark.parametrize("by", ["build", "commit"])
def test_an_address_with_a_query_that_leads_on_no_more_is_told(site: ScratchSite, by: str) -> None:
    site.article("rain.md", "It rained.", tags=["Sea"], aliases=["/?p=7", "/old/"])
    site.article("wind.md", "It blew.", tags=["Sea"], aliases=["/?p=8"])
    if by == "build":
        site.build()
    else:
        git(site, "init", "-q", "-b", "main")
        commit(site)
    assert not lost(site)
    site.article("rain.md", "It rained.", tags=["Sea"], aliases=["/old/"])
    site.article("wind.md", "It blew.", tags=["Sea"], aliases=["/?a=&p=8", "/?p=8"])
    told = [("content/rain.md:1:1", "Add /?p=7 to its aliases")]
    assert lost(site) == told
    if by == "build":
        for _ in range(2):
            problems = site.build().problems
            assert [one.fix for one in problems if one.kind == "lost-address"] == [told[0][1]]
            assert lost(site) == told
    CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert "/?p=7" in (site.root / "content/rain.md").read_text("utf-8")
    assert not lost(site)
    if by == "build":
        site.build()
        site.delete("rain.md")
        other = "or write this into the aliases of another article: /?p=7"
        assert [fix.endswith(other) for _, fix in lost(site)] == [False, False, True]
