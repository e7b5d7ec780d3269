"""The package of Sveltia CMS, and what `dateline cms` says without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archives import MadeOnce
from dateline import cli
from dateline.cms.configuration import laid_over
from dateline.cms.package import INTEGRITY, files_of
from dateline.problems import UsageProblem
from scratch import SETTINGS, ScratchSite
from sveltia import package


def test_a_package_of_another_digest_is_refused() -> None:
    with pytest.raises(UsageProblem, match="Nothing was written"):
        files_of(b"another", INTEGRITY)


def test_nothing_is_written_unless_it_is_asked_for_and_right(site: ScratchSite) -> None:
    package = str(site.write("other.tgz", b"another"))
    arguments = ["--root", str(site.root), "cms", "--package", package]
    off = CliRunner().invoke(cli.main, arguments)
    assert off.exit_code == 2 and "[cms]" in off.output
    site.settings(f"{SETTINGS}[cms]\non = true\n")
    wrong = CliRunner().invoke(cli.main, arguments)
    assert wrong.exit_code == 2 and "digest" in wrong.output
    assert not (site.root / "content" / "admin").exists()


def test_changes_are_laid_over_by_names() -> None:
    made = {"fields": [{"name": "a", "label": "A"}, {"name": "b"}], "other": [1]}
    changes = {"fields": [{"name": "a", "hint": "h"}, {"name": "c"}], "other": [2]}
    assert laid_over(made, changes) == {
        "fields": [{"name": "a", "label": "A", "hint": "h"}, {"name": "b"}, {"name": "c"}],
        "other": [2],
    }


def test_the_files_of_the_page_are_published_only_where_it_is_on(site: ScratchSite) -> None:
    site.write("content/admin/index.html", "<!doctype html>")
    site.build()
    assert not (site.public / "admin").exists()
    site.settings(f'host = "netlify"\n{SETTINGS}[cms]\non = true\n')
    site.build()
    assert (site.public / "admin" / "index.html").exists()
    headers = (site.public / "_headers").read_text("utf-8")
    everywhere, _, editing = headers.partition("/admin/*")
    assert "unsafe-inline" in editing and "unsafe-inline" not in everywhere


def test_what_was_written_is_removed_and_nothing_else(site: ScratchSite) -> None:
    site.settings(f"{SETTINGS}[cms]\non = true\n")
    for name in ("index.html", "admin.js", "config.json", "sveltia-cms/npm/index.js", "rota.md"):
        site.write(f"content/admin/{name}", "")
    arguments = ["--root", str(site.root), "cms", "--remove"]
    removed = CliRunner().invoke(cli.main, arguments)
    assert removed.exit_code == 0 and "[cms]" in removed.output
    assert [path.name for path in (site.root / "content" / "admin").rglob("*")] == ["rota.md"]
    again = CliRunner().invoke(cli.main, arguments)
    assert "There is no page" in again.output


@pytest.mark.parametrize("remove", [True, False])
def test_nothing_is_written_or_removed_through_a_link_out_of_the_archive(
    site: ScratchSite, tmp_path: Path, remove: bool
) -> None:
    site.settings(f"{SETTINGS}[cms]\non = true\n")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/index.html").write_text("Years of work", "utf-8")
    site.article("a.md")
    (site.root / "content/admin").symlink_to(tmp_path / "theirs")
    done = CliRunner().invoke(
        cli.main, ["--root", str(site.root), "cms", *(["--remove"] if remove else [])]
    )
    assert done.exit_code == 2 and "content/admin is a symbolic link that leads" in done.output
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["index.html"]


def test_the_page_is_in_no_list_pack_or_portable_edition(site: ScratchSite) -> None:
    site.settings(f"{SETTINGS}[cms]\non = true\n")
    site.article("2026/11/18-rain.md")
    site.write("content/admin/index.html", "<!doctype html><title>secretdesk</title>")
    site.write("content/admin/config.json", '{"app_title": "secretdesk"}')
    site.build()
    holding = [
        path.relative_to(site.public).as_posix()
        for path in site.public.rglob("*")
        if path.is_file()
        and (b"secretdesk" in path.read_bytes() or b"/admin/" in path.read_bytes())
    ]
    assert sorted(holding) == ["admin/config.json", "admin/index.html"]
    portable = site.root / "portable"
    site.build(edition="portable", output=portable)
    assert (portable / "index.html").exists() and not (portable / "admin").exists()


def test_a_page_that_is_up_to_date_needs_no_package(site: ScratchSite, made_once: MadeOnce) -> None:
    site.settings(f"{SETTINGS}[cms]\non = true\n")
    arguments = ["--root", str(site.root), "cms", "--package"]
    first = CliRunner().invoke(cli.main, [*arguments, str(package(made_once))])
    assert first.exit_code == 0 and "wrote" in first.output
    other = str(site.write("other.tgz", b"another"))
    second = CliRunner().invoke(cli.main, [*arguments, other])
    assert second.exit_code == 0 and "up to date" in second.output
    site.write("content/admin/sveltia-cms/npm/index.js", "// changed")
    third = CliRunner().invoke(cli.main, [*arguments, other])
    assert third.exit_code == 2 and "digest" in third.output
