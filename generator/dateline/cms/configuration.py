"""The configuration of Sveltia CMS for one archive."""

from __future__ import annotations

from typing import Any

from dateline.catalogue.known_terms import KnownTerms
from dateline.cms.collections import Collections
from dateline.cms.fields import Fields, Form, in_form
from dateline.cms.forms import TABLE, Habits
from dateline.cms.words import Words
from dateline.config import Site
from dateline.content.schema import KNOWN_KEYS
from dateline.content.typed import spellings_of
from dateline.schemas.front_matter import front_matter_schema

_FIRST = ("title", "draft", "summary", "date", "section", "location", "authors", "tags", "image")
"""The keys that stand above the text: those of `dateline new`, and the picture."""
_OF_THE_FILE = frozenset({"kind", "lang", "extra"})
"""Keys that the collection or the file's name gives, and a table that only a theme knows."""
_NEEDED = frozenset({"title", "date"})
_ALWAYS = _NEEDED | {"draft"}
"""Keys that the lists of articles cannot do without, and that are always written as text."""
_OPEN = frozenset({"tags"})
"""Taxonomies that take names which their register does not have yet."""
_NAMES_FIRST = frozenset({"location"})
"""Keys that are rather a name than a table, where articles have neither."""
_NOT_IN_LATIN = frozenset(
    {"am", "bn", "bo", "gu", "hi", "ja", "km", "kn", "ko", "lo", "ml", "mr", "my", "ne", "or", "pa"}
    | {"si", "ta", "te", "th", "ti", "zh"}
)
"""Languages whose letters Sveltia CMS cannot write in Latin ones."""


def configuration(site: Site, terms: KnownTerms, habits: Habits) -> Form:
    """The configuration, with the newsroom's own changes laid over it. `habits` are those of the
    archive's articles."""
    languages = dict.fromkeys((site.language, *site.languages))
    words = Words(site.language)
    fields = _fields(site, terms, habits, words)
    collections = Collections(words, fields, translated=len(languages) > 1)
    made: Form = {
        "load_config_file": False,
        "backend": site.cms.backend,
        "app_title": site.title,
        "site_url": site.home,
        "media_folder": "content/images",
        "public_folder": "/images",
        "show_preview_links": False,
        "slug": _slug(site),
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "media_libraries": {"stock_assets": {"providers": []}},
        "collections": collections.all(with_folders=habits.other_folders),
    }
    if len(languages) > 1:
        made["i18n"] = {
            "structure": "multiple_files",
            "locales": list(languages),
            "default_locale": site.language,
            "omit_default_locale_from_file_path": True,
            "initial_locales": "default",
        }
    changed: Form = laid_over(made, {**site.cms.config, "backend": site.cms.backend})
    return changed


def _slug(site: Site) -> Form:
    """How file names are made of titles. Where Sveltia CMS can write a language in Latin letters,
    names have no others, nor quotation marks and other signs."""
    is_spelled = site.language.partition("-")[0] not in _NOT_IN_LATIN
    plain = {"encoding": "ascii", "clean_accents": True} if is_spelled else {}
    return {"timezone": "local", "maxlength": 80, **plain}


def laid_over(made: Any, changes: Any) -> Any:
    """`made` with `changes`: tables key by key, lists of tables with names name by name; whatever
    is new comes last, and anything else is replaced."""
    if isinstance(made, dict) and isinstance(changes, dict):
        changed = {
            key: laid_over(made[key], value) if key in made else value
            for key, value in changes.items()
        }
        return made | changed
    if _is_named(made) and _is_named(changes):
        named = {item["name"]: item for item in made}
        for item in changes:
            named[item["name"]] = laid_over(named.get(item["name"], {}), item)
        return list(named.values())
    return changes


def _is_named(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and "name" in item for item in value
    )


def _fields(site: Site, terms: KnownTerms, habits: Habits, words: Words) -> dict[str, Form]:
    """The fields by their keys; the name of each is the spelling that articles use."""
    schema = front_matter_schema(site, terms)
    known = schema["properties"]
    fields = Fields(words, schema["$defs"])
    taxonomies = {taxonomy.key: name for name, taxonomy in site.taxonomies.items()}
    made = {}
    for key, spelled in spellings_of(site).order.items():
        if key in _OF_THE_FILE:
            continue
        name = next((one for one in spelled if one in habits.forms), key)
        used = {} if key in _ALWAYS else habits.forms.get(name, {})
        is_table = TABLE in used
        is_registered = key in taxonomies and (site.content / f"{taxonomies[key]}.toml").is_file()
        shown: Form | None = fields.field(
            key,
            known[key],
            closed=is_registered and key not in _OPEN and not is_table,
            plain=key in _NAMES_FIRST and not is_table,
        )
        if used and shown:
            shown = in_form(shown, *used) if len(used) == 1 else None
        if shown and key in taxonomies and key not in KNOWN_KEYS:
            taxonomy = site.taxonomies[taxonomies[key]]
            title = taxonomy.label(site.language) or shown["label"]
            shown |= {"label": title, "hint": words["taxonomy"].format(title=title)}
        if shown:
            made[key] = shown | {"name": name, "required": key in _NEEDED}
    own = [key for key in taxonomies if key not in _FIRST]
    first = {key: made.pop(key) for key in (*_FIRST, *own) if key in made}
    return first | {"body": _body(words)} | made


def _body(words: Words) -> Form:
    modes = ["raw", "rich_text"]
    label = words.label("body")
    return {
        "name": "body",
        "label": label,
        "required": False,
        "widget": "richtext",
        "modes": modes,
    }
