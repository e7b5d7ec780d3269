"""`dateline comments` in the terminal."""

from __future__ import annotations

from click.testing import CliRunner, Result

from dateline.cli import main
from scratch import SETTINGS, ScratchSite


def run(site: ScratchSite, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(site.root), "comments", *arguments])


def test_import_and_list(site: ScratchSite) -> None:
    site.article("story.md")
    rows = "name,comment,article,created_at\nAnn,\x1b[31mHm.,story.md,2024-11-24\n"
    file = site.write("a.csv", rows)
    done = run(site, "import", str(file))
    assert (done.exit_code, done.output) == (0, "Filed 1 comment, awaiting approval.\n")
    done = run(site, "import", str(file))
    assert done.output == "Filed 0 comments, awaiting approval. Filed before: 1.\n"
    listed = run(site, "list")
    assert listed.exit_code == 0
    assert "  Ann, 2024-11-24\n" in listed.output and "\x1b" not in listed.output


def test_times_are_listed_in_the_zone_of_the_site(site: ScratchSite) -> None:
    site.settings(f'{SETTINGS}timezone = "Indian/Mauritius"\n')
    site.article("story.md")
    site.comment("story/one.md", date="2024-11-08T21:05:00Z", approved=False)
    site.comment("story/two.md", date="2024-11-08T08:05", approved=False)
    site.comment("story/zero.md", date="2024-11-08", approved=False)
    output = run(site, "list").output
    told = [line for line in output.splitlines() if line.startswith("  Ann, ")]
    assert told == ["  Ann, 2024-11-09 01:05", "  Ann, 2024-11-08 08:05", "  Ann, 2024-11-08"]


def test_what_is_not_filed_is_told(site: ScratchSite) -> None:
    site.article("story.md")
    rows = "name,comment,article,created_at\nAnn,Hm.,stori.md,2024-11-24\n,Hm.,story.md,2024\n"
    file = site.write("a.csv", rows)
    done = run(site, "import", str(file))
    assert done.exit_code == 1
    assert f"{file}: comment 2 was not filed: there is no article “stori.md”" in done.output
    assert f"Could not file 2 comments: see {file}.rejected.json." in done.output
    assert (site.root / "a.csv.rejected.json").is_file()


def test_a_broken_file_is_told(site: ScratchSite) -> None:
    done = run(site, "import", str(site.write("a.json", "{")))
    assert done.exit_code == 2 and "this is not JSON" in done.output


def test_nothing_awaits_approval(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment("story/one.md")
    assert run(site, "list").output == "No comments await approval.\n"
