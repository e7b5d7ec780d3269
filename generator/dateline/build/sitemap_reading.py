"""The addresses that a sitemap lists (sitemaps.org 0.9): one file or an index with its children,
packed or not, or a plain list with one address on each line."""

from __future__ import annotations

import gzip
import io
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from xml.etree import ElementTree

from dateline.problems import UsageProblem

_LARGEST = 52_428_800
"""In bytes, unpacked, as the protocol has it."""
_LARGEST_IN_ALL = 20 * _LARGEST
_MOST_FILES, _MOST_ADDRESSES = 1_000, 5_000_000
_SECONDS, _SECONDS_IN_ALL = 20, 300
_GZIP = b"\x1f\x8b"
_WEB = ("http://", "https://")
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _OnlyTheWeb(HTTPRedirectHandler):
    """Follows redirects to web addresses, and to nothing else."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        if not newurl.startswith(_WEB):
            raise URLError(f"it redirects to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_on_the_web(source: str) -> bool:
    """Whether a sitemap is on the web, and no file."""
    return source.startswith(_WEB)


def read_sitemap(source: str) -> list[str]:
    """The addresses that the sitemap at `source`, a web address or the path of a file, lists, in
    its order. The children of an index that is a file are files beside it.

    Raises `UsageProblem` for what cannot be read, is no sitemap, or is larger than allowed.
    """
    return list(_Reader(source).addresses())


@dataclass(slots=True)
class _Reader:
    source: str
    deadline: float = field(default_factory=lambda: time.monotonic() + _SECONDS_IN_ALL)
    size: int = 0

    def addresses(self) -> Iterator[str]:
        """Every address, up to the number that is allowed."""
        text = self._text(self.source)
        count = 0
        for part in [text] if not _is_index(text) else map(self._text, self._children(text)):
            for address in _listed(part, self.source):
                count += 1
                if count > _MOST_ADDRESSES:
                    raise UsageProblem(
                        f"{self.source} lists more than {_MOST_ADDRESSES:,} addresses."
                    )
                yield address

    def _children(self, index: str) -> list[str]:
        children = [loc for loc in _locations(index, self.source) if loc]
        if len(children) > _MOST_FILES:
            raise UsageProblem(f"{self.source} has more than {_MOST_FILES:,} children.")
        if is_on_the_web(self.source):
            return [self._of_same_host(urljoin(self.source, child)) for child in children]
        return [str(self._beside(child)) for child in children]

    def _of_same_host(self, child: str) -> str:
        if urlsplit(child).netloc != urlsplit(self.source).netloc:
            raise UsageProblem(f"{self.source} has a child at another host: {child}")
        return child

    def _beside(self, child: str) -> Path:
        """The file of a child: in the folders that its address names, or in that of the index."""
        folder = Path(self.source).parent
        parts = [part for part in unquote(urlsplit(child).path).split("/") if part not in ("", ".")]
        if ".." not in parts:
            for start in range(len(parts)):
                file = folder.joinpath(*parts[start:])
                if file.is_file():
                    return file
        raise UsageProblem(f"{self.source} names {child}, and there is no such file beside it.")

    def _text(self, source: str) -> str:
        data = self._fetched(source) if is_on_the_web(source) else _of_file(source)
        if data.startswith(_GZIP) and len(data) <= _LARGEST:
            data = _unpacked(data, source)
        if len(data) > _LARGEST:
            raise UsageProblem(f"{source} is larger than {_LARGEST // 1_048_576} MB.")
        self.size += len(data)
        if self.size > _LARGEST_IN_ALL:
            most = _LARGEST_IN_ALL // 1_048_576
            raise UsageProblem(
                f"{self.source} and its children together are larger than {most:,} MB."
            )
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UsageProblem(f"{source} is not in UTF-8.") from None

    def _fetched(self, url: str) -> bytes:
        """What a server sends, in a thread that is left to itself if that takes too long: the
        timeout of a socket begins anew with each byte."""
        fetch = _Fetch(url)
        thread = threading.Thread(target=fetch.run, daemon=True)
        thread.start()
        thread.join(max(self.deadline - time.monotonic(), 0))
        if thread.is_alive():
            raise UsageProblem(
                f"{url} takes too long: it had not arrived after {_SECONDS_IN_ALL} seconds."
                " Download it, and name the file instead."
            )
        if fetch.fault:
            raise UsageProblem(fetch.fault)
        return fetch.data


@dataclass(slots=True)
class _Fetch:
    """Fetches what is at `url`, up to a little more than is allowed: `data` or a `fault`."""

    url: str
    data: bytes = b""
    fault: str = ""

    def run(self) -> None:
        request = Request(self.url, headers={"User-Agent": "dateline"})
        try:
            with build_opener(_OnlyTheWeb).open(request, timeout=_SECONDS) as got:
                self.data = got.read(_LARGEST + 1)
        except (URLError, HTTPException, OSError, ValueError) as error:
            nowhere = isinstance(getattr(error, "reason", None), socket.gaierror)
            missing = nowhere or getattr(error, "code", 0) in (404, 410)
            self.fault = (
                f"{self.url} does not exist yet."
                if missing
                else f"{self.url} cannot be fetched: {error}."
            )


def _of_file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageProblem(f"{path} cannot be read: {reason}.") from None


def _unpacked(data: bytes, source: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            return packed.read(_LARGEST + 1)
    except EOFError:
        raise UsageProblem(f"{source} cannot be unpacked: its end is missing.") from None
    except (OSError, zlib.error):
        raise UsageProblem(f"{source} cannot be unpacked.") from None


def _is_index(text: str) -> bool:
    return re.search(r"<(?:\w+:)?sitemapindex[\s>]", text[:10_000]) is not None


def _listed(text: str, source: str) -> Iterator[str]:
    if text.lstrip().startswith("<"):
        if _is_index(text):
            raise UsageProblem(f"{source} is an index of indexes, which sitemaps do not allow.")
        yield from _locations(text, source)
        return
    for line in text.splitlines():
        address = line.strip()
        if address.startswith(("/", *_WEB)):
            yield address
        elif address and not address.startswith("#"):
            shown = address if len(address) <= 60 else address[:59] + "…"
            raise UsageProblem(f"{source} is not a sitemap, nor a list of addresses: “{shown}”")


def _locations(text: str, source: str) -> Iterator[str]:
    """The text of every `loc` of a sitemap's own namespace."""
    if _DECLARATION.search(text):
        raise UsageProblem(f"{source} has declarations, which no sitemap needs.")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise UsageProblem(f"{source} is not XML: {error}.") from None
    if root.tag.rpartition("}")[2] not in {"urlset", "sitemapindex"}:
        raise UsageProblem(f"{source} is no sitemap, which begins with <urlset> or <sitemapindex>.")
    for entry in root:
        for child in entry:
            if child.tag.rpartition("}")[2] == "loc" and child.text:
                yield child.text.strip()
