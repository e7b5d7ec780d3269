"""Answering addresses that are lost: the lines that lead on are written where they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.build.lost import LostAddress
from dateline.config import Site, load_site
from dateline.content.fences import FrontMatterProblem
from dateline.content.redirect_rules import SHOWN
from dateline.editing.front_matter_lines import with_item, with_value
from dateline.editing.mend import Mended
from dateline.editing.texts import SourceText, reading_of, text_of
from dateline.files import replace_file
from dateline.hosts import REDIRECTS
from dateline.merge_conflicts import merge_conflict


def answer_lost(root: Path, lost: Iterable[LostAddress]) -> Iterator[Mended]:
    """Write what leads from `lost` addresses on, as far as it is certain: aliases into the articles
    that were there or, if there are none to write, rules. An alias often answers for the
    day of its article, so look again before writing rules.

    Raises `OSError` where a file cannot be written.
    """
    site, lost = load_site(root), list(lost)
    homes: dict[str, list[LostAddress]] = defaultdict(list)
    for one in lost:
        if one.home and one.is_certain(site) and not one.rule(site):
            homes[one.home.path].append(one)
    tried = [_with_aliases(path, of_it, site) for path, of_it in homes.items()]
    for mended in filter(None, tried if any(tried) else [_with_rules(lost, site)]):
        replace_file(root / mended.path, mended.after.encode())
        yield mended


def _with_aliases(path: str, lost: Iterable[LostAddress], site: Site) -> Mended | None:
    """The article content/`path` with these addresses among its aliases; None where it is better
    left alone."""
    before = after = text_of(site.content / path)
    if before is None or after is None or merge_conflict(before.plain, path):
        return None
    known = reading_of(before, path, site).article
    if known is None:
        return None
    try:
        for one in lost:
            if one.is_own:
                after = with_value(after, "permalink", one.alias, path=path, site=site)
            elif one.alias not in known.aliases:
                after = with_item(after, "aliases", one.alias, path=path, site=site)
        if identifier := next(filter(None, (one.identifier(site) for one in lost)), ""):
            after = with_value(after, "id", identifier, path=path, site=site)
    except FrontMatterProblem:
        return None
    article = reading_of(after, path, site).article
    there = {*article.aliases, article.url} if article else set()
    if after == before or not {one.url if one.is_own else one.alias for one in lost} <= there:
        return None
    return Mended(f"content/{path}", before.written, after.written)


def _with_rules(lost: Iterable[LostAddress], site: Site) -> Mended | None:
    """The newsroom's rules with those that are certain; None if there is none to add."""
    rules = sorted(rule for one in lost if (rule := one.rule(site)))
    file = site.content / REDIRECTS
    before = text_of(file) if file.exists() else SourceText.of("")
    if not rules or before is None or merge_conflict(before.plain, SHOWN):
        return None
    end = before.ends[0] or "\n"
    start = before.written if not before.lines[-1] else before.written + end
    return Mended(SHOWN, before.written, start + "".join(f"{rule}{end}" for rule in rules))
