"""The cache of pictures' variants, in `.dateline/images/`: made once, and kept between builds.

A file is named after the content of its picture and how it was made, so any build of the archive,
from scratch or not, may use it. It begins with a digest of the rest: one that is damaged is made
again.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cache
from pathlib import Path

from dateline.digests import digest_of
from dateline.files import write_file
from dateline.images.variants import Variant
from dateline.own_folders import OWN_FOLDER
from dateline.versions import version_of

_FOLDER = f"{OWN_FOLDER}/images"
_RECIPE = 2
"""To be counted up whenever variants are made in another way."""
_DIGEST_LENGTH = 32


class VariantCache:
    """The variants that were made for the archive at `root`."""

    def __init__(self, root: Path) -> None:
        self._folder = root / _FOLDER

    def read(self, picture: str, variant: Variant) -> bytes | None:
        """A variant of the picture with the content hash `picture`; None if it must be made."""
        try:
            data = self._file(picture, variant).read_bytes()
        except OSError:
            return None
        digest, rest = data[:_DIGEST_LENGTH], data[_DIGEST_LENGTH:]
        return rest if digest == digest_of(rest).encode() else None

    def has(self, picture: str, variant: Variant) -> bool:
        """Whether a variant need not be made."""
        return self.read(picture, variant) is not None

    def put(self, picture: str, variant: Variant, data: bytes) -> None:
        """Keep a variant. Several processes may keep the same one at once."""
        file = self._file(picture, variant)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}")
        write_file(unfinished, digest_of(data).encode() + data)
        unfinished.replace(file)

    def prune(self, pictures: Collection[str]) -> None:
        """Delete what was made of other pictures than those with the content hashes `pictures`, or
        in another way."""
        for file in self._folder.glob("*"):
            picture, recipe, *_ = f"{file.name}--".split("-")
            if picture not in pictures or recipe != _recipe():
                file.unlink(missing_ok=True)

    def _file(self, picture: str, variant: Variant) -> Path:
        return self._folder / f"{picture}-{_recipe()}-{variant.name}"


@cache
def _recipe() -> str:
    """What shapes the bytes of a variant besides its picture."""
    return digest_of(f"{_RECIPE} {version_of('pillow')}".encode())[:8]
