"""The configuration of Sveltia CMS for one archive."""

from __future__ import annotations

from typing import Any

from dateline.catalogue.known_terms import KnownTerms
from dateline.cms.fields import Form, field, in_form
from dateline.cms.forms import Forms
from dateline.config import Site
from dateline.content.file_names import known_languages
from dateline.content.typed import spellings_of
from dateline.schemas.front_matter import front_matter_schema

_FIRST = ("title", "draft", "summary", "date", "section", "location", "authors", "tags", "image")
"""The keys that stand above the text: those of `dateline new`, and the picture."""
_OF_THE_FILE = frozenset({"kind", "lang", "extra"})
"""Keys that the collection or the file's name gives, and a table that only a theme knows."""
_NEEDED = frozenset({"title", "date"})
_OF_ARTICLES = frozenset({"date", "dateline", "weather", "print", "must_read", "comments"})
"""Keys that pages without a date have no use for."""


def configuration(site: Site, terms: KnownTerms, forms: Forms) -> Form:
    """The configuration, with the newsroom's own changes laid over it. `forms` are those in which
    the archive's articles write their keys."""
    languages = known_languages(site)
    made: Form = {
        "load_config_file": False,
        "backend": site.cms.backend,
        "app_title": site.title,
        "site_url": site.home,
        "media_folder": "content/images",
        "public_folder": "/images",
        "show_preview_links": False,
        "slug": {"timezone": "local", "maxlength": 80},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "media_libraries": {"stock_assets": {"providers": []}},
        "collections": _collections(site, terms, forms, translated=len(languages) > 1),
    }
    if len(languages) > 1:
        made["i18n"] = {
            "structure": "multiple_files",
            "locales": [site.language, *(code for code in languages if code != site.language)],
            "default_locale": site.language,
            "omit_default_locale_from_file_path": True,
            "initial_locales": "default",
        }
    changed: Form = laid_over(made, {**site.cms.config, "backend": site.cms.backend})
    return changed


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


def _collections(site: Site, terms: KnownTerms, forms: Forms, *, translated: bool) -> list[Form]:
    fields = _fields(site, terms, forms)
    own = {"i18n": True} if translated else {}
    kind = {"name": "kind", "label": "Kind", "widget": "hidden"}
    articles = {
        "name": "articles",
        "label": "Articles",
        "label_singular": "Article",
        "folder": "content",
        "path": "{{date | date('YYYY')}}/{{date | date('MM')}}/{{slug}}",
        "slug": {"template": "{{date | date('DD')}}-{{title}}", "editable": False},
        "filter": {"field": "kind", "value": [None, "article"]},
        "sortable_fields": ["date", "title"],
        "media_folder": "",
        "public_folder": "",
        **own,
        "fields": [*(one | own for one in fields), kind | own],
    }
    pages = {
        "name": "pages",
        "label": "Pages",
        "label_singular": "Page",
        "description": "Pages without a date, such as “About”.",
        "folder": "content",
        "slug": {"template": "{{title}}", "editable": False},
        "filter": {"field": "kind", "value": "page"},
        "media_folder": "",
        "public_folder": "",
        **own,
        "fields": [
            kind | {"default": "page"} | own,
            *(one | own for one in fields if one["name"] not in _OF_ARTICLES),
        ],
    }
    return [articles, pages]


def _fields(site: Site, terms: KnownTerms, forms: Forms) -> list[Form]:
    schema = front_matter_schema(site, terms)
    known, tables = schema["properties"], schema["$defs"]
    keys = [key for key in spellings_of(site).order if key not in _OF_THE_FILE]
    closed = {
        taxonomy.key
        for taxonomy in site.taxonomies.values()
        if taxonomy.key != "tags" and (site.content / f"{taxonomy.name}.toml").is_file()
    }
    made = {}
    for key in keys:
        shown: Form | None = field(key, known[key], tables, key in closed)
        used = forms.get(key, {})
        if used and shown:
            shown = in_form(shown, *used) if len(used) == 1 else None
        if shown:
            made[key] = shown
    for key in made.keys() & _NEEDED:
        made[key]["required"] = True
    body = {"name": "body", "label": "Text", "widget": "richtext", "modes": ["raw", "rich_text"]}
    own = [taxonomy.key for taxonomy in site.taxonomies.values() if taxonomy.key not in _FIRST]
    first = [made.pop(key) for key in (*_FIRST, *own) if key in made]
    return [*first, body | {"required": False}, *made.values()]
