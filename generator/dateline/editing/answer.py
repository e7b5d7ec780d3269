"""Answering addresses that are lost: the lines that lead on are written where they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.build.lost import LostAddress
from dateline.config import Site, load_site
from dateline.content.redirect_rules import SHOWN
from dateline.editing.front_matter_lines import with_item, with_value
from dateline.editing.mend import ENOUGH_FILES, Mended
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
    tried = [_with_aliases(path, of_it, site) for path, of_it in _by_home(lost, site).items()]
    for mended in filter(None, tried if any(tried) else [_with_rules(lost, site)]):
        replace_file(root / mended.path, mended.after.encode())
        yield mended


def count_answerable(root: Path, lost: Iterable[LostAddress]) -> tuple[int, bool]:
    """How many of these addresses `answer_lost` would answer, by trying; and whether there may be
    more, since only the first articles were tried."""
    site, lost = load_site(root), list(lost)
    homes = _by_home(lost, site)
    tried = [*homes.items()][:ENOUGH_FILES]
    aliases = sum(len(of_it) for path, of_it in tried if _with_aliases(path, of_it, site))
    rules = sum(bool(one.rule(site)) for one in lost) if _with_rules(lost, site) else 0
    return aliases + rules, len(homes) > len(tried)


def _by_home(lost: Iterable[LostAddress], site: Site) -> dict[str, list[LostAddress]]:
    """Those of the addresses that aliases are to answer, by the article that gets them."""
    homes: dict[str, list[LostAddress]] = defaultdict(list)
    for one in lost:
        if one.home and one.is_certain(site) and not one.rule(site):
            homes[one.home.path].append(one)
    return homes


def _with_aliases(path: str, lost: Sequence[LostAddress], site: Site) -> Mended | None:
    """The article content/`path` with these addresses among its aliases; None where it is better
    left alone."""
    before = text_of(site.content / path)
    if before is None or merge_conflict(before.plain, path):
        return None
    known = reading_of(before, path, site).article
    if known is None:
        return None
    after: SourceText | None = before
    for one in lost:
        if after and one.is_own:
            after = with_value(after, "permalink", one.alias, path=path, site=site)
        elif after and one.alias not in known.aliases:
            after = with_item(after, "aliases", one.alias, path=path, site=site)
    identifier = next(filter(None, (one.identifier(site) for one in lost)), "")
    if after and identifier:
        after = with_value(after, "id", identifier, path=path, site=site)
    if after is None or after == before:
        return None
    article = reading_of(after, path, site).article
    there = {*article.aliases, article.url} if article else set()
    if not {one.url if one.is_own else one.alias for one in lost} <= there:
        return None
    return Mended(f"content/{path}", before.written, after.written)


def _with_rules(lost: Iterable[LostAddress], site: Site) -> Mended | None:
    """The newsroom's rules with those that are certain; None if there is none to add."""
    file = site.content / REDIRECTS
    before = text_of(file) if file.exists() else SourceText.of("")
    if before is None or merge_conflict(before.plain, SHOWN):
        return None
    # Two addresses may differ only in how their accents are written.
    found = {rule for one in lost if (rule := one.rule(site))}
    rules = sorted(rule for rule in found if rule not in before.lines)
    if not rules:
        return None
    end = before.ends[0] or "\n"
    start = before.written if not before.lines[-1] else before.written + end
    return Mended(SHOWN, before.written, start + "".join(f"{rule}{end}" for rule in rules))
