"""A second front matter at the beginning of a text.

Nobody would read it but the readers: `draft: true` in it would be shown, and keep nothing back. A
text may well begin with a thematic break, or with a headline underlined by hyphens, so at least one
of its lines has to be a key that Dateline knows, or one that seems to hide the article.
"""

from __future__ import annotations

import re

from dateline.content.front_matter import FrontMatter
from dateline.content.hiding_keys import may_hide
from dateline.content.keys import Spellings
from dateline.problems import Problem

_SIGNS = {"---": ":", "+++": "="}
"""What front matter stands between, and what follows its keys."""
_KEY = re.compile(r"""["']?([\w-]+)["']?[ \t]*([:=])(?:\s|$)""")
_CONTINUED = re.compile(r"[ \t]|- |#")


def second_front_matter(found: FrontMatter, path: str, spelled: Spellings) -> list[Problem]:
    """An error if the text below the front matter begins with lines that are keys and end with the
    line that closes front matter, whether or not one like it opens them."""
    text = found.body.lstrip()
    opening, _, below = text.partition("\n")
    if opening.rstrip() in _SIGNS:
        text, opening = below, opening.rstrip()
    elif _KEY.match(opening):
        opening = ""
    else:
        return []
    known = _known_key(text, opening, spelled)
    if not known:
        return []
    above = found.body[: len(found.body) - len(found.body.lstrip())]
    line = found.body_line + above.count("\n")
    message = f"The text begins with a second front matter, in which “{known}” has no effect"
    fix = "Move its keys up into the front matter, and delete the line between the two"
    return [Problem(path, line, 1, message, fix, kind="front-matter")]


def _known_key(text: str, opening: str, spelled: Spellings) -> str:
    """The first key in the lines above a closing one that Dateline knows or that may hide an
    article; empty if there is none, or if these lines are no front matter."""
    known = ""
    for line in text.split("\n"):
        if (closing := line.rstrip()) in _SIGNS:
            return known if closing == (opening or closing) else ""
        if key := _KEY.match(line):
            name, sign = key.groups()
            if sign != _SIGNS.get(opening, sign) or not (opening or name.islower()):
                return ""
            if not known and (name in spelled.known or may_hide(name)):
                known = name
        elif not (_CONTINUED.match(line) or (opening and not line)):
            return ""
    return ""
