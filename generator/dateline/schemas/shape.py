"""From what pydantic generates to a schema that helps those who write."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NAMED = frozenset({"properties", "patternProperties", "$defs"})
"""Keywords whose values are schemas by names, which may be those of keywords."""
_LEFT_OUT = frozenset({"title", "default"})


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a model, without what only repeats the names of keys or would have editors
    insert values that nobody needs to write."""
    return {"$schema": DIALECT, **_tidied(model.model_json_schema())}


def _tidied(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for keyword, part in schema.items():
        if keyword in _NAMED:
            kept[keyword] = {name: _tidied(named) for name, named in part.items()}
        elif keyword == "description":
            kept[keyword] = " ".join(part.replace("`", "").split())
        elif keyword not in _LEFT_OUT:
            kept[keyword] = _tidied(part)
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept
