"""The articles of an archive as a search may find them, and what readers who remember one type."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.config import load_site
from dateline.content.article import Article
from dateline.search.documents import document
from dateline.search.files import facts_of
from dateline.theme import Theme
from dateline.views.archive import Archive

HEADLINE = "a whole headline"
_TITLE, _TEXT = "a headline", "a summary or first sentence"
_NOW = "2030-01-01T00:00:00"
_TAG, _PARAGRAPH = re.compile(r"<[^>]*>"), re.compile(r"<p>(.*?)</p>", re.DOTALL)
_SENTENCE_END, _WORD = re.compile(r"(?<=[.!?…])\s"), re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True)
class Story:
    """An article: its address and headline, its subtitle or summary, its temperature in degrees
    Celsius as printed, the names and addresses of its terms, and the document that Pagefind is
    given for it."""

    lang: str
    url: str
    title: str
    summary: str
    degrees: str
    terms: tuple[tuple[str, str], ...]
    document: str

    @cached_property
    def opening(self) -> str:
        """The first sentence of the text, without markup."""
        paragraph = _PARAGRAPH.search(self.document)
        return _SENTENCE_END.split(_plain(paragraph[1]))[0] if paragraph else ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of its headline and text."""
        return frozenset(map(fold, words_of(_plain(self.document))))


@dataclass(frozen=True)
class Remembered:
    """What a reader types who remembers `words` of the part `kind` of a story."""

    kind: str
    words: str
    story: Story


def stories_of(root: Path) -> list[Story]:
    """The articles of the archive at `root` that a search may find, by language, oldest first."""
    site = load_site(root)
    theme = Theme(site)
    found: list[Story] = []
    with closing(connect_in_memory()) as connection:
        scan(site, theme, connection, now=_NOW, drafts=False, jobs=1, progress=lambda *_: None)
        catalogue = Catalogue(connection, site, _NOW)
        archive = Archive(catalogue, theme)
        for lang in catalogue.languages():
            for period in catalogue.volumes.tree(lang).leaves():
                for article in catalogue.volumes.articles(lang, period):
                    if not article.noindex:
                        found.append(_story(article, archive))
    return found


def _story(article: Article, archive: Archive) -> Story:
    weather, urls = article.weather, archive.urls
    return Story(
        article.lang,
        article.url,
        article.title,
        article.subtitle or article.summary,
        weather.degrees if weather and weather.unit == "C" else "",
        tuple(
            (term.name, urls.term(article.lang, term.taxonomy, term.slug)) for term in article.terms
        ),
        document(article, facts_of(article, archive), archive),
    )


def headlines(stories: Iterable[Story]) -> Iterator[Remembered]:
    """Each headline, whole."""
    for story in stories:
        yield Remembered(HEADLINE, story.title, story)


def rarest_words(stories: Sequence[Story]) -> Iterator[Remembered]:
    """The two and the three rarest words of each headline, and of each subtitle or summary and each
    first sentence, in the order of the text. `stories` are all of one language."""
    held = Counter(word for story in stories for word in story.words)
    for story in stories:
        parts = (_TITLE, story.title), (_TEXT, story.summary), (_TEXT, story.opening)
        for name, text in parts:
            words = {fold(word): word for word in words_of(text) if len(word) > 1}
            for count in (2, 3):
                if len(words) < count:
                    continue
                rarest = sorted(words, key=lambda word: (held[word], word))[:count]
                typed = " ".join(words[word] for word in words if word in rarest)
                yield Remembered(f"{count} rarest words of {name}", typed, story)


def words_of(text: str) -> list[str]:
    """The runs of letters and digits in a text, in lower case."""
    return _WORD.findall(text.lower())


def fold(word: str) -> str:
    """A word without accents, as the search page compares words."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_LIGATURES)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))
