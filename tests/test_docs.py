"""What users may write, call and override stands in docs/, and nothing that is not so does."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import pytest
from click.testing import CliRunner
from jinja2 import Environment, nodes
from pydantic import BaseModel

from dateline import cli
from dateline.config import TABLES, Site
from dateline.config_policy import DIRECTIVES
from dateline.config_taxonomies import BUILT_IN_TAXONOMIES, Taxonomy
from dateline.config_values import PERMALINK_PARTS
from dateline.content.read_comment import CommentSchema
from dateline.content.registers import RegisterEntry
from dateline.content.schema import KNOWN_KEYS, FrontMatterSchema
from dateline.problems import ProblemKind
from dateline.templating.cached import CachedBlock
from dateline.theme_settings import KEYS
from dateline.views import VIEWS
from dateline.views.base import Context, View
from dateline.views.site_context import SiteContext
from scratch import ScratchSite

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "themes" / "broadsheet" / "templates"
PARTIALS = sorted(path.name for path in TEMPLATES.glob("_*.html"))
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.glob("*.md")),
    *sorted(DOCS.glob("guides/*.md")),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
]


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading whose words contain `heading`, up to the next of its level."""
    found = re.search(rf"^(#+) [^\n]*{re.escape(heading)}[^\n]*\n", text, re.MULTILINE)
    assert found, f"no heading “{heading}”"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> Iterator[tuple[list[str], str]]:
    """The names in the first cell, and the whole line, of each row of the tables of `text`."""
    for line in text.splitlines():
        if names := re.match(r"\| ((?:`[^`|]+`(?:, )?)+) \|", line):
            yield re.findall(r"`([^`]+)`", names[1]), line


def row_names(text: str) -> list[str]:
    return [name for names, _ in rows(text) for name in names]


def fields(model: type[BaseModel], *internal: str) -> list[str]:
    return sorted(set(model.model_fields) - set(internal))


def test_front_matter_keys() -> None:
    assert sorted(row_names(section(read("front-matter.md"), "Every key"))) == sorted(KNOWN_KEYS)


def _tables_in(schema: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The tables that the values of a schema's keys are or contain, by key."""
    return {
        name: table
        for name, field in schema.model_fields.items()
        for table in _models(field.annotation)
    }


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)


@pytest.mark.parametrize(("key", "table"), _tables_in(FrontMatterSchema).items())
def test_keys_inside_front_matter_keys(key: str, table: type[BaseModel]) -> None:
    line = next(line for names, line in rows(read("front-matter.md")) if names == [key])
    inside = re.search(r"\{([a-z, ]+)\}", line)
    assert inside and sorted(inside[1].split(", ")) == fields(table)


