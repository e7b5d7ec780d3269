"""The front matter schema: the keys, the values that each takes, and the messages for faults.

Values arrive as text, lists and dicts (see `front_matter`); pydantic types them and reports every
fault at once. The types say as well how values are written (`json_forms`), for editors.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    field_validator,
)

from dateline.config_values import is_language_code
from dateline.content import json_forms
from dateline.content.advice import line_with
from dateline.content.fields import (
    FALSE,
    FIXES,
    KEY,
    TRUE,
    Choice,
    Day,
    Flag,
    Item,
    Rank,
    Text,
    Texts,
    Words,
    as_list,
    default,
    only,
    table_from,
    without_empty,
)
from dateline.content.schema_addresses import as_old_address, as_permalink, as_slug, as_web_address
from dateline.content.tables import (
    CorrectionTable,
    FrontMatterTable,
    ImageTable,
    LocationTable,
    PrintTable,
    WithdrawnTable,
    correction,
    corrections_listed,
    withdrawal,
)
from dateline.content.values import plain
from dateline.content.weather import Weather, parse_weather
from dateline.faults import refusal


def _extra(value: Any) -> Any:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise refusal(f"“{KEY}” takes a table of keys", FIXES["extra"])
    return plain(value)


def _not_empty(meaning: str, fix: str) -> BeforeValidator:
    """Refuse a key that holds the article back, or keeps it out of something, without its value: it
    must not be published because the value is still to be written."""

    def check(value: Any) -> Any:
        if only(value) in (None, ""):
            raise refusal(f"“{KEY}” is empty, but {meaning}", f"{fix}, or delete the line")
        return value

    return BeforeValidator(check)


_WAITING = _not_empty("says that the article is to wait", FIXES["publish_at"])
_DRAFT = _not_empty(
    "says whether the article is a draft",
    f"Write {line_with(KEY, 'true')} to keep it off the site, or {line_with(KEY, 'false')}",
)
_NO_INDEX = _not_empty(
    "says whether search engines are to pass over the article",
    f"Write {line_with(KEY, 'true')} if they are, or {line_with(KEY, 'false')}",
)


class FrontMatterSchema(FrontMatterTable):
    """Every key an article may have. See docs/front-matter.md, which a test holds to this list."""

    title: Annotated[Text, json_forms.NEEDED_TEXT] = Field(description="The headline. Required.")
    subtitle: Text = Field("", description="A second line below the headline.")
    summary: Text = Field(
        "",
        description="One or two sentences for lists, feeds and search engines. The default is the"
        " beginning of the text.",
    )
    kicker: Text = Field("", description="A word or two above the headline.")
    slug: Annotated[Text, AfterValidator(as_slug)] = Field(
        "", description="The last part of the address. The default comes from the file name."
    )
    kind: Annotated[
        Literal["article", "page"], default("article"), json_forms.choice("article", "page")
    ] = Field("article", description="page for a page without a date, such as “About”.")
    id: Text = Field("", description="Your own identifier for the article, which never changes.")
    date: Day = Field(
        None,
        description="When it was published, as far as is known. Required, except for pages.",
    )
    permalink: Annotated[Text, AfterValidator(as_permalink)] = Field(
        "",
        description="Its whole address, from the site's root, instead of what the site's pattern"
        " and the language make of it.",
    )
    publish_at: Annotated[Day, _WAITING] = Field(
        None, description="The moment from which it is public, if that is not its date."
    )
    updated: Day = Field(None, description="When readers last saw it change.")
    dateline: Text = Field(
        "",
        description="The dateline that opens the story. It is printed before the first words,"
        " followed by a dash.",
    )
    location: Annotated[LocationTable | None, table_from("name"), json_forms.OrText()] = Field(
        None, description="Where it happened."
    )
    weather: Text = Field("", description="The weather note as printed.")
    section: Text = Field("", description="The section of the paper.")
    series: Text = Field("", description="The series it belongs to.")
    authors: Texts = Field((), description="Who wrote it.")
    tags: Words = Field((), description="What it is about.")
    image: Annotated[ImageTable | None, table_from("src"), json_forms.OrText()] = Field(
        None, description="The picture above the text."
    )
    print: Annotated[PrintTable | None, table_from("page"), json_forms.OrText()] = Field(
        None, description="Where it appeared in print."
    )
    source: Text = Field("", description="The agency or archive it comes from.")
    rights: Text = Field("", description="The licence, or who holds the rights.")
    lang: Text = Field("", description="The language, if the file name does not give it.")
    draft: Annotated[Flag, _DRAFT, json_forms.NEEDED_FLAG] = Field(
        False, description="true keeps it off the site."
    )
    aliases: Annotated[
        tuple[Annotated[Item, AfterValidator(as_old_address)], ...],
        AfterValidator(without_empty),
        BeforeValidator(as_list),
        json_forms.TEXTS,
    ] = Field(
        (),
        description="Its former addresses: paths, with or without the leading slash, or full"
        " addresses.",
    )
    canonical: Annotated[Text, AfterValidator(as_web_address)] = Field(
        "", description="The full address where it was first published, if that is another site."
    )
    noindex: Annotated[Flag, _NO_INDEX, json_forms.NEEDED_FLAG] = Field(
        False,
        description="true keeps it out of search engines, the site's own search and the sitemaps.",
    )
    must_read: Rank = Field(
        0, description="Puts it among the must-reads, on the front page and beside articles."
    )
    comments: Choice = Field(
        None,
        description="Whether readers can comment on the article, whatever the settings say.",
    )
    corrections: Annotated[
        tuple[Annotated[CorrectionTable, BeforeValidator(correction)], ...],
        BeforeValidator(corrections_listed),
        json_forms.OrText(),
    ] = Field((), description="Corrections as the paper published them, shown below the text.")
    withdrawn: Annotated[
        WithdrawnTable | None,
        table_from("reason"),
        BeforeValidator(withdrawal),
        json_forms.OrText(),
    ] = Field(None, description="Why the article was withdrawn.")
    terms: dict[str, Words] = Field(
        default_factory=dict, description="Taxonomies of the newsroom's own, by key."
    )
    extra: Annotated[dict[str, Any], BeforeValidator(_extra), json_forms.TABLE_OF_ONES_OWN] = Field(
        default_factory=dict, description="A table of your own, for your theme's templates."
    )

    @field_validator("title")
    @classmethod
    def _has_title(cls, value: str) -> str:
        if not value:
            raise refusal(
                "The title is empty",
                f"Write the headline: {line_with(KEY, 'Cyclone Gervaise')}",
                kind="no-title",
            )
        return value

    @field_validator("lang")
    @classmethod
    def _known_form(cls, value: str) -> str:
        if value and not is_language_code(value):
            meant = value.replace("_", "-").partition("-")[0].lower()
            fix = "Write a code such as en or fr"
            if len(meant) == 2:
                fix = f"Write {line_with(KEY, meant)}"
            raise refusal(f"“{value[:40]}” is not a language code", fix)
        return value

    @property
    def weather_note(self) -> Weather | None:
        """The weather note, read; None where there is none, or only `true` or `false`."""
        is_note = self.weather and self.weather.lower() not in TRUE | FALSE
        return parse_weather(self.weather) if is_note else None


KNOWN_KEYS = tuple(name for name in FrontMatterSchema.model_fields if name != "terms")
