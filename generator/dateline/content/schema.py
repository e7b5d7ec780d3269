"""The front matter schema: the keys, the values that each takes, and the messages for faults.

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
    ValidationInfo,
    field_validator,
    model_validator,
)

from dateline.addresses import credentials_fault, is_web_address
from dateline.config_values import is_language_code
from dateline.content.fields import (
    FALSE,
    FIXES,
    KEY,
    TRUE,
    Choice,
    Day,
    Flag,
    Item,
    NeededText,
    Rank,
    Text,
    Texts,
    Words,
    as_list,
    default,
    degrees,
    only,
    table_from,
    told,
    without_empty,
)
from dateline.content.old_addresses import old_path, path_meant
from dateline.content.slugs import slugify
from dateline.content.values import plain
from dateline.content.weather import Weather, parse_weather
from dateline.faults import refusal

_LONGEST_SLUG = 200
"""In bytes; file systems allow names of 255."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocationTable(_Table):
    """`location`: a name, or a place with its country and coordinates."""

    name: NeededText
    country: Text = ""
    lat: Annotated[float | None, degrees(90)] = None
    lon: Annotated[float | None, degrees(180)] = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> LocationTable:
        if (self.lat is None) != (self.lon is None):
            has, lacks = ("lon", "lat") if self.lat is None else ("lat", "lon")
            message = f"The place has “{has}” but no “{lacks}”"
            raise refusal(message, "Write both, or neither", (has,))
        return self


class ImageTable(_Table):
    """`image`: a path, or a table."""

    src: NeededText
    alt: Text = ""
    caption: Text = ""
    credit: Text = ""


class PrintTable(_Table):
    """`print`: where it appeared in print."""

    edition: Text = ""
    page: Text = ""


class CorrectionTable(_Table):
    """One entry of `corrections`."""

    text: NeededText
    date: Day = None


class WithdrawnTable(_Table):
    """`withdrawn`: the reason, or a table with the date as well."""

    reason: NeededText
    date: Day = None


TABLES: dict[str, type[_Table]] = {
    "location": LocationTable,
    "image": ImageTable,
    "print": PrintTable,
    "corrections": CorrectionTable,
    "withdrawn": WithdrawnTable,
}


def _corrections(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, list) else [value]


def _correction(item: Any) -> Any:
    if isinstance(item, list):
        message = f"“{KEY}” contains a list where text or a table is expected"
        raise refusal(message, FIXES["corrections"])
    return {"text": item} if isinstance(item, str | None) else item


def _withdrawn(value: Any) -> Any:
    value = only(value)
    if isinstance(value, str) and value.lower() in TRUE:
        message = f"“{KEY}” is {told(value)}, but readers are to see why it was withdrawn"
        raise refusal(message, FIXES["withdrawn"])
    return None if isinstance(value, str) and value.lower() in FALSE else value


def _extra(value: Any) -> Any:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise refusal(f"“{KEY}” takes a table of keys", FIXES["extra"])
    return plain(value)


def _slug(value: str) -> str:
    if value and not re.fullmatch(r"(?=.*\w)[^\s/?#\\%:*\"<>|]+", value):
        near = slugify(value) if re.search(r"\w", value) else "cyclone-gervaise"
        raise refusal(
            f"The slug “{value}” cannot be used in an address",
            f"Use letters, digits and hyphens: {near}",
        )
    if len(value.encode()) > _LONGEST_SLUG:
        message = f"The slug “{value[:20]}…” is too long for an address"
        raise refusal(message, "Use a few words: cyclone-gervaise")
    return value


def _address(value: str) -> str:
    if value and not is_web_address(value):
        raise refusal(
            f"“{KEY}” is “{value}”, which is not a full address",
            f"Write {KEY}: https://example.org/page/",
        )
    if fault := credentials_fault(value):
        raise refusal(*fault)
    return value


def _old_address(address: str, info: ValidationInfo) -> str:
    if not address:
        return ""
    path = old_path(address, (info.context or {}).get("address", ""))
    if path is None:
        meant = path_meant(address)
        fix = "Write its path from the site's root, or delete it"
        if meant:
            fix = f"Write {meant} instead, or delete it"
        raise refusal(f"“{address}” cannot be a former address of this site", fix)
    return path


