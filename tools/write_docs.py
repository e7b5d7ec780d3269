"""Writes the archive of Dateline's own documentation: `python tools/write_docs.py FOLDER`.

`docs/site/` has its settings and theme. Each page keeps its path below `content/`, so that links
between pages lead from article to article. `make docs` builds it.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from dateline.markdown.headings import slug

ROOT = Path(__file__).parent.parent
YEAR = 2026
"""The date of all pages: articles need one, and the theme does not show it."""


@dataclass(frozen=True)
class Page:
    """A Markdown file of the repository, and how the manual presents it."""

    path: str
    section: str
    summary: str
    must_read: int | None = None
    """Its rank among the guides at the head of the front page."""
    slug: str = ""
    """Its address, if the name of the file is that of another."""


PAGES = (
    Page(
        "docs/guides/journalist.md",
        "Guides",
        "For journalists: write an article in ten minutes, see it, and correct it.",
        1,
    ),
    Page(
        "docs/guides/publisher.md",
        "Guides",
        "For publishers: from nothing to a site on the web, checks and takedowns included.",
        2,
    ),
    Page(
        "docs/guides/theme-maker.md",
        "Guides",
        "For theme makers: change a colour, a block and a partial, and make a child theme.",
        3,
    ),
    Page(
        "CONTRIBUTING.md", "Guides", "For contributors: set up, test, and where a change goes.", 4
    ),
    Page("README.md", "Guides", "What Dateline is, on one page."),
    Page("docs/commands.md", "Reference", "Every command and option, and how problems look."),
    Page("docs/front-matter.md", "Reference", "Every key of an article, and how text is written."),
    Page("docs/configuration.md", "Reference", "Every setting in site.toml."),
    Page("docs/problems.md", "Reference", "Every kind of problem, and how severe it is."),
    Page("docs/publishing.md", "Reference", "Each host, step by step, with all its files."),
    Page("docs/cms.md", "Reference", "Writing without git: the page for editing."),
    Page("docs/themes.md", "Reference", "Every template, block, macro and value."),
    Page("docs/search.md", "Reading", "How readers search, how well it finds, what it costs."),
    Page("docs/offline.md", "Reading", "What readers can save and read without a network."),
    Page("docs/portable.md", "Reading", "The archive in a folder, for USB sticks and schools."),
    Page("docs/comments.md", "Reading", "Readers’ comments, once an editor has approved them."),
    Page("SECURITY.md", "Inside", "How to report a hole.", slug="reporting"),
    Page("docs/security.md", "Inside", "What is promised, and how to report a hole."),
    Page("docs/reliability.md", "Inside", "What you can rely on, and what happens if things fail."),
    Page("docs/reliability-tests.md", "Inside", "The tests behind each of these promises."),
    Page("docs/architecture.md", "Inside", "How the parts of Dateline fit together."),
    Page("docs/recipes.md", "Inside", "Four additions to Dateline, step by step."),
    Page("docs/benchmarks.md", "Inside", "How fast builds are, beside Hugo and Pagefind."),
    Page("CHANGELOG.md", "Inside", "What changed, newest first."),
)
"""Every page of the manual."""

_CODE = r"(?P<code>^(?P<indent> *)(?P<fence>```+).*?^(?P=indent)(?P=fence)$)"
_FLAGS = re.DOTALL | re.MULTILINE
_HEADING = re.compile(rf"{_CODE}|^## (?P<words>[^\n]+)$", _FLAGS)
_ANCHOR = re.compile(rf"{_CODE}|(?P<before>\]\([^)\s#]*#)(?P<anchor>[^)\s]+)(?=\))", _FLAGS)


def write(folder: Path) -> None:
    """Write the archive into `folder`, over what an earlier run left there."""
    shutil.copytree(ROOT / "docs" / "site", folder, dirs_exist_ok=True)
    content = folder / "content"
    shutil.copytree(ROOT / "docs" / "images", content / "docs" / "images", dirs_exist_ok=True)
    shutil.copy2(ROOT / "LICENSE", content)
    for page in PAGES:
        target = content / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_article(page, (ROOT / page.path).read_text("utf-8")), "utf-8")


def as_article(page: Page, text: str) -> str:
    """The page with front matter: its first heading is the headline, and `extra` lists the next."""
    heading, _, body = text.partition("\n")
    keys: dict[str, object] = {
        "title": _plain(heading.removeprefix("# ")),
        "date": YEAR,
        "section": page.section,
        "summary": page.summary,
    }
    if page.must_read:
        keys["must_read"] = page.must_read
    if page.slug:
        keys["slug"] = page.slug
    headings = [_plain(found["words"]) for found in _HEADING.finditer(body) if found["words"]]
    if len(headings) > 2:
        keys["extra"] = {"contents": [{"id": slug(words), "text": words} for words in headings]}
    return json.dumps(keys, ensure_ascii=False, indent=1) + "\n" + _ANCHOR.sub(_own_anchor, body)


def _plain(words: str) -> str:
    """A heading without its Markdown."""
    return re.sub("[`*]", "", words)


def _own_anchor(link: re.Match[str]) -> str:
    """A link to a heading with the id that Dateline gives it, which has no two hyphens in a row."""
    if link["code"]:
        return link[0]
    return link["before"] + re.sub("-+", "-", link["anchor"]).strip("-")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
