"""What to write for keys of other systems that belong into a table of ours: into that of the
picture, or of the place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dateline.content.advice import item, line_with
from dateline.content.chosen_keys import folded_key
from dateline.content.fields import only
from dateline.content.front_matter import FrontMatter

Parts = Mapping[tuple[str, str], tuple[str, ...]]

_PICTURE = (
    r"(?:featured|main|lead|header|hero|cover|teaser)?(?:image|img|photo|picture|cover|figure)"
)
_OF_THE_PICTURE = re.compile(
    rf"{_PICTURE}"
    r"(?:(?P<alt>alt(?:text|ernative)?|description)|(?:fig)?(?P<caption>caption)s?"
    r"|(?P<credit>credit)s?)"
)
_PART = re.compile("(?P<alt>alt(?:text)?)|(?P<caption>caption)|(?P<credit>credit)")
"""The same beside the picture in a table."""
_OF_THE_PLACE = re.compile(r"(?:geo)?(?:(?P<lat>lat(?:itude)?)|(?P<lon>lo?ng?|longitude))")
_POINTS = frozenset({"coordinates", "coords", "geo", "geolocation", "gps", "latlng", "latlon"})
_EXAMPLES = {"alt": "The harbour"}
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?")


class PartAdvice(NamedTuple):
    """What to write for a key, and whether that settles it for all files."""

    fix: str
    for_all: bool


def part_advice(found: FrontMatter, key: str, parts: Parts) -> PartAdvice | None:
    """What to write for the unknown `key`; None if it is no part of such a table. `parts` has what
    the newsroom says of such keys."""
    folded = folded_key(key)
    if of_picture := _OF_THE_PICTURE.fullmatch(folded):
        part = of_picture.lastgroup or ""
        text, picture = found.values[key], only(found.values.get("image"))
        picture = picture.get("src") if isinstance(picture, dict) else picture
        src = item(picture) if isinstance(picture, str) and picture else "harbour.jpg"
        said = item(text) if isinstance(text, str) and text else _EXAMPLES.get(part, "…")
        line = line_with("image", f"{{src: {src}, {part}: {said}}}")
        mapped = _mapped({("image", part): key}, parts)
        return PartAdvice(f"Write it with the picture: {line}{mapped}", for_all=True)
    table = found.values[key]
    if isinstance(table, dict) and (of_table := dict(_of_picture(table))):
        theirs = {("image", part): f"{key}.{inner}" for part, inner in of_table.items()}
        line = line_with("image", f"{{src: harbour.jpg, alt: {_EXAMPLES['alt']}}}")
        return PartAdvice(f"Write {line}{_mapped(theirs, parts)}", for_all=True)
    if folded in _POINTS or _OF_THE_PLACE.fullmatch(folded):
        return _of_place(found, key, parts)
    return None


def _of_place(found: FrontMatter, key: str, parts: Parts) -> PartAdvice:
    point, folded = found.values[key], folded_key(key)
    named = {folded_key(key): key}
    if isinstance(point, dict):
        named = {folded_key(inner): f"{key}.{inner}" for inner in point}
    elif folded not in _POINTS:
        named = {folded_key(other): other for other in found.values}
    degrees = dict(_degrees(named))
    place = only(found.values.get("location"))
    place = place.get("name") if isinstance(place, dict) else place
    name = item(place) if isinstance(place, str) and place.strip() else "…"
    values = {part: _number(found.values, theirs) for part, theirs in degrees.items()}
    lat, lon = values.get("lat", "…"), values.get("lon", "…")
    line = line_with("location", f"{{name: {name}, lat: {lat}, lon: {lon}}}")
    mapped = _mapped({("location", part): theirs for part, theirs in degrees.items()}, parts)
    once = ", or once for all articles from there, in content/places.toml" if not mapped else ""
    return PartAdvice(f"Write it with the place: {line}{mapped}{once}", for_all=bool(mapped))


def _of_picture(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """For each part of our table of the picture, which key of another system's `table` has it;
    nothing where that has no picture."""
    picture = next((key for key in table if re.fullmatch(_PICTURE, folded_key(key))), None)
    if picture is None or not isinstance(table[picture], str):
        return
    yield "src", picture
    for key in table:
        part = _OF_THE_PICTURE.fullmatch(folded_key(key)) or _PART.fullmatch(folded_key(key))
        if part and isinstance(table[key], str):
            yield part.lastgroup or "", key


def _degrees(named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """For `lat` and `lon`, which key of another system has it, of those `named`, by folded name."""
    for folded, theirs in named.items():
        if found := _OF_THE_PLACE.fullmatch(folded):
            yield found.lastgroup or "", theirs


def _number(values: Any, name: str) -> str:
    """The number of this name, which may lead into a table; an ellipsis for anything else."""
    for step in [name] if name in values else name.split("."):
        values = values.get(step)
    return values if isinstance(values, str) and _NUMBER.fullmatch(values) else "…"


def _mapped(theirs: Mapping[tuple[str, str], str], parts: Parts) -> str:
    """How to let keys of other systems stand for these parts of ours."""
    lines = []
    for (ours, part), name in theirs.items():
        names = [*parts.get((ours, part), ()), name]
        written = json.dumps(names if names[1:] else name, ensure_ascii=False)
        lines.append(f"{ours}.{part} = {written}")
    if not lines:
        return ""
    whole = " and ".join(filter(None, (", ".join(lines[:-1]), lines[-1])))
    return f", or, for all files at once, write {whole} under [front_matter] in site.toml"
