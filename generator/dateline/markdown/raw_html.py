"""Raw HTML in a body: what will be taken out is reported, and frames leave a link in their place.

Nothing here makes a page safe: `sanitiser` does, afterwards, whatever this reader missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from markdown_it.token import Token

from dateline.markdown.findings import Findings
from dateline.markdown.frames import FRAMES, Frame
from dateline.markdown.raw_tags import RawTags
from dateline.markdown.sanitiser import HOLLOW
from dateline.markdown.tags import RAW_TEXT, Tag, find_closer, scan

# Whether an end tag for the element of this name comes later.
ClosesLater = Callable[[str], bool]


class RawHtml:
    """The raw HTML of one body, whose text-holding tokens are given in order.

    `present` says whether there is any; `ids` are those that its author gave; `has_title`, that it
    holds an `h1`. `mend` is to be called for each of those tokens once, in the same order.
    """

    def __init__(
        self, tokens: Iterable[Token], findings: Findings, folder: str, of: str = "articles"
    ) -> None:
        self._findings = findings
        self._folder = folder
        self._of = of  # what messages call the texts that have such HTML
        self.present = False
        self.has_title = False
        self.ids: set[str] = set()
        self._last_closer: dict[str, int] = {}  # hollow element → number of the token that ends it
        self._number = 0  # of the raw token now mended
        self._dropped = ""  # the element being left out, with all it holds
        self._dropped_at = (0, 0)  # where it begins
        self._frame: Frame | None = None
        number = 0
        for token in tokens:
            for piece in [token, *(token.children or ())]:
                if piece.type in ("html_block", "html_inline"):
                    number += 1
                    self._survey(piece.content, number)
        self.present = number > 0

    def _survey(self, html: str, number: int) -> None:
        for tag in scan(html):
            if tag.closing:
                if tag.name in HOLLOW:
                    self._last_closer[tag.name] = number
            else:
                self.has_title = self.has_title or tag.name == "h1"
                if "id" in tag.attributes:
                    self.ids.add(tag.value("id"))

    def mend(self, token: Token, first: int, last: int, *, shift: bool) -> None:
        """Report and replace what cannot stay in `token`, from lines `first` to `last`.

        With `shift`, headings go one level down.
        """
        mender = RawTags(self._findings, self._folder, self._of, first, last, shift)
        if token.type == "html_block":
            self._number += 1
            token.content = self._block(token.content, mender)
        elif token.type == "inline":
            self._inline(token.children or [], mender)
        elif self._dropped:
            token.content = ""

    def _block(self, html: str, lines: RawTags) -> str:
        missing: set[str] = set()  # elements known to have no end tag further on
        out: list[str] = []
        position = 0
        for tag in scan(html):
            skipping = bool(self._dropped)
            closes_later = partial(_closes_after, html, tag.end, missing)
            instead = self._replace(tag, lines, closes_later, is_block=True)
            if instead is not None:
                out += ("" if skipping else html[position : tag.start], instead)
                position = tag.end
        if not self._dropped:
            out.append(html[position:])
        elif self._frame or self._last_closer.get(self._dropped, 0) <= self._number:
            if not self._frame and html[position:].strip():
                lines.report_lost(self._dropped, self._dropped_at, html)
            out.append(self._stop_dropping(lines))
        return "".join(out)

    def _inline(self, children: list[Token], lines: RawTags) -> None:
        closers: dict[str, int] = {}
        for index, child in enumerate(children):
            if child.type == "html_inline" and child.content.startswith("</"):
                closers[child.content[2:].rstrip("> \t\n").lower()] = index
        for index, child in enumerate(children):
            if child.type == "html_inline":
                self._number += 1
                kept = "" if self._dropped else child.content
                for tag in scan(child.content):
                    closes_later = partial(_is_after, closers, index)
                    instead = self._replace(tag, lines, closes_later, is_block=False)
                    kept = kept if instead is None else instead
                child.content = kept
            elif self._dropped:
                child.type, child.content, child.hidden = "html_inline", "", True

    def _replace(
        self, tag: Tag, lines: RawTags, closes_later: ClosesLater, *, is_block: bool
    ) -> str | None:
        """What stands in the place of `tag`; None if it stays (or is left out with its
        surroundings).
        """
        if self._dropped:
            if tag.closing and tag.name == self._dropped:
                return self._stop_dropping(lines)
            if self._frame and not tag.closing:
                self._frame.hold(tag)
            return None
        if tag.closing:
            return lines.end_tag(tag)
        if tag.name in RAW_TEXT:
            if not is_block and not closes_later(tag.name):
                return lines.show(tag)  # someone writes about the tag
            self._dropped_at = lines.report(tag)
            self._dropped = tag.name
            return ""
        if tag.name in HOLLOW:
            self._dropped_at = lines.report(tag)
            # Without an end, only the tag goes, since it would take all that follows along.
            if closes_later(tag.name) or self._last_closer.get(tag.name, 0) > self._number:
                self._dropped = tag.name
            return ""
        if tag.name in FRAMES:
            self._frame = Frame(tag, is_block)
            if tag.name != "embed" and closes_later(tag.name):
                self._dropped = tag.name
                return ""
            return self._stop_dropping(lines)
        return lines.start_tag(tag)

    def _stop_dropping(self, lines: RawTags) -> str:
        frame, self._frame, self._dropped = self._frame, None, ""
        return lines.link_for(frame) if frame else ""


def _closes_after(html: str, start: int, missing: set[str], name: str) -> bool:
    """Whether `html` ends `name` after `start`; `missing` keeps the names that it does not."""
    if name in missing or find_closer(html, name, start) < 0:
        missing.add(name)
        return False
    return True


def _is_after(closers: dict[str, int], index: int, name: str) -> bool:
    return closers.get(name, -1) > index
