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
    {"content", "theme_files", "theme_lineage", "theme_words"},
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
    {"source_lines"},
    {"page_paths", "kept", "links_out", "own_files"},
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
        "own_folders",
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


def test_imports_point_one_way() -> None:
    faults = []
    for path in MODULES:
        part = part_of(name_of(path))
        for module in imports(path):
            other = part_of(module)
            if not (part and other) or module in LEAVES or (name_of(path), module) in ALLOWED:
                continue
            of_one_row = other == part or part in {"views", "catalogue", "config"}
            if LEVELS[other] >= LEVELS[part] + of_one_row:
                faults.append(f"{path} imports {module}")
    assert not faults


def test_modules_stay_small() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not [f"{path}: {length}" for path, length in lengths.items() if length > LONGEST]


def test_sql_stands_in_the_catalogue_alone() -> None:
    faults = []
    for path in MODULES:
        if part_of(name_of(path)) == "catalogue":
            continue
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in EXECUTE:
                faults.append(f"{path}:{node.lineno}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                faults += [f"{path}:{node.lineno}"] if SQL.match(node.value) else []
    assert not faults


def test_no_module_asks_site_toml_alone_which_files_are_public() -> None:
    """`Site.files` lacks the page for editing, which `Site.published_files` and `Carrying` have."""
    faults = []
    for path in MODULES:
        if not name_of(path).startswith("dateline.config"):
            found = (node for node in nodes(path) if isinstance(node, ast.Attribute))
            sites = (node for node in found if node.attr == "files" and _is_site(node.value))
            faults += [f"{path}:{node.lineno}" for node in sites]
    assert not faults


def _is_site(node: ast.expr) -> bool:
    return "site" in {getattr(node, "id", ""), getattr(node, "attr", "")}


def test_no_kind_of_page_is_named_outside_views() -> None:
    faults = []
    for path in MODULES:
        part = part_of(name_of(path))
        if part == "views":
            continue
        for node in nodes(path):
            found: list[ast.AST] = []
            # No ordinary word, but a name of nothing else.
            if isinstance(node, ast.Constant) and node.value in BY_NAME and "-" in node.value:
                found.append(node)
            if part in ABOVE_VIEWS:
                inner = (inner for outer in told_apart(node) for inner in ast.walk(outer))
                found += [one for one in inner if _names_a_kind(one)]
            faults += [f"{path}:{one.lineno}" for one in found if isinstance(one, ast.expr)]
    assert not faults


def _names_a_kind(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and value in BY_NAME


def test_the_clock_of_a_build_is_read_once() -> None:
    calls = {path: [node for node in nodes(path) if isinstance(node, ast.Call)] for path in MODULES}
    readings = {
        path: sum(
            isinstance(call.func, ast.Name) and call.func.id == "build_instant" for call in of
        )
        for path, of in calls.items()
    }
    assert not [path for path, number in readings.items() if number > 1]


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


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_order_of_packages_is_told_as_it_is(page: str) -> None:
    text = (PACKAGE.parent.parent / page).read_text("utf-8")
    told = text.split("Imports point one way: ")[1].split(".")[0]
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert [set(re.findall(r"`(\w+)`", step)) for step in told.split("→")] == [
        row & packages for row in ROWS if row & packages
    ]


def test_every_part_has_its_place() -> None:
    parts = {part_of(name_of(path)) for path in MODULES} - {""}
    assert parts <= LEVELS.keys()
