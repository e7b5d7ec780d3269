"""The package of Sveltia CMS, and what `dateline cms` says without it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dateline import cli
from dateline.cms.configuration import laid_over
from dateline.cms.package import INTEGRITY, files_of
from dateline.problems import UsageProblem
from scratch import SETTINGS, ScratchSite


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
