"""The one digest by which content is told apart: of sources, of the theme, of the output.

They are compared with each other, so that a file carried along unchanged need not be read again.
"""

from __future__ import annotations

import hashlib


def digest_of(data: bytes) -> str:
    """BLAKE2b (RFC 7693) of 16 bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def new_digest() -> hashlib.blake2b:
    """The same digest of nothing yet, to be fed with what is too large to hold."""
    return hashlib.blake2b(digest_size=16)
