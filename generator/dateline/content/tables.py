"""The tables that values of front matter can be: places, pictures, corrections and others."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dateline.content import json_forms
from dateline.content.advice import line_with
from dateline.content.dates import is_date
from dateline.content.fields import (
    FALSE,
    FIXES,
    KEY,
    REASON,
    TRUE,
    Day,
    NeededText,
    Text,
    degrees,
    only,
    shown,
)
from dateline.faults import refusal, refuse_half


class FrontMatterTable(BaseModel):
    """Keys with their values; any other key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class LocationTable(FrontMatterTable):
    """`location`: a name, or a place with its country and coordinates."""

    name: NeededText = Field(description="The name of the place.")
    country: Text = Field("", description="The country.")
    lat: Annotated[float | None, degrees(90), json_forms.degrees(90)] = Field(
        None, description="Latitude in decimal degrees, with a minus sign for south."
    )
    lon: Annotated[float | None, degrees(180), json_forms.degrees(180)] = Field(
        None, description="Longitude in decimal degrees, with a minus sign for west."
    )

    @model_validator(mode="after")
    def _both_or_neither(self) -> LocationTable:
        refuse_half("The place", lat=self.lat, lon=self.lon)
        return self


class ImageTable(FrontMatterTable):
    """`image`: a path, or a table."""

    src: NeededText = Field(description="The path from the article's file, or a full address.")
    alt: Text = Field("", description="What it shows, for readers who cannot see it.")
    caption: Text = Field("", description="The words below it.")
    credit: Text = Field("", description="Who made it.")


class PrintTable(FrontMatterTable):
    """`print`: where it appeared in print."""

    edition: Text = Field("", description="The edition: Morning.")
    page: Text = Field("", description="The page: 3.")


class CorrectionTable(FrontMatterTable):
    """One entry of `corrections`."""

    text: NeededText = Field(description="What was wrong and what is right.")
    date: Day = Field(None, description="When it was published.")


class WithdrawnTable(FrontMatterTable):
    """`withdrawn`: the reason, or a table with the date as well."""

    reason: NeededText = Field(description="Why it was withdrawn.")
    date: Day = Field(None, description="When it was withdrawn.")


TABLES: dict[str, type[FrontMatterTable]] = {
    "location": LocationTable,
    "image": ImageTable,
    "print": PrintTable,
    "corrections": CorrectionTable,
    "withdrawn": WithdrawnTable,
}


WHOLE = {"image": "src", "location": "name", "print": "page"}
"""For keys that take text or a table, the part of the table that text alone stands for."""
PARTS = tuple(
    f"{key}.{part}"
    for key, whole in WHOLE.items()
    for part in TABLES[key].model_fields
    if part != whole
)
"""The other parts, as `[front_matter]` calls them."""


def corrections_listed(value: Any) -> Any:
    """One correction as a list of one."""
    return [] if value is None else value if isinstance(value, list) else [value]


def correction(item: Any) -> Any:
    """A correction that is only text, as a table."""
    if isinstance(item, list):
        message = f"“{KEY}” contains a list where text or a table is expected"
        raise refusal(message, FIXES["corrections"])
    return {"text": item} if isinstance(item, str | None) else item


def withdrawal(value: Any) -> Any:
    """What says why an article was withdrawn; refuses what gives no reason."""
    value = only(value)
    parts = value.values() if isinstance(value, dict) else (value,)
    if all(part is None or not str(part).strip() for part in parts):
        # It would be dangerous to go on publishing what somebody was about to withdraw.
        raise refusal(f"“{KEY}” is empty", FIXES["withdrawn"])
    if isinstance(value, str) and value.lower() in TRUE:
        message = f"“{KEY}” takes the reason, not {shown(value)}"
        raise refusal(message, FIXES["withdrawn"])
    reason = value.get("reason") if isinstance(value, dict) else value
    if isinstance(reason, str) and is_date(reason):
        day = reason.strip()
        message = f"“{KEY}” takes the reason, not only the date {day}"
        fix = f"Write {line_with(KEY, f'{{date: {day}, reason: {REASON}}}')}"
        raise refusal(message, fix)
    return None if isinstance(value, str) and value.lower() in FALSE else value
