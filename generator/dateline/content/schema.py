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
)
from pydantic_core import PydanticCustomError

from dateline.content.dates import Date, DateProblem, parse_date
from dateline.content.front_matter import FrontMatter, written_keys
from dateline.content.weather import Weather, parse_weather
from dateline.problems import Problem, nearest


def _fault(message: str, fix: str) -> PydanticCustomError:
    return PydanticCustomError("dateline", "{message}", {"message": message, "fix": fix})


def _text(value: Any, info: ValidationInfo) -> Any:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        kind = "a list" if isinstance(value, list) else "a table of keys"
        raise _fault(
            f"“{info.field_name}” takes one text, not {kind}", f"Write {info.field_name}: some text"
        )
    return " ".join(str(value).split())


def _date(value: Any, info: ValidationInfo) -> Any:
    if value is None or isinstance(value, Date):
        return value
    if not isinstance(value, str):
        raise _fault(f"“{info.field_name}” takes one date", f"Write {info.field_name}: 2024-11-23")
    zone = (info.context or {}).get("zone")
    assert zone is not None
    try:
        return parse_date(value, zone)
    except DateProblem as problem:
        raise _fault(str(problem), problem.fix) from None


def _flag(value: Any, info: ValidationInfo) -> Any:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if value is None:
        return False
    if not isinstance(value, str) or value.lower() not in words:
        raise _fault(
            f"“{info.field_name}” is “{value}”, but takes true or false",
            f"Write {info.field_name}: true",
        )
    return words[value.lower()]


def _list(value: Any, info: ValidationInfo) -> Any:
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, list | dict):
            raise _fault(
                f"“{info.field_name}” takes texts, not lists or tables inside a list",
                f"Write {info.field_name}: [one, another]",
            )
    return [" ".join(str(item).split()) for item in items if item is not None and str(item).strip()]


def _separated(value: Any, info: ValidationInfo) -> Any:
    return _list(value.split(",") if isinstance(value, str) else value, info)


