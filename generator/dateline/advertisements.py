"""Advertisements: what is wrong with those of a site, and a digest of what they show.

Their places are the theme's; what fills each is in site.toml. Pages only have a space of the right
size, so that a new advertisement changes nothing but its own fragment.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.content.snippets import SnippetFault, load_snippet, read_snippet, snippet_paths
from dateline.digests import digest_of
from dateline.problems import Problem, ProblemKind, nearest
from dateline.theme import Theme

SETTING = "advertisements"
_SHOWN = frozenset({"image", "images", "alt", "alts", "link", "links", "html"})
OUTSIDE_PAGES = {SETTING: {"__all__": set(_SHOWN)}}
"""The settings of advertisements that pages do not show, as pydantic excludes them."""


def advertisement_problems(site: Site, theme: Theme) -> Iterator[Problem]:
    """Advertisements for places that the theme does not have, files that are missing or of another
    kind, and what is taken out of their HTML."""
    slots = theme.advertisement_slots if site.advertisements else ()
    for slot, advertisement in site.advertisements.items():
        if slot not in slots:
            yield _unknown(site, slot, slots)
        images = [(("images", lang), path) for lang, path in advertisement.images.items()]
        named = [(("image",), advertisement.image), (("html",), advertisement.html), *images]
        for key, path in named:
            if path and not (site.content / path).is_file():
                place = site.document.place((SETTING, slot, *key))
                message = f"There is no “{path}” in content/"
                fix = f"Write the path of a file that is there, or delete [{SETTING}.{slot}]"
                yield Problem(FILE_NAME, *place, message, fix, kind="missing-file")
            elif key == ("html",) and path:
                yield from _of_snippet(site, slot, path)


def _of_snippet(site: Site, slot: str, path: str) -> Iterator[Problem]:
    # Imported here, since most sites have no such advertisement, and builds no need of Markdown.
    from dateline.markdown import clean_snippet

    try:
        found = clean_snippet(load_snippet(site, path), path)
    except SnippetFault as fault:
        place = site.document.place((SETTING, slot, "html"))
        yield Problem(FILE_NAME, *place, fault.message, fault.fix, kind="setting")
        return
    yield from found.problems
    for one in found.references:
        if one.kind != "root" and not (site.content / one.target).is_file():
            what = "picture" if one.image else "file"
            message = f"There is no {what} “{one.written}”"
            fix = f"Put the {what} at content/{one.target}, or write the path from this file to it"
            kind: ProblemKind = "missing-picture" if one.image else "dead-link"
            place = one.line, one.column
            yield Problem(f"content/{path}", *place, message, fix, "warning", kind=kind)


def _unknown(site: Site, slot: str, slots: tuple[str, ...]) -> Problem:
    place = site.document.place((SETTING, slot))
    message = f"The theme “{site.theme}” has no place “{slot}” for an advertisement"
    if near := nearest(slot, slots):
        fix = f"Did you mean [{SETTING}.{near}]?"
    elif slots:
        fix = f"Write one of its places: {', '.join(slots)}"
    else:
        fix = f"Delete [{SETTING}.{slot}], or add {SETTING} to the theme's theme.toml"
    return Problem(FILE_NAME, *place, message, fix, kind="unknown-setting")


def advertisements_digest(site: Site) -> str:
    """A digest of all that the fragments of advertisements show, files of HTML included."""
    snippets = [read_snippet(site, path) for path in snippet_paths(site)]
    return digest_of(repr([site.advertisements, snippets]).encode())
