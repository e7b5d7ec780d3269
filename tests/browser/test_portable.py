"""The portable edition opens from a folder, without a server and without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from archives import write_sample
from dateline.build.options import Options
from dateline.build.run import build

pytestmark = pytest.mark.browser(whole=True)

RESULTS = ".search-results > li"
ODD_NAME = "L’été à Port Louis, 100% #1 (copie) & co"
_ADDRESSES = {"href", "src", "action", "poster", "data-index", "data-base"}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portable edition of the sample archive."""
    root = tmp_path_factory.mktemp("portable-sample")
    write_sample(root)
    output = tmp_path_factory.mktemp("portable") / "edition"
    build(root, Options(output=output, edition="portable"))
    return output


@pytest.fixture
def asked(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that reaches no network, and every address that it asks for."""
    context = browser.new_context(offline=True, viewport={"width": 1024, "height": 900})
    context.route(re.compile("^(https?|wss?):"), lambda route: route.abort())
    page = context.new_page()
    addresses: list[str] = []
    faults: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    page.on("request", note)
    page.on("requestfailed", lambda request: faults.append(f"{request.url} {request.failure}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    yield page, addresses
    context.close()
    # A page that one leaves needs its icon no more.
    assert not [fault for fault in faults if "net::ERR_ABORTED" not in fault]
    assert not [address for address in addresses if not address.startswith(("file:", "blob:"))]


@pytest.fixture
def reader(asked: tuple[Page, list[str]]) -> Page:
    return asked[0]


class _Addresses(HTMLParser):
    """The addresses and the ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids.add(named["id"])
        self.found += [named[name] for name in _ADDRESSES & named.keys()]
        self.found += [part.split()[0] for part in named.get("srcset", "").split(",") if part]


def test_every_address_of_every_page_is_that_of_a_file(edition: Path) -> None:
    pages = {path: _Addresses(path.read_text("utf-8")) for path in edition.rglob("*.html")}
    assert len(pages) > 300
    assert any(path.is_relative_to(edition / "fr") for path in pages)
    inner = 0
    for path, page in pages.items():
        for address in page.found:
            whole, fragment = urldefrag(urljoin(path.as_uri(), address))
            parts = urlsplit(whole)
            if parts.scheme in {"https", "http", "mailto"}:
                continue
            target = Path(unquote(parts.path))
            assert target.is_relative_to(edition), f"{path}: {address}"
            assert target.is_file() or address.endswith(("search/data/", "../")), (
                f"{path}: {address}"
            )
            if fragment:
                assert unquote(fragment) in pages[target].ids, f"{path}: {address}"
            inner += 1
    assert inner > 5_000
    for style in edition.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", style.read_text("utf-8")):
            if not address.startswith("data:"):
                assert (style.parent / unquote(address)).is_file(), address


def test_the_published_address_is_still_named(edition: Path) -> None:
    page = (edition / "1975/02/06/cyclone-gervaise/index.html").read_text("utf-8")
    address = "https://meridian.example/1975/02/06/cyclone-gervaise/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert 'href="https://meridian.example/feed.xml"' in page
    assert not list(edition.rglob("*.xml"))


def test_pages_are_styled_pictures_shown_and_links_followed(reader: Page, edition: Path) -> None:
    reader.goto((edition / "index.html").as_uri())
    expect(reader.locator("h1")).to_have_text("The Meridian")
    sheet = "() => [...document.styleSheets].every(sheet => sheet.href)"
    assert reader.evaluate(sheet) and reader.evaluate("() => document.styleSheets.length") == 1
    assert "serif" in reader.locator("h1").evaluate("h => getComputedStyle(h).fontFamily")
    for name in ("Archive", "1975", "February 1975"):
        reader.locator("main, nav").get_by_role("link", name=name, exact=False).first.click()
    reader.get_by_role("link", name="Gervaise").first.click()
    expect(reader.locator("h1")).to_contain_text("Gervaise")
    reader.goto((edition / "2014/11/27/sega-tipik/index.html").as_uri())
    picture = reader.locator("figure img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    reader.goto((edition / "1975/02/06/cyclone-gervaise/index.html").as_uri())
    reader.locator("ul.translations a").first.click()
    assert reader.url == (edition / "fr/1975/02/06/cyclone-gervaise/index.html").as_uri()


def test_search_answers_and_a_result_opens(reader: Page, edition: Path) -> None:
    reader.goto(f"{(edition / 'search/index.html').as_uri()}?q=anemometer")
    first = reader.locator(RESULTS).first
    expect(first).to_contain_text("Gervaise")
    expect(first.locator("mark").first).to_contain_text("anemometer")
    first.get_by_role("link").first.click()
    expect(reader.locator("h1")).to_contain_text("Gervaise")
    assert reader.url.partition("?")[0].partition("#")[0] == (
        (edition / "1975/02/06/cyclone-gervaise/index.html").as_uri()
    )


def test_french_searches_french(reader: Page, edition: Path) -> None:
    reader.goto(f"{(edition / 'fr/search/index.html').as_uri()}?q=crecerelle")
    first = reader.locator(RESULTS).first
    expect(first).to_contain_text("De quatre crécerelles")
    first.get_by_role("link").first.click()
    expect(reader.locator("h1")).to_contain_text("De quatre crécerelles")
    assert "/fr/1994/" in reader.url


def test_the_form_of_a_page_leads_to_results_and_back_restores(reader: Page, edition: Path) -> None:
    reader.goto((edition / "1975/02/06/cyclone-gervaise/index.html").as_uri())
    field = reader.get_by_role("search").get_by_role("searchbox").first
    field.fill("lagoon")
    field.press("Enter")
    expect(reader.locator(RESULTS).first).to_be_visible()
    assert reader.url == f"{(edition / 'search/index.html').as_uri()}?q=lagoon"
    field = reader.locator("main").get_by_role("searchbox")
    field.fill("kestrel")
    field.press("Enter")
    expect(reader.locator(RESULTS).first).to_contain_text("kestrel", ignore_case=True)
    assert reader.url.endswith("?q=kestrel")
    reader.go_back()
    expect(field).to_have_value("lagoon")


def test_it_works_from_a_folder_with_spaces_accents_and_signs(
    asked: tuple[Page, list[str]], edition: Path, tmp_path: Path
) -> None:
    reader, addresses = asked
    moved = tmp_path / ODD_NAME
    shutil.copytree(edition, moved)
    reader.goto((moved / "index.html").as_uri())
    field = reader.get_by_role("search").get_by_role("searchbox").first
    field.fill("anemometer")
    field.press("Enter")
    link = reader.locator(RESULTS).first.get_by_role("link").first
    expect(link).to_contain_text("Gervaise")
    link.click()
    expect(reader.locator("h1")).to_contain_text("Gervaise")
    reader.get_by_role("link", name="1975").first.click()
    expect(reader.locator("h1")).to_contain_text("1975")
    read = [
        Path(unquote(urlsplit(address).path)) for address in addresses if "blob:" not in address
    ]
    assert all(path.is_relative_to(moved) for path in read)
    reader.goto(f"{(moved / 'fr/search/index.html').as_uri()}?q=crecerelle")
    expect(reader.locator(RESULTS).first).to_contain_text("De quatre crécerelles")


@pytest.fixture(scope="module")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four volumes of a hundred articles, each with a word of its own."""
    root = tmp_path_factory.mktemp("portable-volumes")
    (root / "content").mkdir()
    (root / "site.toml").write_text(
        'title = "T"\nurl = "https://example.org/"\n[search]\nvolume = 120\n', "utf-8"
    )
    for year in range(2010, 2014):
        for number in range(100):
            text = f"---\ntitle: Story {year} {number}\ndate: {year}-03-{number % 28 + 1:02}\n---\n"
            text += f"harbour y{year}x{number:03}\n"
            (root / "content" / f"story-{year}-{number}.md").write_text(text, "utf-8")
    output = tmp_path_factory.mktemp("portable-many") / "edition"
    build(root, Options(output=output, edition="portable"))
    return output


def test_a_query_loads_no_more_than_it_needs(asked: tuple[Page, list[str]], volumes: Path) -> None:
    """What leads to a rare word, and its article: no volume, and no engine."""
    reader, addresses = asked
    page = (volumes / "search/index.html").as_uri()
    data = f"{(volumes / 'search/data').as_uri()}/"
    reader.goto(f"{page}?q=y2011x007")
    expect(reader.locator(RESULTS)).to_have_count(1)
    reader.wait_for_timeout(300)
    loaded = [address.removeprefix(data) for address in addresses if address.startswith(data)]
    assert [path.rstrip("0123456789.js") for path in loaded] == [
        "manifest",
        "words/en/",
        "en/2011/articles/",
    ]


def test_a_file_that_is_missing_is_told(browser: Browser, edition: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(edition, damaged)
    shutil.rmtree(damaged / "search/data/en/all/articles")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{(damaged / 'search/index.html').as_uri()}?q=lagoon")
    expect(page.locator("archive-search")).to_have_attribute("data-status", "error")
    context.close()
