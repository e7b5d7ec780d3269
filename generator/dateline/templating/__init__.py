"""Jinja as Dateline uses it. Separate from `theme`, since importing Jinja takes time."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    TemplateError,
    TemplateNotFound,
    nodes,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from dateline.merge_conflicts import merge_conflict
from dateline.problems import not_utf8
from dateline.templating.cached import CachedBlock
from dateline.templating.cached_names import check_cached
from dateline.templating.code import PlainCodeGenerator, PlainContext
from dateline.templating.missing import MissingName
from dateline.templating.refusal import Refusal
from dateline.theme import Theme

_VALUE = re.compile(r"%\((\w+)\)s")
"""Where a value stands in words."""


class _Translator(NodeTransformer):
    """Translates the interface's words when a template is compiled rather than on every page."""

    def __init__(self, words: gettext.NullTranslations) -> None:
        self._functions: dict[str, Callable[..., str]] = {
            "_": words.gettext,
            "gettext": words.gettext,
            "pgettext": words.pgettext,
        }

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names it
        """Replace a call whose words are constants, and put the values that it names into them."""
        self.generic_visit(node)
        known = [part.value for part in node.args if isinstance(part, nodes.Const)]
        if (
            isinstance(node.node, nodes.Name)
            and node.node.name in self._functions
            and len(known) == len(node.args) > 0
            and not (node.dyn_args or node.dyn_kwargs)
        ):
            text = self._functions[node.node.name](*known)
            pieces = _pieces(text, {value.key: value.value for value in node.kwargs})
            if pieces:
                made = pieces[0] if len(pieces) == 1 else nodes.Concat(pieces)
                return made.set_lineno(node.lineno)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja names it
        """Write the parts of what is joined one by one: that spares joining them."""
        self.generic_visit(node)
        node.nodes = [
            part
            for joined in node.nodes
            for part in (joined.nodes if isinstance(joined, nodes.Concat) else [joined])
        ]
        return node


def _pieces(text: str, values: Mapping[str, nodes.Expr]) -> list[nodes.Expr]:
    """A translation cut into its words and the values that stand between them; none if it names
    others. Without values, all of it is words."""
    words = _VALUE.split(text) if values else [text]
    names = words[1::2]
    if values and any("%" in part.replace("%%", "") for part in words[::2]):
        return []
    if not values.keys() >= {*names}:
        return []
    pieces: list[nodes.Expr] = []
    for place, part in enumerate(words):
        if place % 2:
            pieces.append(values[part])
        elif part or len(words) == 1:
            pieces.append(nodes.MarkSafeIfAutoescape(nodes.Const(part.replace("%%", "%"))))
    return pieces


class _Partial:
    """The macros of a partial as attributes; the partial is loaded when the first is used."""

    def __init__(self, environment: Environment, template: str) -> None:
        self._environment, self._template = environment, template

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template(self._template).module, name)
        setattr(self, name, macro)
        return macro

    def __dir__(self) -> list[str]:
        return dir(self._environment.get_template(self._template).module)


class _ThemeLoader(BaseLoader):
    """Finds templates by their names in a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """The text of a template and its path. Raises `TemplateNotFound` if there is none."""
        path = self._theme.templates.get(template)
        if path is None:
            raise TemplateNotFound(template)
        return _text_of(path, template), str(path), None


def _text_of(path: Path, template: str) -> str:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal.of(not_utf8(error, ""), template, str(path)) from None
    for conflict in merge_conflict(text, ""):
        raise Refusal.of(conflict, template, str(path))
    return text


class ThemeEnvironment(Environment):
    """The templates of `theme` in one language. Records which other templates each of them uses.

    All values are escaped, and undefined names are errors. `words` are the interface's words;
    `compiled` caches compiled templates, if they are to be cached; `names` and `filters` are
    available to every template besides `page`.

    Jinja runs an imported template once and caches it, so the templates that it uses in turn are
    seen only then and must be recorded. `_name.html` is a partial: its macros are available in
    every template as `name`, and every template counts as using it.
    """

    code_generator_class: type[CodeGenerator] = PlainCodeGenerator
    context_class: type[Context] = PlainContext

    def __init__(
        self,
        theme: Theme,
        words: gettext.NullTranslations,
        compiled: BytecodeCache | None,
        names: Mapping[str, Any],
        filters: Mapping[str, Callable[..., Any]],
    ) -> None:
        super().__init__(
            loader=_ThemeLoader(theme),
            autoescape=select_autoescape(["html", "xml"], default_for_string=True, default=False),
            undefined=MissingName,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n", CachedBlock],
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self.theme, self._words = theme, words
        self._asked: dict[str, set[str]] = {}
        self._trees: dict[Path, nodes.Template] = {}
        self._partials = {name for name in theme.templates if re.fullmatch(r"_\w+\.html", name)}
        self.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        self.globals.update(names)
        for name in self._partials:
            self.globals[name[1:].removesuffix(".html")] = _Partial(self, name)
        self.filters.update(filters)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        cached = self.extensions[CachedBlock.identifier]
        assert isinstance(cached, CachedBlock)
        cached.parts.clear()
        tree = super()._parse(source, name, filename)
        check_cached(tree, cached.parts, name, filename)
        translated: nodes.Template = _Translator(self._words).visit(tree)
        return translated

    def tree(self, path: Path, name: str) -> nodes.Template:
        """The syntax tree of the template `name` in the file `path`, which is parsed only once."""
        if path not in self._trees:
            self._trees[path] = self._parse(_text_of(path, name), name, str(path))
        return self._trees[path]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template may use. Jinja would chain `d` and those of all templates, and
        every page copies them: a plain dictionary is copied in a tenth of the time."""
        return {**self.globals, **(d or {})}

    def join_path(self, template: str, parent: str) -> str:
        """The name of a template that another one uses. Jinja calls this for every such use."""
        self._asked.setdefault(parent, set()).add(template)
        return template

    def closure(self, template: str) -> set[str]:
        """A template and all those that it has been seen to use."""
        found: set[str] = set(self._partials)
        waiting = [template, *self._partials]
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting += self._asked.get(name, set()) - found
        return found

    def compile_all(self) -> None:
        """Compile and cache the templates in use. Errors are left to be reported when rendering."""
        for name in self.theme.templates_in_use:
            with suppress(TemplateError):
                self.get_template(name)
