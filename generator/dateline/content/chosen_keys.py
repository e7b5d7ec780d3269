"""Front matter of which each of our keys has its value, and how keys are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.content.front_matter import FrontMatter

_GAPS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """What is `found` in the file `path`: its `values` by our keys, and for each of these the key
    that it was `written` under."""

    found: FrontMatter
    path: str
    values: Mapping[str, Any]
    written: Mapping[str, str]

    def theirs(self, key: str) -> str:
        """What the file calls our `key`."""
        return self.written.get(key, key)

    def without(self, keys: Collection[str]) -> ChosenKeys:
        """The same without some of our keys."""
        kept = {key: value for key, value in self.values.items() if key not in keys}
        return replace(self, values=kept)


def folded_key(key: str) -> str:
    """The one form of all spellings of a key that differ in case, in gaps or in wide letters."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", key)).casefold()