def _plain(meaning: str) -> str:
    """What a cell of a table says, without code, links and mentions of where more is said."""
    meaning = re.sub(r"; see \[[^\]]+\]\([^)]+\)", "", meaning)
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", meaning).replace("`", "")


def _hold_descriptions(text: str, table: type[BaseModel]) -> None:
    """Each field's description is how the meaning of its row begins."""
    for names, line in rows(text):
        meaning = _plain(line.split(" | ")[1])
        for name in names:
            field = table.model_fields.get(name)
            if field is not None:
                assert field.description, name
                assert meaning.startswith(field.description.removesuffix(".")), (name, meaning)


def test_descriptions_of_front_matter_keys() -> None:
    _hold_descriptions(section(read("front-matter.md"), "Every key"), FrontMatterSchema)


def test_keys_of_comments() -> None:
    assert sorted(row_names(read("comments.md"))) == sorted(CommentSchema.model_fields)


def test_register_keys() -> None:
    assert sorted(row_names(section(read("front-matter.md"), "other registers"))) == fields(
        RegisterEntry
    )


def test_the_tables_of_settings_are_known() -> None:
    assert {"": Site, **_tables_in(Site)} == TABLES


@pytest.mark.parametrize("name", sorted({*TABLES} - {"taxonomies"}))
def test_settings(name: str) -> None:
    below_title = read("configuration.md").partition("\n\n")[2]
    text = section(below_title, f"`{name or 'site.toml'}`")
    assert sorted(row_names(text)) == fields(TABLES[name], "root")
    _hold_descriptions(text, TABLES[name])


def test_settings_of_the_policy() -> None:
    assert row_names(section(read("configuration.md"), "`policy`")) == [*DIRECTIVES]


def test_settings_of_taxonomies() -> None:
    text = section(read("configuration.md"), "`taxonomies`")
    _hold_descriptions(text, Taxonomy)
    found = row_names(text)
    assert sorted(found) == sorted([*fields(Taxonomy, "name"), *BUILT_IN_TAXONOMIES])


def test_settings_of_themes() -> None:
    assert sorted(row_names(section(read("themes.md"), "`theme.toml`"))) == sorted(KEYS)


def test_kinds_of_problems() -> None:
    assert sorted(row_names(read("problems.md"))) == sorted(get_args(ProblemKind))


def test_parts_of_permalinks() -> None:
    found = row_names(section(read("configuration.md"), "Addresses"))
    assert sorted(found) == sorted(f":{part}" for part in PERMALINK_PARTS)


def test_options_of_all_commands() -> None:
    opening = read("commands.md").partition("\n## ")[0]
    assert sorted(row_names(opening)) == sorted(["-h", "--help", *_options(cli.main)])


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_commands(name: str) -> None:
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command
    assert sorted(row_names(section(read("commands.md"), f"`dateline {name}`"))) == sorted(
        _options(command)
    )


def _options(command: click.Command) -> list[str]:
    within = command.commands.values() if isinstance(command, click.Group) else ()
    options = [
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    ]
    return options + [name for other in within for name in _options(other)]


def _views() -> list[View]:
    return [view for view in VIEWS if isinstance(view, View)]


def test_what_every_template_reads() -> None:
    text = read("themes.md")
    assert sorted(row_names(section(text, "`site`"))) == _names(SiteContext)
    opening = section(text, "`page`").partition("\n### ")[0]
    assert sorted(row_names(opening)) == _names(Context)


@pytest.mark.parametrize("template", sorted({view.template for view in _views()}))
def test_what_a_template_reads(template: str) -> None:
    wanted: set[str] = set()
    for view in _views():
        if view.template == template:
            context: Any = get_type_hints(type(view).context)["return"]
            wanted |= set(_names(context)) - set(_names(Context))
    found = row_names(section(read("themes.md"), f"`{template}`"))
    assert sorted(found) == sorted(wanted)


def _names(context: Any) -> list[str]:
    return sorted(part.name for part in dataclasses.fields(context))


def _parts(kind: Any) -> Iterator[type]:
    """The classes of all values that a context holds, however deep, and of the context itself."""
    waiting, known = [kind], set()
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind not in known:
            known.add(kind)
            waiting += get_type_hints(kind).values()
            yield kind


def _all_parts() -> dict[str, type]:
    contexts: list[Any] = [SiteContext]
    contexts += [get_type_hints(type(view).context)["return"] for view in _views()]
    parts = {part for context in contexts for part in _parts(context)}
    return {part.__name__: part for part in parts if not issubclass(part, (Context, SiteContext))}


def test_every_part_of_a_context_has_its_table() -> None:
    text = section(read("themes.md"), "Parts")
    assert sorted(re.findall(r"^#### `(\w+)`", text, re.MULTILINE)) == sorted(_all_parts())


@pytest.mark.parametrize("name", sorted(_all_parts()))
def test_what_a_part_holds(name: str) -> None:
    found = row_names(section(read("themes.md"), f"`{name}`"))
    assert sorted(found) == _names(_all_parts()[name])


def test_every_template_has_its_section() -> None:
    headings = re.findall(r"^### (.*)$", read("themes.md"), re.MULTILINE)
    found = [name for heading in headings for name in re.findall(r"`([\w.-]+\.\w+)`", heading)]
    assert sorted([*found, "base.html"]) == sorted(path.name for path in TEMPLATES.iterdir())


def _template(name: str) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n", CachedBlock])
    return environment.parse((TEMPLATES / name).read_text("utf-8"))


def _source(value: nodes.Expr) -> str:
    """A default as templates write it: "date", true, none, ()."""
    if isinstance(value, nodes.Tuple):
        return f"({', '.join(map(_source, value.items))})"
    assert isinstance(value, nodes.Const)
    return "none" if value.value is None else json.dumps(value.value)


@pytest.mark.parametrize("partial", PARTIALS)
def test_macros_of_a_partial(partial: str) -> None:
    wanted = []
    for macro in _template(partial).find_all(nodes.Macro):
        plain = len(macro.args) - len(macro.defaults)
        names = [argument.name for argument in macro.args]
        defaults = [
            f"{name}={_source(value)}"
            for name, value in zip(names[plain:], macro.defaults, strict=True)
        ]
        if not macro.name.startswith("_"):
            wanted.append(f"{macro.name}({', '.join([*names[:plain], *defaults])})")
    assert sorted(row_names(section(read("themes.md"), f"`{partial}`"))) == sorted(wanted)


def test_blocks() -> None:
    """The table names each block with the templates that have it and extend none that does."""
    blocks, parents = {}, {}
    for path in TEMPLATES.glob("*.html"):
        template = _template(path.name)
        blocks[path.name] = {block.name for block in template.find_all(nodes.Block)}
        for extends in template.find_all(nodes.Extends):
            assert isinstance(extends.template, nodes.Const)
            parents[path.name] = extends.template.value
    wanted = sorted(
        (block, name)
        for name, those in blocks.items()
        for block in those - blocks.get(parents.get(name, ""), set())
    )
    found = [
        (block, name)
        for (block,), line in rows(section(read("themes.md"), "Blocks"))
        for name in re.findall(r"`([\w.]+\.html)`", line.split(" | ")[1])
    ]
    assert sorted(found) == wanted


def test_what_is_relied_on_is_tested() -> None:
    """docs/reliability-tests.md names tests of every fault in docs/reliability.md; all exist."""
    faults = _table(section(read("reliability.md"), "Faults"))
    table = _table(read("reliability-tests.md"))
    assert len(table) > 30
    assert [_first_cell(line) for line in table] == [_first_cell(line) for line in faults]
    for line in table:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", line)
        assert named, line
        for file, name in named:
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert re.search(rf"^(def {name}\(|{name} = )", text, re.MULTILINE), f"{file}::{name}"


def test_what_is_promised_of_security_is_tested() -> None:
    """Each promise in docs/security.md names tests, and all of them exist."""
    table = _table(section(read("security.md"), "What is promised"))
    assert len(table) > 10
    for line in table:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", line)
        assert named, line
        for file, name in named:
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), f"{file}::{name}"


def _table(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ")][2:]


def _first_cell(line: str) -> str:
    return line.split(" | ")[0]


def test_every_module_and_package_has_its_place() -> None:
    package = ROOT / "generator" / "dateline"
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    packages = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert set(row_names(section(read("architecture.md"), "Where things are"))) == (
        modules | packages
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Links to files and to headings; pictures are not looked at."""
    text = re.sub(
        r"^( *)(```+).*?^\1\2$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    text = re.sub(r"`[^`\n]*`", lambda code: code[0].replace("](", ""), text)
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.is_file(), f"{page.name}: {target}"
        if heading:
            assert heading in _anchors(file.read_text("utf-8")), f"{page.name}: {target}"


