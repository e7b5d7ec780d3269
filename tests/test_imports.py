"""Imports point one way, modules stay small, and SQL stands in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dateline.views import BY_NAME

PACKAGE = Path(__file__).parent.parent / "generator" / "dateline"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300

# Each part may import those below it, and those of its own row.
ROWS = (
    {"__main__"},
    {"cli"},
    {"cms"},
    {"serve", "scaffold", "comments", "schemas", "editing"},
    {"build"},
    {"editions", "packs"},
    {"search"},
    {"staging"},
    {"views", "templating", "theme_blocks"},
    {"advertisements", "history"},
    {"catalogue", "theme"},
    {"content", "theme_lineage", "theme_words"},
    {"markdown", "urls", "config_warnings", "images", "security_headers"},
    {"config", "timetree", "versions"},
    {"config_taxonomies"},
    {
        "config_faults",
        "config_tables",
        "config_advertisements",
        "config_cms",
        "config_comments",
        "config_policy",
        "theme_settings",
    },
    {"config_values", "settings_file", "theme_folders"},
    {"faults"},
    {"toml", "merge_conflicts"},
    {"toml_places"},
    {"addresses", "anchors"},
    {"source_lines", "page_paths", "kept"},
    {
        "problems",
        "charts",
        "comment_form",
        "controls",
        "digests",
        "edition",
        "files",
        "git",
        "hosts",
        "limits",
        "processes",
        "slips",
    },
)
LEVELS = {part: len(ROWS) - number for number, row in enumerate(ROWS) for part in row}
# An address is made of a date and a slug, a count of a period; they know nothing of the rest.
LEAVES = {"dateline.content.dates", "dateline.content.slugs", "dateline.timetree"}
# The settings say which front matter keys of other systems stand for ours.
ALLOWED = {
    ("dateline.config_taxonomies", "dateline.content.schema"),
    ("dateline.config_taxonomies", "dateline.content.tables"),
}

ABOVE_VIEWS = {"staging", "search", "packs", "editions", "build"}
"""What asks a view, and does not ask which one it is."""

SQL = re.compile(
    r"\s*(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|DROP|ALTER|WITH|PRAGMA|BEGIN|COMMIT)"
    r"(?: [A-Z(*]|;?$)"
)
EXECUTE = {"execute", "executemany", "executescript"}


def name_of(path: Path) -> str:
    """A module's dotted name."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The part of the package that a module belongs to; empty for the package itself."""
    return module.split(".")[1] if "." in module else ""


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of a module."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports(path: Path) -> Iterator[str]:
    """Every module of Dateline that a module imports, at its top or later."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dateline"):
            assert node.level == 0
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("dateline"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(name_of(path))
    for module in imports(path):
        other = part_of(module)
        if not (part and other) or module in LEAVES or (name_of(path), module) in ALLOWED:
            continue
        assert LEVELS[other] <= LEVELS[part], f"{name_of(path)} imports {module}"
        if LEVELS[other] == LEVELS[part]:
            assert other == part or part in {"views", "catalogue", "config"}, module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sql_stands_in_the_catalogue_alone(path: Path) -> None:
    if part_of(name_of(path)) == "catalogue":
        return
    for node in nodes(path):
        if isinstance(node, ast.Attribute):
            assert node.attr not in EXECUTE, f"line {node.lineno}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.match(node.value), f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_kind_of_page_is_named_outside_views(path: Path) -> None:
    part = part_of(name_of(path))
    if part == "views":
        return
    for node in nodes(path):
        if isinstance(node, ast.Constant):
            # No ordinary word, but a name of nothing else.
            assert not (node.value in BY_NAME and "-" in node.value), node.lineno
        if part in ABOVE_VIEWS:
            for inner in (inner for outer in told_apart(node) for inner in ast.walk(outer)):
                found = inner.value if isinstance(inner, ast.Constant) else None
                assert not (isinstance(found, str) and found in BY_NAME), node


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_clock_of_a_build_is_read_once(path: Path) -> None:
    calls = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    names = [call.id for call in calls if isinstance(call, ast.Name)]
    assert names.count("build_instant") <= 1


def told_apart(node: ast.AST) -> list[ast.expr]:
    """What a name is compared with, looked up by, or asked for."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.MatchValue):
        return [node.value]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        return [node.value] if isinstance(node.value, ast.Constant) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.args if node.func.attr in {"built", "get", "pages_of"} else []
    return []


def test_every_part_has_its_place() -> None:
    parts = {part_of(name_of(path)) for path in MODULES} - {""}
    assert parts <= LEVELS.keys()
