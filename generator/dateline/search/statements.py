"""What the word map says of one volume: for each word of its articles, where it is and how often.

A line about a word has three fields, separated by tabs; the third is the volume's *statement*:

    <word> <stem, if it is another> <flag><cells>:<named>

`flag` is `=` if every article with the word is named, `~` otherwise. A cell has four characters for
each year of the volume: the year minus 1000 in base 36 (two), the class of the number of articles
with the word (one, base 36: k for 3^k to 3^(k+1)-1), and the highest impact of any of them (one).
An article is named by five: its key, and a hexadecimal digit for the impact, 8 more if the word is
in the title. Named are those with the word in the title, and all others if they are no more than
32, or else the ten with the highest impact; of those with the same, the ones whose keys follow the
word's own. Numbers are coarse so that most changes to an article leave most statements as they are.

A term is a line of four fields: `@` and the words of its name, taxonomy, name and address. A
headline is a line of two: `#` and a hash of its words, and the keys of the articles with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import Stemmer

from dateline.search.keys import key_of
from dateline.search.words import beginning_of, fold, hash_of, parts_of, words_of

FORMAT = 6
"""The format of search data. A new one makes every volume stale; a search page of another format
does not use them."""
BUCKETS = 1024
"""Lines are stored in buckets by the beginning of their first word. A shard is one or several."""
FEW = 32
"""All articles with a word are named if no more than these do not have it in their title."""
NAMED = 10
"""Otherwise this many are named, besides those with the word in their title."""
IMPACTS = 8
CLASSES = 3
"""Counts are told in classes, in powers of this."""
_SATURATION, _USUAL_LENGTH = 1.2, 400
"""As the search page scores texts (`15-scores.js`); a test holds the two together."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST_YEAR, _LAST_YEAR = 1000, 1000 + 36**2 - 1


@dataclass(frozen=True, slots=True)
class IndexedText:
    """An article as Pagefind indexes it: its address and year, its text, title and other metadata,
    and its terms as lines of the word map."""

    url: str
    year: int
    text: str
    title: str
    metadata: Sequence[str]
    terms: Sequence[str]


def volume_id(month: tuple[int, int]) -> str:
    """The identifier of a volume, from its first month: three digits of base 36."""
    year, number = month
    return base_36(year * 12 + number - 1, 3)


def base_36(number: int, digits: int) -> str:
    """A number in base 36, with this many digits."""
    found = ""
    for _ in range(digits):
        number, last = divmod(number, 36)
        found = _DIGITS[last] + found
    return found


def class_of(count: int) -> int:
    """The class of a count: k for 3^k to 3^(k+1)-1."""
    found = 0
    while count >= CLASSES:
        count //= CLASSES
        found += 1
    return found


def term_line(taxonomy: str, name: str, url: str) -> str:
    """The line of the word map for a term."""
    words = " ".join(parts_of(fold(name)))
    return "\t".join((f"@{words}", taxonomy, " ".join(name.split()), url))


def statements(articles: Iterable[IndexedText], lang: str) -> dict[int, str]:
    """The lines about a volume, sorted, by the number of their bucket."""
    postings: defaultdict[str, list[str]] = defaultdict(list)
    years: dict[str, int] = {}
    terms: set[str] = set()
    headlines: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        terms.update(article.terms)
        key = key_of(article.url)
        if headline := parts_of(fold(article.title)):
            found = headlines.setdefault((headline[0], _headline_hash(headline)), [])
            found.append(key)
        years[key] = min(max(article.year, _FIRST_YEAR), _LAST_YEAR)
        in_text = words_of(fold(article.text), lang)
        counts = Counter(in_text)
        counts.update(words_of(fold("\n".join(article.metadata)), lang))
        in_title = set(words_of(fold(article.title), lang))
        at_counts = impacts(len(in_text))
        most, once = len(at_counts) - 1, key + at_counts[1]
        for word, count in counts.items():
            postings[word].append(once if count == 1 else key + at_counts[min(count, most)])
        for word in in_title:
            impact = at_counts[min(max(counts[word], 1), most)]
            if word in counts:
                postings[word].pop()
            postings[word].append(key + _IN_TITLE[impact])
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for (first, hashed), keys in sorted(headlines.items()):
        lines[bucket_of(first)].append(f"#{hashed}\t{''.join(keys)}")
    for term in sorted(terms):
        first = term[1:].partition("\t")[0].partition(" ")[0]
        if first:
            lines[bucket_of(first)].append(term)
    for word, line in _word_lines(postings, years, lang):
        lines[bucket_of(word)].append(line)
    return {bucket: "\n".join(held) for bucket, held in sorted(lines.items())}


