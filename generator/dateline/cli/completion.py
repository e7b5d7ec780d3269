"""What the shell completes: the names that an archive has; and how bash must be given them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

if TYPE_CHECKING:
    from dateline.config import Site

_SPECIAL = re.compile(r"[^\w.,:/@%+-]")
_ESCAPED = r"\\\\\g<0>"
"""Two backslashes, of which the script that reads completions takes one away."""


class _Bash(BashComplete):
    """Bash puts completions into the line as they are: spaces in them must be escaped, unless the
    word began with a quotation mark."""

    name = "bash"

    def format_completion(self, item: CompletionItem) -> str:
        word = os.environ.get("COMP_WORDS", "").rsplit("\n", 1)[-1]
        if item.type != "plain" or word[:1] in {"'", '"'}:
            return super().format_completion(item)
        return f"{item.type},{_SPECIAL.sub(_ESCAPED, item.value)}"


add_completion_class(_Bash)


def names_of(ctx: click.Context | None, taxonomy: str, incomplete: str) -> list[CompletionItem]:
    """The terms of a taxonomy that begin with `incomplete`, the most used first."""
    from dateline.build.suggested_terms import terms_at_hand

    site = _site(ctx)
    terms = terms_at_hand(site).get(taxonomy, ()) if site else ()
    return _beginning(incomplete, (term.name for term in terms))


def languages_of(ctx: click.Context | None, incomplete: str) -> list[CompletionItem]:
    """The languages of the site that begin with `incomplete`."""
    from dateline.content.file_names import known_languages

    site = _site(ctx)
    return _beginning(incomplete, sorted(known_languages(site)) if site else ())


def _beginning(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    start = incomplete.casefold()
    return [
        CompletionItem(name)
        for name in names
        if name.casefold().startswith(start) and name.isprintable()
    ]


def _site(ctx: click.Context | None) -> Site | None:
    """The archive that the words so far are about; None where there is none that can be read."""
    from dateline.config import find_root, load_site
    from dateline.problems import ProblemsFound

    given: Any = ctx.find_root().params.get("root") if ctx else None
    root = find_root(Path(given or Path.cwd()))
    try:
        return load_site(root) if root else None
    except (ProblemsFound, OSError):
        return None
