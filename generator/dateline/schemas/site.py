"""The JSON Schema of site.toml."""

from __future__ import annotations

from typing import Any

from dateline.config import Site
from dateline.config_taxonomies import BUILT_IN_TAXONOMIES
from dateline.config_values import NAME
from dateline.content.schema import KNOWN_KEYS
from dateline.content.tables import PARTS, TABLES, WHOLE
from dateline.schemas.shape import schema_of


def site_schema() -> dict[str, Any]:
    """What site.toml may be."""
    schema = schema_of(Site)
    settings = schema["properties"]
    del settings["root"]
    taxonomy = schema["$defs"].pop("Taxonomy")
    del taxonomy["properties"]["name"]
    built_in = {key: part for key, part in taxonomy.items() if key != "required"}
    key = {"type": "string", "description": taxonomy["properties"]["key"]["description"]}
    off = {"const": False, "description": "false turns it off."}
    settings["taxonomies"] |= {
        "properties": {
            name: {"anyOf": [key, off, built_in], "description": f"Filled by {filled} by default."}
            for name, filled in BUILT_IN_TAXONOMIES.items()
        },
        "additionalProperties": {"anyOf": [key, off, taxonomy]},
        "propertyNames": {"pattern": f"^{NAME.pattern}$"},
    }
    names = settings["front_matter"].pop("additionalProperties")
    settings["front_matter"] |= {
        "properties": {
            "ignore": names | {"description": "Keys to skip, whatever they contain."},
            **{
                name: _in_parts(name, names) | {"description": f"The key or keys that mean {name}."}
                for name in KNOWN_KEYS
            },
            **{
                name: names | {"description": f"The key or keys that mean {name}."}
                for name in PARTS
            },
        },
        # The keys of the newsroom's own taxonomies.
        "additionalProperties": names,
    }
    return schema | {"title": "site.toml", "description": "The settings of a Dateline archive."}


def _in_parts(key: str, names: dict[str, Any]) -> dict[str, Any]:
    """How `[front_matter]` names what stands for `key`: as a whole, or for parts of its table."""
    if key not in WHOLE:
        return names
    parts = dict.fromkeys(TABLES[key].model_fields, names)
    table = {"type": "object", "properties": parts, "additionalProperties": False}
    return {"anyOf": [names, table]}