def _anchors(text: str) -> set[str]:
    """The ids that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_problems_that_are_shown(site: ScratchSite) -> None:
    """The first page and the manual quote them as they are."""
    site.write("content/2024/11/23-storm.md", "---\ntitle: Storm\ndate: 23/11/2024\n---\nText.\n")

    def told(style: str) -> str:
        arguments = ["--root", str(site.root), "check", "--format", style]
        return CliRunner().invoke(cli.main, arguments).output

    line = told("text").splitlines()[0]
    assert f"\n{line}\n" in (ROOT / "README.md").read_text("utf-8")
    assert f"\n{line}\n" in read("commands.md")
    assert f"\n{told('github').strip()}\n" in read("commands.md")
    site.write(
        "content/2024/11/23-storm.md",
        "---\ntitle: Storm\nDate: 2024-11-23\n---\nText.\n",
    )
    (problem,) = json.loads(told("json"))
    shown = json.loads(read("commands.md").split("```json\n")[1].split("```")[0])
    assert shown | {"path": problem["path"]} == problem


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' sed has other options")
def test_the_commands_for_archives_of_other_systems(tmp_path: Path) -> None:
    written = (
        '[a]({{ "/about/" | url }}) [b]({{ site.baseurl }}/b/)\n'
        '{% image "assets/a.jpg" "Masts in a storm" %} {% image "assets/b.jpg", "75% of all" %}\n'
        '{% image_with_class "/assets/c.jpg" "wide" "The sign "Closed" on a door" %}\n'
        "{% raw %}\n"
    )
    (tmp_path / "content").mkdir()
    article = tmp_path / "content/a.md"
    article.write_text(written, "utf-8")
    commands = re.findall(r"^find content .*sed -i.*$", read("front-matter.md"), re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    assert article.read_text("utf-8") == (
        "[a](/about/) [b](/b/)\n"
        "![Masts in a storm](/assets/a.jpg) ![75% of all](/assets/b.jpg)\n"
        '![The sign "Closed" on a door](/assets/c.jpg)\n'
        "{% raw %}\n"
    )
