"""Links to places in articles: those that lead to none, and those that led to one before."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dateline.build.check import check
from dateline.cli import main
from scratch import ScratchSite, git

KEPT = '<a id="what-we-know"></a>'


def told(site: ScratchSite, kind: str) -> list[tuple[str, str]]:
    """The problems of a kind, which check and an incremental build tell alike; what is lost is told
    again by a build with nothing to do."""
    by_check = [(one.place, one.fix) for one in check(site.root).problems if one.kind == kind]
    for _ in range(2 if kind == "lost-anchor" else 1):
        built = [(one.place, one.fix) for one in site.build().problems if one.kind == kind]
        assert built == by_check
    return by_check


def test_a_link_to_a_place_that_an_article_does_not_have_is_told(site: ScratchSite) -> None:
    site.article(
        "wind.md", 'It blew.[^1]\n\n## What we know\n\n<a name="old"></a>It was.\n\n[^1]: A.'
    )
    site.article(
        "rain.md",
        "[a](wind.md#what-we-kow), [b](wind.md#what-we-know), [c](wind.md#old),\n"
        "[d](/2014/03/05/wind/#nope), [e](/2014/03/05/wind#fn:1), [f](/archive/#nope),\n"
        "[g](wind.md#top), [h](wind.md#page--main), [i](wind.md#:~:text=It), [j](wind.md#)",
    )
    site.article("calm.md", "## One\n\n[a](rain.md#x) [b](#one) [c](#on) <a href='#two'>d</a>")
    keep = "; or write into the heading or text that is there instead:"
    fix = f'Write one that there is: #old, #what-we-know{keep} <a id="nope"></a>'
    assert told(site, "dead-anchor") == [
        ("content/calm.md:8:5", "Remove what begins with “#”: there are no headings"),
        ("content/calm.md:8:30", "Did you mean “#one”?"),
        ("content/calm.md:8:44", f'Write one that there is: #one{keep} <a id="two"></a>'),
        ("content/rain.md:6:5", "Did you mean “#what-we-know”?"),
        ("content/rain.md:7:5", fix),
    ]
    site.article("wind.md", "## What we kow\n\n<i id=nope>It</i> blew.")
    assert [place for place, _ in told(site, "dead-anchor")] == [
        "content/calm.md:8:5",
        "content/calm.md:8:30",
        "content/calm.md:8:44",
        "content/rain.md:6:31",
        "content/rain.md:6:58",
        "content/rain.md:7:34",
    ]


def test_words_to_look_for_after_a_place_are_no_part_of_it(site: ScratchSite) -> None:
    site.article("wind.md", "## One\n\n[a](#one:~:text=It) [b](#on:~:text=It)")
    site.article(
        "rain.md",
        "[a](wind.md#one:~:text=It,-blew) [b](/2014/03/05/wind/#one:~:text=It%20blew)\n"
        "[c](wind.md#on:~:text=It) [d](wind.md#:~:text=one&text=two)",
    )
    assert told(site, "dead-anchor") == [
        ("content/rain.md:7:5", "Did you mean “#one”?"),
        ("content/wind.md:8:25", "Did you mean “#one”?"),
    ]


def test_the_likeliest_places_are_named_first(site: ScratchSite) -> None:
    names = ["Rain", "Wind", "Sea", "Sun", "Moon", "The rescue of the ship"]
    site.article("wind.md", "\n\n".join(f"## {name}" for name in names))
    site.article("rain.md", "[a](wind.md#ship-and-rescue-boats)")
    ((_, fix),) = told(site, "dead-anchor")
    assert fix.startswith("Write one that there is: #the-rescue-of-the-ship, #")


def test_a_link_from_a_draft_is_told_and_one_to_what_is_withdrawn_is_not(site: ScratchSite) -> None:
    site.article("wind.md", "## One")
    site.article("gone.md", "## One", withdrawn="It was forged.")
    site.article("rain.md", "[a](wind.md#two) [b](gone.md#two)", draft=True)
    assert [place for place, _ in told(site, "dead-anchor")] == ["content/rain.md:7:5"]


def test_a_heading_that_was_published_and_is_gone_is_told_until_it_is_there_again(
    site: ScratchSite,
) -> None:
    site.article("wind.md", "## What we know\n\nIt blew.[^1]\n\n## Next\n\n[^1]: A note.")
    assert not told(site, "lost-anchor")
    site.article("wind.md", "## What is known\n\nIt blew.\n\n## Next")
    lost = told(site, "lost-anchor")
    assert lost == [
        ("content/wind.md", f"Write into the heading or text that is there instead: {KEPT}")
    ]
    site.article("rain.md", "Another article.")
    assert told(site, "lost-anchor") == lost
    site.article("wind.md", f"## {KEPT}What is known\n\nIt blew.\n\n## Next")
    assert not told(site, "lost-anchor")
    assert '<h2 id="what-is-known"><a id="what-we-know"></a>' in site.page("/2014/03/05/wind/")
    assert not site.rebuilt()


def test_lost_headings_are_told_with_what_they_are_known_by(site: ScratchSite) -> None:
    site.article("wind.md", "## One\n\n## Two\n\n## Three")
    site.build()
    site.article("wind.md", "## Two\n\n## Three")
    for command in ("check", "build", "build"):
        result = CliRunner().invoke(main, ["--root", str(site.root), command])
        assert "#one was in an earlier build, and this article has no such place any more" in (
            result.output
        )
        assert "--forget-lost" in result.output
    site.article("wind.md", "## Three")
    result = CliRunner().invoke(main, ["--root", str(site.root), "build", "--forget-lost"])
    assert "lost-anchor" not in result.output and not told(site, "lost-anchor")


def test_several_lost_headings_of_a_commit_are_told_together(site: ScratchSite) -> None:
    site.article("wind.md", "## One\n\n## Two")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    site.article("wind.md", "It blew.")
    output = CliRunner().invoke(main, ["--root", str(site.root), "check"]).output
    known = "were public in an earlier commit, and this article has no such places any more"
    assert f"#one, #two {known}" in output and "--forget-lost" not in output


def test_headings_are_looked_for_where_the_article_has_moved(site: ScratchSite) -> None:
    site.article("wind.md", "## What we know\n\nIt blew.")
    site.build()
    site.rename("wind.md", "storm.md")
    site.article("storm.md", "## Now\n\nIt blew.", aliases=["/2014/03/05/wind/"])
    assert [place for place, _ in told(site, "lost-anchor")] == ["content/storm.md"]


@pytest.mark.parametrize("away", [{"draft": True}, {"withdrawn": "It was forged."}, {}])
def test_headings_of_an_article_that_was_away_are_remembered(
    site: ScratchSite, away: dict[str, object]
) -> None:
    site.article("wind.md", "## What we know\n\nIt blew.")
    site.build()
    if away:
        site.article("wind.md", "## What we know\n\nIt blew.", **away)
    else:
        site.delete("wind.md")
    assert not told(site, "lost-anchor")
    site.article("wind.md", "## Now\n\nIt blew.")
    assert [place for place, _ in told(site, "lost-anchor")] == ["content/wind.md"]


def test_headings_that_git_knows_were_published_are_told(site: ScratchSite) -> None:
    site.article("wind.md", "## What we know\n\nIt blew.")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    site.article("wind.md", "## Now\n\nIt blew.")
    lost = [one.place for one in check(site.root).problems if one.kind == "lost-anchor"]
    assert lost == ["content/wind.md"]


def test_a_build_that_stopped_does_not_forget_what_was_published(site: ScratchSite) -> None:
    site.article("wind.md", "## What we know\n\nIt blew.")
    site.build()
    site.article("wind.md", "## Now\n\nIt blew. [a](none.md)")
    assert site.problems()
    site.article("wind.md", "## Then\n\nIt blew.")
    assert [place for place, _ in told(site, "lost-anchor")] == ["content/wind.md"]
    assert "what-we-know" in told(site, "lost-anchor")[0][1]


def test_what_is_lost_already_hides_no_other(site: ScratchSite) -> None:
    for heading in ("Lean start", "Beta start", "Lean start"):
        site.article("wind.md", f"## {heading}\n\nIt blew.")
        site.build()
    site.article("wind.md", "## Beta start\n\nIt blew.")
    ((_, fix),) = told(site, "lost-anchor")
    assert fix.endswith('<a id="lean-start"></a>')
