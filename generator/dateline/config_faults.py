"""The messages for settings in site.toml that are wrong or in the wrong table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from dateline.config_values import FILE_NAME
from dateline.problems import Problem, ProblemKind, nearest
from dateline.toml import TomlDocument

Tables = Mapping[str, type[BaseModel]]

_NOT_WRITTEN = "root"
"""A field of the site that is not a setting."""
_WANTED = {
    "string": ("text", '"…"'),
    "bool": ("true or false", "true"),
    "int": ("a whole number", "100"),
    "finite": ("a whole number", "100"),
    "tuple": ("a list", "[…]"),
    "dict": ("a table", "{ … }"),
    "model": ("a table", "{ … }"),
}
"""What the setting must be and an example, by the beginning of pydantic's error type."""


def misplaced(key: str, table: str, tables: Tables) -> tuple[str, str] | None:
    """What is wrong with `key` in `table`, and what to do, if it is a setting of others of the
    `tables`; the site's own settings are the table without a name."""
    owners = [name for name in _single(tables) if key in _settings(tables[name])]
    if not owners or table in owners:
        return None
    whose = [f"of [{owner}]" if owner else "of the site" for owner in owners]
    places = [
        f"below the line [{owner}]" if owner else "above the first line in square brackets"
        for owner in owners
    ]
    where = f"in [{table}]" if table else "outside of any table"
    fix = f"Move it {_in_words(places, 'or')}"
    if len(owners) > 1:
        fix += ", whichever you mean"
    if owners != [""]:
        it = "that line" if len(owners) == 1 else "a line that is not there yet"
        fix += f", or add {it} at the end of the file first"
    return f"“{key}” is a setting {_in_words(whose, 'and')}, but here it is {where}", fix


def _single(tables: Tables) -> list[str]:
    """The tables in which a setting that is found elsewhere may belong: the site's own, and each
    that has one place, unlike those of which there is one for each menu link or language."""
    site = tables[""].model_fields if "" in tables else {}
    single = (name for name, field in site.items() if field.annotation is tables.get(name))
    return ["", *single] if site else []


def _in_words(parts: list[str], conjunction: str) -> str:
    *others, last = parts
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _settings(table: type[BaseModel]) -> list[str]:
    return [name for name in table.model_fields if name != _NOT_WRITTEN]


def explain(fault: Any, document: TomlDocument, tables: Tables) -> Problem:
    """The problem of one of pydantic's faults; `tables` says which settings each table has."""
    kind, context = fault["type"], fault.get("ctx", {})
    location = (*fault["loc"], *context.get("at", ()))
    # The keys of [front_matter] are those of parts as well: image.alt.
    in_parts = location[:1] == ("front_matter",)
    steps = ".".join(map(str, location)).split(".") if in_parts else location
    place = document.place(steps)
    key = str(location[-1]) if location else ""
    name = ".".join(str(part) for part in location)
    if kind == "dateline":
        of_kind: ProblemKind = "setting" if context["kind"] == "value" else context["kind"]
        return Problem(FILE_NAME, *place, context["message"], context["fix"], kind=of_kind)
    if kind == "extra_forbidden":
        table = next((part for part in reversed(location[:-1]) if part in tables), "")
        header = ".".join(part for part in location[:-1] if isinstance(part, str))
        if told := misplaced(key, header, tables):
            return Problem(FILE_NAME, *place, *told, kind="unknown-setting")
        near = nearest(key, _settings(tables[table]))
        fix = (
            f"Did you mean “{near}”?"
            if near
            else "Remove it, or keep your own settings in the table [extra]"
        )
        return Problem(
            FILE_NAME, *place, f"“{key}” is not a Dateline setting", fix, kind="unknown-setting"
        )
    if kind == "missing":
        fix = f'Add it: {key} = "…"'
        return Problem(
            FILE_NAME, *place, f"The setting “{name}” is missing", fix, kind="missing-setting"
        )
    wanted, example = _WANTED.get(kind.split("_")[0], ("something else", "…"))
    if kind == "greater_than_equal":
        wanted, example = f"{context['ge']} or more", context["ge"]
    elif kind == "less_than_equal":
        wanted, example = f"{context['le']} or less", context["le"]
    given, fix = fault["input"], f"Write {key} = {example}"
    if isinstance(location[-1], int):
        fix = f"Write {example} in its place"
    elif isinstance(given, dict) and wanted == "a list":
        fix = f"Write [[{name}]] in place of [{name}]"
    elif isinstance(given, dict) and f"{name}s" in _settings(tables[""]):
        inner = next((f".{part}" for part, value in given.items() if isinstance(value, dict)), "")
        fix = f"Did you mean [{name}s{inner}]?"
    kinds: dict[type, str] = {str: f"“{given}”", dict: "a table", list: "a list"}
    shown = kinds.get(type(given), str(given).lower())
    message = f"The setting “{name}” is {shown}, but must be {wanted}"
    return Problem(FILE_NAME, *place, message, fix, kind="setting")
