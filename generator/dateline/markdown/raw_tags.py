"""Single tags of raw HTML: what stands in their place, and what is reported of them."""

from __future__ import annotations

from html import escape

from dateline.markdown.destinations import read_destination
from dateline.markdown.findings import Findings, shorten
from dateline.markdown.frames import Frame
from dateline.markdown.sanitiser import TAGS
from dateline.markdown.tags import Tag

# Elements whose tags change nothing that a reader would miss: they go without a word.
# fmt: off
_SILENT = frozenset({
    "acronym", "basefont", "big", "body", "center", "col", "colgroup", "font", "head",
    "html", "label", "legend", "main", "map", "nobr", "o:p", "param", "picture", "search", "source",
    "strike", "track", "tt",
})
# fmt: on
# A browser reads all that follows these as text, up to an end tag that may never come.
# fmt: off
_SWALLOWING = frozenset({
    "noembed", "noframes", "noscript", "plaintext", "select", "textarea", "title",
    "xmp",
})
# fmt: on
# fmt: off
_FORM = frozenset({
    "button", "datalist", "fieldset", "form", "input", "option", "output", "select",
    "textarea",
})
# fmt: on
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class RawTags:
    """The tags of a token that stands on the lines `first` to `last`."""

    def __init__(
        self, findings: Findings, folder: str, of: str, first: int, last: int, shift: bool
    ) -> None:
        self._findings = findings
        self._folder = folder
        self._of = of
        self._first = first
        self._last = last
        self._shift = shift

    def _place(self, tag: Tag) -> tuple[int, int]:
        return self._findings.places.find(tag.text, self._first, self._last) or (self._first, 0)

    def start_tag(self, tag: Tag) -> str | None:
        """What stands in the place of a start tag, None if it stays; with what there is to say."""
        if tag.name not in TAGS:
            if tag.name not in _SILENT:
                self.report(tag)
            return "" if tag.name in _SWALLOWING else None
        place: tuple[int, int] | None = None
        instead: str | None = None
        for name, value in tag.attributes.items():
            if name.startswith("on") and name.isalpha():
                place = place or self._place(tag)
                self._findings.warn(
                    "raw-html",
                    f"“{name}” was taken out of <{tag.name}>: {self._of} cannot run programs",
                    f"remove {name}",
                    self._findings.places.find(name, place[0], self._last, after=place) or place,
                )
            elif (tag.name, name) in (("a", "href"), ("img", "src")):
                place = place or self._place(tag)
                url = self._address(tag.value(name), value, place, image=name == "src")
                if name == "src":
                    instead = escape(tag.value("alt")) if url is None else _lazy(tag)
                    if url is not None and "alt" not in tag.attributes:
                        find = self._findings.places.find
                        where = find(value, place[0], self._last, after=place)
                        self._report_no_alt(tag, where or place)
        return self._shifted(tag) if instead is None else instead

    def _report_no_alt(self, tag: Tag, place: tuple[int, int]) -> None:
        shown = shorten(tag.value("src"))
        self._findings.warn(
            "no-alt",
            f"there are no words for readers who cannot see the picture “{shown}”",
            'write what it shows: alt="Masts in a storm"; or alt="" if it is only an ornament',
            place,
        )

    def end_tag(self, tag: Tag) -> str | None:
        """What stands in the place of an end tag; None if it stays."""
        return "" if tag.name in _SWALLOWING else self._shifted(tag)

    def _shifted(self, tag: Tag) -> str | None:
        if not self._shift or tag.name not in _HEADINGS:
            return None
        level = min(int(tag.name[1]) + 1, 6)
        start = tag.text.lower().index(tag.name)
        return f"{tag.text[:start]}h{level}{tag.text[start + 2 :]}"

    def _address(
        self, written: str, raw: str, place: tuple[int, int], *, image: bool
    ) -> str | None:
        """Note the address `raw`, decoded `written`, of a tag at `place`; what the page gets."""
        found = read_destination(written, self._folder)
        if found.message or found.kind is not None:
            where = self._findings.places.find(raw, place[0], self._last, after=place) or place
            if found.message:
                self._findings.warn(
                    found.problem_kind, found.message, found.fix, where, found.severity
                )
            if found.kind is not None:
                self._findings.refer(found.kind, found.target, where, image=image, written=written)
        elif found.url and found.url.startswith("#"):
            where = self._findings.places.find(raw, place[0], self._last, after=place) or place
            self._findings.lead(found.url, where)
        elif found.url and self._findings.leads_to_site(found.url):
            where = self._findings.places.find(raw, place[0], self._last, after=place) or place
            self._findings.refer_to_site(found.url, where, image=image, written=written)
        return found.url

    def link_for(self, frame: Frame) -> str:
        """The link that takes the place of `frame`, reported; nothing if it shows no address."""
        tag, place = frame.tag, self._place(frame.tag)
        found = read_destination(frame.address, self._folder)
        instead = f"; a link to “{shorten(frame.label)}” replaces it" if found.url else ""
        self._findings.warn(
            "raw-html",
            f"“<{tag.name}>” was taken out: frames and players are not kept{instead}",
            "write a link in your own words: "
            + ("[what it shows](address)" if self._of == "articles" else "<a href=…>"),
            place,
        )
        if found.kind is not None:
            places = self._findings.places
            where = places.find(frame.raw_address, place[0], self._last, after=place) or place
            self._findings.refer(
                found.kind, found.target, where, image=False, written=frame.raw_address
            )
        return frame.link() if found.url else ""

    def show(self, tag: Tag) -> str:
        """`tag` as text, with a warning."""
        self._findings.warn(
            "raw-html",
            f"“<{tag.name}>” has no end tag here and is shown as text",
            f"write `<{tag.name}>` in backquotes to show it, or remove it",
            self._place(tag),
        )
        return escape(tag.text)

    def report_lost(self, name: str, place: tuple[int, int], html: str) -> None:
        """Report that the element `name` at `place` is never closed and ends with the block `html`
        alone, in which nothing that follows is shown."""
        last = self._findings.first_line + self._first + html.rstrip().count("\n")
        self._findings.warn(
            "lost-text",
            f"“<{name}>” is never closed: nothing from here to line {last} is shown",
            f"delete it, or write </{name}> where it ends",
            place,
            "error" if self._of == "articles" else "warning",
        )

    def report(self, tag: Tag) -> tuple[int, int]:
        """Warn that `tag` is taken out; gives its place."""
        name = tag.name
        if name == "script":
            why, fix = (
                f"{self._of} cannot run programs",
                "remove it, or link to the page that needs it",
            )
        elif name in ("style", "link"):
            why, fix = "how pages look is up to the theme", "remove it"
        elif name in _FORM:
            why, fix = "a form needs a server", "link to the form instead"
        elif name in ("svg", "math"):
            why, fix = (
                "drawings must be separate files",
                f"save the {name} as a file and add it as a picture",
            )
        else:
            why = f"{self._of} cannot use this tag"
            fix = "remove it"
            if self._of == "articles":
                fix += f", or write `<{name}>` in backquotes to show it"
        place = self._place(tag)
        self._findings.warn("raw-html", f"“<{name}>” was taken out: {why}", fix, place)
        return place


def _lazy(tag: Tag) -> str:
    """An `img` tag that loads when it comes into view; a repeated attribute does not count."""
    return f'{tag.text[:4]} loading="lazy" decoding="async"{tag.text[4:]}'
