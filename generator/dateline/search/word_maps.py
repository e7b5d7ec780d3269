"""Which files of the word maps to make and to delete, and making them.

A language's map is divided into shards by the beginnings of words and, for correcting misspelled
ones, into lists of words by their endings. Their number follows from the size of what the volumes
say and is a power of two, so it seldom changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dateline.catalogue.ledger import PublishedPage, Volume, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.stored_words import StoredWords, SuggestedWord
from dateline.search.changes import Change, compare
from dateline.search.form import Form
from dateline.search.manifest import MapFiles
from dateline.search.merging import classes_for, endings
from dateline.search.shards import (
    ENDINGS,
    SHARD,
    ShardMade,
    ShardTask,
    id_of,
    keep_map_file,
    map_folder,
    map_path,
)
from dateline.search.statements import BUCKETS
from dateline.staging import Outcome, Staging, Standing
from dateline.urls import Urls
from dateline.views import WORD_MAP

VolumeChanges = Mapping[int, Mapping[str, Change]]
"""What a volume says otherwise than before, by bucket and word, headline or term."""
_IN_A_SHARD = 18_000
"""About how many characters there are in a shard, before it is compressed."""
_SHARDS_TO_ENDINGS = 8


@dataclass(frozen=True, slots=True)
class MapPlan:
    """The shards to make, how many there are in each language, and the base of its classes."""

    tasks: tuple[ShardTask, ...]
    shards: Mapping[str, int]
    classes: Mapping[str, int]


class SuggestedChange(NamedTuple):
    """The words of a language that are no longer suggested, and those that now are."""

    lang: str
    gone: list[SuggestedWord]
    new: list[SuggestedWord]


class MapsMade(NamedTuple):
    """The files that were made, those to delete, the files of each map, and the changes in what is
    suggested."""

    made: list[tuple[Page, Outcome]]
    gone: list[Page]
    maps: dict[str, MapFiles]
    suggested: list[SuggestedChange]


@dataclass(frozen=True)
class WordMaps:
    """The word maps of all languages: what is stored of them, what stands, and where they go."""

    words: StoredWords
    standing: Standing
    staging: Staging
    urls: Urls
    form: Form
    untrusted: Iterable[Page]
    """Files that an interrupted build may have left."""

    @cached_property
    def _stands(self) -> dict[str, PublishedPage]:
        """The files that can be trusted, by address."""
        pages = self.standing.ledger.pages_of(WORD_MAP.name)
        untrusted = self.standing.untrusted
        return {stood.page.url: stood for stood in pages if stood.page.url not in untrusted}

    def plan(
        self,
        before: Iterable[Volume],
        after: Iterable[Volume],
        compared: Mapping[VolumeName, VolumeChanges],
        *,
        everything: bool,
    ) -> MapPlan:
        """Find the shards with words in a bucket in which some volume says something else.

        `before` and `after` are the volumes of the last build and of this one; what those that were
        `compared` say otherwise is known. With `everything`, all shards are made again.
        """
        old, new = _by_language(before), _by_language(after)
        tasks: list[ShardTask] = []
        shards: dict[str, int] = {}
        for lang, volumes in sorted(new.items()):
            number = shards[lang] = _shards_for(volumes.values())
            before_it = old.get(lang, {})
            alike = classes_for(len(before_it)) == classes_for(len(volumes))
            changed: dict[int, dict[int, dict[str, list[Change]]]] | None = None
            if not everything and alike and number == _shards_for(before_it.values()):
                changed = {}
                for bucket, of_bucket in self._changes(before_it, volumes, compared).items():
                    changed.setdefault(bucket % number, {})[bucket] = of_bucket
            fingerprints = {volume.name: volume.fingerprint for volume in volumes.values()}
            for at in range(number):
                page = self._page(lang, SHARD, at)
                job = self.standing.job(page)
                if changed is None or page.url not in self._stands:
                    tasks.append(ShardTask(job, at, number, fingerprints))
                elif at in changed:
                    tasks.append(ShardTask(job, at, number, fingerprints, changed[at]))
        classes = {lang: classes_for(len(volumes)) for lang, volumes in new.items()}
        return MapPlan(tuple(tasks), shards, classes)

    def _changes(
        self,
        before: Mapping[str, Volume],
        after: Mapping[str, Volume],
        compared: Mapping[VolumeName, VolumeChanges],
    ) -> dict[int, dict[str, list[Change]]]:
        """What volumes say otherwise, by bucket and word, headline or term."""
        found: dict[int, dict[str, list[Change]]] = {}
        for name in before.keys() | after.keys():
            old, new = before.get(name), after.get(name)
            if old and new and old.fingerprint == new.fingerprint:
                continue
            changes = compared.get(new.key) if new else None
            if changes is None:
                said = self.words.of_volume(old) if old else {}
                says = self.words.of_volume(new) if new else {}
                changes = compare(id_of(name), said, says)
            for bucket, differ in changes.items():
                for about, change in differ.items():
                    found.setdefault(bucket, {}).setdefault(about, []).append(change)
        return found

    def settle(self, plan: MapPlan, shards: Iterable[ShardMade]) -> MapsMade:
        """Make the lists of endings that change, and find the files to delete."""
        made: list[tuple[Page, Outcome]] = []
        before: dict[str, list[SuggestedWord]] = {lang: [] for lang in plan.shards}
        after: dict[str, list[SuggestedWord]] = {lang: [] for lang in plan.shards}
        for task, outcome, names, suggested in shards:
            page = task.job.page
            made.append((page, outcome))
            before[page.lang] += self._suggested(task, names)
            after[page.lang] += suggested
        changes: list[SuggestedChange] = []
        wanted: dict[str, list[list[Page]]] = {}
        for lang, number in plan.shards.items():
            change = _change(lang, before[lang], after[lang])
            changes.append(change)
            lists = [self._page(lang, ENDINGS, at) for at in range(_lists_for(number))]
            made += self._endings(lists, change)
            wanted[lang] = [[self._page(lang, SHARD, at) for at in range(number)], lists]
        there = {page for page, _ in self.standing.ledger.pages_of(WORD_MAP.name)}
        there.update(page for page in self.untrusted if page.view == WORD_MAP.name)
        for lang in sorted({page.lang for page in there} - plan.shards.keys()):
            all_of_it = self.words.suggested_by_beginning(lang, range(BUCKETS))
            changes.append(_change(lang, all_of_it, []))
        hashes = {url: stood.hash for url, stood in self._stands.items()}
        hashes |= {page.url: outcome.hash for page, outcome in made}
        maps = {
            lang: MapFiles(
                map_folder(lang),
                plan.classes[lang],
                *([hashes[page.url][:8] for page in kind] for kind in kinds),
            )
            for lang, kinds in wanted.items()
        }
        kept = {page.url for kinds in wanted.values() for kind in kinds for page in kind}
        gone = sorted((page for page in there if page.url not in kept), key=lambda page: page.url)
        return MapsMade(made, gone, maps, changes)

    def _suggested(
        self, task: ShardTask, names: Mapping[int, Set[str]] | None
    ) -> list[SuggestedWord]:
        """The words that are suggested so far of those that a shard merged anew."""
        buckets = task.buckets if names is None else names
        found = self.words.suggested_by_beginning(task.job.page.lang, buckets)
        if names is None:
            return found
        return [each for each in found if each.word in names[each.bucket]]

    def _endings(
        self, lists: Sequence[Page], change: SuggestedChange
    ) -> Iterator[tuple[Page, Outcome]]:
        """Make the lists that `change` concerns and those that do not stand."""
        number = len(lists)
        changed = {word.ending % number for word in (*change.gone, *change.new)}
        beyond = self._page(change.lang, ENDINGS, number)
        if any(page.url not in self._stands for page in lists) or beyond.url in self._stands:
            changed = set(range(number))
        gone = set(change.gone)
        added: dict[int, list[SuggestedWord]] = {}
        for word in change.new:
            added.setdefault(word.ending % number, []).append(word)
        for at in sorted(changed):
            stay = self.words.suggested_by_ending(change.lang, range(at, BUCKETS, number))
            words = [word for word in stay if word not in gone] + added.get(at, [])
            text = endings((word.word, word.level) for word in words)
            job = self.standing.job(lists[at])
            yield lists[at], keep_map_file(self.staging, self.form, job, text)

    def _page(self, lang: str, kind: str, number: int) -> Page:
        path, _ = self.form.single(map_path(lang, kind, number), b"")
        return WORD_MAP.page(lang, (kind, number), self.urls.search_data(path))


def _change(
    lang: str, before: Iterable[SuggestedWord], after: Iterable[SuggestedWord]
) -> SuggestedChange:
    gone, new = set(before), set(after)
    return SuggestedChange(lang, sorted(gone - new), sorted(new - gone))


def _by_language(volumes: Iterable[Volume]) -> dict[str, dict[str, Volume]]:
    """The volumes with words, by language and name."""
    found: dict[str, dict[str, Volume]] = {}
    for volume in volumes:
        if volume.words:
            found.setdefault(volume.lang, {})[volume.name] = volume
    return found


def _shards_for(volumes: Iterable[Volume]) -> int:
    sizes = [volume.words for volume in volumes]
    if not sizes:
        return 0
    # Most of what volumes say is said by many of them, and takes less space when merged.
    merged = sum(sizes) / math.sqrt(len(sizes))
    return min(_power_of_two(merged / _IN_A_SHARD), BUCKETS)


def _lists_for(shards: int) -> int:
    return max(1, shards // _SHARDS_TO_ENDINGS)


def _power_of_two(number: float) -> int:
    """The smallest power of two that is not less than `number`, and at least one."""
    return 1 << max(0, int(number - 1e-9)).bit_length() if number > 1 else 1
