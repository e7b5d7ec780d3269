"""The keys of articles, and in which fragment pack of its volume a key is."""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""The characters of keys, each worth its position."""
_BITS = 24
_IN_A_PACK = 11
"""The most articles, on average, in a fragment pack: more would make fewer files, but ten results
are usually in ten packs, and dearer."""


def key_of(url: str) -> str:
    """The key of the article at an address: four characters, worth 24 bits.

    Two articles of a volume may share a key.
    """
    digest = hashlib.blake2b(url.encode(errors="replace"), digest_size=_BITS // 8).digest()
    number = int.from_bytes(digest)
    return "".join(ALPHABET[number >> shift & 63] for shift in range(_BITS - 6, -1, -6))


def pack_of(key: str, packs: int) -> int:
    """Which of a volume's `packs` fragment packs holds an article, counted from 0."""
    return (ALPHABET.index(key[0]) * 64 + ALPHABET.index(key[1])) % packs


def packs_for(articles: int) -> int:
    """The number of fragment packs of a volume with this many articles.

    It grows in steps of a quarter or less (4, 5, 6, 7, 8, 10, 12, …), at each of which all packs of
    the volume are made anew.
    """
    wanted = max(1, -(-articles // _IN_A_PACK))
    step = 1 << max(0, (wanted - 1).bit_length() - 3)
    return -(-wanted // step) * step
