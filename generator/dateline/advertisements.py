"""Advertisements: what is wrong with those of a site, and a digest of what they show.

Their places are the theme's; what fills each is in site.toml. Pages only keep a place of the right
size, so that a new advertisement changes nothing but its own fragment.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.content.snippets import SnippetFault, load_snippet, read_snippet, snippet_paths
from dateline.digests import digest_of
from dateline.files import is_file
from dateline.problems import Problem, ProblemKind, nearest
from dateline.theme import Theme

SETTING = "advertisements"
_SHOWN = frozenset({"image", "images", "alt", "alts", "link", "links", "html"})
OUTSIDE_PAGES = {SETTING: {"__all__": set(_SHOWN)}}
"""The settings of advertisements that pages do not show, as pydantic excludes them."""


def advertisement_problems(site: Site, theme: Theme) -> Iterator[Problem]:
    """Advertisements for places that the theme does not have, files that are missing or of another
    kind, and what is taken out of their HTML."""
    places = theme.settings.advertisements if site.advertisements else ()
    for place, advertisement in site.advertisements.items():
        if place not in places:
            yield _unknown(site, place, places)
        images = [(("images", lang), path) for lang, path in advertisement.images.items()]
        named = [(("image",), advertisement.image), (("html",), advertisement.html), *images]
        for key, path in named:
            if path and not (site.content / path).is_file():
                position = site.document.place((SETTING, place, *key))
                message = f"There is no “{path}” in content/"
                fix = f"Write the path of a file that is there, or delete [{SETTING}.{place}]"
                yield Problem(FILE_NAME, *position, message, fix, kind="missing-file")
            elif key == ("html",) and path:
                yield from _of_snippet(site, place, path)


def _of_snippet(site: Site, place: str, path: str) -> Iterator[Problem]:
    # Imported here, since most sites have no such advertisement, and builds no need of Markdown.
    from dateline.markdown import clean_snippet

    try:
        found = clean_snippet(load_snippet(site, path), path)
    except SnippetFault as fault:
        position = site.document.place((SETTING, place, "html"))
        yield Problem(FILE_NAME, *position, fault.message, fault.fix, kind="setting")
        return
    yield from found.problems
    for one in found.references:
        if one.kind != "root" and not is_file(site.content / one.target):
            what = "picture" if one.image else "file"
            message = f"There is no {what} “{one.written}”"
            fix = f"Put the {what} at content/{one.target}, or write the path from this file to it"
            kind: ProblemKind = "missing-picture" if one.image else "dead-link"
            position = one.line, one.column
            yield Problem(f"content/{path}", *position, message, fix, "warning", kind=kind)


def _unknown(site: Site, place: str, places: tuple[str, ...]) -> Problem:
    position = site.document.place((SETTING, place))
    message = f"The theme “{site.theme}” has no place “{place}” for an advertisement"
    if near := nearest(place, places):
        fix = f"Did you mean [{SETTING}.{near}]?"
    elif places:
        fix = f"Write one of its places: {', '.join(places)}"
    else:
        fix = f"Delete [{SETTING}.{place}], or add {SETTING} to the theme's theme.toml"
    return Problem(FILE_NAME, *position, message, fix, kind="unknown-setting")


def advertisements_digest(site: Site) -> str:
    """A digest of all that the fragments of advertisements show, files of HTML included."""
    snippets = [read_snippet(site, path) for path in snippet_paths(site)]
    return digest_of(repr([site.advertisements, snippets]).encode())
