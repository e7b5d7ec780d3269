"""The front matter schema: which keys there are, what each takes, and how a fault is told.

Values arrive as text, lists and dicts (see `front_matter`); pydantic types them and reports every
fault at once. `front_matter_schema()` is the same as JSON Schema, for editors.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from dateline.content.dates import Date, DateProblem, parse_date
from dateline.content.front_matter import FrontMatter, written_keys
from dateline.content.slugs import slugify
from dateline.content.values import plain
from dateline.content.weather import Weather, parse_weather
from dateline.content.yaml_faults import quoted
from dateline.problems import Problem, nearest

_KEY = "\0"
"""Stands in messages for the key as the author wrote it, which may be one of `[front_matter]`."""
_LONGEST_SLUG = 200
"""Bytes; file systems allow a name 255."""

_FIXES = {
    "location": "Write \0: Port Louis, or \0: {name: Port Louis, lat: -20.16, lon: 57.5}",
    "image": "Write \0: images/harbour.svg, or \0: {src: images/harbour.svg, alt: The harbour}",
    "print": "Write \0: {edition: Morning, page: 3}",
    "corrections": "Write \0: [{date: 2024-11-24, text: What was wrong, and what is right}]",
    "extra": "Write \0: and, below it, indented keys of your own",
}


def _fault(message: str, fix: str, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """A fault of the value, or of what it holds `at` that path."""
    context = {"message": message, "fix": fix, "at": at}
    return PydanticCustomError("dateline", "{message}", context)


def _kind(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a table of keys"


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise _fault(f"“{_KEY}” takes one text, not {_kind(value)}", f"Write {_KEY}: some text")
    return " ".join(str(value).split())


def _needed(value: str) -> str:
    if not value:
        raise _fault(f"“{_KEY}” is empty", f"Write {_KEY}: some text")
    return value


def _date(value: Any, info: ValidationInfo) -> Any:
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise _fault(f"“{_KEY}” takes one date, not {_kind(value)}", f"Write {_KEY}: 2024-11-23")
    zone = (info.context or {}).get("zone")
    assert zone is not None
    try:
        return parse_date(value, zone)
    except DateProblem as problem:
        raise _fault(str(problem), problem.fix) from None


def _flag(value: Any) -> Any:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if value in (None, ""):
        return None
    if not isinstance(value, str) or value.lower() not in words:
        raise _fault(
            f"“{_KEY}” is {_told(value)}, but takes true or false",
            f"Write {_KEY}: true, or {_KEY}: false",
        )
    return words[value.lower()]


def _number(most: int) -> BeforeValidator:
    """Degrees north or east: a decimal number from -`most` to `most`."""

    def degrees(value: Any) -> float | None:
        if value in (None, ""):
            return None
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not -most <= number <= most:
            raise _fault(
                f"“{_KEY}” is {_told(value)}, but takes decimal degrees from -{most} to {most}",
                f"Write it with a point, south and west with a minus: {_KEY}: -20.16",
            )
        return number

    return BeforeValidator(degrees)


def _list(value: Any) -> Any:
    if value is None:
        return []
    if isinstance(value, dict):
        raise _fault(f"“{_KEY}” takes texts, not a table of keys", f"Write {_KEY}: [one, another]")
    items = value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if isinstance(item, list | dict):
            fix = f"Write {_KEY}: [one, another]"
            if isinstance(item, dict) and all(isinstance(part, str) for part in item.values()):
                whole = ", ".join(f"{key}: {part}" for key, part in item.items())
                fix = f"Write one text, between quotes if it has a colon: {quoted(whole)}"
            raise _fault(f"“{_KEY}” holds {_kind(item)} where it takes a text", fix, (index,))
    return [" ".join(str(item).split()) for item in items if item is not None and str(item).strip()]


def _separated(value: Any) -> Any:
    return _list(value.split(",") if isinstance(value, str) else value)


def _table_from(key: str) -> BeforeValidator:
    """One text is the table's `key`; a table of empty values is none."""

    def fill(value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, list):
            raise _fault(
                f"“{_KEY}” takes one text or one table of keys, not a list",
                _FIXES[str(info.field_name)],
            )
        table = {key: value} if isinstance(value, str) else value or {}
        return table if any(part not in (None, "") for part in table.values()) else None

    return BeforeValidator(fill)


def _default(value: Any) -> BeforeValidator:
    """A key without a value is as one not written."""
    return BeforeValidator(lambda given: value if given in (None, "") else given)


