"""Pages of hostile files in a real Chromium: nothing runs, no other site is asked for anything but
pictures, and the security policy has nothing else to refuse.

Each page is parsed as browsers do, and a sample of them is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Request
from served import Served, serving

from archives import MadeOnce
from hostile_archives import HostileArchive
from scratch import ScratchSite

pytestmark = pytest.mark.browser
INPUTS = int(os.environ.get("DATELINE_INPUTS", "150"))
SEED = os.environ.get("DATELINE_SEED", "1")
OPENED = 25

PARSED = """async paths => {
  const schemes = /^(https?|mailto|tel|sms|geo|ftp):$/, faults = [];
  const never = ["iframe", "object", "embed", "base", "style", "foreignObject"];
  const addresses = ["href", "src", "action", "formaction", "data", "cite", "poster", "xlink:href"];
  const ours = script => new URL(script.src, location).pathname.startsWith("/archive/assets/");
  const isDangerous = address => {
    try { return !schemes.test(new URL(address, location).protocol) } catch { return false }
  };
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const element of page.querySelectorAll("*")) {
      const tag = element.localName, runs = tag === "script" && !element.type.endsWith("json");
      if (never.includes(tag) || runs && !ours(element)) faults.push(`${path} <${tag}>`);
      for (const {name, value} of element.attributes) {
        const isCode = name.startsWith("on") || name === "style" || name === "srcdoc";
        if (isCode || addresses.includes(name) && isDangerous(value))
          faults.push(`${path} <${tag} ${name}=${value.slice(0, 99)}>`);
      }
    }
  }
  return faults;
}"""
REPORTED = """addEventListener("securitypolicyviolation", event => {
  // Pictures on sites without https are refused, as they should be.
  if (event.effectiveDirective !== "img-src") console.error("refused: " + event.blockedURI);
})"""


@pytest.fixture(scope="module")
def hostile(made_once: MadeOnce) -> Iterator[Served]:
    def make(root: Path) -> None:
        site = ScratchSite(root)
        HostileArchive(site, f"{SEED} browser").write(INPUTS)
        site.build(keep_going=True)

    with serving(made_once("hostile", make) / "public") as served:
        yield served


def pages(served: Served) -> list[str]:
    """The addresses of all pages, below that of the site."""
    found = (path.relative_to(served.folder).as_posix() for path in served.folder.rglob("*.html"))
    return sorted(path.removesuffix("index.html") for path in found)


def test_a_browser_finds_nothing_that_runs(browser: Browser, hostile: Served) -> None:
    page = browser.new_page()
    page.goto(f"{hostile.url}404.html")
    paths = [f"/archive/{path}" for path in pages(hostile)]
    assert len(paths) > INPUTS // 2
    assert page.evaluate(PARSED, paths) == []
    page.close()


def test_a_browser_runs_nothing_and_asks_no_one_else(browser: Browser, hostile: Served) -> None:
    context = browser.new_context(service_workers="block")
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("pwned", lambda: ran.append("pwned"))
    context.add_init_script(REPORTED)

    def note(request: Request) -> None:
        # Pictures on other sites are allowed to articles, and are all that is.
        if not request.url.startswith(hostile.url) and request.resource_type != "image":
            asked.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    context.on("request", note)
    context.on("dialog", dismiss)
    context.on("console", lambda line: ran.append(line.text) if "refused: " in line.text else None)
    page = context.new_page()
    page.route(lambda url: not url.startswith(hostile.url), lambda route: route.abort())
    articles = [path for path in pages(hostile) if path[:2] == "20"] + [
        "",
        "search/",
        "tags/",
        "fr/",
    ]
    for path in articles[:: max(1, len(articles) // OPENED)]:
        page.goto(hostile.url + path)
        page.mouse.move(200, 300)
        page.keyboard.press("Tab")
        assert page.url == hostile.url + path
    context.close()
    assert (ran, asked) == ([], [])
