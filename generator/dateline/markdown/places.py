"""Where a word is in the source: Markdown's tokens know their lines, but not their columns."""

from __future__ import annotations

# Characters searched per character of the body before columns are given up: a body made to cause
# trouble (a million links in one paragraph) must not take time that grows with its square.
_PATIENCE = 50


class Places:
    """Finds words in the lines of a body, each time one further on.

    Lines given and returned inside this package count from 0; `at` in `Findings` turns them into
    lines of the file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[str] | None = None
        self._cursors: dict[tuple[str, int], tuple[int, int]] = {}
        self._patience = _PATIENCE * len(text) + 10_000

    @property
    def lines(self) -> list[str]:
        """The lines of the body."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        return self._lines

    def find(
        self, word: str, first: int, last: int, after: tuple[int, int] | None = None
    ) -> tuple[int, int] | None:
        """The next place of `word` in the lines `first` to `last` (exclusive), as (line, column).

        Columns count from 0. Each call with the same word and `first` goes on from the place
        before; `after` starts at a given place instead. Only the first line of a word is looked
        for. None if there is none.
        """
        lines = self.lines
        word = word.partition("\n")[0]
        key = (word, first)
        line, column = after or self._cursors.get(key, (first, 0))
        last = min(max(last, first + 1), len(lines))
        while line < last and word and self._patience > 0:
            text = lines[line]
            self._patience -= len(text) - column + 1
            found = text.find(word, column)
            if found >= 0:
                self._cursors[key] = (line, found + len(word))
                return line, found
            line, column = line + 1, 0
        return None
