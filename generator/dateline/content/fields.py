"""How a front matter value may be written, and the messages for those that are not allowed.

Values arrive as text, lists and dicts; each type here reads one of them or refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from dateline.content import json_forms
from dateline.content.advice import item, line_with
from dateline.content.dates import Date, DateProblem, parse_date
from dateline.content.quotations import quoted
from dateline.controls import is_seen, without_turns
from dateline.faults import refusal

KEY = "\0"
"""A placeholder in messages for the key as the author wrote it, which may come from
`[front_matter]`."""
ITEMS = "\1"
"""A placeholder in messages for all the items of the key's list, put right."""
_MOST_ITEMS = 40

REASON = '"Why it was withdrawn"'
FIXES = {
    "location": f"Write {line_with(KEY, 'Port Louis')}, or "
    + line_with(KEY, "{name: Port Louis, lat: -20.16, lon: 57.5}"),
    "image": f"Write {line_with(KEY, 'images/harbour.svg')}, or "
    + line_with(KEY, "{src: images/harbour.svg, alt: The harbour}"),
    "print": f"Write {line_with(KEY, '{edition: Morning, page: 3}')}",
    "corrections": "Write "
    + line_with(KEY, '[{date: 2024-11-24, text: "What was wrong and what is right"}]'),
    "withdrawn": f"Write {line_with(KEY, REASON)}, for readers to see",
    "permalink": "Write the one address that it has: "
    + line_with(KEY, "/2014/12/12/timeline.html"),
    "publish_at": f"Write the moment from which it is public: {line_with(KEY, '2024-11-24T06:00')}",
    "extra": f"Write a table with keys of your own: {line_with(KEY, '{colour: blue}')}",
}


def kind_of(value: Any) -> str:
    """A description of a value that is not text."""
    return "a list" if isinstance(value, list) else "a table of keys"


def shown(value: Any) -> str:
    """A value, as messages show it."""
    return kind_of(value) if isinstance(value, list | dict) else f"“{value}”"


def only(value: Any) -> Any:
    """The only item of a list with one text or table, for a key that does not take lists."""
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list):
        return value[0]
    return value


def _text(value: Any, info: ValidationInfo) -> Any:
    value = only(value)
    if value is None:
        return ""
    if isinstance(value, list | dict):
        fix = FIXES.get(str(info.field_name), f"Write {line_with(KEY, _first(value))}")
        raise refusal(f"“{KEY}” takes text, not {kind_of(value)}", fix)
    return _plain(value)


def _first(value: Any) -> str:
    """The first text of a list, as an example of what to write instead of it."""
    found = value[0] if isinstance(value, list) and value else None
    return item(found) if isinstance(found, str) and found.strip() else "some text"


def _plain(value: Any) -> str:
    """On one line, without control characters that an escape may have made; empty if nothing of it
    is seen."""
    text = str(value)
    if not text.isprintable():
        text = without_turns("".join(c if c >= " " else " " for c in text))
        if not is_seen(text):
            return ""
    return " ".join(text.split())


def _needed(value: str) -> str:
    if not value:
        raise refusal(f"“{KEY}” is empty", f"Write {line_with(KEY, 'some text')}")
    return value


def _date(value: Any, info: ValidationInfo) -> Any:
    value = only(value)
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        message = f"“{KEY}” takes a single date, not {kind_of(value)}"
        raise refusal(message, f"Write {line_with(KEY, '2024-11-23')}", kind="date")
    zone = (info.context or {}).get("zone")
    assert zone is not None
    try:
        return parse_date(value, zone)
    except DateProblem as problem:
        raise refusal(str(problem), kind="date", date=problem) from None


TRUE, FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})


def _flag(value: Any) -> Any:
    value = only(value)
    if value in (None, ""):
        return None
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in TRUE | FALSE:
        raise refusal(
            f"“{KEY}” is {shown(value)}, but must be true or false",
            f"Write {line_with(KEY, 'true')}, or {line_with(KEY, 'false')}",
        )
    return word in TRUE


UNRANKED = 100
"""The rank of what is ranked by `true`: behind everything that has a number."""


def _rank(value: Any) -> int:
    value = only(value)
    if value in (None, ""):
        return 0
    if isinstance(value, str):
        if value.lower() in TRUE | FALSE:
            return UNRANKED if value.lower() in TRUE else 0
        if value.isascii() and value.isdigit() and 0 < int(value) < UNRANKED:
            return int(value)
    raise refusal(
        f"“{KEY}” is {shown(value)}, but must be true, false or a rank from 1 to {UNRANKED - 1}",
        f"Write {line_with(KEY, 'true')}, or {line_with(KEY, '1')} to put it first",
    )


