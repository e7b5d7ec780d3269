"""The JSON Schema of the front matter of one archive: with the newsroom's own taxonomies and
mapped keys, and the terms that it has as examples."""

from __future__ import annotations

from typing import Any

from dateline.catalogue.known_terms import KnownTerms
from dateline.config import Site
from dateline.content import json_forms
from dateline.content.schema import FrontMatterSchema
from dateline.content.tables import TABLES
from dateline.content.typed import spellings_of
from dateline.schemas.shape import schema_of

_MOST_EXAMPLES = 500
"""Terms of one taxonomy: more would be no help to anyone."""
_WORDS = json_forms.TEXTS.json_schema or {}


def front_matter_schema(site: Site, terms: KnownTerms) -> dict[str, Any]:
    """What front matter in `site` may be; `terms` are those of its articles and registers."""
    schema = schema_of(FrontMatterSchema)
    known = schema["properties"]
    del known["terms"]
    for taxonomy in site.taxonomies.values():
        own = {"description": f"What the article has in “{taxonomy.title or taxonomy.name}”."}
        ours = known.setdefault(taxonomy.key, own | _WORDS)
        names = [term.name for term in terms.get(taxonomy.name, ())[:_MOST_EXAMPLES]]
        if names:
            known[taxonomy.key] = ours | _examples(ours, names)
        if names and taxonomy.key == "location":
            schema["$defs"]["LocationTable"]["properties"]["name"]["examples"] = names
    spelled = spellings_of(site)
    properties = {}
    for key, candidates in spelled.order.items():
        properties[key] = known[key]
        for other in (name for name in candidates[1:] if name not in spelled.within):
            properties[other] = known[key] | {"description": f"The same as {key}."}
    for (key, part), others in spelled.parts.items():
        shape = schema["$defs"][TABLES[key].__name__]["properties"][part]
        for name in others:
            top, dot, _ = name.partition(".")
            same = shape | {"description": f"The same as {part} of {key}."}
            properties.setdefault(top, {} if dot else same)
    for name in spelled.within:
        properties.setdefault(name.partition(".")[0], {})
    for key in spelled.ignored:
        properties[key] = {"description": "Ignored, as site.toml asks."}
    schema |= {
        "title": f"Front matter of {site.title}",
        "description": "What stands above the text of an article, between two lines of hyphens.",
        "properties": properties,
    }
    titles = [key for key in spelled.order["title"] if key not in spelled.ignored]
    if titles != ["title"]:
        del schema["required"]
        schema["anyOf"] = [{"required": [key]} for key in titles]
    return schema


def _examples(schema: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Where in `schema` editors look for names to complete: at items of lists, and at the value."""
    forms = [
        form | {"items": form["items"] | {"examples": names}}
        if form.get("type") == "array"
        else form
        for form in schema.get("anyOf", ())
    ]
    return {"examples": names} | ({"anyOf": forms} if forms else {})
