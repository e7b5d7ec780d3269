"""The text of a file that is changed line by line, while all else in it stays as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.config import Site
from dateline.content.read import Reading, read_article
from dateline.own_files import read_regular

_BOM = "\ufeff"
_END = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a text, and the end of each, which the last does not have; `mark` is the
    byte-order mark before them, if there is one."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]
    mark: str = ""

    @classmethod
    def of(cls, written: str) -> SourceText:
        """The text of a file, as it is `written` there."""
        mark = _BOM if written.startswith(_BOM) else ""
        parts = _END.split(written.removeprefix(mark))
        return cls(tuple(parts[::2]), (*parts[1::2], ""), mark)

    @property
    def plain(self) -> str:
        """The text as it is read: without the mark, and with `\\n` at the end of each line."""
        return "\n".join(self.lines)

    @property
    def written(self) -> str:
        """The text as it is in the file."""
        return self.mark + "".join(map("".join, zip(self.lines, self.ends, strict=True)))

    def with_lines(self, at: int, *lines: str) -> SourceText:
        """The text with these in place of the line with this index. They end as that line does or,
        if it is the last, as the first one."""
        end = self.ends[at] or self.ends[0] or "\n"
        ends = (*[end] * (len(lines) - 1), self.ends[at])
        return replace(
            self,
            lines=(*self.lines[:at], *lines, *self.lines[at + 1 :]),
            ends=(*self.ends[:at], *ends, *self.ends[at + 1 :]),
        )

    def with_span(self, start: tuple[int, int], end: tuple[int, int], new: str) -> SourceText:
        """The text with `new` in place of what is between two places, each the index of a line and
        of a character in it."""
        (first, before), (last, after) = start, end
        line = self.lines[first][:before] + new + self.lines[last][after:]
        return replace(
            self,
            lines=(*self.lines[:first], line, *self.lines[last + 1 :]),
            ends=(*self.ends[:first], *self.ends[last:]),
        )

    def without_lines(self, first: int, last: int) -> SourceText:
        """The text without the lines from the index `first` to `last`, after which there are
        others."""
        return self.with_span((first, 0), (last + 1, 0), "")

    def with_line_before(self, at: int, line: str) -> SourceText:
        """The text with one more line, before the one with this index."""
        return self.with_lines(at, line, self.lines[at])


def reading_of(text: SourceText, path: str, site: Site) -> Reading:
    """What is read from content/`path` if it has this text."""
    return read_article(text.written.encode(), path=path, site=site, registers={})


def text_of(file: Path) -> SourceText | None:
    """The text of an ordinary file; None if it is not UTF-8, or if its name is only a link to a
    file, in whose place nothing may be put. Raises `OSError`."""
    if file.is_symlink():
        return None
    try:
        return SourceText.of(read_regular(file).decode())
    except UnicodeDecodeError:
        return None
