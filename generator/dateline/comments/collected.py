"""The files in which hosts hand over what their forms collected → one record for each comment.

Read are Netlify's CSV export and the submissions of its API
(<https://docs.netlify.com/api/get-started/>), the comments of WordPress's REST API
(<https://developer.wordpress.org/rest-api/reference/comments/>), and any other CSV with a line of
names, or JSON list of objects, that uses these names. Nothing in such a file is trusted: everybody
can send a form.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from dateline.comment_form import ARTICLE, COMMENT, READER, TRAP
from dateline.problems import UsageProblem

_LARGEST = 100_000_000
"""In bytes. The comments of most papers fit into a hundredth of it."""
_DELIMITERS = ",;\t"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"", "utf-8-sig"),
)
_LISTS = ("submissions", "comments", "items", "data")
"""Where an object has the list of comments, if the file is no list itself."""
_NAMES = {
    "name": (READER.name, "author_name", "author"),
    "text": (COMMENT.name, "body", "message", "text", "content"),
    "article": (ARTICLE,),
    "page": ("referrer", "referer", "page", "link"),
    "date": ("created_at", "date_gmt", "submitted_at", "date"),
    "url": ("website", "author_url", "url"),
    "trap": (TRAP,),
    "id": ("id",),
    "parent": ("reply_to", "parent"),
}
"""For each field of a record, the names that it has in files, the first that has a value counting;
upper and lower case are the same."""
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|blockquote|div)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Collected:
    """One comment as a host has it: row or item `number`, counted from 1, and all texts as written.
    Any of them may be empty. `raw` is all that the file says of it. `fault` is why it cannot be
    taken apart, or empty."""

    number: int
    raw: Mapping[str, Any]
    name: str = ""
    text: str = ""
    article: str = ""
    page: str = ""
    date: str = ""
    url: str = ""
    trap: str = ""
    id: str = ""
    parent: str = ""
    fault: str = field(default="", kw_only=True)


def read_collected(file: Path) -> list[Collected]:
    """What is in a file whose name ends in .csv or .json. Raises `UsageProblem` where it cannot be
    read as a whole, and `OSError`."""
    # A device or a pipe does not say how much will come out of it.
    with file.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UsageProblem(f"{file} is larger than {_LARGEST // 1_000_000} MB. Import it in parts.")
    coding = next(coding for bom, coding in _BOMS if data.startswith(bom))
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        raise UsageProblem(
            f"{file} is not encoded in UTF-8. Export it again, or save it as “CSV UTF-8”."
        ) from None
    records = _of_json if file.suffix.lower() == ".json" else _of_csv
    return list(records(text, file))


def _of_csv(text: str, file: Path) -> Iterator[Collected]:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    # One submission that is far too long must not keep all others from being read.
    csv.field_size_limit(_LARGEST)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(rows, [])]
        if not {name.lower() for name in names}.intersection(_NAMES["text"]):
            raise UsageProblem(
                f"The first line of {file} names no column “{COMMENT.name}”."
                " Export the form's submissions again, with the names of its fields."
            )
        for number, row in enumerate(rows, 2):
            if not any(cell.strip() for cell in row):
                continue
            raw: dict[str, Any] = dict(zip(names, row, strict=False))
            if len(row) > len(names):
                raw[""] = row[len(names) :]
                yield Collected(number, raw, fault="it has more values than there are names")
            else:
                yield _record(number, raw, raw)
    except csv.Error as error:
        place = f"{file}, line {rows.line_num}"
        raise UsageProblem(f"{place}: the CSV is broken ({error}). Export it again.") from None


def _of_json(text: str, file: Path) -> Iterator[Collected]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageProblem(f"{file}{where}: this is not JSON. Export it again.") from None
    if isinstance(value, dict):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
    if not isinstance(value, list):
        raise UsageProblem(f"{file} contains no list of comments.")
    for number, item in enumerate(value, 1):
        if not isinstance(item, dict):
            yield Collected(number, {"": item}, fault="it is not an object with named values")
            continue
        # Netlify repeats what it takes for the name and the text beside the fields of the form.
        fields = item["data"] if isinstance(item.get("data"), dict) else {}
        yield _record(number, item, {**item, **fields})


def _record(number: int, raw: Mapping[str, Any], values: Mapping[str, Any]) -> Collected:
    lowered = {name.strip().lower(): value for name, value in values.items()}
    found = {ours: _first(lowered, names) for ours, names in _NAMES.items()}
    if found["date"] and found["date"] == _text(lowered.get("date_gmt")):
        found["date"] += "Z"
    return Collected(number, raw, **found)


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(filter(None, (_text(values.get(name)) for name in names)), "")


def _text(value: Any) -> str:
    if isinstance(value, dict):  # WordPress gives the text as typed, or as shown, or both
        typed, shown = value.get("raw"), value.get("rendered")
        return _text(typed) or (_without_tags(shown) if isinstance(shown, str) else "")
    return str(value).strip() if isinstance(value, str | int) else ""


def _without_tags(html: str) -> str:
    """The text of a comment that is given as HTML. It is not made safe: that is done to all
    texts."""
    return unescape(_TAG.sub("", _BREAK.sub(lambda end: f"{end[0]}\n", html))).strip()
