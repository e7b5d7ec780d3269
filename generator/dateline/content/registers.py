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

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from dateline.addresses import as_browsers_read, link_fault
from dateline.content.invisible import invisible_characters
from dateline.content.slugs import slugify
from dateline.content.values import plain, texts_in
from dateline.controls import turns_text, without_controls, without_turns
from dateline.faults import Pairs, one_or_more, refusal, refuse_half, type_what_is_right
from dateline.merge_conflicts import merge_conflict
from dateline.problems import Problem, nearest
from dateline.toml import TomlDocument, TomlProblem, read_toml

_FITS = {
    "string_type": "takes text",
    "tuple_type": "takes text or a list",
    "dict_type": "takes a table with an entry for each language",
}
_DEGREES = "takes decimal degrees, from -90 to 90 for lat and from -180 to 180 for lon"


_PAIRS: Pairs = {("lat",): ("lon",), ("lon",): ("lat",)}
"""Keys that are useless without each other."""


def _slug(value: str) -> str:
    if value != slugify(value):
        message = f"The slug “{value}” cannot be used in an address"
        raise refusal(message, f'Write slug = "{slugify(value)}"')
    return value


def _address(value: str) -> str:
    address = as_browsers_read(value)
    if address and (fault := link_fault(address)):
        raise refusal(*fault)
    return address


def _typeset(text: str, language: str) -> str:
    # Imported here: a build with nothing to do reads registers, and shows none of their text.
    from dateline.markdown import render_inline

    return render_inline(text, language=language)


Text = Annotated[str, AfterValidator(lambda text: without_turns(without_controls(text)))]


