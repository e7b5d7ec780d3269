"""The shards of a word map, and the names of a map's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.stored_words import StoredWords, SuggestedWord
from dateline.search.changes import Change, altered
from dateline.search.files import SUFFIX, compressed, text_of
from dateline.search.form import Form
from dateline.search.merging import MergedWord, classes_for, merge, renewed, shard
from dateline.search.statements import BUCKETS, volume_id
from dateline.search.words import ending_of, hash_of
from dateline.staging import Job, Outcome, Staging
from dateline.timetree import parse_period
from dateline.urls import WORDS

SHARD, ENDINGS = "shard", "endings"
"""The kinds of files of a map."""


@dataclass(frozen=True, slots=True)
class ShardTask:
    """The shard to make, by its `number` among all `shards`, and the fingerprints of the volumes
    that it is made from.

    `changes` are what volumes say otherwise than before, by bucket and word, headline or term; None
    if the whole shard is to be made.
    """

    job: Job
    number: int
    shards: int
    fingerprints: Mapping[str, str]
    changes: Mapping[int, Mapping[str, Sequence[Change]]] | None = None

    @property
    def buckets(self) -> Sequence[int]:
        """The buckets whose words are in the shard."""
        return range(self.number, BUCKETS, self.shards)


class ShardMade(NamedTuple):
    """A shard that was made, the outcome, what was merged anew, by bucket (None for all of it), and
    the words to suggest of that."""

    task: ShardTask
    outcome: Outcome
    names: Mapping[int, Set[str]] | None
    suggested: list[SuggestedWord]


def make_shard(words: StoredWords, staging: Staging, form: Form, task: ShardTask) -> ShardMade:
    """Make a shard, and stage it unless it is identical to the existing one.

    If the existing one is intact, only the lines that the task's `changes` may alter are merged
    anew.
    """
    existing, names = "", None
    classes = classes_for(len(task.fingerprints))
    if task.changes is not None and (data := staging.intact(task.job)):
        existing = text_of(form.content(data))
        names = altered(existing, task.changes, classes)
        if not names:
            return ShardMade(task, staging.keep(task.job, data), names, [])
    buckets = task.buckets if names is None else sorted(names)
    in_bucket: dict[int, list[tuple[str, str]]] = {}
    lang = task.job.page.lang
    for bucket, volume, lines in words.in_buckets(lang, buckets, task.fingerprints):
        in_bucket.setdefault(bucket, []).append((id_of(volume), lines))
    others: list[str] = []
    found: list[MergedWord] = []
    suggested: list[SuggestedWord] = []
    for bucket, volumes in in_bucket.items():
        only = names[bucket] if names is not None else None
        some, merged = merge(sorted(volumes), classes, only)
        others += some
        found += merged
        suggested += [
            SuggestedWord(hash_of(ending) % BUCKETS, word.word, bucket, word.level)
            for word in merged
            if (ending := ending_of(word.word))
        ]
    if names is None:
        text = shard(others, found)
    else:
        text = renewed(existing, frozenset().union(*names.values()), others, found)
    return ShardMade(task, keep_map_file(staging, form, task.job, text), names, suggested)


def id_of(volume: str) -> str:
    """The identifier of a volume in a map, from its name."""
    return volume_id(parse_period(volume).first)


def keep_map_file(staging: Staging, form: Form, job: Job, text: str) -> Outcome:
    """Stage a file of a map if it differs from the existing one."""
    kind, number = job.page.key
    path = map_path(job.page.lang, str(kind), int(number))
    return staging.keep(job, form.single(path, compressed(text))[1])


def map_folder(lang: str) -> str:
    """The folder of a language's map, in that of the search data."""
    return f"{WORDS}/{lang}/"


def map_path(lang: str, kind: str, number: int) -> str:
    """A file of a language's map, in the folder of the search data."""
    name = f"{number}" if kind == SHARD else f"{kind}-{number}"
    return f"{map_folder(lang)}{name}{SUFFIX}"
