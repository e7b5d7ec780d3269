"""A new article: a file with the keys that every story needs, and the names of all others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Site
from dateline.content.dates import parse_date
from dateline.content.file_names import known_languages
from dateline.content.front_matter import line_of
from dateline.content.placeholder import PLACEHOLDER
from dateline.content.schema import KNOWN_KEYS
from dateline.content.slugs import slugify
from dateline.links_out import refuse_outside
from dateline.problems import UsageProblem

_TO_PUBLISH = "# A draft stays off the site. To publish the article, delete the next line."


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What is known of an article before it is written; `lang` is empty for the site's language."""

    headline: str
    date: str
    lang: str = ""
    section: str = ""
    location: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def create_article(site: Site, new: NewArticle) -> Path:
    """Write content/YYYY/MM/DD-slug.md, as far as the date is known; returns its path.

    Raises `UsageProblem` where the file exists or would be outside content/, and `DateProblem` for
    a date that is none.
    """
    lang = new.lang
    if lang and lang not in known_languages(site):
        raise UsageProblem(
            f"“{lang}” is not one of this site's languages. Add [languages.{lang}] to site.toml."
        )
    parsed = parse_date(new.date, site.zone)
    name = slugify(new.headline)
    if not name:
        raise UsageProblem('The headline is empty. Write dateline new "Headline of the story".')
    folder = site.content / f"{parsed.year:04}"
    if parsed.month:
        folder /= f"{parsed.month:02}"
    if parsed.day:
        name = f"{parsed.day:02}-{name}"
    suffix = f".{lang}.md" if lang and lang != site.language else ".md"
    path = folder / (name + suffix)
    refuse_outside(path, site.content)
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(["---", *_lines(site, new), "---", "", PLACEHOLDER, ""])
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise UsageProblem(f"{path} already exists. Open it, or choose another headline.") from None
    try:
        with file:
            file.write(text)
    except OSError:
        path.unlink()
        raise
    return path


def _lines(site: Site, new: NewArticle) -> Iterator[str]:
    """The lines of the front matter."""
    yield f"title: {_quoted(new.headline)}"
    yield "summary:"
    yield f"date: {new.date}"
    known: dict[str, str | tuple[str, ...]] = {
        "section": new.section,
        "location": new.location,
        "authors": new.authors,
        "tags": new.tags,
    }
    kept = {taxonomy.key for taxonomy in site.taxonomies.values()}
    for key, value in known.items():
        if value:
            yield line_of("yaml", key, value)
        elif key in kept:
            yield f"{key}: []" if isinstance(value, tuple) else f"{key}:"
    own = (taxonomy.key for taxonomy in site.taxonomies.values() if taxonomy.key not in KNOWN_KEYS)
    written = {"title", "summary", "date", "draft", *known}
    others = [key for key in (*own, *KNOWN_KEYS) if key not in written]
    yield f"# Other keys, if you need them: {', '.join(others)}"
    yield _TO_PUBLISH
    yield "draft: true"


def _quoted(text: str) -> str:
    """As a YAML scalar, which a JSON string is too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