class RegisterEntry(BaseModel):
    """A register's entry for one term. Keys that do not apply to its taxonomy stay empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text = ""
    slug: Annotated[str, AfterValidator(_slug)] = ""
    names: dict[str, Text] = Field(default_factory=dict)
    aliases: Annotated[tuple[Text, ...], BeforeValidator(one_or_more)] = ()
    description: Text = ""
    descriptions: dict[str, Text] = Field(default_factory=dict)
    bio: Text = ""
    bios: dict[str, Text] = Field(default_factory=dict)
    country: Text = ""
    countries: dict[str, Text] = Field(default_factory=dict)
    lat: Annotated[float | None, Field(ge=-90, le=90, allow_inf_nan=False)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180, allow_inf_nan=False)] = None
    url: Annotated[Text, AfterValidator(_address)] = ""
    extra: Annotated[dict[str, Any], AfterValidator(plain)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _both_or_neither(self) -> RegisterEntry:
        refuse_half(f"“{self.name}”", lat=self.lat, lon=self.lon)
        return self

    def other_slugs(self, slug: str) -> list[str]:
        """The slugs of its other spellings, if its own is `slug`."""
        spellings = (self.name, *self.names.values(), *self.aliases)
        return sorted(set(map(slugify, spellings)) - {slug, ""})

    def name_in(self, language: str) -> str:
        """Its name in `language`, typeset."""
        return _typeset(self.names.get(language, self.name), language)

    def text_in(self, language: str) -> str:
        """Its description or biography in `language`, typeset."""
        text = (
            self.descriptions.get(language)
            or self.bios.get(language)
            or self.description
            or self.bio
        )
        return _typeset(text, language)

    def country_in(self, language: str) -> str:
        """The country of a place in `language`, typeset."""
        return _typeset(self.countries.get(language, self.country), language)


@dataclass(frozen=True, slots=True)
class Register:
    """The terms of one taxonomy by slug, and the slugs of all their spellings."""

    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)

    def find(self, written: str) -> tuple[str, RegisterEntry | None]:
        """The slug for a name as written, and its entry in the register."""
        slug = slugify(written)
        slug = self.spellings.get(slug, slug)
        return slug, self.entries.get(slug)

    def taken(self, slug: str, entry: RegisterEntry) -> list[str]:
        """The spellings of `entry` that already belong to another term."""
        spellings = dict.fromkeys((slug, entry.name, *entry.names.values(), *entry.aliases))
        return [one for one in spellings if one and self.spellings.get(slugify(one), slug) != slug]

    def add(self, slug: str, entry: RegisterEntry) -> None:
        """Add a term under all its spellings."""
        for spelling in (slug, entry.name, *entry.names.values(), *entry.aliases):
            if spelling:
                self.spellings.setdefault(slugify(spelling), slug)
        self.entries.setdefault(slug, entry)


def read_register(text: str, *, path: str) -> tuple[Register, list[Problem]]:
    """Read one register; faulty values are reported and left out."""
    if conflict := merge_conflict(text, path, is_list=True):
        return Register(), conflict
    try:
        document = read_toml(text, path=path)
    except TomlProblem as found:
        return Register(), [found.problem]
    register = Register()
    problems = [*document.problems]
    for key, table in document.data.items():
        line, column = document.place((key,))
        if not isinstance(table, dict):
            problems.append(
                Problem(
                    path,
                    line,
                    column,
                    f"“{key}” is not in a table",
                    f'Write ["{key}"] on a line of its own, and its keys below',
                    kind="register",
                )
            )
            continue
        problems += _invisible(key, table, document, path)
        name = {"name": key}
        entry, faults = type_what_is_right(RegisterEntry, name | table, instead=name, pairs=_PAIRS)
        problems += [_explain(fault, key, document, path) for fault in faults]
        problems += _enter(register, key, entry, document, path)
    return register, problems


def _invisible(
    key: str, table: dict[str, Any], document: TomlDocument, path: str
) -> Iterator[Problem]:
    """A warning for each name and text of an entry that has characters that nobody sees."""
    for at, text in (((key,), key), *texts_in(table, (key,))):
        if turns_text(text) or without_controls(text) != text:
            named = str(at[1]) if len(at) > 1 else key
            place = document.place(at)
            yield invisible_characters(without_controls(without_turns(named)), text, path, place)


def _enter(
    register: Register, key: str, entry: RegisterEntry, document: TomlDocument, path: str
) -> list[Problem]:
    slug = entry.slug or slugify(key)
    if not slug:
        fix = 'Write the term between the brackets: ["Port Louis"]'
        return [
            Problem(path, *document.place((key,)), "This table has no name", fix, kind="register")
        ]
    if slug in register.entries:
        message = (
            f"“{key}” and “{register.entries[slug].name}” are the same term: both become “{slug}”"
        )
        return [
            Problem(path, *document.place((key,)), message, "Keep one of them", kind="register")
        ]
    problems = []
    taken = register.taken(slug, entry)
    for spelling in taken:
        other = register.entries[register.find(spelling)[0]].name
        at = (
            (key, "aliases", entry.aliases.index(spelling)) if spelling in entry.aliases else (key,)
        )
        message = f"“{spelling}” is already a name for “{other}”"
        fix = "Keep it in one of them"
        problems.append(Problem(path, *document.place(at), message, fix, kind="register"))
    if not {slug, entry.name} & set(taken):
        aliases = tuple(alias for alias in entry.aliases if alias not in taken)
        names = {lang: name for lang, name in entry.names.items() if name not in taken}
        register.add(slug, entry.model_copy(update={"aliases": aliases, "names": names}))
    return problems


def _explain(fault: Any, key: str, document: TomlDocument, path: str) -> Problem:
    at = fault.get("ctx", {}).get("at", ())
    line, column = document.place((key, *fault["loc"], *at))
    name = str(fault["loc"][0]) if fault["loc"] else ""
    if fault["type"] == "dateline":
        return Problem(
            path, line, column, fault["ctx"]["message"], fault["ctx"]["fix"], kind="register"
        )
    if fault["type"] == "extra_forbidden":
        near = nearest(name, RegisterEntry.model_fields)
        fix = f"Did you mean “{near}”?" if near else "Remove it, or put it in a table named extra"
        return Problem(path, line, column, f"“{name}” is not a register key", fix, kind="register")
    takes = (
        _DEGREES
        if name in {"lat", "lon"}
        else _FITS.get(fault["type"], "has the wrong kind of value")
    )
    return Problem(
        path, line, column, f"“{name}” of “{key}” {takes}", f"Change “{name}”", kind="register"
    )
