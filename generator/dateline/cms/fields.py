"""From the JSON Schema of front matter to the fields that Sveltia CMS shows.

The form is that of its own schema, `schema/sveltia-cms.json` in its package.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dateline.content.json_forms import DATE

Form = dict[str, Any]

_LONG = frozenset({"summary", "text", "caption"})
"""Keys whose text fills several lines."""
_PICTURES = frozenset({"src"})
_MOST_RANKS = 9


def field(key: str, form: Form, tables: Mapping[str, Form], closed: Collection[str]) -> Form:
    """The field of one key, from its schema. Keys in `closed` take only the names that the schema
    has as examples."""
    made: Form = {"name": key, "label": label(key), "required": False}
    if description := form.get("description"):
        made["hint"] = description
    return made | _widget(key, form, tables, closed)


def label(key: str) -> str:
    """A key, as a person reads it."""
    return key.replace("_", " ").replace("-", " ").capitalize()


def _widget(key: str, form: Form, tables: Mapping[str, Form], closed: Collection[str]) -> Form:
    forms = form.get("anyOf", [form])
    is_list = any(other.get("type") == "array" for other in forms)
    if key in closed and (names := form.get("examples")):
        return {"widget": "select", "options": names, **({"multiple": True} if is_list else {})}
    for other in forms:
        if "$ref" in other and key not in closed:
            table = tables[other["$ref"].rpartition("/")[2]]
            inner = [
                field(name, inside, tables, ())
                | {"required": name in table.get("required", ()) and is_list}
                for name, inside in table["properties"].items()
            ]
            return {"widget": "list" if is_list else "object", "fields": inner}
    if any(other.get("pattern") == DATE for other in forms):
        return {"widget": "string", "pattern": [DATE, "2026-11-18, 2026-11-18T19:00, 1968-03"]}
    if any(other.get("type") == "boolean" for other in forms):
        return _flag(forms)
    if any(other.get("enum") for other in forms):
        return {"widget": "select", "options": [word for word in forms[0]["enum"] if word]}
    if is_list:
        return {"widget": "list"}
    if key in _PICTURES:
        return {"widget": "image"}
    if _is_number(form):
        return {
            "widget": "number",
            "value_type": "float",
            "min": form["minimum"],
            "max": form["maximum"],
            "step": 0.0001,
        }
    return {"widget": "text" if key in _LONG else "string"}


def _flag(forms: list[Form]) -> Form:
    ranks = min(_MOST_RANKS, next((f["maximum"] for f in forms if f.get("type") == "integer"), 0))
    if not ranks:
        return {"widget": "boolean"}
    numbers = [{"label": str(number), "value": number} for number in range(1, ranks + 1)]
    return {"widget": "select", "options": [{"label": "yes", "value": True}, *numbers]}


def _is_number(form: Form) -> bool:
    return "number" in form.get("type", ()) and "string" not in form.get("type", ())
