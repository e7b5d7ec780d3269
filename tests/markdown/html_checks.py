"""Finding what no page may contain, in HTML as a parser sees it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_FORBIDDEN = frozenset(
    {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "link", "meta"}
)
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "cite", "xlink:href"})
_IGNORED = re.compile(r"[\x00-\x20]")


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            address = _IGNORED.sub("", value or "").lower()
            scheme = address.partition(":")[0]
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"{name} in <{tag}>")
            elif name in _ADDRESSES and scheme in ("javascript", "vbscript", "data", "file"):
                self.faults.append(f"{name}={value} in <{tag}>")


def faults(html: str) -> list[str]:
    """The forbidden tags, attributes and addresses in `html`."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults
