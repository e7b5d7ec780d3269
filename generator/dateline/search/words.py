"""The words of a text as the word map has them, and where in the map each of them is.

The search page does the same in `assets/js/search/06-folding.js`; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import lru_cache

from dateline.content.weather import is_plausible, parse_weather

UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})
"""Languages written without spaces between words: they have no word map."""
BEGINNING = 3
"""Words that share this many first letters are in one shard."""
LONG = 6
"""Words of this many letters are filed by their last three, shorter ones by their last two."""
SHORTEST_SUGGESTED, LONGEST_SUGGESTED = 4, 24
"""The number of letters of words that are suggested for misspelled ones."""
LONGEST_WORD = 60
"""Of longer words, such as encoded data, the map has this many letters."""
_JOINTS = frozenset(".-‐‑_·/&@")
_PART = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’"
_MOST_PARTS = 4
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and the like, which are within words."""


def fold(text: str) -> str:
    """The text in lower case, without accents and soft hyphens; ligatures become two letters."""
    text = text.lower()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_INVISIBLE))
    bare = "".join([letter for letter in apart if not unicodedata.category(letter).startswith("M")])
    return bare.translate(_LIGATURES)


def parts_of(folded: str) -> list[str]:
    """The runs of letters and digits in a folded text, in order."""
    return _PART.findall(folded)


def words_of(folded: str, lang: str) -> list[str]:
    """The words of a folded text, in no particular order: its runs of letters and digits, and those
    made of two to four runs that a hyphen, period or the like joins. In French, an apostrophe does
    not."""
    chunks = folded.split()
    words = [chunk for chunk in chunks if chunk.isalnum()]
    # Searching only the others for joints halves the time.
    others = "\n".join([chunk for chunk in chunks if not chunk.isalnum()])
    words += parts_of(others)
    joints = _JOINTS if lang.startswith("fr") else _JOINTS.union(_APOSTROPHES)
    words += _joined(others, joints)
    if max(map(len, words), default=0) > LONGEST_WORD:
        return [word[:LONGEST_WORD] for word in words]
    return words


def _joined(text: str, joints: Set[str]) -> Iterator[str]:
    """The words made of runs of letters and digits between which there is only a joint."""
    run: list[str] = []
    end = -1
    for part in _PART.finditer(text):
        if not (part.start() == end + 1 and text[end] in joints):
            if 1 < len(run) <= _MOST_PARTS:
                yield "".join(run)
            run = []
        run.append(part[0])
        end = part.end()
    if 1 < len(run) <= _MOST_PARTS:
        yield "".join(run)


def temperature_word(note: str) -> str:
    """The word by which a temperature is found: `t24d7c` for “24.7 °C”, `tm3f` for “-3 F”.

    Empty if the weather note has no temperature with a unit, or one that it was nowhere.
    """
    weather = parse_weather(note)
    celsius = weather.celsius
    if celsius is None or not is_plausible(celsius):
        return ""
    whole, _, decimals = weather.degrees.removeprefix("-").partition(".")
    sign = "m" if weather.degrees.startswith("-") else ""
    decimals = decimals.rstrip("0")
    fraction = f"d{decimals}" if decimals else ""
    return f"t{sign}{int(whole)}{fraction}{weather.unit.lower()}"


@lru_cache(65_536)
def hash_of(text: str) -> int:
    """The 32-bit FNV-1a hash of a text in UTF-8."""
    value = 0x811C9DC5
    for byte in text.encode(errors="replace"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def beginning_of(word: str) -> str:
    """What decides in which shard of the map a word is."""
    return word[:BEGINNING]


def ending_of(word: str) -> str:
    """What decides in which shard of endings a word is; empty for words that are in none."""
    if not SHORTEST_SUGGESTED <= len(word) <= LONGEST_SUGGESTED or not word.isalpha():
        return ""
    return word[-3:] if len(word) >= LONG else word[-2:]
