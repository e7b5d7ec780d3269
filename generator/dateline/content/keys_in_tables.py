"""Keys that would keep an article off the site, if they did not stand in a table.

In TOML, whatever is written at the end of front matter falls into its last table, and in YAML, two
spaces are enough. There `draft` has no effect: what somebody meant to hide would be online.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from dateline.content.advice import line_with
from dateline.content.dates import Date
from dateline.content.fields import FIXES, KEY
from dateline.content.front_matter import FrontMatter
from dateline.content.hiding_keys import MERGE, hidden_in_table
from dateline.content.keys import Spellings
from dateline.content.tables import TABLES
from dateline.problems import Problem
from dateline.toml_places import KeyPath

_NAMED = {"toml": "[{}]", "yaml": "{}:", "json": '"{}"'}
"""How a table is called in each form of front matter."""
_FOR_ANYTHING = {"extra", "params", *TABLES}
"""Tables in which a key that hides is about the article: of others, nobody knows what they are."""


def keys_hiding_in_tables(
    found: FrontMatter, path: str, spelled: Spellings, public: tuple[Date | None, tzinfo]
) -> tuple[list[Problem], set[str]]:
    """What there is to say about keys in tables that seem to hide the article, which is `public`
    from a date in a time zone, at once if there is no date; and which of our keys they are."""
    problems: list[Problem] = []
    meant: set[str] = set()
    for place, key, value in _keys_in_tables(found, spelled):
        names = [step for step in place if isinstance(step, str)]
        is_alone = len(names) == 1 and names[0] in _FOR_ANYTHING
        hidden = hidden_in_table(key, value, *public, is_alone=is_alone)
        if hidden is None:
            continue
        table = _NAMED[found.form].format(names[0])
        message = f"“{key}” seems to hide the article, but has no effect within {table}"
        where = _where(found, table)
        if key == hidden.ours:
            fix = f"Move it {where}"
        elif hidden.value:
            fix = f"Write {line_with(hidden.ours, hidden.value)} {where}"
        else:
            fix = f"{FIXES[hidden.ours].replace(KEY, hidden.ours)}, {where}"
        fix += ". If it means something else, give it another name"
        at = found.marks.get((*place, key, ""), found.place((*place, key)))
        problems.append(Problem(path, *at, message, fix, kind="hiding-key"))
        meant.add(hidden.ours)
    return problems, meant


def _keys_in_tables(found: FrontMatter, spelled: Spellings) -> Iterator[tuple[KeyPath, str, Any]]:
    """The keys of all tables, with where these are and with their values."""
    waiting: list[tuple[KeyPath, Any]] = [
        ((key,), value)
        for key, value in found.values.items()
        if isinstance(value, dict | list) and key != MERGE and key not in spelled.ignored
    ]
    while waiting:
        place, table = waiting.pop()
        parts = table.items() if isinstance(table, dict) else enumerate(table)
        for step, value in parts:
            if isinstance(step, str):
                yield place, step, value
            if isinstance(value, dict | list):
                waiting.append(((*place, step), value))


def _where(found: FrontMatter, table: str) -> str:
    """Where a line of the article itself belongs in front matter."""
    if found.form == "toml":
        headers = (line.strip() for line in found.raw.split("\n") if line.startswith("["))
        return f"above {next(headers, table)}"
    return f"above {table}, without spaces before it" if found.form == "yaml" else f"before {table}"
