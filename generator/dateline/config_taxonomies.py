"""The tables `[taxonomies]` and `[front_matter]` of site.toml: ways of grouping articles, and which
front matter keys of other systems stand for ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from dateline.config_faults import Tables, misplaced
from dateline.config_tables import Table
from dateline.config_values import NAME, Names
from dateline.faults import refusal, refuse_all
from dateline.problems import nearest


class Taxonomy(Table):
    """One way of grouping articles: its name in addresses, and the front matter key that fills
    it."""

    name: str = ""
    key: str = Field(description="The front matter key that fills it.")
    title: str = Field(default="", description="What readers see.")
    titles: dict[str, str] = Field(
        default_factory=dict, description="The title in other languages, by language code."
    )

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


def _completed(value: Any, info: ValidationInfo) -> Any:
    """The taxonomies as tables, those that every archive has among them; in place of one whose name
    is refused, the fault."""
    if not isinstance(value, dict):
        return value
    tables: dict[str, Any] = {
        name: {"name": name, "key": key} for name, key in BUILT_IN_TAXONOMIES.items()
    }
    settings = (info.context or {}).get("tables", {})
    for name, written in value.items():
        if fault := _misnamed(name, written, settings):
            tables[name] = fault
            continue
        if written is False:
            tables.pop(name, None)
            continue
        table = {"key": written} if isinstance(written, str) else written
        tables[name] = (
            {**tables.get(name, {}), **table, "name": name} if isinstance(table, dict) else table
        )
    return tables


def _misnamed(name: str, written: Any, settings: Tables) -> PydanticCustomError | None:
    # “branch” may be a setting's name, and a taxonomy's that is filled by the key “branch”.
    is_meant = isinstance(written, dict) or name == written or name in BUILT_IN_TAXONOMIES
    if not is_meant and (told := misplaced(name, "taxonomies", settings)):
        return refusal(*told)
    if NAME.fullmatch(name):
        return None
    fix = "Use small letters, digits and hyphens: people"
    return refusal(f"“{name}” cannot be a taxonomy's name", fix)


def _unless_refused(table: Any) -> Any:
    if isinstance(table, PydanticCustomError):
        raise table
    return table


def _with_addresses_of_their_own(
    taxonomies: dict[str, Taxonomy], info: ValidationInfo
) -> dict[str, Taxonomy]:
    # A field that is faulty is not there, and then nothing is known of its languages.
    known = info.data if "language" in info.data else {}
    refuse_all(
        (
            refusal(
                f"The taxonomy “{language}” would have the same address as a language",
                "Give the taxonomy another name",
                (language,),
            )
            for language in known.get("languages", ())
            if language != known["language"] and language in taxonomies
        ),
        taxonomies,
    )
    return taxonomies


Taxonomies = Annotated[
    dict[str, Annotated[Taxonomy, BeforeValidator(_unless_refused)]],
    BeforeValidator(_completed),
    AfterValidator(_with_addresses_of_their_own),
]


def _by_key(written: Any) -> Any:
    """What stands for parts of a table of ours (`image.alt`), by one name for each, as TOML's dots
    are written; for its main part, by that of the whole."""
    from dateline.content.tables import WHOLE

    if not isinstance(written, dict):
        return written
    flat: dict[str, Any] = {}
    for key, theirs in written.items():
        if not isinstance(theirs, dict):
            flat[key] = theirs
            continue
        for part, names in theirs.items():
            flat[key if WHOLE.get(key) == part else f"{key}.{part}"] = names
    return flat


def _known(mapped: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """`mapped`, the keys of which must be Dateline's or those of taxonomies."""
    if mapped and "taxonomies" in info.data:
        refuse_all(_unknown(mapped, info), mapped)
    return mapped


def _unknown(mapped: dict[str, Any], info: ValidationInfo) -> Iterator[PydanticCustomError]:
    # Imported here, since few sites map keys.
    from dateline.content.schema import KNOWN_KEYS
    from dateline.content.tables import PARTS

    settings = (info.context or {}).get("tables", {})
    own = (taxonomy.key for taxonomy in info.data["taxonomies"].values())
    known = ("ignore", *KNOWN_KEYS, *PARTS, *own)
    for key in mapped:
        if key in known:
            continue
        near = nearest(key, known)
        told = misplaced(key, "front_matter", settings) or (
            f"“{key}” is not one of Dateline's front matter keys",
            f"Did you mean “{near}”?"
            if near
            else 'Write Dateline\'s key, then the other one: summary = "excerpt"',
        )
        yield refusal(*told, (key,))


FrontMatterKeys = Annotated[dict[str, Names], BeforeValidator(_by_key), AfterValidator(_known)]
