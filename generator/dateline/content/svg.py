"""SVG drawings: how large they are, and whether they hold more than a drawing.

An SVG that is opened by itself is a page of the site: a script in it runs with all that the site
may do. So a drawing is read with a real parser, from which nothing is hidden by encodings or
entities, and is taken only if all in it is known to be harmless. It is never changed: what the
newsroom keeps is what is published.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from dateline.addresses import as_browsers_read, scheme_fault

SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"
# Of the namespaces of the web these do nothing; those of drawing programs are nothing to browsers.
_INERT = re.compile(
    r"(?!https?://www\.w3\.org/|https?://www\.mozilla\.org/)"
    r"|http://www\.w3\.org/(?:1999/02/22-rdf-syntax-ns#|2000/01/rdf-schema#)$"
)
# fmt: off
_ELEMENTS = frozenset({
    "a", "animate", "animateColor", "animateMotion", "animateTransform", "circle",
    "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge",
    "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting",
    "feSpotLight", "feTile", "feTurbulence", "filter", "flowPara", "flowRegion",
    "flowRoot", "flowSpan", "font", "font-face", "font-face-format", "font-face-name",
    "font-face-src", "font-face-uri", "g", "glyph", "glyphRef", "hkern", "image",
    "line", "linearGradient", "marker", "mask", "metadata", "missing-glyph", "mpath",
    "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "set",
    "solidColor", "stop", "style", "svg", "switch", "symbol", "text", "textPath",
    "title", "tref", "tspan", "use", "view", "vkern",
})
# fmt: on
_ANIMATIONS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})
_PICTURES = frozenset({"image", "feImage", "font-face-uri"})
_ENCODINGS = frozenset({"", "utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252"})
"""Encodings in which browsers and the parser agree on where a tag begins."""
_PICTURE_DATA = re.compile(r"data:(?:image|font|application/(?:x-)?font)[/;,-]", re.IGNORECASE)
_STYLE_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|\r\n|(.))", re.IGNORECASE | re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What is not seen is dropped from addresses, wherever it stands.
_DROPPED = dict.fromkeys(range(32))
_NAMESPACE = re.compile(r"""@namespace\s*[\w-]*\s*(?:url\()?\s*["']?https?:[^\s"'(){};]*["']?\)?""")
_ELSEWHERE = r"(?:(?!data:)[a-z][a-z0-9+.-]*:|[/\\]{2})"
_STYLE_LOADS = re.compile(rf"""(?:url|src)\(\s*["']?\s*({_ELSEWHERE}[^"')\s]*)""")
_TEXT_LOADS = re.compile(r"""["']\s*((?:https?:|[/\\]{2})[^"')\s]*)""")
_OUTSIDE = re.compile(_ELSEWHERE, re.IGNORECASE)
_STYLE_RUNS = re.compile(r"javascript:|vbscript:|expression\(|-moz-binding|behaviou?r\s*:")
_SAVE = "Save it as a plain drawing (in Inkscape: “Plain SVG”), or as a PNG"

_EMBED = "Put that picture or font into the drawing itself, or remove it"


class SvgFault(NamedTuple):
    """The part of a drawing that cannot be published, where it is, and what to do."""

    line: int
    column: int
    message: str
    fix: str


class Drawing(NamedTuple):
    """What was read of a drawing: the name of its outermost element, empty where there is none;
    width and height in pixels, None where it tells none; its first fault; and whether it is XML, as
    far as it was read."""

    root: str
    size: tuple[int, int] | None
    fault: SvgFault | None
    well_formed: bool = True


class _Found(Exception):  # noqa: N818 - it carries a fault of the drawing
    """The drawing cannot be published."""


def read_svg(data: bytes) -> Drawing:
    """Read a drawing, or another file that may hold one: then what is no SVG in it may stand."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except _Found as found:
        return Drawing(reader.root, reader.size, reader.fault(*found.args))
    except (expat.ExpatError, ValueError, LookupError) as error:
        reason = str(error)
        if isinstance(error, expat.ExpatError):
            reason = expat.ErrorString(error.code)
            reader.place = error.lineno, error.offset + 1
        message = f"The drawing is not well-formed, and browsers would not show it: {reason}"
        return Drawing(reader.root, reader.size, reader.fault(message, "Save it again"), False)
    return Drawing(reader.root, reader.size, reader.loads())


class _Reader:
    """Follows the parser through a file, and stops it at the first fault."""

    def __init__(self) -> None:
        self.root = ""
        self.size: tuple[int, int] | None = None
        self.place = 1, 1
        self._style: list[str] | None = None
        self._loads: SvgFault | None = None  # told only of drawings, since feeds do so too
        # Names are given as “namespace name”; entities are none but XML's own.
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def fault(self, message: str, fix: str) -> SvgFault:
        """A fault in the element that was last opened."""
        return SvgFault(*self.place, message, fix)

    def _here(self) -> None:
        self.place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def loads(self) -> SvgFault | None:
        """The fault of a drawing that loads another file."""
        return self._loads if self.root == "svg" else None

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._here()
        if (encoding or "").lower() not in _ENCODINGS:
            raise _Found(f"The drawing is encoded in {encoding}", "Save it as UTF-8")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, own: bool) -> None:
        self._here()
        if own:
            message = (
                "The drawing defines entities of its own (<!ENTITY …>), which can hide anything"
            )
            raise _Found(message, _SAVE)

    def _instruction(self, target: str, _data: str) -> None:
        self._here()
        if target.lower().startswith("xml"):
            message = f"“<?{target}” loads another file into the drawing"
            self._load(message, "Remove it")

    def _load(self, message: str, fix: str) -> None:
        self._loads = self._loads or self.fault(message, fix)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._here()
        namespace, _, local = name.rpartition(" ")
        if self._style is not None:
            raise _Found(f"<{local}> does not belong in a style", _SAVE)
        if not self.root:
            self.root = local
            if local == "svg":
                self.size = _size(attributes)
        if namespace in (SVG, "") and (namespace or self.root == "svg"):
            self._check(local, attributes)
        elif namespace == _XHTML and self.root != "svg":
            self._check_page(local, attributes)
        elif self.root == "svg" and not _INERT.match(namespace):
            raise _Found(f"<{local}> does not belong in a drawing, and could run programs", _SAVE)

    def _check(self, element: str, attributes: dict[str, str]) -> None:
        if element not in _ELEMENTS:
            why = "runs programs" if element == "script" else "does not belong in a drawing"
            raise _Found(f"<{element}> {why}", f"Remove it. {_SAVE}")
        if element == "style":
            self._style = []
        for name, value in attributes.items():
            namespace, _, local = name.rpartition(" ")
            _refuse_handler(element, local)
            if local == "href":
                _check_address(element, value)
                address = as_browsers_read(value)
                if element in _PICTURES and _OUTSIDE.match(address):
                    self._load(f"<{element}> loads “{_shown(address)}” from another site", _EMBED)
            elif namespace == _XML and local == "base":
                raise _Found("“xml:base” changes what the drawing's addresses mean", "Remove it")
            elif local == "attributeName" and element in _ANIMATIONS:
                changed = value.strip().rpartition(":")[2].lower()
                if changed == "href" or changed.startswith("on"):
                    raise _Found(f"<{element}> changes “{changed}”, which can run programs", _SAVE)
            elif local == "style" or "(" in value:
                self._check_style(value, whole=local == "style")

    def _check_page(self, element: str, attributes: dict[str, str]) -> None:
        if element in ("script", "iframe", "object", "embed", "base", "link", "meta", "form"):
            raise _Found(f"<{element}> could run programs", "Remove it")
        for name, value in attributes.items():
            _refuse_handler(element, name)
            if fault := scheme_fault(as_browsers_read(value), value) if name == "href" else None:
                raise _Found(*fault)

    def _end(self, _name: str) -> None:
        if self._style is not None:
            self._here()
            style, self._style = "".join(self._style), None
            self._check_style(style, whole=True)

    def _check_style(self, style: str, *, whole: bool) -> None:
        """Look at a style, or at the value of another attribute if it is not `whole`."""
        # Within quotes, what looks like a comment is none, and may be around what is loaded.
        for written in dict.fromkeys((style, _STYLE_COMMENT.sub("", style))):
            plain = _STYLE_ESCAPE.sub(_unescaped, written) if "\\" in written else written
            lower = plain.translate(_DROPPED).lower()
            if found := _STYLE_RUNS.search(lower):
                raise _Found(f"“{found[0]}” in the drawing's style runs programs", "Remove it")
            if whole and "@import" in lower:
                message = "“@import” in the drawing's style loads another file"
                self._load(message, "Put the rules of that file in its place, or remove it")
            lower = _NAMESPACE.sub("", lower)
            if found := _STYLE_LOADS.search(lower) or (whole and _TEXT_LOADS.search(lower)) or None:
                message = f"The drawing's style loads “{_shown(found[1])}” from another site"
                self._load(message, _EMBED)

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)


def _refuse_handler(element: str, attribute: str) -> None:
    if attribute[:2].lower() == "on":
        raise _Found(f"“{attribute}” of <{element}> runs programs", "Remove it")


def _check_address(element: str, written: str) -> None:
    address = as_browsers_read(written)
    shown = _shown(address)
    if element in _PICTURES and _PICTURE_DATA.match(address):
        return
    if fault := scheme_fault(address, shown, start="the drawing"):
        raise _Found(*fault)
    if element != "a" and element not in _PICTURES and not address.startswith("#") and address:
        message = f"<{element}> brings part of another file, “{shown}”, into the drawing"
        raise _Found(message, _SAVE)


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2] or ""
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _shown(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:59]}…"


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    box = attributes.get("viewBox", "").replace(",", " ").split()
    for sides in ((attributes.get("width"), attributes.get("height")), tuple(box[2:4])):
        try:
            width, height = (round(float(side or "")) for side in sides)
        except (ValueError, OverflowError):
            continue
        if width > 0 and height > 0:
            return width, height
    return None
