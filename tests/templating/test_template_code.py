"""What our own generator of code makes of the theme's templates: what Jinja's own does."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from jinja2 import FileSystemBytecodeCache, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

from dateline.catalogue.queries import Catalogue
from dateline.catalogue.revisions import Revision, put_revisions
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.config import load_site
from dateline.editions import EDITIONS
from dateline.templating import ThemeEnvironment
from dateline.templating.checks import check_templates
from dateline.theme import STYLESHEET, Theme
from dateline.views import VIEWS
from dateline.views.archive import Archive, Shell
from dateline.views.base import View
from dateline.views.directions import isolated
from dateline.views.site_context import site_context

ROOT = Path(__file__).parents[2]
NOW = "2030-01-01T00:00:00"
AWKWARD = """\
---
title: '<i>"Fish" & ''chips''</i>'
kicker: '<&>"'
summary: 'A & B < C > D "E" ''F'''
date: 2014-03-05
tags: ['R&D', '"Quoted"', '<b>']
places: ['L''Anse & <Co>']
---

Text.
"""


class JinjasOwn(ThemeEnvironment):
    """The same templates, with what Jinja itself makes of them."""

    code_generator_class = CodeGenerator
    context_class = Context


def environment_of(
    kind: type[ThemeEnvironment], lang: str, archive: Archive, folder: Path
) -> ThemeEnvironment:
    """The templates of a language as pages are rendered with, compiled in one way or the other."""
    show, urls = archive.present(lang), archive.urls
    folder.mkdir(parents=True)
    return kind(
        archive.theme,
        show.words,
        FileSystemBytecodeCache(str(folder)),
        {
            "site": site_context(lang, archive, STYLESHEET),
            "asset": lambda path: urls.href(urls.asset(path)),
        },
        {"number": show.number, "isolated": partial(isolated, direction=show.direction)},
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_template_gives_what_jinja_gives(tmp_path: Path, edition: str) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.toml", tmp_path)
    (tmp_path / "content" / "awkward.md").write_text(AWKWARD, "utf-8")
    withdrawn = AWKWARD.replace("kicker:", "withdrawn:")
    (tmp_path / "content" / "withdrawn.md").write_text(withdrawn, "utf-8")
    with (tmp_path / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[history]\non = true\nauthors = true\n")
    site = load_site(tmp_path, edition=EDITIONS[edition])
    theme = Theme(site)
    used: set[str] = set()
    with closing(connect_in_memory()) as connection:
        scan(
            site,
            theme,
            connection,
            now=NOW,
            drafts=False,
            jobs=1,
            progress=lambda done, total: None,
        )
        revisions = Revision(1, "Publish", "Ann"), Revision(2, '<b>R&D "Quoted"', "L'Anse & <Co>")
        put_revisions(connection, {"awkward.md": revisions}, "history")
        shell = Shell(("/", "/search/"), "digest")
        archive = Archive(Catalogue(connection, site, NOW), theme).with_last(shell, frozenset())
        environments = {
            lang: [
                environment_of(kind, lang, archive, tmp_path / kind.__name__ / lang)
                for kind in (ThemeEnvironment, JinjasOwn)
            ]
            for lang in archive.catalogue.languages()
        }
        assert len(environments) > 1
        for view in EDITIONS[edition].views:
            if not isinstance(view, View):
                continue
            for page in view.pages(archive.catalogue):
                context = view.context(page, archive)
                ours, jinjas = (
                    environment.get_template(view.template).render(page=context)
                    for environment in environments[page.lang]
                )
                assert ours == jinjas, page.url
                used |= environments[page.lang][0].closure(view.template)
    plain = {name for name in theme.templates if not name.startswith("broadsheet/")}
    others = set(VIEWS) - set(EDITIONS[edition].views)
    plain -= {view.template for view in others if isinstance(view, View)}
    assert plain <= used
    code = environments["en"][0].compile("{{ page }}", raw=True)
    assert re.search(r"\bescaped\(", code), "Jinja no longer asks our generator"


class Counting(ThemeEnvironment):
    """The same templates, and the file of each that was parsed."""

    parsed: ClassVar[list[str | None]] = []

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self.parsed.append(filename)
        return super()._parse(source, name, filename)


def test_checking_parses_each_template_once(tmp_path: Path) -> None:
    shutil.copy(ROOT / "site.toml", tmp_path / "site.toml")
    (tmp_path / "content").mkdir()
    site = load_site(tmp_path, edition=EDITIONS["web"])
    theme = Theme(site)
    with closing(connect_in_memory()) as connection:
        scan(site, theme, connection, now=NOW, drafts=False, jobs=1, progress=lambda done, of: None)
        archive = Archive(Catalogue(connection, site, NOW), theme)
        environment = environment_of(Counting, "en", archive, tmp_path / "code")
        wanted = (view.template for view in VIEWS if isinstance(view, View))
        assert list(check_templates(environment, wanted)) == []
    files = [str(file) for file in theme.templates_in_use.values()]
    assert sorted(map(str, Counting.parsed)) == sorted(set(files))