def _headline_hash(words: Sequence[str]) -> str:
    return base_36(hash_of(" ".join(words)), 7)


def _word_lines(
    postings: dict[str, list[str]], years: dict[str, int], lang: str
) -> Iterator[tuple[str, str]]:
    """Each word, in order, and the line about it."""
    words = sorted(postings)
    stems = words
    if stemmer := _stemmer(lang):
        stems = stemmer.stemWords(words)
    only = {base_36(year - _FIRST_YEAR, 2) for year in years.values()}
    year = only.pop() if len(only) == 1 else ""
    for word, stem in zip(words, stems, strict=True):
        held = postings[word]
        cells = _cell(year, held) if year else _cells(held, years)
        flag, named = _named(word, held)
        yield word, f"{word}\t{'' if stem == word else stem}\t{flag}{cells}:{named}"


def bucket_of(word: str) -> int:
    """The number of the bucket that holds a word."""
    return hash_of(beginning_of(word)) % BUCKETS


def _cells(held: list[str], years: dict[str, int]) -> str:
    by_year: defaultdict[int, list[str]] = defaultdict(list)
    for article in held:
        by_year[years[article[:-1]]].append(article)
    return "".join(
        _cell(base_36(year - _FIRST_YEAR, 2), articles)
        for year, articles in sorted(by_year.items())
    )


def _cell(year: str, held: list[str]) -> str:
    if len(held) == 1:
        return f"{year}0{_IMPACT[held[0][-1]]}"
    best = max([_IMPACT[article[-1]] for article in held])
    return f"{year}{_DIGITS[class_of(len(held))]}{best}"


def _named(word: str, held: list[str]) -> tuple[str, str]:
    """The flag, and the articles that are named."""
    if len(held) <= FEW:
        return "=", "".join(held)
    own = key_of(word)
    held.sort(key=lambda article: rank(article, own))
    in_titles = sum([article[-1] > "7" for article in held])
    if len(held) - in_titles <= FEW:
        return "=", "".join(held)
    return "~", "".join(held[: in_titles + NAMED])


def rank(article: str, own: str) -> str:
    """The key by which named articles are sorted, given the word's own key.

    The highest digit is first. Those with the same digit go round in a circle from the word's own
    key on: if the lowest keys were first, an article with a low key would be named for all of its
    words, and adding it would rewrite the shards of all of them.
    """
    return f"{_DESCENDING[article[-1]]}{article < own:d}{article}"


@cache
def _stemmer(lang: str) -> Stemmer.Stemmer | None:
    """The Snowball stemmer of a language, which Pagefind uses too, if there is one."""
    try:
        return Stemmer.Stemmer(lang.partition("-")[0])
    except KeyError:
        return None


@cache
def impacts(length: int) -> tuple[str, ...]:
    """The impact of a word in a text of `length` words, as a digit, by how often it stands there;
    the last is also that of all higher counts."""
    fullness = _SATURATION * (0.5 + 0.5 * length / _USUAL_LENGTH)
    found = ["0"]
    while found[-1] != str(IMPACTS - 1) and len(found) < 200:
        count = len(found)
        found.append(str(min(IMPACTS - 1, int((IMPACTS - 1) * count / (count + fullness) + 0.5))))
    return tuple(found)


_IMPACT = {digit: str(int(digit, 16) % IMPACTS) for digit in "0123456789abcdef"}
_IN_TITLE = {str(impact): f"{impact + IMPACTS:x}" for impact in range(IMPACTS)}
_DESCENDING = {digit: f"{15 - int(digit, 16):x}" for digit in "0123456789abcdef"}
