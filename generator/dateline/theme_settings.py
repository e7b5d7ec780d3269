"""What theme.toml says of how a theme looks where no template or stylesheet can say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.problems import Problem, ProblemsFound
from dateline.toml import TomlDocument

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """The settings of a theme: for each, that of the nearest theme that has it.

    `advertisements` names its places for advertisements. `picture_sizes` is how wide pictures in
    the text are, as HTML's attribute `sizes` has it. `share_paper` and `share_ink` are the colours
    of pictures for sharing, as `#rrggbb`.
    """

    advertisements: tuple[str, ...] = ()
    picture_sizes: str = "100vw"
    share_paper: str = "#ffffff"
    share_ink: str = "#000000"


KEYS = tuple(field.name for field in fields(ThemeSettings))
"""The settings that theme.toml may have besides `name` and `inherits`."""


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_A_COLOUR = "must be a colour of six hexadecimal digits, in double quotes"
_FORMS: Mapping[str, tuple[Callable[[Any], bool], str, str]] = {
    "advertisements": (
        _are_names,
        "must be a list of names, in double quotes",
        '["article", "front"]',
    ),
    "picture_sizes": (
        _is_text,
        "must be what HTML's attribute “sizes” has, in double quotes",
        '"(min-width: 40rem) 36rem, 92vw"',
    ),
    "share_paper": (_is_colour, _A_COLOUR, '"#ffffff"'),
    "share_ink": (_is_colour, _A_COLOUR, '"#000000"'),
}
"""For each setting, whether a value is right, what is wrong with others, and an example."""


def theme_settings(documents: Mapping[str, TomlDocument]) -> ThemeSettings:
    """The settings of a theme.

    `documents` has its theme.toml and those of the themes that it inherits, nearest first, by the
    names of the files in problems.

    Raises `ProblemsFound` for every setting that is of another form.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for shown, document in documents.items():
        for key, (is_right, wrong, example) in _FORMS.items():
            if key not in document.data:
                continue
            value = document.data[key]
            if not is_right(value):
                message, fix = f"“{key}” {wrong}", f"Write {key} = {example}"
                place = document.place((key,))
                problems.append(Problem(shown, *place, message, fix, kind="theme"))
            found.setdefault(key, tuple(value) if isinstance(value, list) else value)
    if problems:
        raise ProblemsFound(sorted(problems))
    return ThemeSettings(**found)
