"""Aliases that say nothing: an article's own address, and one that is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.config import Site, load_site
from dateline.content.article import Article
from dateline.editing.front_matter_lines import without_items
from dateline.editing.mend import Mended
from dateline.editing.texts import SourceText, reading_of, text_of
from dateline.files import replace_file
from dateline.merge_conflicts import merge_conflict
from dateline.page_paths import page_at
from dateline.problems import Problem

_FOLDER = "content/"


def without_needless_aliases(text: SourceText, path: str, site: Site) -> SourceText:
    """The text of content/`path` without them; the same if it cannot be changed safely."""
    article = reading_of(text, path, site).article
    needless = _needless(article) if article else ()
    if not (article and needless):
        return text
    changed = without_items(text, "aliases", needless, path=path, site=site)
    if changed is None:
        return text
    again = reading_of(changed, path, site).article
    kept = [one for at, one in enumerate(article.aliases) if at not in needless]
    return changed if again and again.url == article.url and [*again.aliases] == kept else text


def drop_needless_aliases(root: Path, problems: Iterable[Problem]) -> Iterator[Mended]:
    """Take them out of the articles of the archive at `root` that have problems with aliases.
    Raises `OSError` where a file cannot be written."""
    site = load_site(root)
    paths = {one.path for one in problems if one.kind == "alias"}
    for path in sorted(paths):
        file = root / path
        before = text_of(file) if path.startswith(_FOLDER) else None
        if before is None or merge_conflict(before.plain, path):
            continue
        after = without_needless_aliases(before, path.removeprefix(_FOLDER), site)
        if after != before:
            replace_file(file, after.written.encode())
            yield Mended(path, before.written, after.written)


def _needless(article: Article) -> set[int]:
    """The places of such aliases among those of the article."""
    seen, found = {(article.url, "")}, set()
    for at, alias in enumerate(article.aliases):
        address, _, query = alias.partition("?")
        leads = page_at(address), query
        if leads in seen:
            found.add(at)
        seen.add(leads)
    return found
