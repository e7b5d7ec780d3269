"""The document that is indexed for an article: a small page of its own, not the one readers open.

So the index depends on the article alone: a new template changes no index, and a search never finds
menus, advertisements or lists of other articles.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from dateline.content.article import Article
from dateline.search.files import Facts
from dateline.search.words import temperature_word
from dateline.views.archive import Archive
from dateline.views.bodies import with_dateline

# As in assets/js/search/02-words.js.
_ELIDED = re.compile(
    r"(?<!\w)((?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:['’]|&\#39;))(?=[aàâæeéèêëhiîïoôœuùûüyÿ])",
    re.IGNORECASE,
)

_TAG, _WORD = re.compile(r"<[^>]*>"), re.compile(r"\w")


def document(article: Article, facts: Facts, archive: Archive) -> str:
    """The HTML page that Pagefind reads: the text, and as metadata title and `metadata_of`.

    Metadata is searched too but does not appear in excerpts. Pagefind treats “l’île” as one word,
    which a search for “île” does not find; so in French a space is added after an elided word, and
    the search page removes it again.
    """
    meta = Markup("").join(
        Markup('<i data-pagefind-meta="{}:{}"></i>').format(name, value)
        for name, value in metadata_of(article, facts).items()
    )
    html = archive.catalogue.articles.body(article.path)
    headings = [article.kicker, article.subtitle, _own_summary(article.summary, html)]
    above = Markup("").join(Markup("<p>{}</p>").format(text) for text in headings if text)
    image = article.image
    below = Markup("<p>{} {}</p>").format(image.alt, image.caption) if image else ""
    # Links stay placeholders: addresses are not indexed, and a new one must not change the index.
    body = with_dateline(article.dateline, html)
    text = f"{above}{body}{below}"
    # Pagefind skips a page without words, such as a single picture, so its title is made its text.
    ignore = " data-pagefind-ignore" if _WORD.search(_TAG.sub("", text)) else ""
    page = (
        f'<!doctype html><html lang="{escape(article.lang)}"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title"{ignore}>{escape(article.title)}</h1>'
        f"{meta}{text}</body></html>"
    )
    return parted(page) if article.lang.startswith("fr") else page


def parted(html: str) -> str:
    """French with a space after each elided word."""
    return _ELIDED.sub(r"\1 ", html)


def _own_summary(summary: str, html: str) -> str:
    """The summary, by which readers may remember an article from a list; empty if it is taken from
    the text."""
    words = " ".join(summary.rstrip("…").split())
    return "" if words in Markup(html).striptags() else summary


def metadata_of(article: Article, facts: Facts) -> dict[str, str]:
    """What is searched besides the title and the text: date, place, weather and terms."""
    found = {
        "date": facts.date,
        "place": facts.place,
        "weather": weather_words(article.weather.note, facts.weather) if article.weather else "",
        "terms": ", ".join(name for taxonomy, _, name in facts.terms if taxonomy != "places"),
    }
    return {name: value for name, value in found.items() if value}


def weather_words(note: str, shown: str) -> str:
    """A weather note as it is searched: with the words for its temperature as printed and as it is
    `shown`, which may be in another unit."""
    temperatures = dict.fromkeys((temperature_word(note), temperature_word(shown)))
    return " ".join(filter(None, (note, *temperatures)))
