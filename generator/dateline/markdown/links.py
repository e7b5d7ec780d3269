"""Links and images written in Markdown: what they lead to, and which of them must go."""

from __future__ import annotations

from markdown_it.token import Token

from dateline.markdown.destinations import Destination, as_typed, read_destination
from dateline.markdown.findings import Findings, shorten
from dateline.markdown.link_places import AT, CELL, Piece, Pieces


class Links:
    """Reads the addresses of one body's links and images.

    `folder` is the article's, relative to `content/`. `definitions` are Markdown-it's link
    definitions, where the address of `[text][label]` stands. With `keep_written` addresses are
    checked but left as they are: when raw HTML is present the sanitiser reads every address again,
    as a browser would, and makes the placeholders.
    """

    def __init__(
        self,
        findings: Findings,
        folder: str,
        definitions: dict[str, dict[str, object]],
        *,
        keep_written: bool,
    ) -> None:
        self._findings = findings
        self._folder = folder
        self._definitions = definitions
        self._keep_written = keep_written
        self._pieces = Pieces(findings.places.lines)
        self._token = Token("inline", "", 0)
        self._piece: Piece | None = None

    def read(self, token: Token, first: int, last: int) -> None:
        """Settle the links in what an inline's `token` holds, from lines `first` to `last`."""
        self._token, self._piece = token, None
        if CELL in token.meta:  # found behind the cell before it, be there links in that or not
            self._piece = self._find_piece(first, last)
        open_links: list[bool] = []  # whether each open link stays
        for child in token.children or ():
            kind = child.type
            if kind == "link_open":
                stays = self._settle(child, "href", first, last)
                open_links.append(stays)
                child.hidden = not stays
            elif kind == "link_close":
                child.hidden = bool(open_links) and not open_links.pop()
            elif kind == "image":
                self._read_image(child, first, last)

    def _read_image(self, token: Token, first: int, last: int) -> None:
        written = str(token.attrs.get("src", ""))
        if not self._settle(token, "src", first, last):
            token.type, token.tag = "text", ""
            return
        token.attrs["loading"] = "lazy"
        token.attrs["decoding"] = "async"
        if not token.content.strip():
            self._findings.warn(
                "no-alt",
                f"there are no words for readers who cannot see the picture “{shorten(written)}”",
                "write what it shows between the square brackets: ![Masts in a storm](harbour.jpg)",
                self._place(token, written, first, last),
            )

    def _settle(self, token: Token, attribute: str, first: int, last: int) -> bool:
        """Write what the token's address becomes; whether it may stay."""
        written = as_typed(str(token.attrs.get(attribute, "")))
        if token.info == "auto" and written.startswith("mailto:"):
            token.attrs[attribute] = written
            return True
        found = read_destination(written, self._folder)
        if found.message or found.kind is not None:
            place = self._place(token, written, first, last)
            self._note(found, written, place, image=attribute == "src")
        elif found.url and found.url.startswith("#"):
            self._findings.lead(found.url, self._place(token, written, first, last))
        elif found.url and self._findings.leads_to_site(found.url):
            place, image = self._place(token, written, first, last), attribute == "src"
            self._findings.refer_to_site(found.url, place, image=image, written=written)
        if found.url is None:
            return False
        if found.kind is None or not self._keep_written:
            token.attrs[attribute] = found.url
        return True

    def _note(
        self, found: Destination, written: str, place: tuple[int, int], *, image: bool
    ) -> None:
        if found.message:
            self._findings.warn(found.problem_kind, found.message, found.fix, place, found.severity)
        if found.kind is not None:
            self._findings.refer(found.kind, found.target, place, image=image, written=written)

    def _find_piece(self, first: int, last: int) -> Piece | None:
        in_cell = CELL in self._token.meta
        return self._pieces.find(self._token.content, first, last, in_cell=in_cell)

    def _place(self, token: Token, written: str, first: int, last: int) -> tuple[int, int]:
        if AT in token.meta:
            self._piece = self._piece or self._find_piece(first, last)
            if self._piece:
                return self._piece.place(token.meta[AT])
        places = self._findings.places
        lines = self._definitions.get(token.meta.get("label", ""), {}).get("map")
        if isinstance(lines, list):
            first, last = lines
            start = places.find("]:", first, last, after=(first, 0)) or (first, 0)
            return places.find(written, first, last, after=start) or start
        # An address follows a parenthesis, so that "a.md" is not found inside "data.md"; most are
        # followed by one, so that "#on" is not found inside "#one".
        tries = (f"({written})", f"({written}", f"<{written}") if written else ("()",)
        found = next(filter(None, (places.find(one, first, last) for one in tries)), None)
        if found is not None:
            return found[0], found[1] + 1
        return places.find(written, first, last) or (first, 0)
