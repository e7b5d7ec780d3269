"""Jinja as Dateline uses it. Kept apart from `theme`, since importing Jinja takes time."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    nodes,
    select_autoescape,
)
from jinja2.visitor import NodeTransformer

from dateline.templating.cached import CachedBlock
from dateline.templating.code import PlainCodeGenerator, PlainContext
from dateline.templating.compiled import CompiledTemplates


class _Translator(NodeTransformer):
    """Says the interface's words when a template is compiled rather than on every page."""

    def __init__(self, words: gettext.NullTranslations) -> None:
        self._functions: dict[str, Callable[..., str]] = {
            "_": words.gettext,
            "gettext": words.gettext,
            "pgettext": words.pgettext,
        }

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names it
        """Replace a call whose arguments are all known."""
        self.generic_visit(node)
        known = [part.value for part in node.args if isinstance(part, nodes.Const)]
        if (
            isinstance(node.node, nodes.Name)
            and node.node.name in self._functions
            and len(known) == len(node.args) > 0
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        ):
            text = self._functions[node.node.name](*known)
            safe = nodes.MarkSafeIfAutoescape(nodes.Const(text.replace("%%", "%")))
            return safe.set_lineno(node.lineno)
        return node


class _Partial:
    """The macros of a partial by their names; read when the first is asked for."""

    def __init__(self, environment: Environment, template: str) -> None:
        self._environment, self._template = environment, template

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template(self._template).module, name)
        setattr(self, name, macro)
        return macro


class ObservingEnvironment(Environment):
    """Notes which templates each template asks for, by inheritance, inclusion or import.

    Jinja runs an imported template once and keeps it, so what that one asks for in turn is seen
    only then, and has to be remembered. `_name.html` is a partial: every template has its macros
    as `name`, and is taken to use them.
    """

    code_generator_class = PlainCodeGenerator
    context_class = PlainContext

    asked: dict[str, set[str]]
    partials: frozenset[str]
    words: gettext.NullTranslations

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        translated: nodes.Template = _Translator(self.words).visit(tree)
        return translated

    def join_path(self, template: str, parent: str) -> str:
        """The name of a template that another asks for."""
        self.asked.setdefault(parent, set()).add(template)
        return template

    def closure(self, template: str) -> set[str]:
        """A template that was rendered, and all that it has been seen to use."""
        found: set[str] = set(self.partials)
        waiting = [template, *self.partials]
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting += self.asked.get(name, set()) - found
        return found

    def compile_closure(self, template: str) -> None:
        """Read a template and those it names, and keep them compiled; faults are told by use."""
        for name in {template, "base.html", *self.partials}:
            with suppress(TemplateError):
                self.get_template(name)


def make_environment(
    lang: str,
    folders: Sequence[Path],
    words: gettext.NullTranslations,
    compiled: CompiledTemplates,
    names: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]],
) -> ObservingEnvironment:
    """An environment for `lang`, over the templates of `folders`, the first having precedence.

    Everything is escaped and names that do not exist are errors. `words` are the interface's words;
    `compiled` keeps what is compiled of them and the templates; `names` and `filters` are what
    templates may use besides `page`.
    """
    environment = ObservingEnvironment(
        loader=FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=select_autoescape(["html", "xml"], default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n", CachedBlock],
        auto_reload=False,
        bytecode_cache=compiled,
    )
    environment.asked = {}
    environment.words = words
    environment.partials = frozenset(
        name for name in environment.list_templates() if re.fullmatch(r"_\w+\.html", name)
    )
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(names)
    for name in environment.partials:
        environment.globals[name[1:].removesuffix(".html")] = _Partial(environment, name)
    environment.filters.update(filters)
    return environment
