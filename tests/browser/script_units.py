"""Loading unchanged parts of the scripts into empty pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from archives import ROOT
from dateline.config import load_site
from dateline.theme import Theme

TOP = "https://meridian.example/archive/"
_OF_THE_PAGE = {"90-element.js"}
"""Parts that look for their element as soon as they are loaded."""

Loaded = Callable[..., Page]


def page_with(browser: Browser, script: str, lang: str) -> Page:
    """An empty page in a language, with the parts of a script."""
    files = Theme(load_site(ROOT)).parts[script]
    parts = {part.name: part for part in files if part.name not in _OF_THE_PAGE}

    def answer(route: Route) -> None:
        if part := parts.get(Path(route.request.url).name):
            return route.fulfill(path=part)
        tags = "".join(f'<script src="assets/{name}"></script>' for name in parts)
        html = f'<!doctype html><html lang="{lang}">{tags}'
        return route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", answer)
    page.goto(TOP)
    assert not faults
    return page
