"""A new article: a file whose front matter has every key, some of them commented out."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.config import Site
from dateline.content.dates import parse_date
from dateline.content.file_names import known_languages
from dateline.content.read import PLACEHOLDER
from dateline.content.schema import FrontMatterSchema
from dateline.content.slugs import slugify
from dateline.problems import UsageProblem

_EXAMPLES = {
    "subtitle": "A second line below the headline",
    "summary": "One or two sentences for lists and feeds.",
    "kicker": "Weather",
    "slug": "short-name-for-the-address",
    "permalink": "/the/whole/address.html",
    "kind": "page",
    "id": "NEWS-0001",
    "publish_at": "2024-11-24T06:00",
    "updated": "2024-11-24",
    "dateline": "PORT LOUIS, Mauritius",
    "location": "Port Louis",
    "weather": "24.7 C",
    "section": "News",
    "series": "Name of the series",
    "authors": "[Name, Another name]",
    "tags": "[one, another]",
    "image": "{src: picture.jpg, alt: What it shows, caption: Below it, credit: Who made it}",
    "print": "{edition: Morning, page: 1}",
    "source": "Name of the agency",
    "rights": "CC BY 4.0",
    "lang": "fr",
    "aliases": "[/old/address/]",
    "canonical": "https://example.org/first-published/",
    "noindex": "true",
    "must_read": "true",
    "comments": "false",
    "corrections": "[{date: 2024-11-24, text: What was wrong and what is right}]",
    "withdrawn": "{date: 2024-11-25, reason: Why it was withdrawn}",
    "extra": "{key: value}",
}


_TO_PUBLISH = "# A draft stays off the site. To publish the article, delete the next line."


def create_article(site: Site, headline: str, *, date: str, location: str, lang: str) -> Path:
    """Write content/YYYY/MM/DD-slug.md, as far as `date` is known; returns its path.

    `lang` is empty for the site's own language. Raises `UsageProblem` where the file exists, and
    `DateProblem` for a date that is none.
    """
    if lang and lang not in known_languages(site):
        raise UsageProblem(
            f"“{lang}” is not one of this site's languages. Add [languages.{lang}] to site.toml."
        )
    parsed = parse_date(date, site.zone)
    name = slugify(headline)
    if not name:
        raise UsageProblem('The headline is empty. Write dateline new "Headline of the story".')
    folder = site.content / f"{parsed.year:04}"
    if parsed.month:
        folder /= f"{parsed.month:02}"
    if parsed.day:
        name = f"{parsed.day:02}-{name}"
    suffix = f".{lang}.md" if lang and lang != site.language else ".md"
    path = folder / (name + suffix)
    folder.mkdir(parents=True, exist_ok=True)
    values = {"title": _quoted(headline), "date": date}
    if location:
        values["location"] = _quoted(location)
    values["draft"] = "true"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_text(values))
    except FileExistsError:
        raise UsageProblem(f"{path} already exists. Open it, or choose another headline.") from None
    return path


def _quoted(text: str) -> str:
    """As a YAML scalar, which a JSON string is too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _text(values: dict[str, str]) -> str:
    lines = ["---"]
    for key, value in values.items():
        lines += [_TO_PUBLISH] if key == "draft" else []
        lines.append(f"{key}: {value}")
    for key, field in FrontMatterSchema.model_fields.items():
        if key not in values and key != "terms":
            lines += [f"# {field.description}", f"# {key}: {_EXAMPLES.get(key, '')}".rstrip()]
    return "\n".join([*lines, "---", "", PLACEHOLDER, ""])
