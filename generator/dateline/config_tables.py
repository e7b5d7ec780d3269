"""The tables of site.toml, except those of comments and of advertisements."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dateline.config_values import Paths, PictureWidths, menu_target, temperature_unit


class Table(BaseModel):
    """A table that has no other keys than its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Taxonomy(Table):
    """One way of grouping articles: its name in addresses, and the front matter key that fills
    it."""

    name: str = ""
    key: str
    title: str = ""
    titles: dict[str, str] = Field(default_factory=dict)

    def label(self, language: str) -> str:
        """The newsroom's own name for it in `language`; empty if the theme's name is used."""
        return self.titles.get(language, self.title)


BUILT_IN_TAXONOMIES = {
    "tags": "tags",
    "places": "location",
    "authors": "authors",
    "series": "series",
    "sections": "section",
}


class MenuItem(Table):
    """A menu link: its text, and a page of the site (`/about/`) or a full address."""

    title: str
    url: Annotated[str, AfterValidator(menu_target)]


class Files(Table):
    """Files and folders in content/, by their paths there, that are always published."""

    always: Paths = ()
    trusted: Paths = ()


class LanguageSettings(Table):
    """Settings for one language of the site."""

    title: str = ""
    description: str = ""
    menu: tuple[MenuItem, ...] = ()
    temperature: Annotated[str, AfterValidator(temperature_unit)] = ""


class Lists(Table):
    """How long lists can get before the time tree divides them."""

    limit: int = Field(default=200, ge=10, le=10_000)
    newest: int = Field(default=30, ge=1, le=500)
    feed: int = Field(default=20, ge=1, le=500)


class Search(Table):
    """How many articles a search volume can hold before the time tree divides it."""

    volume: int = Field(default=600, ge=10, le=100_000)


class History(Table):
    """Whether articles show when they were changed, as git remembers it, and by whom."""

    on: bool = False
    authors: bool = False


class Images(Table):
    """The widths, in pixels, and formats in which pictures are published; and whether each article
    has a picture for those who share it."""

    widths: PictureWidths = (480, 800, 1200, 1600)
    avif: bool = False
    share: bool = False
