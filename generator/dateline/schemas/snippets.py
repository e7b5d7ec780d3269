"""VS Code's snippets of front matter, which complete keys and names in Markdown files.

The form is that of <https://code.visualstudio.com/docs/editing/userdefinedsnippets>.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.content.front_matter import item_of

_MOST_CHOICES = 100
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


def snippets(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A snippet for each key of the schema of an archive's front matter."""
    tables = schema["$defs"]
    return {
        key: {
            "scope": "markdown",
            "prefix": key,
            "body": f"{key}: {_value(key, form, tables)}",
            "description": form["description"],
        }
        for key, form in schema["properties"].items()
    }


def _value(key: str, form: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    forms = form.get("anyOf", [form])
    is_list = any(other.get("type") == "array" for other in forms)
    if names := form.get("examples"):
        chosen = _choice(_in_yaml(names[:_MOST_CHOICES]))
        return f"[{chosen}]$0" if is_list else chosen
    if any(other.get("type") == "boolean" for other in forms):
        return _choice(["true", "false"])
    if words := form.get("enum"):
        return _choice([word for word in words if word])
    for other in forms:
        if "$ref" in other:
            table = _table(tables[other["$ref"].rpartition("/")[2]])
            return f"[{table}]$0" if is_list else f"{table}$0"
    if any(_is_date(other) for other in forms):
        return f"{_TODAY}$0"
    return "[$1]$0" if is_list else "$0"


def _table(table: Mapping[str, Any]) -> str:
    parts = []
    for number, (key, form) in enumerate(table["properties"].items(), 1):
        if any(map(_is_date, form.get("anyOf", ()))):
            parts.append(f"{key}: {_TODAY}")
        else:
            is_number = "number" in form["type"] and "string" not in form["type"]
            parts.append(f"{key}: ${number}" if is_number else f'{key}: "${number}"')
    return f"{{{', '.join(parts)}\\}}"


def _is_date(form: Mapping[str, Any]) -> bool:
    return form.get("type") == "integer" and form.get("minimum") == 1000


def _in_yaml(names: Sequence[str]) -> list[str]:
    """Names as they may stand between brackets."""
    return [item_of("yaml", name) for name in names]


def _choice(words: Sequence[str]) -> str:
    escaped = (re.sub(r"[\\,|]", r"\\\g<0>", word) for word in words)
    return f"${{1|{','.join(escaped)}|}}"
