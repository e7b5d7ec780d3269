"""The tables of site.toml, except those of comments and of advertisements."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dateline.config_values import (
    Paths,
    PictureWidths,
    Temperature,
    menu_target,
)


class Table(BaseModel):
    """A table that has no other keys than its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class MenuItem(Table):
    """A menu link: its text, and a page of the site (`/about/`) or a full address."""

    title: str = Field(description="The text of the link.")
    url: Annotated[str, AfterValidator(menu_target)] = Field(
        description="A page of the site, written from its root (/about/), or a full address:"
        " https://…, mailto:…, tel:…."
    )


class Files(Table):
    """Files and folders in content/, by their paths there, that are always published."""

    always: Paths = Field(
        default=(),
        description="Files and folders in content/ that are always published in full, whether or"
        " not anything refers to them.",
    )
    trusted: Paths = Field(
        default=(), description="Files and folders in content/ that may run programs."
    )

    def with_folder(self, path: str) -> Files:
        """The same with one more folder that is published in full and trusted."""
        return Files(always=(*self.always, path), trusted=(*self.trusted, path))


class LanguageSettings(Table):
    """Settings for one language of the site."""

    title: str = Field(default="", description="The name of the paper.")
    description: str = Field(default="", description="One line about it.")
    menu: tuple[MenuItem, ...] = Field(default=(), description="Its menu.")
    temperature: Temperature = Field(
        default="", description="The unit of the temperatures in weather notes, C or F."
    )


class Lists(Table):
    """How long lists can get before the time tree divides them."""

    limit: int = Field(
        default=200,
        ge=10,
        le=10_000,
        description="How many articles one list can hold, from 10 to 10,000.",
    )
    newest: int = Field(
        default=30,
        ge=1,
        le=500,
        description="How many of the newest articles a divided list shows first, from 1 to 500.",
    )
    feed: int = Field(
        default=20, ge=1, le=500, description="How many articles a feed holds, from 1 to 500."
    )


class Search(Table):
    """How many articles a search volume can hold before the time tree divides it."""

    volume: int = Field(
        default=600,
        ge=10,
        le=100_000,
        description="How many articles of one language are indexed together, from 10 to 100,000.",
    )


class History(Table):
    """Whether articles show when they were changed, as git remembers it, and by whom."""

    on: bool = Field(
        default=False,
        description="Whether each article that has been changed links to a page of its changes.",
    )
    authors: bool = Field(
        default=False, description="Whether that page names who committed each change."
    )


class Images(Table):
    """The widths, in pixels, and formats in which pictures are published; and whether each article
    has a picture for those who share it."""

    widths: PictureWidths = Field(
        default=(480, 800, 1200, 1600),
        description="The widths, in pixels, in which each picture is published: one to eight, from"
        " 100 to 10,000.",
    )
    avif: bool = Field(
        default=False,
        description="Whether there are AVIF variants beside those in WebP: up to a third smaller,"
        " and ten times the work to make.",
    )
    share: bool = Field(
        default=False,
        description="Whether each article without a photograph of its own has a picture of its"
        " headline, place and date below the paper's name, 1200 × 630 pixels, which social networks"
        " and messengers show where somebody shares it.",
    )
