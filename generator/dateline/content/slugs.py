"""Slugs: the readable part of an address, made from words in any script."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_SIGNS = {"++": " plus plus ", "#": " sharp "}
_NAMED_SIGN = re.compile(r"(?<=\w)(?:\+\+|#)(?!\w)")
"""Characters that tell names apart: C, C++ and C#."""

_GAP = re.compile("[^a-z0-9]+")

_SHAPES_OF_SIGNS = frozenset({*map(chr, range(0xFE00, 0xFE10)), "\u20e3"})
"""Marks that choose how a character is drawn, as in ❤️ and 1️⃣: they mean nothing without it."""

_LONGEST = 80
"""In characters; scripts with four-byte characters then still fit in the 255 bytes that file
systems allow."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ı": "i",
        "'": "",
        "’": "",
    }
)


@lru_cache(16_384)
def slugify(text: str) -> str:
    """Lower-case words joined by hyphens; Latin letters lose accents, other scripts are kept.

    Never empty for text that is not: what has no letter or digit becomes a short hash. Long text is
    cut and ends in a hash, so that two long titles stay two.
    """
    slug = _uncut(text)
    if not slug and text.strip():
        compatible = unicodedata.normalize("NFKC", text)
        return hashlib.blake2b(compatible.encode(errors="replace"), digest_size=4).hexdigest()
    if len(slug) > _LONGEST:
        mark = hashlib.blake2b(slug.encode(errors="replace"), digest_size=4).hexdigest()
        slug = f"{slug[: _LONGEST - len(mark) - 1].rsplit('-', 1)[0]}-{mark}"
    return slug


def is_cut(text: str) -> bool:
    """Whether `slugify` cuts the text, since it is long."""
    return len(_uncut(text)) > _LONGEST


def _uncut(text: str) -> str:
    compatible = unicodedata.normalize("NFKC", text)
    named = _NAMED_SIGN.sub(lambda found: _SIGNS[found[0]], compatible)
    lowered = named.casefold().translate(_LETTERS)
    if lowered.isascii():
        return _GAP.sub("-", lowered).strip("-")
    composed, plain = lowered, ""
    # An accent left over from a letter with two composes with it again.
    while composed != plain:
        plain = composed
        composed = unicodedata.normalize("NFC", "".join(map(_without_accent, plain)))
    return "-".join("".join(c if _in_word(c) else " " for c in composed).split())


def _in_word(letter: str) -> bool:
    return letter.isalnum() or (
        unicodedata.category(letter)[0] == "M" and letter not in _SHAPES_OF_SIGNS
    )


def _without_accent(letter: str) -> str:
    if letter < "\x80":
        return letter
    base = unicodedata.normalize("NFKD", letter)
    return base[0] if "a" <= base[0] <= "z" else letter
