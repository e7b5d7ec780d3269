"""`dateline check`: what it shows, in each form, and what it mends."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dateline import cli
from dateline.problems import Mend, Problem
from dateline.source_lines import SourceLines
from scratch import ScratchSite

WRONG = '---\ntitle: Flood\nTags: [“rain”]\ndate: "18 May 2026"\n---\n\nSee [it](gone.md).\n'
RIGHT = "---\ntitle: Flood\ntags: [rain]\ndate: 2026-05-18\n---\n\nSee [it](gone.md).\n"


def run(site: ScratchSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(site.root), "check", *arguments])


def in_json(site: ScratchSite, *arguments: str) -> list[dict[str, Any]]:
    found = json.loads(run(site, "--format", "json", *arguments).stdout)
    assert isinstance(found, list)
    return found


def test_json_says_where_a_problem_ends_and_what_replaces_it(site: ScratchSite) -> None:
    site.write("content/a.md", WRONG)
    key, quotes, date, link = in_json(site)
    assert key == {
        "path": "content/a.md",
        "line": 3,
        "column": 1,
        "end_column": 5,
        "severity": "warning",
        "kind": "unknown-key",
        "message": "“Tags” is not a key Dateline knows, and is read as “tags”",
        "fix": "Write “tags” instead",
        "unfinished": False,
        "replacement": {"line": 3, "column": 1, "end_column": 5, "text": "tags"},
    }
    assert quotes["replacement"] == {"line": 3, "column": 8, "end_column": 14, "text": "rain"}
    assert (date["column"], date["end_column"], date["severity"]) == (7, 20, "error")
    assert (link["line"], link["replacement"]) == (7, None)


def test_annotations_cover_the_word(site: ScratchSite) -> None:
    site.write("content/a.md", WRONG)
    lines = run(site, "--format", "github").stdout.splitlines()
    assert lines[0].startswith(
        "::warning file=content/a.md,line=3,endLine=3,col=1,endColumn=5,title=unknown-key::“Tags”"
    )
    assert lines[2].startswith(
        "::error file=content/a.md,line=4,endLine=4,col=7,endColumn=20,title=date::"
    )


def test_only_the_files_asked_for_with_the_rest_known(site: ScratchSite) -> None:
    site.article("a.md", "See [b](b.md) and [c](c.md).")
    site.article("b.md", "See [d](d.md).")
    (link,) = in_json(site, str(site.root / "content" / "a.md"))
    assert (link["path"], link["kind"]) == ("content/a.md", "dead-link")
    assert "c.md" in link["message"]


def test_a_story_scheduled_for_the_future_is_no_problem(site: ScratchSite) -> None:
    site.article("later.md", date="2099-01-01", summary="It will rain.")
    done = run(site, "--strict")
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "1 article read, no problems.\n"
        "1 article is scheduled for later (time zone: UTC):\n"
        "  2099-01-01 00:00  content/later.md\n"
    )


def test_fix_shows_its_changes_then_what_is_left(site: ScratchSite) -> None:
    site.write("content/a.md", WRONG)
    site.article("b.md")
    told = run(site).stdout.splitlines()
    assert told[-1] == "3 problems can be fixed automatically: run “dateline check --fix”."
    assert (site.root / "content" / "a.md").read_text("utf-8") == WRONG
    done = run(site, "--fix")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "--- a/content/a.md",
        "+++ b/content/a.md",
        "@@ -2,4 +2,4 @@",
        " title: Flood",
        "-Tags: [“rain”]",
        '-date: "18 May 2026"',
        "+tags: [rain]",
        "+date: 2026-05-18",
        " ---",
        "1 file fixed.",
        "content/a.md:7:10: error: “gone.md” links to an article that does not exist."
        " Write the path from this file to the article's file.",
        "1 error.",
        "      1  dead-link, in 1 file",
    ]
    assert (site.root / "content" / "a.md").read_text("utf-8") == RIGHT
    assert "fixed" not in run(site, "--fix").stdout


def test_only_what_can_be_fixed_is_promised(site: ScratchSite) -> None:
    # With its right key, the correction would have a fault of its own.
    line = "correction: {date: 2024-05-01, text: It was Tom, not Tim}"
    site.write("content/a.md", f"---\ntitle: Flood\ndate: 2024-05-01\n{line}\n---\nIt rained.\n")
    done = run(site)
    assert "Did you mean “corrections”?" in done.stdout
    assert "automatically" not in done.stdout
    site.write("content/b.md", WRONG)
    assert "\n3 problems can be fixed automatically" in run(site).stdout


def test_fix_mends_only_the_files_asked_for(site: ScratchSite) -> None:
    for name in ("a.md", "b.md"):
        site.write(f"content/{name}", WRONG)
    run(site, "--fix", str(site.root / "content" / "b.md"))
    assert (site.root / "content" / "a.md").read_text("utf-8") == WRONG
    assert (site.root / "content" / "b.md").read_text("utf-8") == RIGHT


def test_fix_is_for_people(site: ScratchSite) -> None:
    done = run(site, "--fix", "--format", "json")
    assert done.exit_code == 2 and "leave out --format" in done.output


@pytest.mark.parametrize(
    ("line", "column", "message", "marked"),
    [
        ("date: 31/11/2026", 7, "“31/11/2026” does not exist", "31/11/2026"),
        ('date: "31/11/2026"', 7, "“31/11/2026” does not exist", '"31/11/2026"'),
        ("tags: [a, b]", 7, "“tags” takes text, not a list", "["),
        ("must-read: 3", 1, "Something is wrong here", "must-read"),
        ("title: A", 9, "The line ends here", ""),
    ],
)
def test_the_part_of_a_line_that_is_marked(
    site: ScratchSite, line: str, column: int, message: str, marked: str
) -> None:
    site.write("content/a.md", f"---\n{line}\n---\n")
    problem = Problem("content/a.md", 2, column, message, kind="value", mend=Mend(2, 1, 2, ""))
    end = SourceLines(site.root).end_of(problem)
    assert line[column - 1 : end - 1] == marked


def test_fix_mends_files_before_it_looks_for_lost_addresses(site: ScratchSite) -> None:
    site.article("a.md", title="The archive opens", tags=["Odd"])
    site.build()
    article = site.root / "content" / "a.md"
    text = article.read_text("utf-8")
    article.write_text(re.sub("title:.*", "title: The archive: opens", text), "utf-8", newline="")
    done = run(site, "--fix")
    assert done.exit_code == 0, done.output
    assert '+title: "The archive: opens"' in done.stdout
    assert "was published" not in done.stdout and "not told" not in done.stdout
    assert not (site.root / "content" / "_redirects").exists()
