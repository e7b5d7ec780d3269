"""The “Cite this article” panel: what it copies and saves can be read by other programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from hosted import SETTINGS
from playwright.sync_api import BrowserContext, Page, expect
from script_units import Loaded
from served import Served, serving

from archives import ADDRESS
from scratch import ScratchSite

pytestmark = pytest.mark.browser

PLAIN: dict[str, Any] = {
    "title": "Gervaise spares the harbour",
    "authors": ["Ann Lee", "Bo Chan"],
    "paper": "The Meridian",
    "date": ["1975", "02", "07"],
    "page": "3",
    "edition": "Morning",
    "lang": "en",
    "url": "https://meridian.example/1975/02/07/gervaise/",
    "today": ["2026", "11", "05"],
}
HARD = "Dollars $5 & 10% of #1: {a} \\ b_c ~ x^2 } “œuf” – 雨 @x, “and” <b>"
WORDS = PLAIN | {
    "title": HARD,
    "authors": ["Reuters and AP", "Lee, Ann", "Ünal Öz", "{"],
    "paper": "R&D {News}",
    "url": "https://other.example/a%20b/{c}?d=1&e=100%#f_g",
}


def written(loaded: Loaded, function: str, cited: dict[str, Any]) -> str:
    """What a function of the script makes of what is cited."""
    return str(loaded("cite.js").evaluate(f"(cited) => {function}(cited)", cited))


def bibtex(text: str) -> dict[str, Any]:
    """The only entry of a BibTeX file, with its commands turned into characters."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"key": entry.key, "type": entry.entry_type} | {
        field.key: field.value for field in entry.fields
    }


def test_bibtex(loaded: Loaded) -> None:
    entry = bibtex(written(loaded, "bibtexOf", PLAIN))
    assert entry == {
        "key": "lee1975gervaise",
        "type": "article",
        "author": ["Ann Lee", "Bo Chan"],
        "title": "Gervaise spares the harbour",
        "journal": "The Meridian",
        "year": "1975",
        "month": "2",
        "day": "7",
        "pages": "3",
        "edition": "Morning",
        "language": "en",
        "url": "https://meridian.example/1975/02/07/gervaise/",
        "urldate": "2026-11-05",
    }


def test_bibtex_of_difficult_words(loaded: Loaded) -> None:
    text = written(loaded, "bibtexOf", WORDS)
    assert text.count("{") == text.count("}")
    assert "author = {{Reuters and AP} and {Lee, Ann} and Ünal Öz and \\textbraceleft{}}" in text
    assert "url = {https://other.example/a%20b/%7Bc%7D?d=1&e=100%#f_g}" in text
    assert "\\#1: \\textbraceleft{}a\\textbraceright{} \\textbackslash{}" in text
    entry = bibtex(text)
    # The parser makes another sign of a circumflex, and nothing of braces.
    assert _signs(entry["title"]) == _signs(HARD).replace("^", "ˆ")
    assert _signs(entry["journal"]) == "R&DNews"


def _signs(text: str) -> str:
    """The text without spaces and braces."""
    return re.sub(r"[\s{}]", "", text)


def test_bibtex_of_what_is_hardly_known(loaded: Loaded) -> None:
    bare = PLAIN | {"authors": [], "date": ["1975"], "page": "", "edition": "", "title": "雨"}
    entry = bibtex(written(loaded, "bibtexOf", bare))
    assert entry["key"] == "1975" and entry["title"] == "雨" and entry["year"] == "1975"
    assert not {"author", "month", "day", "pages", "edition"} & set(entry)


@pytest.mark.parametrize("cited", [PLAIN, WORDS], ids=["plain", "difficult"])
def test_ris(loaded: Loaded, cited: dict[str, Any]) -> None:
    text = written(loaded, "risOf", cited)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == cited["title"]
    assert entry["authors"] == cited["authors"]
    assert entry["secondary_title"] == cited["paper"]
    assert (entry["year"], entry["date"]) == ("1975", "1975/02/07/")
    assert entry["urls"] == [cited["url"]]
    assert (entry["start_page"], entry["edition"]) == ("3", "Morning")


