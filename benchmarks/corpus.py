"""A corpus of generated articles: the same number gives the same bytes on every machine.

Its shape is that of a newspaper: eight articles on each publishing day over some twenty years,
about 3 KB of prose each, two to five of 300 tags, 120 places, 200 authors, a weather note.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TAGS, PLACES, AUTHORS, SECTIONS = 300, 120, 200, 8
_PER_DAY = 8
_YEARS = 20
_LAST_DAY = date(2024, 11, 22)
_ONSETS = [*"bcdfghjklmnprstvwz", "br", "cr", "dr", "fl", "gr", "pl", "pr", "st", "tr", "th", "sh"]
_VOWELS = [*"aeiou", "ai", "ea", "ee", "ou"]
_CODAS = ["", "", "n", "r", "s", "t", "l", "m", "nd", "st", "ck"]
_COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "it",
    "was",
    "for",
    "on",
    "as",
    "with",
    "by",
]


@dataclass(frozen=True)
class MadeArticle:
    """An article: its number, the values of its front matter, and its paragraphs."""

    number: int
    title: str
    day: date
    place: str
    authors: list[str]
    tags: list[str]
    section: str
    weather: str
    paragraphs: list[str]

    @property
    def slug(self) -> str:
        """The name of its file, without the extension."""
        return f"story-{self.number:06}"


def make(count: int) -> Iterator[MadeArticle]:
    """Generate `count` articles, oldest first."""
    words = _vocabulary(random.Random("words"), 12_000)
    names = _vocabulary(random.Random("names"), 2_000)
    for number, day in enumerate(_days(count)):
        yield _article(number, day, words, names)


def usual_word() -> str:
    """A word that occurs in about every second article."""
    return _vocabulary(random.Random("words"), 12_000)[50]


def _vocabulary(source: random.Random, size: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = source.choices((1, 2, 3, 4), (3, 5, 3, 1))[0]
        parts = (
            source.choice(_ONSETS) + source.choice(_VOWELS) + source.choice(_CODAS)
            for _ in range(syllables)
        )
        words["".join(parts)] = None
    return list(words)


def _days(count: int) -> list[date]:
    """The day of each article: publishing days spread evenly over the years."""
    needed = -(-count // _PER_DAY)
    span = min(_YEARS * 365, max(needed, 365 * _YEARS))
    days = [_LAST_DAY - timedelta(days=round(index * span / needed)) for index in range(needed)]
    per_day = [day for day in reversed(days) for _ in range(_PER_DAY)]
    return per_day[-count:]


def _article(number: int, day: date, words: list[str], names: list[str]) -> MadeArticle:
    source = random.Random(number)
    tags = sorted({int(source.paretovariate(0.6)) % TAGS for _ in range(source.randint(3, 6))})[:5]
    if len(tags) < 2:
        tags.append((tags[0] + 1 + source.randrange(TAGS - 1)) % TAGS)
    title = " ".join(_word(source, words) for _ in range(source.randint(5, 9))).capitalize()
    return MadeArticle(
        number=number,
        title=title,
        day=day,
        place=names[source.randrange(PLACES)].capitalize(),
        authors=[
            f"{names[200 + author].capitalize()} {names[600 + author].capitalize()}"
            for author in source.sample(range(AUTHORS), source.choice((1, 1, 1, 2)))
        ],
        tags=[names[1_000 + tag] for tag in tags],
        section=names[1_500 + source.randrange(SECTIONS)].capitalize(),
        weather=f"{source.uniform(17, 33):.1f} C",
        paragraphs=[_paragraph(source, words) for _ in range(6)],
    )


def _word(source: random.Random, words: list[str]) -> str:
    if source.random() < 0.35:
        return source.choice(_COMMON)
    return words[int(len(words) ** source.random()) - 1]


def _paragraph(source: random.Random, words: list[str]) -> str:
    sentences = []
    for _ in range(source.randint(4, 6)):
        sentence = [_word(source, words) for _ in range(source.randint(9, 20))]
        if source.random() < 0.2:
            sentence[2] = f"*{sentence[2]}*"
        sentences.append(" ".join(sentence).capitalize() + ".")
    return " ".join(sentences)


def write_dateline(articles: Iterator[MadeArticle], root: Path) -> None:
    """Write an archive for Dateline into the new folder `root`."""
    root.mkdir(parents=True)
    (root / "site.toml").write_text(
        'title = "Made news"\nurl = "https://example.org/"\ntimezone = "Indian/Mauritius"\n',
        "utf-8",
    )
    for article in articles:
        folder = root / "content" / f"{article.day:%Y/%m}"
        folder.mkdir(parents=True, exist_ok=True)
        front = [
            "---",
            f'title: "{article.title}"',
            f"date: {article.day:%Y-%m-%d}",
            f"location: {article.place}",
            f"authors: [{', '.join(article.authors)}]",
            f"section: {article.section}",
            f"tags: [{', '.join(article.tags)}]",
            f"weather: {article.weather}",
            "---",
            "",
        ]
        text = "\n".join(front) + "\n\n".join(article.paragraphs) + "\n"
        (folder / f"{article.day:%d}-{article.slug}.md").write_text(text, "utf-8")
