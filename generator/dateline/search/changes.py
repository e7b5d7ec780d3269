"""What volumes say otherwise than before, and which lines of the word map that may alter.

The lines of volumes and of the map are described in statements.py and merging.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.search.keys import key_of
from dateline.search.merging import IDENTIFIER, NO_WORD, OUTSIDE_TITLES, coarse, name_of, ranks
from dateline.search.statements import CLASSES, NAMED


class Change(NamedTuple):
    """What a volume, given by its identifier, said of a word, headline or term, and now says: a
    line without what it is about; empty for nothing."""

    volume: str
    before: str
    after: str


def compare(
    volume: str, before: Mapping[int, str], after: Mapping[int, str]
) -> dict[int, dict[str, Change]]:
    """What two versions of a volume, given by its identifier, say otherwise, by bucket; then as in
    `changes_of`. Both versions are lines by bucket."""
    buckets = before.keys() | after.keys()
    return {
        bucket: differ
        for bucket in buckets
        if (differ := changes_of(volume, before.get(bucket, ""), after.get(bucket, "")))
    }


def changes_of(volume: str, before: str, after: str) -> dict[str, Change]:
    """What two versions of a volume's lines say otherwise, by word, headline and term."""
    if before == after:
        return {}
    old, new = set(before.split("\n")), set(after.split("\n"))
    found: dict[str, list[str]] = {}
    for lines, at in ((old - new, 0), (new - old, 1)):
        for line in filter(None, lines):
            name, _, said = line.partition("\t")
            found.setdefault(name, ["", ""])[at] += said
    return {name: Change(volume, *said) for name, said in found.items()}


def altered(
    text: str, changes: Mapping[int, Mapping[str, Sequence[Change]]], classes: int
) -> dict[int, set[str]]:
    """The words, headlines and terms whose lines in a shard changes may alter, by bucket."""
    lines = {name_of(line): line for line in text.split("\n")[1:-1]}
    found: dict[int, set[str]] = {}
    for bucket, by_name in changes.items():
        for name, said in by_name.items():
            line = lines.get(name, "")
            if not (line and all(_stays(line, change, classes) for change in said)):
                found.setdefault(bucket, set()).add(name)
    return found


def _stays(line: str, change: Change, classes: int) -> bool:
    """Whether the line of a map about a word certainly stays as it is, whatever other volumes say.

    It does if the counts of the volume stay in their classes, and the articles that it names no
    longer or newly come after those of the map, of which there are as many as can be. Most words
    of an article are such: it spares reading what all volumes say of them.
    """
    about, _, rest = line.partition("\t")
    if about.startswith(NO_WORD) or not (change.before and change.after):
        return False
    (_, _, before), (_, _, after) = change.before.partition("\t"), change.after.partition("\t")
    old_cells, _, old_named = before[1:].partition(":")
    new_cells, _, new_named = after[1:].partition(":")
    if before[0] != after[0] or not _alike(old_cells, new_cells, classes):
        return False
    merged = rest.partition("\t")[2]
    if merged[0] != "~":
        return False
    named: list[str] = []
    own = key_of(about)
    for part in merged[1:].split(";"):
        said, _, entries = part.partition(":")
        if entries:
            named += ranks(said[:IDENTIFIER], entries, own)
    others = [rank for rank in named if rank[0] >= OUTSIDE_TITLES]
    old = set(ranks(change.volume, old_named, own))
    new = set(ranks(change.volume, new_named, own))
    if len(others) != NAMED or (old - new and after[0] == "="):
        return False
    return min(old ^ new, default="~") > max(others)


def _alike(one: str, other: str, classes: int) -> bool:
    """Whether cells have the same classes of counts, and are the same in the map."""
    if classes > CLASSES:
        return _counts(one) == _counts(other) and coarse(one) == coarse(other)
    return one == other


def _counts(cells: str) -> list[str]:
    """The years and classes of counts of cells."""
    return [cells[at : at + 3] for at in range(0, len(cells), 4)]