def degrees(most: int) -> BeforeValidator:
    """Degrees north or east: a decimal number from -`most` to `most`."""

    signs, example = ("NS", "-20.16") if most == 90 else ("EW", "57.5")
    meant = re.compile(rf"\s*(-?\d{{1,3}}(?:[.,]\d+)?)\s*°?\s*([{signs}]?)\s*", re.IGNORECASE)

    def read(value: Any) -> float | None:
        if value in (None, ""):
            return None
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not -most <= number <= most:
            right = example
            found = meant.fullmatch(str(value))
            if found and abs(float(figures := found[1].replace(",", "."))) <= most:
                is_minus = found[2].upper() in {"S", "W"}
                right = f"-{figures.removeprefix('-')}" if is_minus else figures
            raise refusal(
                f"“{KEY}” is {shown(value)}, but must be in decimal degrees from -{most} to {most}",
                "Use a decimal point, and a minus sign for south and west: "
                + line_with(KEY, right),
            )
        return number

    return BeforeValidator(read)


def as_list(value: Any) -> Any:
    if isinstance(value, dict):
        message = f"“{KEY}” takes a list, not a table of keys"
        raise refusal(message, f"Write {line_with(KEY, '[one, another]')}")
    return value if isinstance(value, list) else [value]


def items_of(value: Any) -> list[Any]:
    """The items of a list, or what stands for a list of one."""
    return [] if value is None else value if isinstance(value, list) else [value]


def names_in(given: Any) -> Iterator[str]:
    """The texts that an item of a list is meant for: itself, what a table has as its name, or those
    of a list."""
    if isinstance(given, list):
        for each in given:
            yield from names_in(each)
        return
    given = given.get("name", "…") if isinstance(given, dict) else given
    if isinstance(given, str):
        yield _plain(given)


def written_items(value: Any, texts_in: Callable[[Any], Iterable[str]]) -> str:
    """The items of a list as advice writes them, each with the texts that it is meant for; of a
    very long one, only the beginning, since all may be faulty."""
    texts = [*islice((text for one in items_of(value) for text in texts_in(one)), _MOST_ITEMS + 1)]
    return ", ".join([*map(item, texts[:_MOST_ITEMS]), *["…"][: len(texts) > _MOST_ITEMS]])


def _item(given: Any) -> str:
    if given is None:
        return ""
    if isinstance(given, list | dict):
        fix = f"Write {line_with(KEY, f'[{ITEMS}]')}"
        if isinstance(given, dict) and isinstance(given.get("name"), str):
            fix += "; put everything else in its register"
        elif isinstance(given, dict) and all(isinstance(part, str) for part in given.values()):
            whole = ", ".join(f"{key}: {part}" for key, part in given.items())
            fix = f"Write it as text, in quotes if it contains a colon: {quoted(whole)}"
        message = f"“{KEY}” contains {kind_of(given)} where text is expected"
        raise refusal(message, fix, items=names_in)
    return _plain(given)


def without_empty(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([item for item in items if item])


def _separated(value: Any) -> Any:
    return as_list(value.split(",") if isinstance(value, str) else value)


def table_from(key: str) -> BeforeValidator:
    """Text alone becomes the table's `key`; a table of empty values counts as missing."""

    def fill(value: Any, info: ValidationInfo) -> Any:
        value = only(value)
        if isinstance(value, list):
            raise refusal(
                f"“{KEY}” takes text or a table of keys, not a list",
                FIXES[str(info.field_name)],
            )
        table = {key: value} if isinstance(value, str) else value or {}
        return table if any(part not in (None, "") for part in table.values()) else None

    return BeforeValidator(fill)


def default(value: Any) -> BeforeValidator:
    """A key without a value counts as missing."""
    return BeforeValidator(lambda given: value if only(given) in (None, "") else only(given))


Text = Annotated[str, BeforeValidator(_text), json_forms.TEXT]
NeededText = Annotated[Text, AfterValidator(_needed), json_forms.NEEDED_TEXT]
Choice = Annotated[bool | None, BeforeValidator(_flag), json_forms.FLAG]
Flag = Annotated[
    bool,
    AfterValidator(bool),
    BeforeValidator(lambda value: bool(_flag(value))),
    json_forms.FLAG,
]
Rank = Annotated[int, BeforeValidator(_rank), json_forms.rank(UNRANKED - 1)]
"""`true`, `false` or a number, the smallest first: 0 for false."""
Day = Annotated[Date | None, BeforeValidator(_date), json_forms.DAY]
Item = Annotated[str, BeforeValidator(_item)]
Texts = Annotated[
    tuple[Item, ...], AfterValidator(without_empty), BeforeValidator(as_list), json_forms.TEXTS
]
Words = Annotated[
    tuple[Item, ...], AfterValidator(without_empty), BeforeValidator(_separated), json_forms.TEXTS
]
