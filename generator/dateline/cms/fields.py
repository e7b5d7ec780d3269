"""From the JSON Schema of front matter to the fields that Sveltia CMS shows.

The form is that of its own schema, `schema/sveltia-cms.json` in its package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.cms.forms import LIST, TABLE, TABLES, TEXT
from dateline.content.json_forms import DATE

Form = dict[str, Any]

_LONG = frozenset({"summary", "text", "caption"})
"""Keys whose text fills several lines."""
_PICTURES = frozenset({"src"})
_REFUSABLE = frozenset({"comments"})
"""Flags whose `false` says something else than leaving them out."""
_MOST = 9
"""Ranks that can be chosen; there are more."""


def field(key: str, form: Form, tables: Mapping[str, Form], closed: bool = False) -> Form:
    """The field of one key, from its schema. If it is `closed`, it takes only the names that the
    schema has as examples."""
    made: Form = {"name": key, "label": label(key), "required": False}
    if description := form.get("description"):
        made["hint"] = description
    return made | _widget(key, form, tables, closed)


def in_form(made: Form, form: str) -> Form | None:
    """A field for values that are written in `form`; None if there is none."""
    if form == form_of(made):
        return made
    if form != TEXT:
        return None
    kept = {key: value for key, value in made.items() if key not in ("multiple", "fields")}
    return kept | {"widget": "select" if "options" in made else "string"}


def form_of(made: Form) -> str:
    """The form in which a field writes its value."""
    if made["widget"] == "list":
        return TABLES if "fields" in made else LIST
    return TABLE if "fields" in made else LIST if made.get("multiple") else TEXT


def label(key: str) -> str:
    """A key, as a person reads it."""
    return key.replace("_", " ").replace("-", " ").capitalize()


def _widget(key: str, form: Form, tables: Mapping[str, Form], closed: bool) -> Form:
    forms = form.get("anyOf", [form])
    is_list = any(other.get("type") == "array" for other in forms)
    if closed and (names := form.get("examples")):
        return {"widget": "select", "options": names, **({"multiple": True} if is_list else {})}
    for other in forms:
        if "$ref" in other and not closed:
            table = tables[other["$ref"].rpartition("/")[2]]
            inner = [field(name, inside, tables) for name, inside in table["properties"].items()]
            return {"widget": "list" if is_list else "object", "fields": inner}
    if any(other.get("pattern") == DATE for other in forms):
        return {"widget": "string", "pattern": [DATE, "2026-11-18, 2026-11-18T19:00, 1968-03"]}
    if any(other.get("type") == "boolean" for other in forms):
        return _flag(key, forms)
    if any(other.get("enum") for other in forms):
        return {"widget": "select", "options": [word for word in forms[0]["enum"] if word]}
    if is_list:
        return {"widget": "list"}
    if key in _PICTURES:
        return {"widget": "image"}
    return {"widget": "text" if key in _LONG else "string"}


def _flag(key: str, forms: list[Form]) -> Form:
    """A choice, and not a box to tick, which would write `false` into every article."""
    most = next((other["maximum"] for other in forms if other.get("type") == "integer"), 0)
    options: list[Form] = [{"label": "Yes", "value": True}]
    if key in _REFUSABLE:
        options.append({"label": "No", "value": False})
    options += [{"label": str(rank), "value": rank} for rank in range(1, min(most, _MOST) + 1)]
    return {"widget": "select", "options": options}
