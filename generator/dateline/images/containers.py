"""Pictures without their metadata: what browsers draw is copied, and nothing else of the file.

A PNG (W3C PNG, third edition) and a WebP (RFC 9649) consist of chunks, a JPEG (ITU-T T.81) of
segments, a GIF (GIF89a) of blocks.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from dateline.images.variants import Format

_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
# fmt: off
_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT",
    b"cHRM", b"cICP", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
})
# fmt: on
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_HAS_METADATA = 0x08 | 0x04
"""The flags of Exif and XMP in `VP8X`."""
_JPEG_BEGINS, _JPEG_ENDS, _JPEG_SCAN = 0xD8, 0xD9, 0xDA
_JPEG_KEPT = frozenset({*range(0xC0, 0xD0), *range(0xD8, 0xDE), 0xE0, 0xEE})
"""Tables, frames, scans, and the applications JFIF and Adobe, which say how colours are stored."""
_JFIF, _PLAIN_JFIF = 0xE0, 18
"""The length of the application JFIF without a thumbnail, which may show what was cut off."""
_JPEG_DROPPED = frozenset({*range(0xE0, 0xF0), 0xFE}) - _JPEG_KEPT
"""All other applications, and comments."""
_JPEG_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan: a marker other than those within it."""
_GIF_EXTENSION, _GIF_IMAGE, _GIF_ENDS = 0x21, 0x2C, 0x3B
_GIF_COMMENT, _GIF_APPLICATION = 0xFE, 0xFF
_GIF_LOOPS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")


def without_metadata(data: bytes, format_: Format) -> bytes:
    """The picture `data` without what says where and how it was made.

    Raises `ValueError`, `IndexError` or `struct.error` if it is not built as its format says.
    """
    if format_ == "png":
        return _PNG_BEGINS + b"".join(_png_chunks(data))
    if format_ == "webp":
        chunks = b"WEBP" + b"".join(_webp_chunks(data))
        return b"RIFF" + struct.pack("<I", len(chunks)) + chunks
    if format_ == "jpeg":
        return b"".join(_jpeg_segments(data))
    if format_ == "gif":
        return b"".join(_gif_blocks(data))
    raise ValueError(format_)


def _png_chunks(data: bytes) -> Iterator[bytes]:
    position, kind = len(_PNG_BEGINS), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data):
            raise ValueError(kind)
        if kind in _PNG_KEPT:
            yield data[position:end]
        position = end


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    position, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise ValueError(end)
    while position < end:
        kind, length = struct.unpack_from("<4sI", data, position)
        after = position + 8 + length + length % 2
        chunk = data[position:after]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_HAS_METADATA]) + chunk[9:]
        if kind in _WEBP_KEPT:
            yield chunk
        position = after


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    position, kind = 0, _JPEG_BEGINS
    while kind != _JPEG_ENDS:
        kind, end = data[position + 1], position + 2
        if data[position] != 0xFF or kind not in _JPEG_KEPT | _JPEG_DROPPED:
            raise ValueError(position)
        if kind not in (_JPEG_BEGINS, _JPEG_ENDS):
            end += struct.unpack_from(">H", data, end)[0]
        if kind == _JPEG_SCAN:
            after = _JPEG_NEXT.search(data, end)
            if after is None:
                raise ValueError(end)
            end = after.start()
        segment = data[position:end]
        has_thumbnail = kind == _JFIF and len(segment) != _PLAIN_JFIF
        if kind in _JPEG_KEPT and not has_thumbnail:
            yield segment
        position = end


def _gif_blocks(data: bytes) -> Iterator[bytes]:
    position = 13 + _gif_colours(data[10])
    yield data[:position]
    while data[position] != _GIF_ENDS:
        start, kind = position, data[position]
        if kind == _GIF_IMAGE:
            position += 11 + _gif_colours(data[position + 9])
        elif kind == _GIF_EXTENSION:
            position += 2
        else:
            raise ValueError(kind)
        inside = position
        while data[position]:
            position += 1 + data[position]
        position += 1
        is_metadata = kind == _GIF_EXTENSION and (
            data[start + 1] == _GIF_COMMENT
            or (data[start + 1] == _GIF_APPLICATION and not data.startswith(_GIF_LOOPS, inside))
        )
        if not is_metadata:
            yield data[start:position]
    yield bytes([_GIF_ENDS])


def _gif_colours(flags: int) -> int:
    """How many bytes a table of colours takes, by the flags before it."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
