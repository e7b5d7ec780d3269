"""What is published, as parsers see it: nothing in it runs, or leads where no link may."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from attacks import SUM

_NEVER = frozenset(
    {"iframe", "object", "embed", "base", "style", "frame", "frameset", "applet", "math"}
)
_ADDRESSES = frozenset(
    {
        "href",
        "src",
        "action",
        "formaction",
        "data",
        "cite",
        "poster",
        "background",
        "ping",
        "longdesc",
        "xlink:href",
        "manifest",
        "icon",
        "profile",
        "classid",
        "codebase",
        "archive",
        "usemap",
    }
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "ftp"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DROPPED = str.maketrans("", "", "\t\n\r")
_LINKS = frozenset({"url", "@id", "sameAs", "mainEntityOfPage", "contentUrl", "image"})
_DATA = frozenset({"application/ld+json", "application/json"})


def is_dangerous(address: str) -> bool:
    """Whether browsers may run something at an address, or read a file of the reader's machine."""
    scheme = _SCHEME.match(address.translate(_DROPPED).strip("".join(map(chr, range(0x21)))))
    return scheme is not None and scheme[1].lower() not in _SCHEMES


class _Page(HTMLParser):
    def __init__(self, ours: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.scripts: set[str] = set()
        self._ours, self._script = ours, ""
        self._data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in _NEVER:
            self.faults.append(f"<{tag}>")
        if tag == "script":
            self._script, self._data = found.get("type", ""), ""
            if "src" in found:
                self.scripts.add(found["src"])
                if not found["src"].startswith(self._ours):
                    self.faults.append(f"<script src={found['src']}>")
            elif self._script not in _DATA:
                self.faults.append(f"<script type={self._script}>")
        if tag == "link":
            href, rel = found.get("href", ""), found.get("rel")
            is_own = href.startswith(("/", "https://meridian.example/"))
            if not is_own and (rel != "canonical" or is_dangerous(href)):
                self.faults.append(f"<link rel={rel} href={href}>")
        if tag == "meta" and found.get("http-equiv", "").lower() == "refresh":
            target = found.get("content", "").partition("url=")[2]
            if not target.startswith(("/archive/", "https://meridian.example/archive/")):
                self.faults.append(f"<meta refresh {found.get('content')}>")
        for name, value in found.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"{name} in <{tag}>")
            elif name in _ADDRESSES and is_dangerous(value):
                self.faults.append(f"{name}={value[:80]!r} in <{tag}>")
            elif name in ("srcset", "imagesrcset"):
                self.faults += [f"{name}={one!r}" for one in value.split(",") if is_dangerous(one)]

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self._script in _DATA:
            self._data += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script in _DATA:
            for address in _addresses(json.loads(self._data)):
                self.faults.append(f"{address[:80]!r} in JSON-LD")
        if tag == "script":
            self._script = ""


def _addresses(value: object, key: str = "") -> Iterator[str]:
    """Addresses in structured data that are dangerous."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _addresses(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner, key)
    elif isinstance(value, str) and key in _LINKS and is_dangerous(value):
        yield value


def faults_of_page(html: str, ours: str = "/archive/assets/") -> list[str]:
    """What no page may have: scripts but for those at `ours`, handlers, dangerous addresses."""
    page = _Page(ours)
    page.feed(html)
    page.close()
    if SUM in html:
        page.faults.append("a template has run")
    return page.faults


def faults_of_feed(text: str) -> list[str]:
    """The same of the HTML in a feed or another file of XML, which must be well-formed."""
    faults = []
    for element in ElementTree.fromstring(text.encode()).iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _ADDRESSES and is_dangerous(value):
                faults.append(f"{name}={value[:80]!r} in <{element.tag}>")
        if element.tag.endswith(("}content", "}summary")) and element.attrib.get("type") == "html":
            faults += faults_of_page(element.text or "")
        elif element.tag.endswith(("}loc", "}uri")) and is_dangerous(element.text or ""):
            faults.append(f"<{element.tag}>: {(element.text or '')[:80]!r}")
    return faults


def faults_of_json(text: str) -> list[str]:
    """The same of the HTML and the addresses in a JSON Feed or another file of JSON."""
    faults = []

    def visit(value: object, key: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                visit(inner, name)
        elif isinstance(value, list):
            for inner in value:
                visit(inner, key)
        elif isinstance(value, str):
            if key == "content_html":
                faults.extend(faults_of_page(value))
            elif key.endswith("url") and is_dangerous(value):
                faults.append(f"{key}={value[:80]!r}")

    visit(json.loads(text), "")
    return faults


def faults_of_site(public: Path) -> dict[str, list[str]]:
    """What is wrong with the files of an output, by the path of each that has a fault."""
    found: dict[str, list[str]] = {}
    for file in sorted(public.rglob("*")):
        name = file.relative_to(public).as_posix()
        if file.is_symlink() or not (file.is_dir() or file.is_file()):
            found[name] = ["no plain file"]
        elif file.is_file() and (faults := faults_of_file(file, name)):
            found[name] = faults
    return found


def faults_of_file(file: Path, name: str) -> list[str]:
    """What is wrong with one file of the output, whose path is `name`."""
    suffix = PurePosixPath(name).suffix
    if suffix == ".html":
        return faults_of_page(file.read_text("utf-8"))
    if suffix == ".xml":
        return faults_of_feed(file.read_text("utf-8"))
    if suffix in (".json", ".webmanifest") and not name.startswith("search/data/"):
        return faults_of_json(file.read_text("utf-8"))
    if suffix == ".svg":
        return faults_of_drawing(file.read_bytes())
    return []


def faults_of_drawing(data: bytes) -> list[str]:
    """What no drawing may have."""
    faults = []
    for element in ElementTree.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2].lower()
        if tag in _NEVER | {"script", "foreignobject"} and tag != "style":
            faults.append(f"<{tag}>")
        for name, value in element.attrib.items():
            name = name.rpartition("}")[2].lower()
            if name.startswith("on"):
                faults.append(f"{name} in <{tag}>")
            elif name == "href" and is_dangerous(value) and not value.startswith("data:image/"):
                faults.append(f"{name}={value[:80]!r} in <{tag}>")
    return faults
