"""What is indexed of an article: a small page of its own, not the page that readers open.

So the index depends on the article alone: a new template re-indexes nothing, and no menu,
advertisement or list of other articles can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.article import run_in

_ELIDED = re.compile(
    r"(?<!\w)((?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:['’]|&\#39;))(?=[aàâæeéèêëhiîïoôœuùûüyÿ])",
    re.IGNORECASE,
)


def document(article: Article, archive: Archive) -> str:
    """The HTML page that Pagefind reads: text, and title, date, place and terms as metadata.

    Metadata is searched too, and stays out of excerpts. Pagefind takes “l’île” for one word, which
    “île” does not find: in French a space stands after the article, and the search page takes it
    out again.
    """
    show = archive.present(article.lang)
    assert article.date is not None
    place = show.place(article, show.terms(article))
    meta = {
        "date": show.date(article.date).text,
        "iso": article.date.iso,
        "place": place.text if place else "",
        "terms": ", ".join(term.name for term in article.terms if term.taxonomy != "places"),
    }
    facts = Markup("").join(
        Markup('<i data-pagefind-meta="{}:{}"></i>').format(name, value)
        for name, value in meta.items()
        if value
    )
    headings = [article.kicker, article.subtitle]
    above = Markup("").join(Markup("<p>{}</p>").format(text) for text in headings if text)
    image = article.image
    below = Markup("<p>{} {}</p>").format(image.alt, image.caption) if image else ""
    # Links stay placeholders: where they lead is not indexed, and must not re-index anything.
    body = run_in(article.dateline, archive.catalogue.body(article.path))
    page = (
        f'<!doctype html><html lang="{escape(article.lang)}"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title" data-pagefind-ignore>{escape(article.title)}</h1>'
        f"{facts}{above}{body}{below}</body></html>"
    )
    return _ELIDED.sub(r"\1 ", page) if article.lang.startswith("fr") else page


def facets(article: Article, archive: Archive) -> dict[str, object]:
    """What the search page counts, filters and orders an article by, and its weather."""
    assert article.date is not None
    found: dict[str, object] = {"date": article.date.iso}
    if article.weather:
        found["weather"] = archive.present(article.lang).weather(article.weather.note)
    terms: dict[str, list[str]] = {}
    for term in article.terms:
        terms.setdefault(term.taxonomy, []).append(term.slug)
    return found | terms


def term_names(articles: Iterable[Article]) -> dict[str, dict[str, str]]:
    """How the terms of `articles` are written, by taxonomy and slug, in order."""
    names = {
        (term.taxonomy, term.slug): term.name for article in articles for term in article.terms
    }
    found: dict[str, dict[str, str]] = {}
    for (taxonomy, slug), name in sorted(names.items()):
        found.setdefault(taxonomy, {})[slug] = name
    return found
