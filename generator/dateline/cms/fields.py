"""From the JSON Schema of front matter to the fields that Sveltia CMS shows.

The form is that of its own schema, `schema/sveltia-cms.json` in its package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.cms.forms import LIST, TABLE, TABLES, TEXT
from dateline.cms.words import Words
from dateline.content.json_forms import DATE

Form = dict[str, Any]

_LONG = frozenset({"summary", "corrections.text", "image.caption"})
"""Fields whose text fills several lines."""
_PICTURES = frozenset({"image.src"})
_REFUSABLE = frozenset({"comments"})
"""Flags whose `false` says something else than leaving them out."""
_MOST = 9
"""Ranks that can be chosen; there are more."""


class Fields:
    """Makes fields from the schemas of keys, with labels and hints in the words of one language.
    `tables` are the schemas that those of keys refer to."""

    def __init__(self, words: Words, tables: Mapping[str, Form]) -> None:
        self._words, self._tables = words, tables

    def field(self, path: str, form: Form, *, closed: bool = False, plain: bool = False) -> Form:
        """The field at `path` (`image`, `image.alt`), from its schema. If it is `closed`, it takes
        only the names that the schema has as examples; if it is `plain`, text and no table."""
        made: Form = {
            "name": path.rpartition(".")[2],
            "label": self._words.label(path),
            "required": False,
        }
        if hint := self._words.hint(path, form.get("description", "")):
            made["hint"] = hint
        return made | self._widget(path, form, closed, plain)

    def _widget(self, path: str, form: Form, closed: bool, plain: bool) -> Form:
        forms = form.get("anyOf", [form])
        is_list = any(other.get("type") == "array" for other in forms)
        if closed and (names := form.get("examples")):
            return {"widget": "select", "options": names, **({"multiple": True} if is_list else {})}
        for other in forms:
            if "$ref" in other and not plain:
                inner = self._tables[other["$ref"].rpartition("/")[2]]["properties"].items()
                fields = [self.field(f"{path}.{name}", inside) for name, inside in inner]
                return {"widget": "list" if is_list else "object", "fields": fields}
        if any(other.get("pattern") == DATE for other in forms):
            return {"widget": "string", "pattern": [DATE, self._words["date_example"]]}
        if any(other.get("type") == "boolean" for other in forms):
            return self._flag(path, forms)
        if any(other.get("enum") for other in forms):
            return {"widget": "select", "options": [word for word in forms[0]["enum"] if word]}
        if is_list:
            return {"widget": "list"}
        if "number" in form.get("type", ()) and "minimum" in form:
            limits = {"min": form["minimum"], "max": form["maximum"]}
            return {"widget": "number", "value_type": "float", **limits}
        if path in _PICTURES:
            return {"widget": "image"}
        return {"widget": "text" if path in _LONG else "string"}

    def _flag(self, path: str, forms: list[Form]) -> Form:
        """A choice, and not a box to tick, which would write `false` into every article."""
        most = next((other["maximum"] for other in forms if other.get("type") == "integer"), 0)
        options: list[Form] = [{"label": self._words["yes"], "value": True}]
        if path in _REFUSABLE:
            options.append({"label": self._words["no"], "value": False})
        options += [{"label": str(rank), "value": rank} for rank in range(1, min(most, _MOST) + 1)]
        return {"widget": "select", "options": options}


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
