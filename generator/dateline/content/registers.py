"""Registers: places.toml, authors.toml, tags.toml … give terms their names and merge spellings.

Each taxonomy may have one, `content/<taxonomy>.toml`, with a table for each term:

    ["Port Louis"]
    aliases = ["Port-Louis", "P. Louis"]
    names = { fr = "Port-Louis" }
    country = "Mauritius"
    lat = -20.1609
    lon = 57.5012
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dateline.content.slugs import slugify
from dateline.problems import Problem, nearest
from dateline.toml import TomlDocument, TomlProblem, parse_toml


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Entry(BaseModel):
    """What a register says of one term. Keys that do not apply to its taxonomy stay empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    slug: str = ""
    names: dict[str, str] = Field(default_factory=dict)
    aliases: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    description: str = ""
    descriptions: dict[str, str] = Field(default_factory=dict)
    bio: str = ""
    bios: dict[str, str] = Field(default_factory=dict)
    country: str = ""
    countries: dict[str, str] = Field(default_factory=dict)
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None
    url: str = ""
    extra: dict[str, Any] = Field(default_factory=dict)

    def name_in(self, language: str) -> str:
        """Its name in `language`."""
        return self.names.get(language, self.name)

    def text_in(self, language: str) -> str:
        """Its description or biography in `language`."""
        return (
            self.descriptions.get(language)
            or self.bios.get(language)
            or self.description
            or self.bio
        )

    def country_in(self, language: str) -> str:
        """The country of a place in `language`."""
        return self.countries.get(language, self.country)


@dataclass(frozen=True, slots=True)
class Register:
    """The terms of one taxonomy by slug, and the slugs of all their spellings."""

    entries: dict[str, Entry] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)

    def find(self, written: str) -> tuple[str, Entry | None]:
        """The slug for a written name, and what the register says of it."""
        slug = slugify(written)
        slug = self.spellings.get(slug, slug)
        return slug, self.entries.get(slug)

    def add(self, slug: str, entry: Entry) -> list[str]:
        """Enter a term under all its spellings; returns those that another term has already."""
        taken = []
        for spelling in dict.fromkeys((slug, entry.name, *entry.names.values(), *entry.aliases)):
            if self.spellings.setdefault(slugify(spelling), slug) != slug:
                taken.append(spelling)
        self.entries.setdefault(slug, entry)
        return taken


def read_register(text: str, *, path: str) -> tuple[Register, list[Problem]]:
    """Read one register; faulty entries are left out and told."""
    try:
        document = parse_toml(text, path=path)
    except TomlProblem as found:
        return Register(), [found.problem]
    register = Register()
    problems: list[Problem] = []
    for key, table in document.data.items():
        line, column = document.place((key,))
        if not isinstance(table, dict):
            problems.append(
                Problem(
                    path,
                    line,
                    column,
                    f"“{key}” stands outside a table",
                    f'Write ["{key}"] and its keys below',
                )
            )
            continue
        try:
            entry = Entry.model_validate({"name": key, **table})
        except ValidationError as error:
            problems += [_explain(fault, key, document, path) for fault in error.errors()]
            continue
        problems += _enter(register, entry.slug or slugify(key), entry, (path, line, column))
    return register, problems


def _enter(
    register: Register, slug: str, entry: Entry, place: tuple[str, int, int]
) -> list[Problem]:
    fix = "Keep it in one of them"
    return [
        Problem(*place, f"“{taken}” is already a name of “{register.find(taken)[0]}”", fix)
        for taken in register.add(slug, entry)
    ]


def _explain(fault: Any, key: str, document: TomlDocument, path: str) -> Problem:
    line, column = document.place((key, *fault["loc"]))
    name = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        near = nearest(name, Entry.model_fields)
        fix = f"Did you mean “{near}”?" if near else "Remove it, or put it in a table named extra"
        return Problem(path, line, column, f"“{name}” is not a key of a register", fix)
    reason = fault["msg"].replace("Input should be", "it should be")
    return Problem(
        path,
        line,
        column,
        f"“{name}” of “{key}” is “{fault['input']}”: {reason}",
        f"Change “{name}”",
    )
