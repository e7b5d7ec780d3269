"""Values of a newsroom's own, made such that any file can hold them."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def clean(text: str) -> str:
    """Without what escapes (`\\ud800`) can bring in though no file can hold it."""
    return _NO_TEXT.sub("\ufffd", text)


def plain(value: Any) -> Any:
    """`value` as JSON has it: dates and other types become text."""
    if isinstance(value, dict):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        items = [plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set) else items
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return clean(str(value))