@pytest.mark.parametrize("cited", [PLAIN, WORDS], ids=["plain", "difficult"])
def test_csl_json(loaded: Loaded, cited: dict[str, Any]) -> None:
    (item,) = json.loads(written(loaded, "cslOf", cited))
    assert item["type"] == "article-newspaper"
    assert item["title"] == cited["title"] and item["URL"] == cited["url"]
    assert item["author"] == [{"literal": name} for name in cited["authors"]]
    assert item["issued"] == {"date-parts": [[1975, 2, 7]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 5]]}
    assert item["container-title"] == cited["paper"]


def test_line_breaks_in_metadata_start_no_line_of_their_own(loaded: Loaded) -> None:
    cited = loaded("cite.js").evaluate(
        """() => {
            const page = document.implementation.createHTMLDocument();
            const meta = (name, content) => {
                const element = page.createElement("meta");
                element.name = `citation_${name}`;
                element.content = content;
                page.head.append(element);
            };
            meta("title", "One\\r\\nER  - \\u2028two\\u0000");
            meta("publication_date", "1975");
            return citationIn(page, "Late\\n", new Date(2026, 10, 5));
        }"""
    )
    assert cited["title"] == "One ER - two" and cited["edition"] == "Late"
    assert cited["today"] == ["2026", "11", "05"]
    assert written(loaded, "risOf", cited).count("\r\n") == 7


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Any:
    site = ScratchSite(tmp_path_factory.mktemp("citing") / "site", SETTINGS)
    keys: dict[str, Any] = {"date": "1975-02-07", "authors": ["Ann Lee"]}
    site.article("gale.md", title="The gale", print={"edition": "Late", "page": "1"}, **keys)
    site.article("gale.fr.md", title="Le coup de vent", **keys)
    site.build()
    with serving(site.public) as served:
        yield served


def opened(page: Page, address: str) -> None:
    """Go to an article and open its panel."""
    page.goto(address)
    assert page.locator("cite-formats button").count() == 0
    page.locator(".cite > summary").click()
    expect(page.locator("cite-formats button")).to_have_count(7)


def test_the_panel_copies(paper: Served, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    opened(page, f"{paper.url}1975/02/07/gale/")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("cite-formats [role=status]")).to_have_text("Copied")
    entry = bibtex(page.evaluate("navigator.clipboard.readText()"))
    assert entry["key"] == "lee1975gale" and entry["edition"] == "Late" and entry["pages"] == "1"


def test_the_panel_copies_the_text_that_readers_see(paper: Served, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    opened(page, f"{paper.url}fr/1975/02/07/gale/")
    page.get_by_role("button", name="Copier Texte brut").click()
    expect(page.locator("cite-formats [role=status]")).to_have_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    says = "Ann Lee, «\u00a0Le coup de vent\u00a0», Le Méridien, 7 févr. 1975"
    assert copied == f"{says}, {ADDRESS}fr/1975/02/07/gale/"


def test_where_it_may_not_copy_the_text_is_selected(paper: Served, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    opened(page, f"{paper.url}1975/02/07/gale/")
    page.get_by_role("button", name="Copy RIS").click()
    field = page.locator("cite-formats textarea")
    expect(field).to_be_focused()
    assert field.input_value().startswith("TY  - NEWS")
    assert page.evaluate("getSelection().toString()").startswith("TY  - NEWS")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("cite-formats textarea")).to_have_count(1)


def test_the_panel_saves_a_file(paper: Served, page: Page, tmp_path: Path) -> None:
    opened(page, f"{paper.url}fr/1975/02/07/gale/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer CSL-JSON").click()
    assert download.value.suggested_filename == "lee1975coup.json"
    download.value.save_as(tmp_path / "saved.json")
    (item,) = json.loads((tmp_path / "saved.json").read_text("utf-8"))
    assert item["title"] == "Le coup de vent" and item["language"] == "fr"
    assert "edition" not in item and "page" not in item


def test_nothing_below_moves_when_the_buttons_come(paper: Served, page: Page) -> None:
    page.goto(f"{paper.url}1975/02/07/gale/")
    page.route("**/cite.js", lambda route: None)
    page.locator(".cite > summary").click()
    before = page.locator("footer.footer").bounding_box()
    page.unroute_all()
    page.reload()
    page.locator(".cite > summary").click()
    expect(page.locator("cite-formats button")).to_have_count(7)
    assert page.locator("footer.footer").bounding_box() == before
