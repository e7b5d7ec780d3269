"""What views ask the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from newsroom import Newsroom

from dateline.catalogue.listed import Listed
from dateline.content.article import Article
from dateline.timetree import month_of, year_of


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """Six public articles in two languages, a page, a draft and one of the far future."""
    room = Newsroom(tmp_path, "lists.limit = 10")
    room.write("a.md", "date: 1987\ntags: [rain, sea]")
    room.write("b.md", "date: 1987-03\ntags: rain")
    room.write("c.md", "date: 1987-03-05\ntags: [Rain]\nmust_read: true", body="[a](a.md)")
    room.write("d.md", "date: 1987-03-05T14:30\ntags: rain", body="![p](p.svg) [c](c.md)")
    room.write("e.md", "date: 2014-11-23")
    room.write("d.fr.md", "date: 1987-03-05\ntags: rain")
    room.write("about.md", "kind: page", body="[c](c.md)")
    room.write("about.fr.md", "kind: page")
    room.write("draft.md", "draft: true\ntags: rain", body="[c](c.md)")
    room.write("later.md", "date: 2040\ntags: rain\nlang: de")
    room.write("p.svg", text='<svg viewBox="0 0 3 2"></svg>')
    for page in ("about.md", "about.fr.md"):
        text = (room.content / page).read_text().replace("date: 2014-03-12\n", "")
        room.write(page, text=text)
    room.scan()
    return room


def _paths(articles: Iterable[Article | Listed]) -> list[str]:
    return [article.path for article in articles]


def test_one_article(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert catalogue.article("a.md") == room.article("a.md")
    assert catalogue.article("draft.md") is None and catalogue.article("none.md") is None
    assert "<p>" in catalogue.body("c.md") and catalogue.body("none.md") == ""


def test_languages_are_those_with_something_public(room: Newsroom) -> None:
    assert room.catalogue.languages() == ["en", "fr"]
    assert room.catalogue.term_languages("tags", "rain") == ["en", "fr"]
    assert room.catalogue.term_languages("tags", "sea") == ["en"]


def test_neighbours_in_time(room: Newsroom) -> None:
    order = ["a.md", "b.md", "c.md", "d.md", "e.md"]
    for before, path, after in zip([None, *order], order, [*order[1:], None], strict=False):
        found = room.catalogue.neighbours(room.article(path))
        assert [one.path if one else None for one in found] == [before, after]


def test_lists_in_time(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert _paths(catalogue.newest("en", 2)) == ["e.md", "d.md"]
    assert _paths(catalogue.must_reads("en", 5)) == ["c.md"]
    assert _paths(catalogue.dated("en", 1987)) == ["a.md", "b.md", "c.md", "d.md"]
    assert _paths(catalogue.dated("en", 1987, 3, 5)) == ["c.md", "d.md"]
    assert _paths(catalogue.vague("en", 1987)) == ["a.md"]
    assert _paths(catalogue.vague("en", 1987, 3)) == ["b.md"]


def test_the_calendar(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert catalogue.calendar("en") == [(1987, 4), (2014, 1)]
    assert catalogue.calendar("en", 1987) == [(0, 1), (3, 3)]
    assert catalogue.calendar("en", 1987, 3) == [(0, 1), (5, 2)]
    assert [catalogue.count("en", *parts) for parts in ((), (1987,), (1987, 3), (1987, 3, 5))] == [
        5, 4, 3, 2,
    ]  # fmt: skip
    assert catalogue.days("fr") == [(1987, 3, 5)]
    assert catalogue.beside("en", (1987, 3, 5), back=False) == (2014, 11, 23)
    assert catalogue.beside("en", (2014, 11), back=True) == (1987, 3)
    assert catalogue.beside("en", (1987,), back=True) is None


def test_translations_and_links_back(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert _paths(catalogue.translations(room.article("d.md"))) == ["d.fr.md"]
    assert _paths(catalogue.translations(room.article("about.md"))) == ["about.fr.md"]
    assert _paths(catalogue.translations(room.article("a.md"))) == []
    assert _paths(catalogue.linking_to("c.md")) == ["about.md", "d.md"]
    assert _paths(catalogue.linking_to("p.svg")) == ["d.md"]


def test_terms(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert [(term.slug, term.count) for term in catalogue.terms("tags", "en")] == [
        ("rain", 4), ("sea", 1),
    ]  # fmt: skip
    assert catalogue.term("tags", "en", "wind") is None
    assert catalogue.spellings("tags", "en", "rain") == {"rain", "Rain"}
    assert catalogue.register("tags", "rain") is None
    room.write("tags.toml", text='[rain]\ndescription = "Wet"\n')
    room.scan()
    entry = room.catalogue.register("tags", "rain")
    assert entry and entry.description == "Wet"


def test_articles_of_a_term(room: Newsroom) -> None:
    catalogue = room.catalogue
    rain = ("tags", "en", "rain")
    assert _paths(catalogue.of_term(*rain)) == ["d.md", "c.md", "b.md", "a.md"]
    assert _paths(catalogue.of_term(*rain, limit=1)) == ["d.md"]
    assert _paths(catalogue.of_term(*rain, period=month_of(1987, 1))) == ["a.md"]
    assert _paths(catalogue.of_term(*rain, period=year_of(2014))) == []
    article = room.article("b.md")
    assert _paths(catalogue.earlier(article, [("tags", "rain")], 5)) == ["a.md"]
    assert _paths(catalogue.earlier(article, [("tags", "none"), ("tags", "rain")], 1)) == ["a.md"]
    assert catalogue.earlier(article, [], 5) == []
    assert _paths(catalogue.of_term(*rain, after=article.sort_key)) == ["c.md", "d.md"]


def test_volumes_hold_every_article_once(room: Newsroom) -> None:
    for number in range(30):
        room.write(f"n/{number}.md", f"date: 19{60 + number}-0{number % 9 + 1}-11")
    room.settings = ("search.volume = 10",)
    room.scan()
    catalogue = room.catalogue
    tree = catalogue.volumes("en")
    volumes = [_paths(catalogue.in_volume("en", leaf)) for leaf in tree.leaves()]
    english = [path for path, lang, _, _ in catalogue.paths("article") if lang == "en"]
    assert sorted(path for volume in volumes for path in volume) == english
    assert [len(volume) for volume in volumes] == [tree.counts[leaf] for leaf in tree.leaves()]
    assert tree.total == 35 and len(volumes) > 3


def test_files(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert catalogue.files() == ["p.svg"] and catalogue.picture("p.svg") == (3, 2)
    assert catalogue.file_hash("p.svg") and catalogue.file_hash("a.md") == ""
    assert catalogue.picture("none.svg") is None
