"""site.toml → `Site`: what a publisher decides once for the whole archive."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from dateline.config_advertisements import Advertisement
from dateline.config_cms import FOLDER, CmsSettings
from dateline.config_comments import CommentSettings
from dateline.config_faults import explain
from dateline.config_policy import Policy
from dateline.config_tables import (
    Files,
    History,
    Images,
    LanguageSettings,
    Lists,
    MenuItem,
    Search,
    Table,
)
from dateline.config_taxonomies import FrontMatterKeys, Taxonomies, Taxonomy
from dateline.config_values import (
    FILE_NAME,
    FeedIds,
    HostName,
    LanguageCode,
    Permalink,
    SiteAddress,
    TimeZone,
    Weights,
)
from dateline.controls import values_without_controls
from dateline.edition import Edition
from dateline.faults import refusal, type_what_is_right
from dateline.problems import Problem, ProblemsFound, UsageProblem, nearest
from dateline.settings_file import read_settings
from dateline.theme_folders import DEFAULT_THEME, theme_folders
from dateline.toml import TomlDocument


class Site(Table):
    """The settings of one archive, validated. `root` is the folder that holds site.toml."""

    root: Path = Path()
    title: str = Field(description="The name of the paper.")
    url: SiteAddress = Field(description="The full address of the site, including its path.")
    feed_ids: FeedIds = Field(
        default="",
        description="The address that ids in feeds begin with, if the site had another before.",
    )
    description: str = Field(default="", description="One line about the paper.")
    language: LanguageCode = Field(
        default="en", description="The language that most articles are in: en, fr, pt-BR."
    )
    timezone: TimeZone = Field(
        default="UTC", description="The time zone of times written without one."
    )
    permalink: Permalink = Field(
        default="/:year/:month/:day/:slug/", description="The pattern of article addresses."
    )
    theme: str = Field(
        default=DEFAULT_THEME,
        description="The theme: a folder in themes/, or one that comes with Dateline.",
    )
    host: HostName = Field(default="none", description="Where the site is published.")
    menu: tuple[MenuItem, ...] = Field(
        default=(), description="Links at the top and foot of every page."
    )
    languages: dict[LanguageCode, LanguageSettings] = Field(
        default_factory=dict, description="What differs in each language."
    )
    taxonomies: Taxonomies = Field(
        default_factory=dict, validate_default=True, description="Ways of grouping articles."
    )
    front_matter: FrontMatterKeys = Field(
        default_factory=dict, description="Front matter keys from other systems."
    )
    # Made without validation, for which pydantic would compile each of these tables by itself.
    lists: Lists = Field(default=Lists.model_construct(), description="How long lists can get.")
    search: Search = Field(
        default=Search.model_construct(), description="How the search index is divided."
    )
    images: Images = Field(
        default=Images.model_construct(),
        description="The sizes and formats in which pictures are published.",
    )
    files: Files = Field(
        default=Files.model_construct(),
        description="Files that are published even if nothing refers to them.",
    )
    policy: Policy = Field(default_factory=dict)
    comments: CommentSettings = Field(
        default=CommentSettings.model_construct(), description="Readers' comments."
    )
    history: History = Field(
        default=History.model_construct(), description="Whether articles show their changes."
    )
    cms: CmsSettings = Field(
        default=CmsSettings.model_construct(), description="The page for editing articles."
    )
    problems: Weights = Field(
        default_factory=dict, description="The severity of each kind of problem."
    )
    advertisements: dict[str, Advertisement] = Field(
        default_factory=dict, description="What fills the theme's places for advertisements."
    )
    extra: dict[str, Any] = Field(
        default_factory=dict, description="A table of your own, for your theme's templates."
    )
    _document: TomlDocument = PrivateAttr(default_factory=lambda: TomlDocument({}))
    _edition: Edition = PrivateAttr(default_factory=Edition)

    @field_validator("title")
    @classmethod
    def _has_title(cls, value: str) -> str:
        if not value.strip():
            raise refusal(
                "The site's title is empty", 'Write the name of the paper: title = "The Meridian"'
            )
        return value

    @field_validator("theme")
    @classmethod
    def _is_there(cls, value: str, info: ValidationInfo) -> str:
        themes = theme_folders(info.data["root"])
        if value not in themes:
            fix = f'Write theme = "{nearest(value, themes) or DEFAULT_THEME}"'
            raise refusal(f"There is no theme “{value}”", fix, kind="theme")
        return value

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone that naive times are in."""
        return ZoneInfo(self.timezone)

    @cached_property
    def base_path(self) -> str:
        """The path of the site's root, quoted, with a trailing slash; `/` for most sites."""
        return urlsplit(self.url).path

    @cached_property
    def published_files(self) -> Files:
        """The files that are always published, those of the page for editing among them: what to
        ask in place of `files`, which is what site.toml says."""
        return self.files.with_folder(FOLDER) if self.cms.on else self.files

    @cached_property
    def home(self) -> str:
        """The address in site.toml, even if this build is for another."""
        return str(self._document.data.get("url") or self.url)

    @property
    def feed_home(self) -> str:
        """What the ids of articles in feeds begin with: they stay when the site moves."""
        return self.feed_ids or self.url

    @property
    def document(self) -> TomlDocument:
        """site.toml as it was read, with the place of everything in it."""
        return self._document

    @cached_property
    def edition(self) -> Edition:
        """What is made of the archive; no setting, but how this build was asked for."""
        return self._edition

    @cached_property
    def content(self) -> Path:
        """The folder of Markdown articles."""
        return self.root / "content"

    def title_in(self, language: str) -> str:
        """The paper's name in `language`."""
        settings = self.languages.get(language)
        return (settings and settings.title) or self.title

    def description_in(self, language: str) -> str:
        """The paper's one-line description in `language`."""
        settings = self.languages.get(language)
        return (settings and settings.description) or self.description

    def menu_in(self, language: str) -> tuple[MenuItem, ...]:
        """The menu in `language`; languages other than the site's have only their own."""
        if (settings := self.languages.get(language)) and settings.menu:
            return settings.menu
        return self.menu if language == self.language else ()

    def temperature_in(self, language: str) -> str:
        """The unit that readers of `language` see: `C`, `F`, or empty for that of the note."""
        settings = self.languages.get(language)
        return settings.temperature if settings else ""

    def advertisements_in(self, language: str) -> dict[str, Advertisement]:
        """The advertisements in `language`, by the theme's name for the place of each."""
        shown = self.advertisements.items()
        return {name: one for name, one in shown if language in (one.languages or (language,))}


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a site.toml."""
    folders = (start.resolve(), *start.resolve().parents)
    return next((folder for folder in folders if (folder / FILE_NAME).is_file()), None)


def load_site(root: Path, *, base_url: str | None = None, edition: Edition | None = None) -> Site:
    """Read and validate `root`/site.toml, for `edition`; `base_url` replaces its `url`.

    Raises `ProblemsFound` with every problem in the file, in order.
    """
    site, problems = read_site(root, base_url=base_url, edition=edition)
    if problems:
        raise ProblemsFound(sorted(problems))
    return site


def read_site(
    root: Path, *, base_url: str | None = None, edition: Edition | None = None
) -> tuple[Site, list[Problem]]:
    """The same as far as site.toml is right, with its problems.

    Raises `ProblemsFound` if the file cannot be read at all.
    """
    document = read_settings(root / FILE_NAME, FILE_NAME)
    data = values_without_controls(document.data)
    data |= {"root": root, **({"url": base_url} if base_url else {})}
    context, faults = {"tables": TABLES}, list[Any]()
    try:
        site = Site.model_validate(data, context=context)
    except ValidationError as error:
        # What is faulty only without these values is not told.
        faults = list(error.errors())
        instead = {"root": root, **_INSTEAD}
        site, _ = type_what_is_right(Site, data, instead=instead, pairs={}, context=context)
    if base_url and any(fault["loc"] == ("url",) for fault in faults):
        message = (
            f"“{base_url}” is not the address of a site. Write the full address, with https://"
        )
        raise UsageProblem(message)
    site._document = document
    site._edition = edition or Edition()
    unread = {problem.line for problem in document.problems}
    told = [explain(fault, document, TABLES) for fault in faults]
    return site, [
        *document.problems,
        *(one for one in told if one.kind == "missing-setting" or one.line not in unread),
    ]


_INSTEAD = {"title": "?", "url": "https://site.invalid/"}
"""What stands for settings that are missing or faulty, so that the others can be read."""


TABLES: Mapping[str, type[BaseModel]] = {
    "": Site,
    "lists": Lists,
    "search": Search,
    "images": Images,
    "files": Files,
    "history": History,
    "comments": CommentSettings,
    "cms": CmsSettings,
    "menu": MenuItem,
    "advertisements": Advertisement,
    "taxonomies": Taxonomy,
    "languages": LanguageSettings,
}
"""The tables of site.toml; the one without a name holds the site's own settings."""
