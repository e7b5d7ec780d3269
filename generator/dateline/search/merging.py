"""The word map of a language: what its volumes say, merged, in shards and lists of endings.

The first line of a file is `dateline` and the format. A line about a word has a statement for each
volume, in order, each after the identifier of the volume:

    <word> <stem, if it is another> <flag><id><cells>[:<named>];<id><cells>[:<named>];…

Fields, flag, cells and named articles are as statements.py describes them, but fewer articles are
named: the flag is `=`, and all are, if no more than 32 articles of the whole archive have the word
outside their title. Otherwise ten of these are named, those with the highest impact. Articles with
the word in their title are all named up to 1,000; beyond that, 64 are, likewise.

Where there are many volumes, classes of counts are wider, k for 9^k to 9^(k+1)-1, and the highest
impact of a cell is rounded up to an odd one. The sum is about right all the same, and an article
that is added changes half as many lines.

A line about a headline has at most ten articles, the newest first, each as a volume's identifier
and a key. Lines about headlines and terms come before those about words.

A line of a list of endings is a word and a digit for how common it is (0 to 6), by which misspelled
words are corrected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from heapq import nsmallest
from typing import NamedTuple

from dateline.search.keys import key_of
from dateline.search.statements import CLASSES, FEW, FORMAT, NAMED, class_of, rank

LEVELS = 7
_IN_TITLES, _OF_VERY_MANY = 1_000, 64
FIRST_LINE = f"dateline {FORMAT}"
"""By which a search page knows a file of the map, even if a host has decompressed it."""
NO_WORD = ("@", "#")
_MANY = 64
_KEY = 4
_ENTRY = 5
"""The number of characters by which an article is named."""
IDENTIFIER = 3
"""The number of characters of a volume's identifier."""
OUTSIDE_TITLES = "8"
"""From here on, ranks are those of articles that do not have the word in their title."""
_MIDDLES = (1.3, *(CLASSES ** (k + 0.5) for k in range(1, 16)))
"""About how many articles each class of counts stands for."""


class MergedWord(NamedTuple):
    """A word of the map: how common it is (0 to 6), and its line."""

    word: str
    level: int
    line: str


def classes_for(volumes: int) -> int:
    """The base of the classes of counts in the map of this many volumes."""
    return CLASSES if volumes < _MANY else CLASSES**2


def merge(
    volumes: Iterable[tuple[str, str]], classes: int = CLASSES, only: Set[str] | None = None
) -> tuple[list[str], list[MergedWord]]:
    """Merge the lines of volumes, each with its identifier, in order; if `only` is given, those of
    these words, headlines and terms.

    `classes` is the base of the classes of counts, as `classes_for` has it.
    Returns the lines of headlines and terms, and those of words, both sorted.
    """
    lines_in = _lines if only is None else _lines_of(only)
    others: set[str] = set()
    headlines: dict[str, list[str]] = {}
    said: dict[str, list[tuple[str, str]]] = {}
    stems: dict[str, str] = {}
    for volume, lines in volumes:
        for line in lines_in(lines):
            if line.startswith("@"):
                others.add(line)
                continue
            if line.startswith("#"):
                hashed, keys = line.split("\t")
                headlines.setdefault(hashed, []).extend(_in_volume(volume, keys))
                continue
            word, stem, statement = line.split("\t")
            if word in said:
                said[word].append((volume, statement))
            else:
                said[word] = [(volume, statement)]
                stems[word] = stem
    others.update(
        f"{hashed}\t{''.join(found[: -NAMED - 1 : -1])}" for hashed, found in headlines.items()
    )
    wide = classes > CLASSES
    merged = [_merged(word, stems[word], said[word], wide) for word in sorted(said)]
    return sorted(others), merged


def shard(others: Iterable[str], words: Iterable[MergedWord]) -> str:
    """The text of a shard: the lines of headlines and terms, then those of words."""
    return _text((*sorted(others), *(word.line for word in sorted(words))))


def renewed(text: str, names: Set[str], others: Iterable[str], words: Iterable[MergedWord]) -> str:
    """The text of a shard whose lines of `names` are replaced by those merged anew."""
    kept = [line for line in text.split("\n")[1:-1] if name_of(line) not in names]
    lines = [*kept, *others, *(word.line for word in words)]
    return _text(
        (
            *sorted(line for line in lines if line.startswith(NO_WORD)),
            *sorted((line for line in lines if not line.startswith(NO_WORD)), key=name_of),
        )
    )


