"""The catalogs of words of the themes that come with Dateline."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from dateline.config_taxonomies import BUILT_IN_TAXONOMIES

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "themes" / "broadsheet" / "locale"
JINJA = {
    "extensions": "dateline.templating.cached.CachedBlock",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}

LATER = "a context that is not a constant"

Entry = tuple[str | None, str | tuple[str, ...]]
"""A context, if any, and a text with its plural, if any."""


def entries(lang: str) -> set[Entry]:
    with (LOCALE / lang / "LC_MESSAGES" / "theme.po").open("rb") as stream:
        found = read_po(stream, abort_invalid=True)
    return {(one.context, _plain(one.id)) for one in found if one.id}


def _plain(message: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return message if isinstance(message, str) else tuple(message)


def in_templates() -> Iterator[tuple[Entry, str]]:
    """Each text that a template of any theme has translated, and the name of the template.

    The context is `LATER` where it is known only when a page is rendered.
    """
    for path in sorted(ROOT.glob("themes/*/templates/*")):
        with path.open("rb") as stream:
            for _, function, found, _ in babel_extract(
                stream, ("_", "gettext", "ngettext", "pgettext"), (), JINJA
            ):
                texts = (found,) if isinstance(found, str) else tuple(found or ())
                context = texts[0] if function == "pgettext" else None
                known = tuple(text for text in texts if text is not None)
                if function == "ngettext":
                    yield (None, known[:2]), path.name
                elif function == "pgettext":
                    yield (context or LATER, known[-1]), path.name
                else:
                    yield (None, known[0]), path.name


def test_every_language_has_the_same_entries() -> None:
    languages = {file.parent.parent.name for file in LOCALE.glob("*/LC_MESSAGES/theme.po")}
    assert {"en", "fr"} <= languages
    for lang in languages:
        assert entries(lang) == entries("en"), lang


def test_every_text_of_a_template_is_in_the_catalogs() -> None:
    there = entries("en") | {(LATER, text) for _, text in entries("en")}
    assert [(entry, template) for entry, template in in_templates() if entry not in there] == []


def in_code() -> Iterator[str]:
    """Every text in the code of views and packs."""
    for package in ("views", "packs"):
        for path in (ROOT / "generator" / "dateline" / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_entry_of_the_catalogs_is_used() -> None:
    used = {text for (_, text), _ in in_templates()}
    used |= set(in_code())
    used |= {name.capitalize() for name in BUILT_IN_TAXONOMIES}
    unused = [
        text
        for _, text in entries("en")
        if text not in used and not (isinstance(text, tuple) and used.issuperset(text))
    ]
    assert unused == []
