"""The words of the page for editing: labels and hints, in the language of the site."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_FOLDER = files("dateline.cms") / "words"
_FALLBACK = "en"


class Words:
    """The words in one language, or in English if there are none in that.

    Fields are named by their paths: `image`, `image.alt`. What the words do not have of a field is
    its key, or the description that its schema gives.
    """

    def __init__(self, language: str) -> None:
        self._words: Mapping[str, Any] = tomllib.loads(_file(language).read_text("utf-8"))

    def __getitem__(self, name: str) -> str:
        """A word that belongs to no field."""
        return str(self._words["words"][name])

    def label(self, path: str) -> str:
        """What stands above a field."""
        key = path.rpartition(".")[2]
        plain = key.replace("_", " ").replace("-", " ").capitalize()
        return str(self._words["labels"].get(path, plain))

    def hint(self, path: str, description: str) -> str:
        """What stands below a field, whose schema says `description`."""
        return str(self._words["hints"].get(path, description))


def _file(language: str) -> Traversable:
    own = _FOLDER / f"{language.partition('-')[0].lower()}.toml"
    return own if own.is_file() else _FOLDER / f"{_FALLBACK}.toml"
