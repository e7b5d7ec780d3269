"""How front matter values are written, as JSON Schema: what editors complete and check.

The schema of what pydantic makes of a value would not do: a date, for instance, is written as text.
Values may be written as the types below because YAML and TOML take some words for numbers and
others for `true`; an empty value counts as a missing one.
"""

from __future__ import annotations

from typing import Any

from pydantic import GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

_SCALARS = ["string", "number", "boolean"]
_NOTHING = "null"
_LIST = {"type": "array", "items": {"type": [*_SCALARS, _NOTHING]}}
_ZONE = "([Zz]|[Uu][Tt][Cc]|[+-][0-9]{1,2}(:?[0-9]{2})?)"
_CLOCK = rf"[Tt ]\s*([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?\s*{_ZONE}?"
_MONTH, _DAY = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
DATE = rf"^\s*([1-9][0-9]{{3}}(-{_MONTH}(-{_DAY}({_CLOCK})?)?)?\s*)?$"
"""The form of a date as text, as a pattern of JSON Schema; days that a month lacks are not seen."""
_SET_FLAGS = "^([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
_WORD_FLAGS = f"{_SET_FLAGS[:-1]}?$"

# A list of one counts as its only value.
TEXT = WithJsonSchema(
    {
        "type": [*_SCALARS, _NOTHING, "array"],
        "items": {"type": [*_SCALARS, _NOTHING]},
        "maxItems": 1,
    }
)
NEEDED_TEXT = WithJsonSchema({"type": _SCALARS, "minLength": 1})
TEXTS = WithJsonSchema({"anyOf": [_LIST, {"type": [*_SCALARS, _NOTHING]}]})
DAY = WithJsonSchema(
    {
        "anyOf": [
            {"type": ["string", _NOTHING], "pattern": DATE},
            {"type": "integer", "minimum": 1000, "maximum": 9998},
        ]
    }
)
FLAG = WithJsonSchema(
    {"anyOf": [{"type": "boolean"}, {"type": ["string", _NOTHING], "pattern": _WORD_FLAGS}]}
)
NEEDED_FLAG = WithJsonSchema(
    {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": _SET_FLAGS}]}
)
TABLE_OF_ONES_OWN = WithJsonSchema({"type": ["object", _NOTHING]})


def rank(most: int) -> WithJsonSchema:
    """A flag, or a whole number up to `most`."""
    return WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {"type": "integer", "minimum": 1, "maximum": most},
                {"type": ["string", _NOTHING], "pattern": _WORD_FLAGS},
            ]
        }
    )


def degrees(most: int) -> WithJsonSchema:
    """Decimal degrees, from -`most` to `most`."""
    return WithJsonSchema(
        {"type": ["number", _NOTHING], "minimum": -most, "maximum": most},
    )


def choice(*values: str) -> WithJsonSchema:
    """One of these words."""
    return WithJsonSchema({"enum": [*values, None]})


class OrText:
    """What is a table, or a list of tables, may also be text, or nothing."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        made = handler(core_schema)
        forms = [form for form in made.get("anyOf", [made]) if form != {"type": _NOTHING}]
        if made.get("type") == "array":
            made["items"] = {"anyOf": [made["items"], {"type": _SCALARS}]}
            forms.append(forms[0]["items"]["anyOf"][0])
        return {"anyOf": [{"type": [*_SCALARS, _NOTHING]}, *forms]}
