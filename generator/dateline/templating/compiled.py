"""Caching compiled templates: in memory, and in a folder for the next build."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from dateline.digests import digest_of
from dateline.kept import keep, kept
from dateline.versions import versions_digest

_loaded: dict[tuple[str, str], CodeType] = {}
"""By key and checksum, so that a preview, which builds again and again, loads a template once."""


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a language; `words` is a digest of the interface's words.

    Compiled code depends on the words and on Dateline's own code, since expressions with constants
    are evaluated at compile time. `folder` has Jinja's bytecode.
    """

    def __init__(self, folder: Path, lang: str, words: str) -> None:
        self._folder, self._lang = folder, lang
        self._shaped_by = f"{lang}\n{words}\n{versions_digest()}\n"

    def get_source_checksum(self, source: str) -> str:
        """A digest of everything that the compiled code depends on."""
        return digest_of((self._shaped_by + source).encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code that is cached for the bucket's template and source, if any."""
        bucket.code = _loaded.get((bucket.key, bucket.checksum))
        if bucket.code:
            return
        if data := kept(self._file(bucket), bucket.checksum):
            bucket.bytecode_from_string(data)
            _remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the bucket's code. Raises `OSError` if the folder cannot be written to."""
        keep(self._file(bucket), bucket.checksum, bucket.bytecode_to_string())
        _remember(bucket)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._lang}-{bucket.key}"


def _remember(bucket: Bucket) -> None:
    if bucket.code:
        _loaded[bucket.key, bucket.checksum] = bucket.code
