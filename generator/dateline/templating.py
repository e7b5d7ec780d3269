"""Jinja as Dateline uses it. Kept apart from `theme`, since importing Jinja takes time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape


class ObservingEnvironment(Environment):
    """Notes the name of every template asked for, by inheritance and inclusion too."""

    observed: set[str]

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        self.observed.add(name)
        return super()._load_template(name, globals)


def make_environment(
    folders: Sequence[Path],
    words: Any,
    names: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]],
) -> ObservingEnvironment:
    """An environment for one language, over the templates of `folders`, the first having precedence.

    Everything is escaped and names that do not exist are errors. `words` are the interface's words,
    a gettext catalog; `names` and `filters` are what templates may use besides `page`.
    """
    environment = ObservingEnvironment(
        loader=FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=select_autoescape(["html", "xml"], default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    environment.observed = set()
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(names)
    environment.filters.update(filters)
    return environment
