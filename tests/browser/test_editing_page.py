"""The page for editing, in a browser: under its own policy, with nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, expect
from served import Handler, Server

from archives import ADDRESS, MadeOnce
from dateline import cli
from dateline.content.header_rules import read_header_rules
from photographs import photograph
from scratch import ScratchSite
from sveltia import package

pytestmark = pytest.mark.browser

SETTINGS = f"""\
title = "The Meridian"
url = "{ADDRESS}"
host = "netlify"
[languages.fr]
title = "Le Méridien"
[cms]
on = true
"""
WIND = {"title": "Wind", "date": "2024-02-03", "tags": ["weather"]}
BROWSERS_OWN_FOLDER = "window.showDirectoryPicker = () => navigator.storage.getDirectory()"
PUT = """async (files) => {
    for (const [path, text] of Object.entries(files)) {
        const parts = path.split("/");
        let folder = await navigator.storage.getDirectory();
        for (const part of parts.slice(0, -1))
            folder = await folder.getDirectoryHandle(part, { create: true });
        const file = await folder.getFileHandle(parts.at(-1), { create: true });
        const writing = await file.createWritable();
        await writing.write(text);
        await writing.close();
    }
}"""
READ = """async () => {
    const text = async (file) => {
        try { return await (await file.getFile()).text(); } catch { return ""; } // being replaced
    };
    const found = {};
    const read = async (folder, path) => {
        for await (const [name, one] of folder.entries())
            if (one.kind === "directory") await read(one, `${path}${name}/`);
            else found[path + name] = name.endsWith(".md") ? await text(one) : "";
    };
    await read(await navigator.storage.getDirectory(), "");
    return found;
}"""
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class EditingHandler(Handler):
    """Sends the page for editing with the headers that the build wrote for it."""

    def end_headers(self) -> None:
        rules, _ = read_header_rules((Path(self.directory) / "_headers").read_text("utf-8"))
        editing = next(rule for rule in rules if rule.path == "/archive/admin/*")
        for name, value in editing.headers:
            self.send_header(name, value)
        super(Handler, self).end_headers()


def served(made_once: MadeOnce, name: str, settings: str) -> Iterator[tuple[Server, ScratchSite]]:
    file = package(made_once)

    def make(root: Path) -> None:
        site = ScratchSite(root, settings)
        site.article("2024/02/03-wind.md", "It *blew*.[^1]\n\n[^1]: Hard.", **WIND)
        arguments = ["--root", str(root), "cms", "--package", str(file)]
        result = CliRunner().invoke(cli.main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        site.build()

    site = ScratchSite.at(made_once(name, make))
    server = Server(site.public, EditingHandler)
    yield server, site
    server.stop()


@pytest.fixture(scope="module")
def local(made_once: MadeOnce) -> Iterator[tuple[Server, ScratchSite]]:
    yield from served(made_once, "editing", SETTINGS)


@pytest.fixture(scope="module")
def hosted(made_once: MadeOnce) -> Iterator[tuple[Server, ScratchSite]]:
    repository = 'repository = "https://github.com/meridian/archive"\n'
    yield from served(made_once, "editing-hosted", SETTINGS + repository)


@pytest.fixture
def desk(context: BrowserContext) -> Iterator[Page]:
    """A page; the test fails if a script does, or asks anyone but the site for anything."""
    page = context.new_page()
    page.add_init_script(BROWSERS_OWN_FOLDER)
    page.add_init_script(VIOLATIONS)
    faults, asked = list[str](), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda response: asked.append(response.url))
    yield page
    assert not faults
    assert [
        url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:", "data:"))
    ] == []


def files(page: Page) -> dict[str, str]:
    """The files of the copy; those that are no articles are empty here."""
    found: dict[str, str] = page.evaluate(READ)
    return found


def saved(page: Page, words: str) -> tuple[str, str]:
    """The path and the text of the file that has `words` once it is saved."""
    page.get_by_role("button", name="Save").first.click()
    for _ in range(300):
        for path, text in files(page).items():
            if words in text:
                return path, text
        page.wait_for_timeout(100)
    raise AssertionError(f"no file has “{words}”")


def test_articles_are_written_in_a_copy_of_the_archive(
    desk: Page, local: tuple[Server, ScratchSite]
) -> None:
    server, site = local
    source = (site.root / "content/2024/02/03-wind.md").read_text("utf-8")
    desk.goto(f"{server.url}admin/")
    expect(desk.get_by_role("button", name="Work with Local Repository")).to_be_visible()
    desk.evaluate(PUT, {".git/HEAD": "", "content/2024/02/03-wind.md": source})
    desk.get_by_role("button", name="Work with Local Repository").click()
    expect(desk.get_by_text("This collection has no entries yet.")).to_be_visible()

    desk.goto(f"{server.url}admin/#/collections/drafts/new")
    desk.get_by_role("textbox", name="Title").first.fill("Rain: l’été, a “record”")
    add, browse = (
        desk.get_by_text(re.compile("Add .?Image")),
        desk.get_by_role("button", name="Browse"),
    )
    add.click()
    for _ in range(20):  # the editor may lose a click while it is still drawing
        desk.wait_for_timeout(500)
        if browse.first.is_visible():
            break
        if add.is_visible():
            add.click()
    browse.first.click()
    with desk.expect_file_chooser() as chosen:
        desk.get_by_role("dialog").get_by_role("button", name="Upload").click()
    chosen.value.set_files(
        {"name": "harbour.jpg", "mimeType": "image/jpeg", "buffer": photograph(60, 40)}
    )
    desk.get_by_role("dialog").get_by_role("button", name="Insert").click()
    expect(desk.get_by_role("button", name="Replace")).to_be_visible()
    path, text = saved(desk, "a “record”")
    today = desk.evaluate("new Date().toLocaleDateString('sv')")
    assert path == f"content/{today[:7].replace('-', '/')}/{today[8:]}-rain-l-ete-a-record.md"
    assert "draft: true" in text and f"date: {today}" in text
    # A picture is found from the article's file.
    assert "src: harbour.jpg" in text
    assert f"{path.rpartition('/')[0]}/harbour.jpg" in files(desk)

    desk.goto(f"{server.url}admin/#/collections/articles")
    desk.get_by_text("Wind").first.click()
    desk.get_by_role("textbox", name="Title").first.fill("High wind")
    path, changed = saved(desk, "title: High wind")
    assert path == "content/2024/02/03-wind.md" and "date: 2024-02-03" in changed
    assert "draft" not in changed
    assert changed.partition("\n---\n")[2].strip() == source.partition("\n---\n")[2].strip()
    assert desk.evaluate("window.violations") == []


def test_those_who_sign_in_are_asked_for_a_token(
    desk: Page, hosted: tuple[Server, ScratchSite]
) -> None:
    server, _ = hosted
    desk.goto(f"{server.url}admin/")
    expect(desk.get_by_role("button", name="Sign In Using Access Token")).to_be_visible()
    expect(desk.get_by_role("button", name="Sign In with GitHub", exact=True)).to_have_count(0)
    # Whether GitHub is in trouble may not be asked of yet another site, and need not be known.
    desk.wait_for_function("window.violations.length")
    violations = set(desk.evaluate("window.violations"))
    assert violations == {"connect-src https://www.githubstatus.com/api/v2/status.json"}
