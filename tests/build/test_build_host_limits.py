"""`dateline check --host`: what a site takes of what a host allows."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.build.check import check
from dateline.cli import main
from dateline.hosts import HOSTS, Host
from dateline.problems import Problem
from scratch import ScratchSite, clock

SETTINGS = 'title = "The Meridian"\nurl = "https://meridian.example/"\nhost = "{host}"\n'
ROOMY = Host(title="Roomy", reads_headers=True, reads_redirects=True)


@pytest.fixture
def archive(site: ScratchSite) -> ScratchSite:
    """An archive of three articles at Cloudflare, with a file of 30 KB."""
    site.settings(SETTINGS.format(host="cloudflare"))
    for number in range(3):
        site.article(f"a{number}.md", "See the [minutes](minutes.txt).", date=f"201{number}-03-05")
    site.write("content/minutes.txt", "x" * 30_000)
    return site


def exceeded(site: ScratchSite, host: Host) -> list[Problem]:
    with clock(site.now):
        problems = check(site.root, host=host).problems
    return [problem for problem in problems if problem.kind == "host-limit"]


def test_what_is_counted_is_what_a_build_leaves(archive: ScratchSite) -> None:
    archive.search = True
    archive.build()
    files = {path: data for path, data in archive.snapshot().items() if path != ".dateline"}
    with clock(archive.now):
        contents = check(archive.root, host=ROOMY).contents
    assert contents
    assert contents.sizes == {path: len(data) for path, data in files.items()}
    assert (contents.files, contents.unbuilt) == (len(files), 0)


@pytest.mark.parametrize("built", [True, False])
def test_a_site_within_the_limits_has_no_problem(archive: ScratchSite, built: bool) -> None:
    if built:
        archive.build()
    for host in HOSTS.values():
        assert exceeded(archive, host) == []


def test_too_many_files_are_told_before_a_build(archive: ScratchSite) -> None:
    (problem,) = exceeded(archive, replace(ROOMY, most_files=20, most_files_paid=5_000))
    assert problem.severity == "error" and problem.path == "site.toml"
    assert "; Roomy allows 20, and 5,000 on its paid plans" in problem.message
    assert "article 3), Roomy" in problem.message.replace(";", ",")


def test_the_folder_that_is_too_full_is_named(archive: ScratchSite) -> None:
    limit = replace(ROOMY, most_files_in_a_folder=9)
    told = [problem.message for problem in exceeded(archive, limit)]
    archive.build()
    files = sum(path.is_file() for path in (archive.public / "assets").iterdir())
    assert f"The folder /assets has {files} files; Roomy allows 9 per folder" in told
    assert not any("/2010/03/05" in message for message in told)


def test_the_file_that_is_too_large_is_named_by_its_source(archive: ScratchSite) -> None:
    archive.build()
    page = archive.public / "search" / "index.html"
    page.write_text("x" * 1_000_000, "utf-8")
    (problem,) = exceeded(archive, replace(ROOMY, largest_file=500_000))
    assert problem.path == "site.toml"
    assert problem.message == "/search/index.html is 1.0 MB; Roomy allows 0.5 MB per file"
    paths = [one.path for one in exceeded(archive, replace(ROOMY, largest_file=29_999))]
    assert "content/minutes.txt" in paths


def test_a_site_that_is_too_large_is_told(archive: ScratchSite) -> None:
    archive.build()
    (problem,) = exceeded(archive, replace(ROOMY, largest_site=100_000))
    assert problem.message.endswith("MB; Roomy allows 0.1 MB")


def test_redirects_are_counted_by_kind(archive: ScratchSite) -> None:
    archive.write(
        "content/_redirects",
        "# Ours\n\n/a /b\n/c /d 301\n/e/* /f/:splat\n/g/:id /h/:id 302\n/i/* /j\n",
    )
    archive.build()
    assert exceeded(archive, replace(ROOMY, most_static=2, most_dynamic=3)) == []
    (static,) = exceeded(archive, replace(ROOMY, most_static=1, most_dynamic=3))
    assert static.message == "There are 2 rules for single addresses; Roomy reads only 1"
    (dynamic,) = exceeded(archive, replace(ROOMY, most_static=2, most_dynamic=2))
    assert dynamic.message == "There are 3 rules with * or :name; Roomy reads only 2"
    assert dynamic.path == "content/_redirects"


def test_too_many_rules_are_told_once(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(HOSTS["cloudflare"], most_static=1)
    monkeypatch.setitem(HOSTS, "cloudflare", own)
    archive.write("content/_redirects", "/a /2010/03/05/a0/\n/b /2010/03/05/a0/\n")
    for built in (False, True):
        for host, severity in ((own, "error"), (None, "warning")):
            with clock(archive.now):
                told = check(archive.root, host=host).problems
            (problem,) = [one for one in told if one.kind == "host-limit"]
            assert problem.severity == severity
            assert problem.message == (
                "There are 2 rules for single addresses; Cloudflare Pages reads only 1"
            )
        if not built:
            archive.build()


def test_headers_are_counted_and_measured(archive: ScratchSite) -> None:
    archive.write("content/_headers", f"/a\n  X-Long: {'x' * 900}\n/b\n  X-Short: x\n")
    archive.build()
    assert exceeded(archive, replace(ROOMY, most_header_rules=3, longest_header=910)) == []
    many, long = exceeded(archive, replace(ROOMY, most_header_rules=2, longest_header=909))
    assert many.message == "There are headers for 3 paths; Roomy reads only 2"
    assert long.message == "A header is 910 characters long; Roomy reads only 909"


def test_the_command_says_how_much_is_taken(archive: ScratchSite) -> None:
    def told(host: str) -> str:
        with clock(archive.now):
            done = CliRunner().invoke(main, ["--root", str(archive.root), "check", "--host", host])
        assert done.exit_code == 0, done.output
        return done.output

    before = told("cloudflare")
    assert "Cloudflare Pages: " in before and " files (20,000 allowed); " in before
    assert " files are not built yet and counted without size." in before
    assert "only known after a build" in before
    archive.search = True
    archive.build()
    after = told("github")
    assert "GitHub Pages: " in after and " in all (1.0 GB allowed); " in after
    assert "not built yet" not in after and "only known" not in after
    assert "allowed" not in told("none")


def test_each_limit_stops_a_deploy(archive: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HOSTS, "github", replace(HOSTS["github"], most_files=5))
    command = ["--root", str(archive.root), "check", "--host", "github"]
    done = CliRunner(env={**os.environ}).invoke(main, command)
    assert done.exit_code == 1
    assert "GitHub Pages allows 5" in done.output
    settings = Path(archive.root, "site.toml")
    settings.write_text(f'{settings.read_text()}[problems]\nhost-limit = "warning"\n', "utf-8")
    assert CliRunner().invoke(main, command).exit_code == 0