class FrontMatterSchema(_Table):
    """Every key an article may have. See docs/front-matter.md, which a test holds to this list."""

    title: Text = Field(description="The headline. Required.")
    subtitle: Text = Field("", description="A second line below the headline.")
    summary: Text = Field("", description="One or two sentences for lists and feeds.")
    kicker: Text = Field("", description="A word or two above the headline.")
    slug: Annotated[Text, AfterValidator(_slug)] = Field(
        "", description="The last part of the address."
    )
    kind: Annotated[Literal["article", "page"], default("article")] = Field(
        "article", description="`page` for a page without a date."
    )
    id: Text = Field(
        "",
        description="Your own identifier for the article, which never changes; feeds use it.",
    )
    date: Day = Field(None, description="A moment, a day, a month (1987-03) or a year (1987).")
    publish_at: Day = Field(
        None, description="The moment from which it is public, if that is not its date."
    )
    updated: Day = Field(None, description="When readers last saw it change.")
    dateline: Text = Field(
        "", description='The line that opens the story: "PORT LOUIS, Mauritius".'
    )
    location: Annotated[LocationTable | None, table_from("name")] = Field(
        None, description="Where it happened: a name, or {name, country, lat, lon}."
    )
    weather: Text = Field("", description='The weather note as printed: "24.7 C".')
    section: Text = Field("", description="The part of the paper.")
    series: Text = Field("", description="The series it belongs to.")
    authors: Texts = Field((), description="Who wrote it: a list, or one name.")
    tags: Words = Field((), description="What it is about: a list, or words separated by commas.")
    image: Annotated[ImageTable | None, table_from("src")] = Field(
        None, description="A path, or {src, alt, caption, credit}."
    )
    print: Annotated[PrintTable | None, table_from("page")] = Field(
        None, description="Where it appeared in print: {edition, page}."
    )
    source: Text = Field("", description="The agency or archive it comes from.")
    rights: Text = Field("", description="The licence or the holder of the rights.")
    lang: Text = Field("", description="The language, if the file name does not give it.")
    draft: Flag = Field(False, description="true keeps it off the site.")
    aliases: Annotated[
        tuple[Annotated[Item, AfterValidator(_old_address)], ...],
        AfterValidator(without_empty),
        BeforeValidator(as_list),
    ] = Field((), description="Its former addresses.")
    canonical: Annotated[Text, AfterValidator(_address)] = Field(
        "", description="The full address where it was first published, if on another site."
    )
    noindex: Flag = Field(
        False,
        description="true keeps it out of search engines, the site's search and the sitemaps.",
    )
    must_read: Rank = Field(
        0, description="true, or a rank such as 1, puts it among the must-reads."
    )
    comments: Choice = Field(
        None, description="Whether readers can comment, whatever the settings say."
    )
    corrections: Annotated[
        tuple[Annotated[CorrectionTable, BeforeValidator(_correction)], ...],
        BeforeValidator(_corrections),
    ] = Field((), description="A list of {date, text}.")
    withdrawn: Annotated[
        WithdrawnTable | None, table_from("reason"), BeforeValidator(_withdrawn)
    ] = Field(
        None,
        description="Why the article was withdrawn; a notice stands in its place."
        " The reason, or {reason, date}.",
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
            raise refusal(
                "The title is empty",
                f"Write the headline: {KEY}: Cyclone Gervaise",
                kind="no-title",
            )
        return value

    @field_validator("lang")
    @classmethod
    def _known_form(cls, value: str) -> str:
        if value and not is_language_code(value):
            raise refusal(f"“{value[:40]}” is not a language code", "Write a code such as en or fr")
        return value

    @property
    def weather_note(self) -> Weather | None:
        """The weather note, read; None where there is none, or only `true` or `false`."""
        is_note = self.weather and self.weather.lower() not in TRUE | FALSE
        return parse_weather(self.weather) if is_note else None


KNOWN_KEYS = tuple(name for name in FrontMatterSchema.model_fields if name != "terms")


def front_matter_schema() -> dict[str, Any]:
    """The front matter as a JSON Schema (2020-12), for editors that complete and check keys."""
    return FrontMatterSchema.model_json_schema()