def map_of_one(volume: str, lines: Iterable[str]) -> str:
    """The text of the word map of a single volume, given its identifier and the lines of its
    buckets: one shard that says all that the volume does."""
    others: list[str] = []
    words: list[str] = []
    for line in (line for of_bucket in lines for line in of_bucket.split("\n")):
        if line.startswith("@"):
            others.append(line)
        elif line.startswith("#"):
            hashed, keys = line.split("\t")
            others.append(f"{hashed}\t{''.join(_in_volume(volume, keys))}")
        else:
            word, stem, statement = line.split("\t")
            words.append(f"{word}\t{stem}\t{statement[0]}{volume}{statement[1:]}")
    return _text((*sorted(others), *sorted(words, key=name_of)))


def endings(words: Iterable[tuple[str, int]]) -> str:
    """The text of a list of words, sorted, by which misspelled ones are corrected."""
    return _text(f"{word}{level}" for word, level in sorted(words))


def _in_volume(volume: str, keys: str) -> list[str]:
    """The articles of a volume with these keys, as lines about headlines name them."""
    return [volume + keys[at : at + _KEY] for at in range(0, len(keys), _KEY)]


def name_of(line: str) -> str:
    """What a line is about."""
    return line.partition("\t")[0]


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _lines_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """A function that finds the lines about `names`."""
    wanted = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"^(?:{wanted})\t.*", re.MULTILINE).findall


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (FIRST_LINE, *lines))


def _merged(word: str, stem: str, said: list[tuple[str, str]], wide: bool) -> MergedWord:
    flags, split = "", []
    total = articles = 0.0
    for volume, statement in said:
        cells, _, named = statement[1:].partition(":")
        flags += statement[0]
        split.append((volume, coarse(cells) if wide else cells, named))
        articles += len(named) // _ENTRY
        for at in range(2, len(cells), 4):
            total += _MIDDLES[int(cells[at], 36)]
    complete = "~" not in flags
    if not complete or articles > FEW:
        split, kept_all = _pruned(word, split, FEW if complete else NAMED)
        complete = complete and kept_all
    parts = [
        f"{volume}{cells}:{named}" if named else volume + cells for volume, cells, named in split
    ]
    level = min(class_of(int(articles if complete else total)), LEVELS - 1)
    return MergedWord(word, level, f"{word}\t{stem}\t{'=' if complete else '~'}{';'.join(parts)}")


def coarse(cells: str) -> str:
    """Cells with classes and levels of impact of twice the width."""
    return "".join(
        f"{cells[at : at + 2]}{int(cells[at + 2], 36) // 2}{int(cells[at + 3]) | 1}"
        for at in range(0, len(cells), 4)
    )


def ranks(volume: str, named: str, own: str) -> list[str]:
    """By what the named articles of a volume are sorted, given the word's own key."""
    return [rank(named[at : at + _ENTRY], own) + volume for at in range(0, len(named), _ENTRY)]


Statement = tuple[str, str, str]


def _pruned(word: str, split: list[Statement], most: int) -> tuple[list[Statement], bool]:
    """Leave out those articles that would be too many to name; whether none was.

    More than `most` without the word in their title are too many.
    """
    in_titles: list[str] = []
    others: list[str] = []
    own = key_of(word)
    for volume, _, named in split:
        for ranked in ranks(volume, named, own):
            (others if ranked[0] >= OUTSIDE_TITLES else in_titles).append(ranked)
    kept = len(in_titles) <= _IN_TITLES and len(others) <= most
    if len(in_titles) > _IN_TITLES:
        in_titles = nsmallest(_OF_VERY_MANY, in_titles)
    if len(others) > most:
        others = nsmallest(NAMED, others)
    if kept:
        return split, True
    by_volume: dict[str, list[str]] = {}
    for ranked in sorted([*in_titles, *others]):
        by_volume.setdefault(ranked[-IDENTIFIER:], []).append(ranked[2:-IDENTIFIER])
    return [
        (volume, cells, "".join(by_volume.get(volume, ()))) for volume, cells, _ in split
    ], False
