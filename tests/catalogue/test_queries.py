"""What views ask the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
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
    assert catalogue.articles.at("a.md") == room.article("a.md")
    assert catalogue.articles.at("draft.md") is None and catalogue.articles.at("none.md") is None
    assert "<p>" in catalogue.articles.body("c.md") and catalogue.articles.body("none.md") == ""


def test_languages_are_those_with_something_public(room: Newsroom) -> None:
    assert room.catalogue.languages() == ["en", "fr"]
    assert room.catalogue.terms.languages("tags", "rain") == ["en", "fr"]
    assert room.catalogue.terms.languages("tags", "sea") == ["en"]


def test_neighbours_in_time(room: Newsroom) -> None:
    order = ["a.md", "b.md", "c.md", "d.md", "e.md"]
    for before, path, after in zip([None, *order], order, [*order[1:], None], strict=False):
        found = room.catalogue.articles.neighbours(room.article(path))
        assert [one.path if one else None for one in found] == [before, after]


def test_lists_in_time(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert _paths(catalogue.articles.newest("en", 2)) == ["e.md", "d.md"]
    assert _paths(catalogue.articles.must_reads("en", 5)) == ["c.md"]
    assert _paths(catalogue.calendar.articles("en", 1987)) == ["a.md", "b.md", "c.md", "d.md"]
    assert _paths(catalogue.calendar.articles("en", 1987, 3, 5)) == ["c.md", "d.md"]
    assert _paths(catalogue.calendar.vague("en", 1987)) == ["a.md"]
    assert _paths(catalogue.calendar.vague("en", 1987, 3)) == ["b.md"]


def test_the_calendar(room: Newsroom) -> None:
    calendar = room.catalogue.calendar
    assert calendar.parts("en") == [(1987, 4), (2014, 1)]
    assert calendar.parts("en", 1987) == [(0, 1), (3, 3)]
    assert calendar.parts("en", 1987, 3) == [(0, 1), (5, 2)]
    assert [calendar.count("en", *parts) for parts in ((), (1987,), (1987, 3), (1987, 3, 5))] == [
        5, 4, 3, 2,
    ]  # fmt: skip
    assert calendar.days("fr") == [(1987, 3, 5)]
    assert calendar.beside("en", (1987, 3, 5), back=False) == (2014, 11, 23)
    assert calendar.beside("en", (2014, 11), back=True) == (1987, 3)
    assert calendar.beside("en", (1987,), back=True) is None


def test_translations_and_links_back(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert _paths(catalogue.articles.translations(room.article("d.md"))) == ["d.fr.md"]
    assert _paths(catalogue.articles.translations(room.article("about.md"))) == ["about.fr.md"]
    assert _paths(catalogue.articles.translations(room.article("a.md"))) == []
    assert _paths(catalogue.articles.linking_to("c.md")) == ["about.md", "d.md"]
    assert _paths(catalogue.articles.linking_to("p.svg")) == ["d.md"]


def test_terms(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert [(term.slug, term.count) for term in catalogue.terms.all("tags", "en")] == [
        ("rain", 4), ("sea", 1),
    ]  # fmt: skip
    assert catalogue.terms.find("tags", "en", "wind") is None
    assert catalogue.terms.spellings("tags", "en", "rain") == {"rain", "Rain"}
    assert catalogue.terms.entry("tags", "rain") is None
    room.write("tags.toml", text='[rain]\ndescription = "Wet"\n')
    room.scan()
    entry = room.catalogue.terms.entry("tags", "rain")
    assert entry and entry.description == "Wet"


def test_articles_of_a_term(room: Newsroom) -> None:
    catalogue = room.catalogue
    rain = ("tags", "en", "rain")
    assert _paths(catalogue.terms.articles(*rain)) == ["d.md", "c.md", "b.md", "a.md"]
    assert _paths(catalogue.terms.articles(*rain, limit=1)) == ["d.md"]
    assert _paths(catalogue.terms.articles(*rain, period=month_of(1987, 1))) == ["a.md"]
    assert _paths(catalogue.terms.articles(*rain, period=year_of(2014))) == []
    article = room.article("b.md")
    ((key, identity),) = catalogue.terms.earlier(article, "tags", "rain", 5)
    assert key.endswith(" a.md") and _paths(catalogue.articles.listed([identity])) == ["a.md"]
    assert catalogue.terms.earlier(article, "tags", "none", 5) == []
    last = room.article("d.md")
    found = [identity for _, identity in catalogue.terms.earlier(last, "tags", "rain", 2)]
    assert _paths(catalogue.articles.listed(found)) == ["b.md", "c.md"]
    before, after = catalogue.terms.beside("tags", "rain", article)
    assert before and after and (before.path, after.path) == ("a.md", "c.md")
    assert catalogue.terms.beside("tags", "rain", last)[1] is None
    assert _paths(catalogue.terms.articles(*rain, after=article.sort_key)) == ["c.md", "d.md"]


def test_earlier_articles_are_the_same_in_whichever_order_they_are_asked_for(
    room: Newsroom,
) -> None:
    """More of them than are read at once."""
    for number in range(200):
        day = date(2001, 1, 1) + timedelta(number)
        room.write(f"w/{number:03}.md", f"date: {day}\ntags: [wind{', calm' * (number % 7 == 0)}]")
    room.scan()
    shuffled = sorted(range(200), key=lambda number: number * 77 % 200)
    for order in (range(200), reversed(range(200)), shuffled):
        catalogue = room.catalogue
        for number in order:
            article = room.article(f"w/{number:03}.md")
            for tag, step in (("wind", 1), ("calm", 7)):
                found = catalogue.terms.earlier(article, "tags", tag, 3)
                expected = [f"w/{other:03}.md" for other in range(0, number, step)][-3:]
                assert _paths(catalogue.articles.listed([item for _, item in found])) == expected


def test_volumes_hold_every_article_once(room: Newsroom) -> None:
    for number in range(30):
        room.write(f"n/{number}.md", f"date: 19{60 + number}-0{number % 9 + 1}-11")
    room.settings = ("search.volume = 10",)
    room.scan()
    catalogue = room.catalogue
    tree = catalogue.volumes.tree("en")
    volumes = [_paths(catalogue.volumes.articles("en", leaf)) for leaf in tree.leaves()]
    english = [path for path, lang, _, _ in catalogue.articles.locations("article") if lang == "en"]
    assert sorted(path for volume in volumes for path in volume) == english
    assert [len(volume) for volume in volumes] == [tree.counts[leaf] for leaf in tree.leaves()]
    assert tree.total == 35 and len(volumes) > 3


def test_files(room: Newsroom) -> None:
    catalogue = room.catalogue
    assert catalogue.files.paths() == ["p.svg"] and catalogue.files.picture("p.svg") == (
        3,
        2,
        "svg",
        False,
    )
    assert catalogue.files.hash_of("p.svg") and catalogue.files.hash_of("a.md") == ""
    assert catalogue.files.picture("none.svg") is None
