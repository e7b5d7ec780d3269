"""What git says was published before: articles alone."""

from __future__ import annotations

from pathlib import Path

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


def test_a_repository_without_its_history_is_told_for_what_it_cannot_tell(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.article("rain.md", "It rained.")
    git(site.root, "init", "-q", "-b", "main")
    for number in range(3):
        site.article("wind.md", f"It blew {number}.")
        git(site.root, "add", ".")
        git(site.root, "commit", "-qm", "Work")
    told = []
    for depth in (1, 2):
        clone = tmp_path / f"clone-{depth}"
        git(site.root, "clone", "-q", "--depth", str(depth), site.root.as_uri(), str(clone))
        told.append([one.fix for one in check(clone).problems if one.kind == "history"])
    fix = "Run: git fetch --unshallow; or compare with the site: dateline check --published"
    assert told == [[fix], []]
    listed = tmp_path / "sitemap.txt"
    listed.write_text("https://meridian.example/2014/03/05/rain/\n", "utf-8")
    clone = tmp_path / "clone-1"
    assert not check(clone, published=str(listed)).problems
    ScratchSite.at(clone).build()
    assert not check(clone).problems


def test_a_link_to_a_file_that_git_knows_by_another_name_has_its_new_name(
    site: ScratchSite,
) -> None:
    site.article("2014/rain.md", "It rained all night, and the river rose.")
    site.article("2014/wind.md", "It blew all night, and the sea rose.")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    for old, new in (("rain", "storm"), ("storm", "gale")):
        site.rename(f"2014/{old}.md", f"2014/{new}.md")
        git(site.root, "add", ".")
        git(site.root, "commit", "-qm", "Rename it")
    site.article("2015/after.md", "[a](../2014/rain.md) [b](../2014/none.md)")
    fixes = [one.fix for one in check(site.root).problems if one.kind == "dead-link"]
    write = "Write the path from this file to the article's file"
    assert fixes == ["Did you mean “../2014/gale.md”?", write]


def test_of_articles_with_the_same_text_each_is_known_by_its_whole_file(site: ScratchSite) -> None:
    for name in ("01-a", "02-b2", "03-b3"):
        site.article(f"{name}.md", "Results below.", title=f"Results {name}", date="2014-03-05")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    site.rename("02-b2.md", "02-b2x.md")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "Second")
    git(site.root, "switch", "-qc", "work")
    site.rename("03-b3.md", "03-b3x.md")
    site.delete("01-a.md")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "Third")
    lost = [problem for problem in check(site.root).problems if problem.kind == "lost-address"]
    assert [problem.path for problem in lost] == ["content/01-a.md", "content/03-b3x.md"]
    assert "/03-b3/" in lost[1].message


def test_what_the_last_commit_on_main_added_counts_as_published(site: ScratchSite) -> None:
    site.article("rain.md", "It rained.")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    site.article("wind.md", "It blew.", date="2014-03-06")
    site.article("calm.md", "## Still\n\nNothing moved.", date="2014-03-07")
    site.article("haze.md", "Nothing was seen.", date="2014-03-08")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "Second")
    site.rename("wind.md", "gale.md")
    site.article("calm.md", "Nothing moved.", date="2014-03-07")
    site.article("haze.md", "Nothing was seen.", date="2014-03-09")
    found = [(one.kind, one.path) for one in check(site.root).problems]
    assert found == [
        ("lost-anchor", "content/calm.md"),
        ("lost-address", "content/gale.md"),
        ("lost-address", "content/haze.md"),
    ]
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "Third")
    assert [(one.kind, one.path) for one in check(site.root).problems] == found
    site.article("calm.md", "Nothing moved at all.", date="2014-03-07")
    assert [(one.kind, one.path) for one in check(site.root).problems] == found


def test_git_knows_the_files_that_changed_articles_showed(site: ScratchSite) -> None:
    for name in ("p", "q", "r", "s"):
        site.write(f"content/2014/{name}.txt", f"Chart {name}.")
    site.article("2014/rain.md", "[P](p.txt) [Q](q.txt) [R](r.txt)", date="2014-03-05")
    site.article("2014/wind.md", "[S](s.txt)", date="2014-03-06")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    site.delete("2014/p.txt")
    site.rename("2014/q.txt", "2014/chart.txt")
    site.article("2014/rain.md", "[Q](chart.txt)", date="2014-03-05")
    site.article("2014/wind.md", "", date="2014-03-06", withdrawn="It was wrong.")
    found = {one.path: one.fix for one in check(site.root).problems}
    assert sorted(found) == [f"content/2014/{name}.txt" for name in ("p", "q", "r")]
    assert "/2014/q.txt /2014/chart.txt 301" in found["content/2014/q.txt"]
    assert 'always = ["2014/r.txt"]' in found["content/2014/r.txt"]


def test_what_only_a_merged_branch_had_was_never_published(site: ScratchSite) -> None:
    site.article("rain.md", "It rained.")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    for path in ("wind.md", "calm.md"):
        site.article(path, f"{path} is there.", date="2014-03-06")
        git(site.root, "add", ".")
        git(site.root, "commit", "-qm", "Write")
    site.delete("wind.md")
    git(site.root, "commit", "-qam", "Delete")
    git(site.root, "switch", "-q", "main")
    git(site.root, "merge", "-q", "--no-ff", "-m", "Merge", "work")
    for branch in ("main", "work"):
        git(site.root, "switch", "-q", branch)
        assert not check(site.root).problems
    site.delete("calm.md")
    assert [one.path for one in check(site.root).problems] == ["content/calm.md"]
