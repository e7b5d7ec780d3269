"""An edition is one file and one row: a further one is built as the others are."""

from __future__ import annotations

import ast
import io
import pickle
import re
import shutil
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from dateline.build.export import export
from dateline.build.options import Options
from dateline.build.run import build
from dateline.config import load_site
from dateline.edition import Published
from dateline.editions import EDITIONS
from dateline.editions.base import BuiltEdition
from dateline.problems import UsageProblem
from dateline.views.base import Output
from scratch import SETTINGS, ScratchSite, assert_same

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "generator" / "dateline"
ELSEWHERE = sorted(
    path for path in PACKAGE.rglob("*.py") if "editions" not in path.relative_to(PACKAGE).parts
)
NAMING = {PACKAGE / "cli" / "build.py", PACKAGE / "cli" / "export.py"}
"""The commands of which an option or a word names an edition."""
LINE = "<!-- For the app -->\n"


class AppEdition(BuiltEdition):
    """Pages for an app, which has a scheme and a search page of its own."""

    name = "app"
    online = False
    search_script = "app.js"

    def link(self, path: str, site: Published) -> str:
        return f"app:///{path}"

    def has_view(self, view: Output) -> bool:
        return view.name != "search" and super().has_view(view)

    def finished(self, page: str, url: str) -> str:
        return page + LINE


@pytest.fixture(autouse=True)
def app(monkeypatch: pytest.MonkeyPatch) -> BuiltEdition:
    """The row of a further edition."""
    edition = AppEdition()
    monkeypatch.setitem(EDITIONS, edition.name, edition)
    return edition


def test_a_further_edition_of_the_sample(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copyfile(ROOT / "site.toml", root / "site.toml")
    output = tmp_path / "app"
    build(root, Options(output=output, edition="app", search=False, jobs=1))
    pages = list(output.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        text = page.read_text("utf-8")
        assert text.endswith(LINE)
        assert not re.search(r'(?:href|src|action)="/', text), page
        assert '<link rel="stylesheet" href="app:///assets/dateline.css">' in text
        assert 'rel="manifest"' not in text
    assert (output / "assets/dateline.css").is_file()
    for missing in ("search", "offline", "feed.xml", "service-worker.js", "assets/offline.js"):
        assert not (output / missing).exists(), missing
    site = load_site(root)
    assert f'href="{site.url}feed.xml"' in (output / "index.html").read_text("utf-8")


def test_it_has_the_script_that_it_names_and_no_other_edition_has(site: ScratchSite) -> None:
    site.settings('theme = "own"\n' + SETTINGS)
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.write("themes/own/assets/app.js", "app();")
    site.article("a.md")
    for name in EDITIONS:
        site.build(edition=name, output=site.root / f"public-{name}")
        assets = site.root / f"public-{name}" / "assets"
        assert (assets / "app.js").is_file() == (name == "app")
        assert (assets / "portable.js").is_file() == (name == "portable")


def test_each_edition_has_a_catalogue_of_its_own(site: ScratchSite) -> None:
    site.article("a.md")
    output = site.root / "public-other"
    site.build(edition="app", output=output)
    first = site.snapshot(output)
    site.build(edition="portable", output=output)
    site.build(edition="app", output=output)
    assert_same(site.snapshot(output), first)
    catalogues = (site.root / ".dateline").glob("catalogue-*.sqlite")
    assert len(list(catalogues)) == 2


def test_only_the_site_for_a_server_is_built_into_public(site: ScratchSite) -> None:
    site.article("a.md")
    with pytest.raises(UsageProblem, match="dateline build --app --output DIR"):
        site.build(edition="app")
    site.build(edition="web")
    assert site.has("/2014/03/05/a/")


def test_it_is_handed_on_in_one_file(site: ScratchSite, tmp_path: Path) -> None:
    site.article("a.md")
    exported = export(site.root, tmp_path / "app.zip", Options(search=False, edition="app"))
    shutil.unpack_archive(tmp_path / "app.zip", tmp_path / "unpacked")
    found = site.snapshot(tmp_path / "unpacked/the-meridian")
    assert len(found) == exported.files
    assert found["2014/03/05/a/index.html"].endswith(LINE.encode())


@pytest.mark.parametrize("name", ["web", "portable", "app"])
def test_an_edition_is_no_setting_and_reaches_other_processes(site: ScratchSite, name: str) -> None:
    plain, found = load_site(site.root), load_site(site.root, edition=EDITIONS[name])
    assert found.model_dump_json() == plain.model_dump_json()
    there = pickle.loads(pickle.dumps(found))
    assert type(there.edition) is type(EDITIONS[name])


def test_nothing_else_asks_which_edition_it_is() -> None:
    faults = []
    for path in ELSEWHERE:
        text = path.read_text("utf-8")
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            named = token.string.isidentifier() and "portable" in token.string.lower()
            if named and path not in NAMING:
                faults.append(f"{path}:{token.start[0]}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom):
                module = node.module or ""
                allowed = {"dateline.editions", "dateline.editions.base"}
                if module.startswith("dateline.editions") and module not in allowed:
                    faults.append(f"{path}:{node.lineno}")
            elif isinstance(node, ast.Compare) and any(
                map(_names_edition, (node.left, *node.comparators))
            ):
                faults.append(f"{path}:{node.lineno}")
    assert not faults


def test_the_table_imports_no_views() -> None:
    """Most builds find nothing to do, and are not to wait for Babel."""
    program = "import sys, dateline.editions; print({'dateline.views', 'babel'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def _names_edition(side: ast.expr) -> bool:
    if isinstance(side, ast.Constant):
        return side.value in EDITIONS
    return ast.unparse(side).rpartition(".")[2] == "WEB" or bool(
        re.search(r"\bedition(\.name)?$", ast.unparse(side))
    )


def test_templates_ask_what_an_edition_can() -> None:
    for template in (ROOT / "themes").rglob("templates/*"):
        assert "portable" not in template.read_text("utf-8"), template
