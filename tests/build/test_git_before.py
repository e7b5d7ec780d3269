"""What git says was published before: articles alone."""

from __future__ import annotations

from dateline.build.check import check
from scratch import ScratchSite, git


def test_what_never_was_an_article_was_never_published(site: ScratchSite) -> None:
    site.article("rain.md", "It rained.")
    site.article("_private/plan.md", "A plan.")
    site.article("wind.md", "It blew.")
    site.comment("rain/1.md")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    for path in ("_private/plan.md", "wind.md", "_comments/rain/1.md"):
        site.delete(path)
    lost = [problem for problem in check(site.root).problems if problem.kind == "lost-address"]
    assert [problem.path for problem in lost] == ["content/wind.md"]


def test_a_whole_folder_that_is_renamed_is_noticed(site: ScratchSite) -> None:
    for number in range(501):
        site.article(f"old/{number}.md", f"Text {number}.", date="2014-03-05")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    for number in range(501):
        site.rename(f"old/{number}.md", f"new/story-{number}.md")
    lost = {problem.path for problem in check(site.root).problems if problem.kind == "lost-address"}
    assert lost == {f"content/new/story-{number}.md" for number in range(501)}