def _table_from(key: str) -> BeforeValidator:
    def fill(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(fill)


Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[Date | None, BeforeValidator(_date)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_list)]
Words = Annotated[tuple[str, ...], BeforeValidator(_separated)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocationTable(_Table):
    """`location`: a name, or a place with its country and coordinates."""

    name: Text
    country: Text = ""
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None


class ImageTable(_Table):
    """`image`: a path, or a table."""

    src: Text
    alt: Text = ""
    caption: Text = ""
    credit: Text = ""


class PrintTable(_Table):
    """`print`: where it stood on paper."""

    edition: Text = ""
    page: Text = ""


class CorrectionTable(_Table):
    """One entry of `corrections`."""

    text: Text
    date: Day = None


def _nothing_is_none(value: Any) -> Any:
    return None if value in (None, "", {}) else value


def _corrections(value: Any) -> Any:
    items = [] if value is None else value if isinstance(value, list) else [value]
    return [{"text": item} if isinstance(item, str) else item for item in items]


def _slug(value: str) -> str:
    if value and not re.fullmatch(r"[^\s/?#\\%:*\"<>|]+", value):
        raise _fault(
            f"The slug “{value}” cannot stand in an address",
            "Use letters, digits and hyphens: cyclone-gervaise",
        )
    if value in {".", ".."}:
        raise _fault(
            f"The slug “{value}” cannot stand in an address", "Use letters, digits and hyphens"
        )
    return value


def _address(value: str, info: ValidationInfo) -> str:
    if value and not re.match(r"https?://[^/\s]+", value):
        raise _fault(
            f"“{info.field_name}” is “{value}”, which is not a whole address",
            f"Write {info.field_name}: https://example.org/page/",
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
    kind: Literal["article", "page"] = Field(
        "article", description="`page` for a page without a date."
    )
    id: Text = Field("", description="The newsroom's own stable identifier; feeds use it.")
    date: Day = Field(None, description="A moment, a day, a month (1987-03) or a year (1987).")
    updated: Day = Field(None, description="When the article last changed for its readers.")
    dateline: Text = Field(
        "", description='The line that opens the story: "PORT LOUIS, Mauritius".'
    )
    location: Annotated[
        LocationTable | None, _table_from("name"), BeforeValidator(_nothing_is_none)
    ] = Field(None, description="Where it happened: a name, or {name, country, lat, lon}.")
    weather: Text = Field("", description='The weather note as printed: "24.7 C".')
    section: Text = Field("", description="The part of the paper.")
    series: Text = Field("", description="The series it belongs to.")
    authors: Texts = Field((), description="Who wrote it: a list, or one name.")
    tags: Words = Field((), description="What it is about: a list, or words between commas.")
    image: Annotated[ImageTable | None, _table_from("src"), BeforeValidator(_nothing_is_none)] = (
        Field(None, description="A path, or {src, alt, caption, credit}.")
    )
    print: Annotated[PrintTable | None, _table_from("page"), BeforeValidator(_nothing_is_none)] = (
        Field(None, description="Where it stood on paper: {edition, page}.")
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
    comments: Annotated[
        bool | None,
        BeforeValidator(lambda value, info: None if value is None else _flag(value, info)),
    ] = Field(None, description="true or false, where it differs from the site's rule.")
    corrections: Annotated[tuple[CorrectionTable, ...], BeforeValidator(_corrections)] = Field(
        (), description="A list of {date, text}."
    )
    terms: dict[str, Words] = Field(
        default_factory=dict, description="Taxonomies of the newsroom's own, by key."
    )
    extra: dict[str, Any] = Field(
        default_factory=dict, description="A table of your own, for templates."
    )

    @field_validator("title")
    @classmethod
    def _has_title(cls, value: str) -> str:
        if not value:
            raise _fault("The title is empty", "Write the headline: title: Cyclone Gervaise")
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
    foreign = {theirs: ours for theirs, ours in _ALTERNATIVES.items()}
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
    location = list(fault["loc"])
    if location and location[0] == "terms":
        location = location[1:]
    ours = str(location[0]) if location else ""
    place = found.place((written.get(ours, ours), *location[1:]))
    key = ".".join(str(part) for part in location)
    if fault["type"] == "missing":
        if len(location) == 1:
            return Problem(
                path,
                1,
                1,
                f"The article has no “{key}”",
                f"Add a line to the front matter: {key}: …",
            )
        return Problem(path, *place, f"“{key}” is missing", f"Write {ours}: {{{location[-1]}: …}}")
    if fault["type"] == "dateline":
        return Problem(path, *place, fault["ctx"]["message"], fault["ctx"]["fix"])
    if fault["type"] == "extra_forbidden":
        return Problem(
            path,
            *place,
            f"“{location[-1]}” does not belong in “{ours}”",
            "Remove it, or put it below extra:",
        )
    if fault["type"] == "literal_error":
        return Problem(
            path,
            *place,
            f"“{key}” is “{fault['input']}”",
            f"Write {fault['ctx']['expected'].replace(chr(39), '')}",
        )
    reason = fault["msg"].replace("Input should be", "it should be")
    return Problem(
        path,
        *place,
        f"“{key}” is “{fault['input']}”: {reason}",
        _FIXES.get(ours, f"Change “{key}”"),
    )


_FIXES = {
    "location": "Write location: Port Louis, or location: {name: Port Louis, lat: -20.16, lon: 57.5}",
    "image": "Write image: images/harbour.svg, or image: {src: images/harbour.svg, alt: The harbour}",
    "print": "Write print: {edition: Morning, page: 3}",
    "corrections": "Write corrections: [{date: 2024-11-24, text: What was wrong and what is right}]",
    "extra": "Write extra: followed by indented keys of your own",
}


def front_matter_schema() -> dict[str, Any]:
    """The front matter as JSON Schema (2020-12), for editors that complete and check keys."""
    return FrontMatterSchema.model_json_schema()
