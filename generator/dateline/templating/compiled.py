"""Keeping templates compiled: while the process lives, and in a folder for the next build."""

from __future__ import annotations

import os
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from dateline.digests import digest_of
from dateline.files import write_file
from dateline.versions import versions_digest

_DIGEST = 32
"""The letters of a digest."""
_loaded: dict[tuple[str, str], CodeType] = {}
"""By key and checksum: a preview, which builds again and again, reads a template once."""


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a language whose interface's words have the digest `words`.

    Compiling works out what is made of a constant, so the words are part of the code, and so is
    Dateline's own. Each file of `folder` is a digest and Jinja's bytecode; one that is damaged
    counts as none.
    """

    def __init__(self, folder: Path, lang: str, words: str) -> None:
        self._folder, self._lang = folder, lang
        self._shaped_by = f"{lang}\n{words}\n{versions_digest()}\n"

    def get_source_checksum(self, source: str) -> str:
        """A digest of all that the code depends on."""
        return digest_of((self._shaped_by + source).encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept for its template and source, if anything is."""
        bucket.code = _loaded.get((bucket.key, bucket.checksum))
        if bucket.code:
            return
        try:
            data = self._file(bucket).read_bytes()
        except OSError:
            return
        kept = data[_DIGEST:]
        if data[:_DIGEST] == digest_of(kept).encode():
            bucket.bytecode_from_string(kept)
            _remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds. Raises `OSError` where the folder cannot be written."""
        data = bucket.bytecode_to_string()
        file = self._file(bucket)
        new = file.with_suffix(f".{os.getpid()}")  # of two processes, each writes its own
        write_file(new, digest_of(data).encode() + data)
        new.replace(file)
        _remember(bucket)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._lang}-{bucket.key}"


def _remember(bucket: Bucket) -> None:
    if bucket.code:
        _loaded[bucket.key, bucket.checksum] = bucket.code
