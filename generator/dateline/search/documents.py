"""What is indexed of an article: a small page of its own, not the page that readers open.

So the index depends on the article alone: a new template re-indexes nothing, and no menu,
advertisement or list of other articles can be found.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.article import run_in

_ELIDED = re.compile(
    r"(?<!\w)((?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:['’]|&\#39;))(?=[aàâæeéèêëhiîïoôœuùûüyÿ])",
    re.IGNORECASE,
)

_TAG, _WORD = re.compile(r"<[^>]*>"), re.compile(r"\w")


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
    body = run_in(article.dateline, archive.catalogue.articles.body(article.path))
    text = f"{above}{body}{below}"
    # Pagefind passes over a page without a word, such as a picture alone: its title is its text.
    ignore = " data-pagefind-ignore" if _WORD.search(_TAG.sub("", text)) else ""
    page = (
        f'<!doctype html><html lang="{escape(article.lang)}"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title"{ignore}>{escape(article.title)}</h1>'
        f"{facts}{text}</body></html>"
    )
    return _ELIDED.sub(r"\1 ", page) if article.lang.startswith("fr") else page
