"""The text of files that are changed, and writing it back with the line ends that it had."""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


def text_of(data: bytes) -> str:
    """The text of a file, with `\\n` at the end of each line. Raises `UnicodeDecodeError`."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def data_of(text: str, before: bytes) -> bytes:
    """The bytes of a file that was `before`, with this text."""
    data = text.replace("\n", "\r\n").encode() if b"\r\n" in before else text.encode()
    return _BOM + data if before.startswith(_BOM) else data