Text = Annotated[str, BeforeValidator(_text)]
NeededText = Annotated[Text, AfterValidator(_needed)]
Choice = Annotated[bool | None, BeforeValidator(_flag)]
Flag = Annotated[bool, AfterValidator(bool), BeforeValidator(lambda value: bool(_flag(value)))]
Day = Annotated[Date | None, BeforeValidator(_date)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_list)]
Words = Annotated[tuple[str, ...], BeforeValidator(_separated)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocationTable(_Table):
    """`location`: a name, or a place with its country and coordinates."""

    name: NeededText
    country: Text = ""
    lat: Annotated[float | None, _number(90)] = None
    lon: Annotated[float | None, _number(180)] = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> LocationTable:
        if (self.lat is None) != (self.lon is None):
            has, lacks = ("lon", "lat") if self.lat is None else ("lat", "lon")
            message = f"The place has “{has}” but no “{lacks}”"
            raise _fault(message, "Write both, or neither", (has,))
        return self


class ImageTable(_Table):
    """`image`: a path, or a table."""

    src: NeededText
    alt: Text = ""
    caption: Text = ""
    credit: Text = ""


class PrintTable(_Table):
    """`print`: where it stood on paper."""

    edition: Text = ""
    page: Text = ""


class CorrectionTable(_Table):
    """One entry of `corrections`."""

    text: NeededText
    date: Day = None


_TABLES: dict[str, type[_Table]] = {
    "location": LocationTable,
    "image": ImageTable,
    "print": PrintTable,
    "corrections": CorrectionTable,
}


def _corrections(value: Any) -> Any:
    items = [] if value is None else value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if isinstance(item, list):
            message = f"“{_KEY}” holds a list where it takes a text or a table"
            raise _fault(message, _FIXES["corrections"], (index,))
    return [{"text": item} if isinstance(item, str | None) else item for item in items]


def _extra(value: Any) -> Any:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise _fault(f"“{_KEY}” takes a table of keys", _FIXES["extra"])
    return plain(value)


def _slug(value: str) -> str:
    if value and not re.fullmatch(r"(?=.*\w)[^\s/?#\\%:*\"<>|]+", value):
        near = slugify(value) if re.search(r"\w", value) else "cyclone-gervaise"
        raise _fault(
            f"The slug “{value}” cannot stand in an address",
            f"Use letters, digits and hyphens: {near}",
        )
    if len(value.encode()) > _LONGEST_SLUG:
        message = f"The slug “{value[:20]}…” is too long for an address"
        raise _fault(message, "Use a few words: cyclone-gervaise")
    return value


def _address(value: str) -> str:
    if value and not re.match(r"https?://[^/\s]+", value):
        raise _fault(
            f"“{_KEY}” is “{value}”, which is not a whole address",
            f"Write {_KEY}: https://example.org/page/",
        )
    return value


class FrontMatterSchema(_Table):
    """Every key an article may have. See docs/front-matter.md, which a test holds to this list."""

    title: Text = Field(description="The headline. Required.")
    subtitle: Text = Field("", description="A second line below the headline.")
    summary: Text = Field("", description="One or two sentences for lists and feeds.")
    kicker: Text = Field("", description="A word or two above the headline.")
    slug: Annotated[Text, AfterValidator(_slug)] = Field(
        "", description="The last part of the address."
    )
    kind: Annotated[Literal["article", "page"], _default("article")] = Field(
        "article", description="`page` for a page without a date."
    )
    id: Text = Field("", description="The newsroom's own stable identifier; feeds use it.")
    date: Day = Field(None, description="A moment, a day, a month (1987-03) or a year (1987).")
    updated: Day = Field(None, description="When the article last changed for its readers.")
    dateline: Text = Field(
        "", description='The line that opens the story: "PORT LOUIS, Mauritius".'
    )
    location: Annotated[LocationTable | None, _table_from("name")] = Field(
        None, description="Where it happened: a name, or {name, country, lat, lon}."
    )
    weather: Text = Field("", description='The weather note as printed: "24.7 C".')
    section: Text = Field("", description="The part of the paper.")
    series: Text = Field("", description="The series it belongs to.")
    authors: Texts = Field((), description="Who wrote it: a list, or one name.")
    tags: Words = Field((), description="What it is about: a list, or words between commas.")
    image: Annotated[ImageTable | None, _table_from("src")] = Field(
        None, description="A path, or {src, alt, caption, credit}."
    )
    print: Annotated[PrintTable | None, _table_from("page")] = Field(
        None, description="Where it stood on paper: {edition, page}."
    )
    source: Text = Field("", description="The agency or archive it comes from.")
    rights: Text = Field("", description="The licence or the holder of the rights.")
    lang: Text = Field("", description="The language, where the file's name does not say it.")
    draft: Flag = Field(False, description="true keeps it off the site.")
    aliases: Texts = Field((), description="Addresses that it had before.")
    canonical: Annotated[Text, AfterValidator(_address)] = Field(
        "", description="Its first home on another site."
    )
    noindex: Flag = Field(False, description="true keeps it out of search.")
    must_read: Flag = Field(False, description="true sets it among the must-reads.")
    comments: Choice = Field(
        None, description="true or false, where it differs from the site's rule."
    )
    corrections: Annotated[tuple[CorrectionTable, ...], BeforeValidator(_corrections)] = Field(
        (), description="A list of {date, text}."
    )
    terms: dict[str, Words] = Field(
        default_factory=dict, description="Taxonomies of the newsroom's own, by key."
    )
    extra: Annotated[dict[str, Any], BeforeValidator(_extra)] = Field(
        default_factory=dict, description="A table of your own, for templates."
    )

    @field_validator("title")
    @classmethod
    def _has_title(cls, value: str) -> str:
        if not value:
            raise _fault("The title is empty", f"Write the headline: {_KEY}: Cyclone Gervaise")
        return value

    @field_validator("lang")
    @classmethod
    def _known_form(cls, value: str) -> str:
        if value and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
            raise _fault(f"“{value}” is not a language code", "Write a code such as en or fr")
        return value

    @property
    def weather_note(self) -> Weather | None:
        """The weather note, read."""
        return parse_weather(self.weather) if self.weather else None


KNOWN_KEYS = tuple(name for name in FrontMatterSchema.model_fields if name != "terms")
_ALTERNATIVES = {"author": "authors"}


def type_front_matter(
    found: FrontMatter,
    *,
    path: str,
    zone: Any,
    aliases: dict[str, tuple[str, ...]],
    own_keys: tuple[str, ...],
) -> tuple[FrontMatterSchema | None, dict[str, str], list[Problem]]:
    """Type what `found` holds.

    `aliases` maps our keys to other people's (from `[front_matter]`, with `ignore`); `own_keys` are
    the front matter keys of the newsroom's own taxonomies. Returns the typed front matter, or None
    where an error was found; for each of our keys the key it was written under; and the problems.
    """
    values, written, problems = _choose(found, path, aliases, own_keys)
    if own := {key: values.pop(key) for key in own_keys if key in values and key not in KNOWN_KEYS}:
        values["terms"] = own
    if "extra" in values and "extra" in found.native:
        values["extra"] = found.native["extra"]
    try:
        typed = FrontMatterSchema.model_validate(values, context={"zone": zone})
    except ValidationError as error:
        problems += [_explain(fault, found, path, written) for fault in error.errors()]
        return None, written, problems
    return typed, written, problems


def _choose(
    found: FrontMatter, path: str, aliases: dict[str, tuple[str, ...]], own_keys: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    ignored = set(aliases.get("ignore", ()))
    foreign = dict(_ALTERNATIVES)
    order = {ours: [ours] for ours in (*KNOWN_KEYS, *own_keys)}
    order["authors"].append("author")
    for ours, theirs in aliases.items():
        if ours != "ignore":
            order.setdefault(ours, [ours]).extend(theirs)
            foreign.update(dict.fromkeys(theirs, ours))
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for ours, candidates in order.items():
        for key in candidates:
            if (
                key in found.values
                and key not in ignored
                and (ours not in values or values[ours] in (None, "", []))
            ):
                values[ours], written[ours] = found.values[key], key
    problems = [
        _unknown(key, path, place, order)
        for key, place in written_keys(found)
        if key not in order and key not in foreign and key not in ignored
    ]
    return values, written, problems


def _unknown(key: str, path: str, place: tuple[int, int], known: dict[str, Any]) -> Problem:
    near = nearest(key, known)
    fix = (
        f"Did you mean “{near}”?"
        if near
        else "Remove it, put it below extra:, or name it under [front_matter] in site.toml"
    )
    return Problem(path, *place, f"“{key}” is not a key Dateline knows", fix, "warning")


def _explain(fault: Any, found: FrontMatter, path: str, written: dict[str, str]) -> Problem:
    kind, context = fault["type"], fault.get("ctx", {})
    location = [*fault["loc"], *context.get("at", ())]
    if location and location[0] == "terms":
        location = location[1:]
    ours = str(location[0])
    theirs = written.get(ours, ours)
    steps = (theirs, *location[1:])
    key = next(str(step) for step in reversed((theirs, *fault["loc"][1:])) if isinstance(step, str))
    place = found.place(steps)
    if kind == "missing" and len(location) == 1:
        fix = f"Add a line to the front matter: {ours}: …"
        return Problem(path, 1, 1, f"The article has no “{ours}”", fix)
    if kind == "missing":
        message, fix = f"“{theirs}” has no “{location[-1]}” here", _FIXES[ours]
        place, key = found.place(steps[:-1]), theirs
    elif kind == "dateline":
        message, fix = context["message"], context["fix"]
    elif kind == "extra_forbidden":
        known = tuple(_TABLES[ours].model_fields)
        near = nearest(key, known)
        message = f"“{key}” does not belong in “{theirs}”"
        fix = f"Did you mean “{near}”?" if near else f"It takes {_listed(known)}"
        place = found.place((*steps, "")) if (*steps, "") in found.marks else place
    elif kind == "literal_error":
        message = f"“{theirs}” is {_told(fault['input'])}, which Dateline does not know"
        fix = f"Write {theirs}: article, or {theirs}: page"
    else:
        message = f"“{key}” is {_told(fault['input'])}, which does not fit"
        fix = _FIXES.get(ours, f"Change “{_KEY}”")
    return Problem(path, *place, message.replace(_KEY, key), fix.replace(_KEY, key))


def _told(value: Any) -> str:
    return _kind(value) if isinstance(value, list | dict) else f"“{value}”"


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def front_matter_schema() -> dict[str, Any]:
    """The front matter as JSON Schema (2020-12), for editors that complete and check keys."""
    return FrontMatterSchema.model_json_schema()
