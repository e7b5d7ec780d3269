"""One page of every kind of an archive, opened in a browser and put through every check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from served import Served

from dateline.build.history import bring_in_history
from dateline.build.report import Silent
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.config import load_site
from dateline.theme import Theme
from dateline.views import VIEWS
from dateline.views.base import View

NOW = "2030-01-01T00:00:00"
WIDTHS = (1440, 820, 640, 390, 320)
"""In CSS pixels: 640 is a window of 1280 at 200 %, and 320 the same at 400 %."""


_PIECES = {"fragment", "advertisement"}
"""What is seen inside other pages only."""


class Kind(NamedTuple):
    """A page that stands for those of its view, and as long a key, in a language."""

    path: str
    lang: str
    main_language: bool


def kinds(root: Path, folder: Path) -> list[Kind]:
    """The largest page of each kind of the archive at `root`, which is published in `folder`."""
    site = load_site(root).model_copy(update={"url": "https://paper.example/"})
    found: dict[object, tuple[int, Kind]] = {}
    with closing(connect_in_memory()) as connection:
        scan(
            site,
            Theme(site),
            connection,
            now=NOW,
            drafts=False,
            jobs=1,
            progress=lambda done, all_: None,
        )
        bring_in_history(site, connection, root / ".dateline", NOW, Silent())
        catalogue = Catalogue(connection, site, NOW)
        for view in VIEWS:
            if not isinstance(view, View) or view.name in _PIECES:
                continue
            for page in view.pages(catalogue):
                path = page.url.removeprefix("/")
                file = folder / (path if path.endswith(".html") else f"{path}index.html")
                if file.is_file() and file.read_bytes().startswith(b"<!doctype html>"):
                    kind = view.name, page.lang, len(page.key)
                    sized = file.stat().st_size, Kind(path, page.lang, page.lang == site.language)
                    found[kind] = max(found.get(kind, sized), sized)
    return [kind for _, kind in found.values()]


class Inspection:
    """What the checks found: for each check, the faults by the path of the page."""

    CHECKS = ("script", "hosts", "structure", "axe", "axe in the dark", "width")

    def __init__(self, pages: list[Kind]) -> None:
        self.pages = pages
        self.faults: dict[str, dict[str, list[str]]] = {check: {} for check in self.CHECKS}

    def note(self, check: str, path: str, faults: list[str]) -> None:
        """Remember the faults of a page, if any."""
        if faults:
            self.faults[check].setdefault(path, []).extend(faults)


def inspect(browser: Browser, served: Served, pages: list[Kind]) -> Inspection:
    """Put pages through all checks; axe sees those of one language only, in both schemes."""
    found = Inspection(pages)
    with _watched(browser, served, found) as page:
        for path, lang, main_language in pages:
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            page.goto(served.url + path)
            found.note("structure", path, _structure(page, lang))
            if main_language:
                page.evaluate(_AXE)
                found.note("axe", path, _axe(page, {"resultTypes": ["violations"]}))
                page.emulate_media(color_scheme="dark")
                found.note("axe in the dark", path, _axe(page, {"runOnly": ["color-contrast"]}))
                page.emulate_media(color_scheme="light")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.note("width", path, [f"wider than {width}"])
    return found


_AXE = Axe().axe_script


@contextmanager
def _watched(browser: Browser, served: Served, found: Inspection) -> Iterator[Page]:
    """A page whose errors and requests are noted. Its colours change at once."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    page = context.new_page()

    def here() -> str:
        return page.url.removeprefix(served.url)

    page.on("pageerror", lambda error: found.note("script", here(), [str(error)]))
    page.on(
        "console",
        lambda message: found.note(
            "script", here(), [message.text] if message.type == "error" else []
        ),
    )
    page.on(
        "request",
        lambda request: found.note(
            "hosts", here(), [] if request.url.startswith((served.url, "blob:")) else [request.url]
        ),
    )
    yield page
    context.close()


def _structure(page: Page, lang: str) -> list[str]:
    """What is wrong with the language of a page, or with what each page has once."""
    names = ["h1", "main", "head > title", f":root:lang({lang})"]
    numbers = page.evaluate(
        "(names) => names.map((name) => document.querySelectorAll(name).length)", names
    )
    return [
        f"{number} × {name}" for name, number in zip(names, numbers, strict=True) if number != 1
    ]


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    response = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{violation['id']}: {node['target']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
