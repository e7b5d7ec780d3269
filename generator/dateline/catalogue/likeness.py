"""Which texts are much alike, among many."""

from __future__ import annotations

import heapq
import html
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

_TAG = re.compile("<[^>]*>")
_LENGTH = 5
"""The length of the pieces of which texts are compared, in characters: unrelated texts share few,
and one other word in a short text leaves most as they were."""
_LONGEST = 20_000
"""How much of a text is compared, in characters."""
_DRAWN = 64
"""The pieces by which texts that may be alike are found; two that share half of all share some."""
_TOO_COMMON = 50
"""A piece that so many texts have tells nothing."""
_TRIED = 3
"""The texts with which each is compared at last."""
_ENOUGH = 0.5


def most_alike(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The names of the `old` texts (HTML) of which much is in one of the `new` ones, with the name
    of that: the one that is most like it, if it is not as much like another.

    The time it takes grows with the length of all texts, not with the number of pairs.
    """
    plain = {name: _plain(text) for name, text in new.items()}
    drawn = defaultdict[int, list[str]](list)
    for name, text in plain.items():
        for piece in _drawn(text):
            drawn[piece].append(name)
    found = defaultdict[str, dict[str, float]](dict)
    for name, text in ((name, _plain(text)) for name, text in old.items()):
        owners = (drawn.get(piece, ()) for piece in _drawn(text))
        shared = Counter(one for names in owners if len(names) <= _TOO_COMMON for one in names)
        for candidate, _ in shared.most_common(_TRIED):
            if (likeness := _likeness(text, plain[candidate])) > _ENOUGH:
                found[name][candidate] = likeness
    to_new = {name: best for name, of_it in found.items() if (best := _best(of_it))}
    turned = defaultdict[str, dict[str, float]](dict)
    for name, of_it in found.items():
        for candidate, likeness in of_it.items():
            turned[candidate][name] = likeness
    return {name: best for name, best in to_new.items() if _best(turned[best]) == name}


def _best(likenesses: Mapping[str, float]) -> str:
    """The only name with the highest likeness; empty if there are more."""
    highest = max(likenesses.values())
    best = [name for name, likeness in likenesses.items() if likeness == highest]
    return best[0] if len(best) == 1 else ""


def _plain(text: str) -> str:
    words = html.unescape(_TAG.sub(" ", text)).casefold().split()
    return f" {' '.join(words)} "[:_LONGEST]


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + _LENGTH] for at in range(len(text) - _LENGTH + 1))


def _drawn(text: str) -> list[int]:
    """Some of the pieces: of what two texts share, the same ones."""
    known = {zlib.crc32(piece.encode(errors="surrogatepass")) for piece in _pieces(text)}
    return heapq.nsmallest(_DRAWN, known)


def _likeness(one: str, other: str) -> float:
    """How much of two texts is in both, from 0 to 1."""
    pieces = Counter(_pieces(one)), Counter(_pieces(other))
    total = pieces[0].total() + pieces[1].total()
    return 2 * (pieces[0] & pieces[1]).total() / total if total else 0.0
