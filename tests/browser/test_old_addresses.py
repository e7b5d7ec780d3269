"""Old addresses lead on in a browser: by pages, by the script, and by rules of the host."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page
from served import published_headers

from scratch import ScratchSite
from web_servers import Quiet, serving

pytestmark = pytest.mark.browser

SETTINGS = """\
title = "The Meridian"
url = "https://meridian.example{path}"
host = "{host}"
"""


class Plain(Quiet):
    """A host that knows files alone, and sends the published policy."""

    def end_headers(self) -> None:
        for name, value in published_headers(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()


class Obeying(Plain):
    """A host that obeys the rules of `_redirects` with a status that ends in `!`."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        address = urlsplit(self.path)
        asked = dict(parse_qsl(address.query))
        for line in Path(self.directory, "_redirects").read_text("utf-8").splitlines():
            source, *pairs, target, status = line.split()
            wanted = dict(pair for text in pairs for pair in parse_qsl(text))
            if source.rstrip("/") == address.path.rstrip("/") and wanted.items() <= asked.items():
                self.send_response(int(status.rstrip("!")))
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
        super().do_GET()


def _site(root: Path, name: str, path: str = "/") -> ScratchSite:
    site = ScratchSite(root / name, SETTINGS.format(host=name, path=path))
    site.article(
        "rain.md",
        "## What fell\n\nRain.",
        title="Rain",
        permalink="/2014/1.0-Rain.html",
        aliases=[
            *("/news/1", "/old.html", "/?p=12", "/story.php?id=7&lang=en", "/both/"),
            "/both/?a=é~*",
        ],
        tags=["Sea"],
    )
    site.write("content/tags.toml", '["Sea"]\naliases = ["Ocean"]\n')
    site.build()
    return site


PLACES = [
    ("/news/1/", "/2014/1.0-Rain.html"),
    ("/news/1/#what-fell", "/2014/1.0-Rain.html#what-fell"),
    ("/old.html", "/2014/1.0-Rain.html"),
    ("/?p=12", "/2014/1.0-Rain.html"),
    ("/?utm_source=feed&p=12#what-fell", "/2014/1.0-Rain.html#what-fell"),
    ("/?p=13", "/?p=13"),
    ("/story.php/?lang=en&id=7", "/2014/1.0-Rain.html"),
    ("/story.php/?id=8", "/story.php/?id=8"),
    ("/both/?a=%C3%A9~*", "/2014/1.0-Rain.html"),
    ("/both/?a=1", "/2014/1.0-Rain.html"),
    ("/tags/ocean/", "/tags/sea/"),
]


@pytest.mark.parametrize("path", ["/", "/archive/"])
def test_pages_and_the_script_lead_on(tmp_path: Path, page: Page, path: str) -> None:
    site = _site(tmp_path, "none", path)
    folder = site.public
    if path != "/":
        folder = tmp_path / "served"
        folder.mkdir()
        (folder / path.strip("/")).symlink_to(site.public)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    with serving(folder, Plain) as address:
        base = address + path.rstrip("/")
        for old, new in PLACES:
            page.goto(base + old, wait_until="commit")
            page.wait_for_url(base + new)
            page.wait_for_load_state("networkidle")
            assert page.url == base + new
    assert not [fault for fault in faults if "Content" in fault]


def test_rules_lead_on(tmp_path: Path, page: Page) -> None:
    site = _site(tmp_path, "netlify")
    with serving(site.public, Obeying) as address:
        for old, new in PLACES:
            if "8" in old or "ocean" in old or "p=13" in old:
                continue
            answer = page.request.get(address + old.partition("#")[0], max_redirects=0)
            assert (answer.status, answer.headers["location"]) == (301, new.partition("#")[0]), old
        page.goto(f"{address}/?p=12#what-fell")
        assert page.url == f"{address}/2014/1.0-Rain.html#what-fell"
        assert page.locator("h1").inner_text() == "Rain"
        # The browser logs an error where the host stops before it has the worker.
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def test_the_page_at_an_old_address_says_where_to_go(tmp_path: Path, page: Page) -> None:
    site = _site(tmp_path, "none")
    with serving(site.public, Plain) as address:
        page.goto(f"{address}/story.php/?id=8")
        assert page.locator("h1").inner_text() == "This page has moved"
        assert page.get_by_role("link", name="Front page").get_attribute("href") == "/"
        page.wait_for_load_state("networkidle")
