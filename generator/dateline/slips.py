"""Words that are one slip of the hand apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def is_slip(written: str, meant: str) -> bool:
    """Whether `written` is `meant` with two letters exchanged, or with one too many, too few or
    wrong."""
    longer, shorter = sorted((written, meant), key=len, reverse=True)
    if len(longer) - len(shorter) > 1 or longer == shorter:
        return False
    pairs = enumerate(zip(longer, shorter, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), len(shorter))
    rest, other = longer[same:], shorter[same:]
    if len(longer) > len(shorter):
        return rest[1:] == other
    return rest[1:] == other[1:] or (rest[1::-1] == other[:2] and rest[2:] == other[2:])


class Slips:
    """Finds, among many words, those that others may be slips of, looking at very few of them: a
    slip changes two letters side by side at most, and leaves the beginning or the end as it is."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[int, str, str], list[str]] = {}
        for word in words:
            # As `_kept` has it for words that are a letter shorter and for those that are not.
            for letters in {_kept(len(word) - 1), _kept(len(word))}:
                for key in _keys(word, len(word), letters):
                    self._words.setdefault(key, []).append(word)

    def of(self, word: str) -> list[str]:
        """The words that `word` may be a slip of, in alphabetical order."""
        length = len(word)
        return sorted(
            {
                other
                for near in (length - 1, length, length + 1)
                for key in _keys(word, near, _kept(min(length, near)))
                for other in self._words.get(key, ())
                if is_slip(word, other)
            }
        )


def _kept(length: int) -> int:
    """How many letters a slip leaves as they are, at the beginning or at the end of a word."""
    return 3 if length >= 7 else 2 if length >= 5 else 0


def _keys(word: str, length: int, letters: int) -> Iterator[tuple[int, str, str]]:
    """Where words of a `length` stand that begin, or end, with these letters of `word`."""
    yield length, word[:letters], ""
    yield length, "", word[len(word) - letters :]
