"""Answering addresses that are lost: the lines that lead on are written where they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.build.lost import Lost
from dateline.build.mend import Mended
from dateline.config import Site, load_site
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.front_matter import read_front_matter
from dateline.content.keys import choose_keys
from dateline.content.read import read_article
from dateline.content.redirect_rules import REDIRECTS, SHOWN
from dateline.content.typed import spellings_of
from dateline.files import replace_file
from dateline.merge_conflicts import merge_conflict
from dateline.moving.front_matter_lines import with_item, with_value
from dateline.moving.texts import data_of, text_of


def answer_lost(root: Path, lost: Iterable[Lost]) -> Iterator[Mended]:
    """Write what leads from `lost` addresses on, as far as it is certain: aliases into the articles
    that were there or, if there are none to write, rules for lists. An alias often answers for the
    day of its article, so look again before writing rules.

    Raises `OSError` where a file cannot be written.
    """
    site, lost = load_site(root), list(lost)
    homes: dict[str, list[Lost]] = defaultdict(list)
    for one in lost:
        if one.home and one.certain:
            homes[one.home.path].append(one)
    tried = [_with_aliases(path, of_it, site) for path, of_it in homes.items()]
    for mended in filter(None, tried if any(tried) else [_with_rules(lost, site)]):
        file = root / mended.path
        before = file.read_bytes() if file.exists() else b""
        replace_file(file, data_of(mended.after, before))
        yield mended


def _with_aliases(path: str, lost: Iterable[Lost], site: Site) -> Mended | None:
    """The article content/`path` with these addresses among its aliases; None where it is better
    left alone."""
    file = site.content / path
    if file.is_symlink():
        return None
    try:
        before = text = text_of(file.read_bytes())
        for one in lost:
            text = _with_line(text, path, "aliases", one.alias, site)
            if identifier := one.identifier(site):
                text = _with_line(text, path, "id", identifier, site)
    except (UnicodeDecodeError, FrontMatterProblem):
        return None
    reading = read_article(text.encode(), path=path, site=site, registers={})
    leads = reading.article and {one.alias for one in lost} <= set(reading.article.aliases)
    if not leads or merge_conflict(before, path):
        return None
    return Mended(f"content/{path}", before, text)


def _with_line(text: str, path: str, key: str, value: str, site: Site) -> str:
    parts = split(text, path=path)
    found, _ = read_front_matter(parts, path=path)
    _, written, _ = choose_keys(found, path, spellings_of(site))
    lines = text.split("\n")
    if key == "aliases":
        with_item(lines, parts, found, written.get(key, key), value)
    elif key not in written:
        with_value(lines, parts, found, key, value)
    return "\n".join(lines)


def _with_rules(lost: Iterable[Lost], site: Site) -> Mended | None:
    rules = [rule for one in lost if (rule := one.rule(site))]
    file = site.content / REDIRECTS
    if not rules or file.is_symlink():
        return None
    try:
        before = text_of(file.read_bytes()) if file.exists() else ""
    except UnicodeDecodeError:
        return None
    start = f"{before}\n" if before and not before.endswith("\n") else before
    return Mended(SHOWN, before, start + "".join(f"{rule}\n" for rule in rules))
